"""A day is the civil one of China everywhere: for eight hours of each day that of UTC is another."""

import re
from pathlib import Path

from tests.structure.source import ROOT, modules, named

ELSEWHERE = re.compile(
    r"current_date|localtimestamp|localtime\b|(?:now\(\)|current_timestamp)::date|"
    r"\bdate\.today\(|utcnow\(|to_char\((?:now|clock_timestamp)\(\)",
    re.IGNORECASE,
)
"""What gives the day of the machine, or of whatever zone a connection has."""


def _sources() -> list[Path]:
    gates = sorted((ROOT / "migrations" / "gates").glob("*.sql"))
    return [*modules(), *modules("bench"), *gates, *sorted((ROOT / "tenants").glob("*.sql"))]


def test_no_statement_and_no_act_takes_the_day_of_the_machine() -> None:
    """If this fails: ``tenants.columns.TODAY`` in SQL, ``sitting.today`` or ``civil`` in an act."""
    found = [
        f"{named(path)}:{number}"
        for path in _sources()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if ELSEWHERE.search(line)
    ]
    assert found == []


def test_a_day_of_the_machine_is_noticed() -> None:
    for said in ("server_default=text('current_date')", "now()::date", "date.today()"):
        assert ELSEWHERE.search(said), said
    assert not ELSEWHERE.search("(now() at time zone 'Asia/Shanghai')::date")
