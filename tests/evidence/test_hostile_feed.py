"""T10 in a small size: what stolen feeds, files and subscribers can do, and each control fails."""

import pytest

from tests.conftest import Server
from tests.evidence import t10
from tests.evidence.ground import Ground
from tests.evidence.lines import Line


@pytest.fixture(scope="module")
def lines(cluster: Server, migrated: str) -> list[Line]:
    return t10.run(Ground(cluster, migrated, share=0.0, say=lambda _: None))


def test_nothing_is_gained_written_elsewhere_repeated_read_or_sent_inward(
    lines: list[Line],
) -> None:
    assert len(lines) == 8
    for line in lines:
        assert line.passed, (line.en, line.result, line.examples)


def test_every_control_fails(lines: list[Line]) -> None:
    for line in lines:
        assert line.control_failed, (line.en, line.control)
