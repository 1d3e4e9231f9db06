"""T10 in a small size: what a stolen feed can do, and each control fails."""

import pytest

from tests.conftest import Server
from tests.evidence import t10
from tests.evidence.ground import Ground


@pytest.fixture(scope="module")
def lines(cluster: Server, migrated: str) -> dict[str, object]:
    ground = Ground(cluster, migrated, share=0.0, say=lambda _: None)
    return {line.en.split(" ")[1]: line for line in t10.run(ground)}


def test_a_stolen_feed_gains_nothing_writes_nowhere_else_and_replays_for_nothing(lines) -> None:
    for line in lines.values():
        assert line.passed, (line.result, line.examples)


def test_every_control_fails(lines) -> None:
    for line in lines.values():
        assert line.control_failed, (line.en, line.control)
