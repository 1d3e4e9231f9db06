"""The import of a country is timed as the command that people give, and held to its time."""

from pathlib import Path

import pytest

from bench import country
from bench.country import Import, NotImported, imported, shortfall
from server.demo.building import FILE


def test_an_import_is_timed_from_the_start_of_the_command_to_its_end(tmp_path: Path) -> None:
    found = imported([FILE], home=tmp_path)
    assert found.seconds > 0
    assert found.cpu_seconds > 0
    broken = tmp_path / "broken.csv"
    broken.write_text("code,name,kind,parent_code\n1,,city,\n", encoding="utf-8")
    with pytest.raises(NotImported, match=r"broken\.csv"):
        imported([broken], home=tmp_path)


def test_the_quickest_is_held_to_the_gate() -> None:
    slow, quick = Import(country.GATE + 0.1, 1.0), Import(country.GATE, 1.0)
    assert shortfall([slow, quick]) is None
    assert "20.1 s" in (shortfall([slow]) or "")
