"""A cursor that was made up is refused before PostgreSQL is asked."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import DateTime, Integer, SmallInteger

from storage.paging import BadInput, part_of

INSTANT = DateTime(timezone=True)


@pytest.mark.parametrize(
    "part", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2026-13-01T00:00:00Z"]
)
def test_an_instant_outside_the_calendar_is_no_cursor(part: str) -> None:
    with pytest.raises(BadInput):
        part_of(part, INSTANT)


def test_an_instant_is_read_in_its_zone() -> None:
    read = part_of("2026-11-22T08:30:00.000001+08:00", INSTANT)
    assert read == datetime(2026, 11, 22, 0, 30, microsecond=1, tzinfo=UTC)


@pytest.mark.parametrize(("part", "kind"), [(99_999, SmallInteger()), (2**31, Integer())])
def test_a_number_that_the_column_cannot_hold_is_no_cursor(part: int, kind: Integer) -> None:
    with pytest.raises(BadInput):
        part_of(part, kind)
