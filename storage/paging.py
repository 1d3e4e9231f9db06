"""Keyset paging: orders, cursors, and what a connection was asked for.

A cursor is a mark of the order it belongs to, four characters, and the sort key of its row, as
base64url of a JSON array: opaque, unsigned (it opens nothing: every page is read under the viewer's
rules) and checked for mark and shape when it comes back. One of another order is no place in this one.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Integer,
    SmallInteger,
    Text,
    Uuid,
    func,
    tuple_,
)

from storage.printing import literal
from storage.selection import Argument, Const
from storage.shelf import Columns, Order

PAGE = 50
LARGEST_PAGE = 200
COUNTED = 200
"""``totalCount`` stops here; ``totalCountIsExact`` says whether it did."""

LONGEST_CURSOR = 8192
"""No sort key is as long as that; what is longer is not opened, for it may nest without end."""


class BadInput(Exception):
    """An argument the schema's types let through but the reading cannot use."""

    def __init__(self, argument: str, why: str, *, zh: str) -> None:
        super().__init__(f"{argument}: {why}")
        self.argument, self.why, self.why_zh = argument, why, zh
        self.en = f"{argument} {why}."
        self.zh = f"{argument} {zh}。"

    def of(self, argument: str) -> "BadInput":
        """The same of the argument by which the client knows the value."""
        return BadInput(argument, self.why, zh=self.why_zh) if argument else self


def not_a_cursor(argument: str = "cursor") -> BadInput:
    """What a broken or foreign cursor is answered with."""
    return BadInput(argument, "is not a cursor of this connection", zh="不是本列表的游标")


@dataclass(frozen=True)
class Keyset:
    """The total order of a connection: the order's columns, then the key."""

    columns: tuple[str, ...]
    descending: bool
    mark: str
    """With what its cursors begin: rows of which type, by which columns, in which direction."""

    @classmethod
    def of(cls, shelf: str, order: Order, key: str) -> "Keyset":
        """An order of a shelf, with the key as tie-break."""
        columns = order.columns if key in order.columns else (*order.columns, key)
        named = " ".join((shelf, *columns, "down" if order.descending else "up"))
        mark = base64.urlsafe_b64encode(hashlib.sha256(named.encode()).digest()[:3]).decode()
        return cls(columns, order.descending, mark)

    def by(self, columns: Columns, *, backwards: bool) -> list[ColumnElement[Any]]:
        """ORDER BY terms."""
        down = self.descending != backwards
        return [columns[name].desc() if down else columns[name].asc() for name in self.columns]

    def beyond(
        self, columns: Columns, bound: Sequence[ColumnElement[Any]], *, backwards: bool
    ) -> ColumnElement[Any]:
        """Rows strictly after the cursor (before it when reading backwards)."""
        mine, theirs = tuple_(*(columns[name] for name in self.columns)), tuple_(*bound)
        return mine < theirs if self.descending != backwards else mine > theirs

    def cursor(self, columns: Columns) -> ColumnElement[Any]:
        """The cursor of a row, as text, without its mark: that is the same for all."""
        key = func.json_build_array(*(columns[name] for name in self.columns)).cast(Text)
        packed = func.encode(func.convert_to(key, literal("UTF8")), literal("base64"))
        return func.translate(packed, literal("+/=\n"), literal("-_"))


def unpacked(cursor: object, *, mark: str, length: int) -> list[Any]:
    """The sort key in a cursor; BadInput when it is not one of ours, or not of this order."""
    packed = str(cursor)
    if len(packed) > LONGEST_CURSOR or not packed.startswith(mark):
        raise not_a_cursor()
    try:
        raw = base64.urlsafe_b64decode(packed.removeprefix(mark).encode("ascii") + b"==")
        key = json.loads(raw)
    except (ValueError, binascii.Error, RecursionError) as error:
        raise not_a_cursor() from error
    scalars = isinstance(key, list) and all(isinstance(part, str | int) for part in key)
    if not scalars or len(key) != length:
        raise not_a_cursor()
    return list(key)


def part_of(part: object, kind: object) -> Any:
    """One member of a sort key, as its column can be compared with; BadInput when it is not one."""
    if isinstance(kind, Integer):
        most = 2**15 if isinstance(kind, SmallInteger) else 2**31
        if type(part) is int and abs(part) < most:
            return part
        raise not_a_cursor()
    if not isinstance(part, str) or "\0" in part:
        raise not_a_cursor()
    try:
        part.encode()  # half a surrogate pair is no text
        if isinstance(kind, Uuid):
            return UUID(part)
        if isinstance(kind, Date):
            return date.fromisoformat(part)
        if isinstance(kind, DateTime):
            return datetime.fromisoformat(part).astimezone(UTC)
    except (ValueError, OverflowError):
        raise not_a_cursor() from None
    return part


@dataclass(frozen=True)
class Page:
    """What the paging arguments ask for."""

    size: Argument
    backwards: bool
    after: Argument | None
    before: Argument | None

    @classmethod
    def asked(cls, arguments: Mapping[str, Argument]) -> "Page":
        """Read ``first/after`` or ``last/before``; forward with 50 when nothing is said."""
        given = {
            name: value
            for name, value in arguments.items()
            if not (isinstance(value, Const) and value.value is None)
        }
        if "first" in given and "last" in given:
            raise BadInput("last", "cannot be combined with first", zh="不能与 first 同时使用")
        size = given.get("last", given.get("first", Const(PAGE)))
        return cls(size, "last" in given, given.get("after"), given.get("before"))


def page_size(value: object, *, argument: str = "first") -> int:
    """A page size between 0 and 200; BadInput otherwise, with the argument it was given as."""
    if not isinstance(value, int) or not 0 <= value <= LARGEST_PAGE:
        limits = f"0 and {LARGEST_PAGE}"
        raise BadInput(argument, f"must be between {limits}", zh=f"须在0至{LARGEST_PAGE}之间")
    return value
