"""One demo to a folder."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from server.demo import alone, cast, running
from server.demo.tokens import DemoRefused
from server.settings import Mode, Settings


@pytest.fixture
def first(tmp_path: Path) -> Settings:
    return Settings(mode=Mode.DEMO, home=tmp_path / "place" / ".levelwise", port=8471)


def test_a_second_demo_of_a_folder_is_refused_with_the_address_of_the_first(
    first: Settings,
) -> None:
    second = replace(first, port=8473)
    with alone.alone(first):
        kept = {path.name for path in first.home.iterdir()}
        for _ in range(2):
            with (
                pytest.raises(DemoRefused, match="8471/") as refused,
                running.prepared(second, say=lambda *_, **__: None),
            ):
                pass
        assert f"LEVELWISE_HOME={first.home}-8473 PORT=8473" in str(refused.value)
        assert {path.name for path in first.home.iterdir()} == kept
        assert not (first.home / cast.FILE).exists()


def test_the_folder_is_free_again_however_the_first_ended(first: Settings) -> None:
    path = first.home / alone.FILE
    with pytest.raises(KeyboardInterrupt), alone.alone(first):
        raise KeyboardInterrupt
    with alone.alone(replace(first, port=80)):
        assert path.read_text() == "http://127.0.0.1:80/\n"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
