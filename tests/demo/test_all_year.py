"""The demo is built on any day of the year: its stories begin no earlier than its lists."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.demo.building import ROOT, Region, Telling, build
from tests.conftest import Server, cloned
from tests.demo.conftest import deployment_of, small_region


@pytest.mark.parametrize(
    "day",
    [(2025, 12, 15), (2026, 1, 1), (2026, 1, 20), (2026, 2, 5)],
    ids=["in December", "on New Year's Day", "in January", "in February"],
)
def test_it_is_built(
    cluster: Server, migrated: str, tmp_path: Path, day: tuple[int, int, int]
) -> None:
    with cloned(cluster, migrated) as database:
        telling = Telling(5, say=lambda text, **_: None)
        now = datetime(*day, 3, 0, tzinfo=UTC)
        region = Region(small_region(tmp_path), ROOT)
        build(deployment_of(database), telling, now=now, region=region)
