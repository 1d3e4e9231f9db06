"""The feed of changes: what changed for one viewer, after a place in the order of transactions.

A change is looked up twice: could the viewer read the problem as it lay then, and may they read it
now? What they may read now is told with its version of now. What they could read once and may no
longer is *revoked*. What they never could read is not told at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Uuid,
    and_,
    any_,
    cast,
    false,
    func,
    or_,
    select,
    tuple_,
)

from ledger.assignments.tables import assignment
from ledger.live.tables import change
from ledger.problems.buckets import awaits
from ledger.problems.tables import problem
from ledger.reading import Reading
from ledger.shelves import CATALOGUE
from storage import compile as compiler
from storage.binding import Statement
from storage.ids import parsed
from storage.selection import Leaf, Selection
from storage.shelf import (
    Catalogue,
    Columns,
    Filter,
    Listed,
    Order,
    Print,
    Reach,
    Shelf,
    Value,
    Values,
)
from tenants.viewer import Viewer

__all__ = ["NEVER", "START", "Feed", "News", "Place", "Seen"]

PAGE = 200
NEVER = 2**62
"""A transaction after all others."""
_LAST_RECORD = UUID(int=2**128 - 1)
_STATEMENTS = 256


@dataclass(frozen=True, order=True)
class Place:
    """A place in the order of changes: after this transaction's change of this record."""

    xid: int
    record: UUID = _LAST_RECORD


START = Place(0)


@dataclass(frozen=True)
class News:
    """A change as one viewer is told it: ``version`` is null when they may no longer read it."""

    place: Place
    version: int | None
    present: bool
    """Whether it lies in the viewer's inbox now."""
    was_present: bool


@dataclass(frozen=True)
class Seen:
    """How a problem looks to a viewer now; two that differ mean that something changed."""

    version: int
    changed_in: int | None


def _lies(reach: Reach, columns: Columns) -> ColumnElement[bool]:
    """What waits for the viewer by any of their buckets (ledger/problems/buckets.py)."""
    return awaits(columns, reach.facts, reach.allowed)


def _changed_in(columns: Columns, _: Values) -> ColumnElement[Any]:
    """The last transaction that changed a problem, or what hangs under it."""
    row = change.c
    last = select(func.max(row.xid)).where(
        row.root == columns["root"], row.record_id == columns["id"]
    )
    return last.scalar_subquery()


def _is_in_inbox(reach: Reach, columns: Columns) -> ColumnElement[bool]:
    """What lies with the viewer's unit now, has an open part there, or one on which they are to rule."""
    part = assignment.c
    row, unit = dict(part.items()), reach.facts["viewer_tenant"]
    helps = and_(part.holder == unit, reach.allowed("assignment.read", row))
    rules = and_(
        part.holder_parent == unit,
        part.state == "OBJECTED",
        reach.allowed("assignment.withdraw", row),
    )
    parts = select(part.id).where(
        part.root == columns["root"],
        part.problem_id == columns["id"],
        part.role == "CO",
        part.open,
        or_(helps, rules),
    )
    return or_(_lies(reach, columns), parts.exists())


def _was_in_inbox(reach: Reach, columns: Columns) -> ColumnElement[bool]:
    """The same of a change: how it lay then."""
    helped = reach.facts["viewer_tenant"] == any_(columns["parts_at"])
    return or_(_lies(reach, columns), and_(helped, reach.allowed("problem.read", columns)))


def _changes(reach: Reach) -> FromClause:
    row, was = change.c, change.alias("was")
    now = problem.alias("now")
    here = and_(now.c.root == row.root, now.c.id == row.record_id)
    columns = dict(now.c.items())
    version = select(now.c.version).where(here, reach.allowed("problem.read", columns))
    present = select(now.c.id).where(here, _is_in_inbox(reach, columns)).exists()
    before = (was.c.root == row.root, was.c.record_id == row.record_id, was.c.xid < row.xid)

    def then(asked: Any) -> ColumnElement[bool]:
        """Whether it was so after this change, or before it."""
        last = select(asked(dict(was.c.items()))).where(*before).order_by(was.c.xid.desc()).limit(1)
        after = func.coalesce(asked(dict(row.items())), false())
        return or_(after, func.coalesce(last.scalar_subquery(), false()))

    after = tuple_(
        cast(reach.arguments["after"], BigInteger), cast(reach.arguments["record"], Uuid)
    )
    told = (
        select(
            row.record_id,
            row.xid,
            version.scalar_subquery().label("version"),
            present.label("present"),
            then(lambda columns: reach.allowed("problem.read", columns)).label("seen"),
            then(lambda columns: _was_in_inbox(reach, columns)).label("was_present"),
        )
        .where(
            row.root == reach.facts["viewer_root"],
            tuple_(row.xid, row.record_id) > after,
            row.xid < cast(reach.arguments["before"], BigInteger),
        )
        .subquery("told")
    )
    return select(told).where(or_(told.c.version.is_not(None), told.c.seen)).subquery("changes")


CHANGE = Shelf(
    "Change",
    _changes,
    None,
    {
        "record": Value(Print.NAME, "record_id"),
        "xid": Value(Print.NUMBER, "xid"),
        "version": Value(Print.NUMBER, "version", nullable=True),
        "present": Value(Print.BOOLEAN, "present"),
        "wasPresent": Value(Print.BOOLEAN, "was_present"),
    },
    key="record_id",
    orders={"PLACE": Order(("xid",))},
    filters={
        "after": Filter(argument=True, kind=BigInteger()),
        "record": Filter(argument=True, kind=Uuid()),
        "before": Filter(argument=True, kind=BigInteger()),
    },
    rooted=False,
)
_KNOWN = CATALOGUE.shelves["Problem"]
_CHANGED_IN = Value(Print.NUMBER, build=_changed_in, nullable=True)
_CATALOGUE = Catalogue(
    {
        **CATALOGUE.shelves,
        "Problem": replace(_KNOWN, fields={**_KNOWN.fields, "changed_in": _CHANGED_IN}),
        "Change": CHANGE,
    },
    {
        **CATALOGUE.roots,
        "changes": Listed(
            "Change", order="PLACE", limit=PAGE, filters=("after", "record", "before")
        ),
    },
)
_CHANGES = Selection(
    "changes",
    "changes",
    {name: Leaf((name,)) for name in ("after", "record", "before")},
    tuple(Selection(name, name) for name in CHANGE.fields),
)
_PROBLEM = Selection(
    "problem",
    "problem",
    {"id": Leaf(("id",))},
    tuple(Selection(name, name) for name in ("version", "changed_in")),
)


@dataclass(frozen=True)
class Feed:
    """Reads changes for viewers; statements are kept per set of rules."""

    reading: Reading
    _statements: dict[object, Statement] = field(default_factory=dict)

    async def horizon(self, viewer: Viewer) -> int:
        """Gives a transaction before which every change is final and can be seen.

        Refuses: ledger.reading.Stale.
        """
        return await self.reading.horizon(viewer)

    async def after(self, viewer: Viewer, place: Place, *, before: int = NEVER) -> Sequence[News]:
        """Gives the changes after a place, at most :data:`PAGE`, in their order.

        Given:   before, a transaction; below the horizon nothing can be added to them later.
        Refuses: ledger.reading.Stale.
        """
        given = {"after": place.xid, "record": place.record, "before": before}
        rows = await self._read(viewer, _CHANGES, given)
        return [
            News(
                Place(row["xid"], UUID(row["record"])),
                row["version"],
                row["present"],
                was_present=row["wasPresent"],
            )
            for row in rows
        ]

    async def seen(self, viewer: Viewer, public_id: str) -> Seen | None:
        """Gives how a problem looks to the viewer now; None when it is not there for them."""
        named = parsed(public_id)
        if named is None or named[0] != "Problem":
            return None
        found = await self._read(viewer, _PROBLEM, {"id": public_id})
        return None if found is None else Seen(**found)

    async def _read(self, viewer: Viewer, asked: Selection, given: dict[str, Any]) -> Any:
        key = (asked.name, self.reading.rules(viewer).key)
        statement = self._statements.get(key)
        if statement is None:
            if len(self._statements) >= _STATEMENTS:
                self._statements.clear()
            statement = compiler.reading(_CATALOGUE, self.reading.rules(viewer), asked)
            self._statements[key] = statement
        return orjson.loads(await self.reading.run(viewer, statement, given))
