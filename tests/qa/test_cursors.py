"""A cursor that was made up is refused before PostgreSQL is asked."""

import base64
from datetime import UTC, datetime

import pytest
from sqlalchemy import DateTime, Integer, SmallInteger

from ledger.shelves import CATALOGUE
from storage.paging import LONGEST_CURSOR, BadInput, Keyset, part_of, unpacked

INSTANT = DateTime(timezone=True)
MARK = "Mark"


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


@pytest.mark.parametrize("opening", ["[", '{"a":', "[[1],"])
@pytest.mark.parametrize("levels", [900, 4_000, 60_000])
def test_a_cursor_that_nests_is_no_cursor(opening: str, levels: int) -> None:
    nested = base64.urlsafe_b64encode(opening.encode() * levels).decode()
    with pytest.raises(BadInput):
        unpacked(MARK + nested, mark=MARK, length=2)


def test_a_cursor_of_the_longest_name_is_one() -> None:
    key = f'["{"长" * 1_900}", "{"0" * 36}"]'.encode()
    cursor = base64.urlsafe_b64encode(key).decode().rstrip("=")
    assert len(MARK + cursor) < LONGEST_CURSOR
    assert unpacked(MARK + cursor, mark=MARK, length=2)[1] == "0" * 36


def test_a_cursor_without_the_mark_of_its_order_is_none() -> None:
    cursor = base64.urlsafe_b64encode(b'["x", "y"]').decode().rstrip("=")
    assert unpacked(MARK + cursor, mark=MARK, length=2) == ["x", "y"]
    for other in (cursor, "Mar" + cursor, "mark" + cursor, MARK, ""):
        with pytest.raises(BadInput):
            unpacked(other, mark=MARK, length=2)


def test_no_two_orders_have_the_same_mark() -> None:
    """Two names of one and the same order may: its cursors are the same places."""
    marks: dict[str, tuple[object, ...]] = {}
    for shelf in CATALOGUE.shelves.values():
        for order in shelf.orders.values():
            keyset = Keyset.of(shelf.name, order, shelf.key)
            same = (shelf.name, keyset.columns, keyset.descending)
            assert marks.setdefault(keyset.mark, same) == same
            assert len(keyset.mark) == 4
    assert len(marks) > 100
