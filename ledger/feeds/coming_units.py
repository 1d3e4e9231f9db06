"""Units that a feed has told of and that wait: planned once more with every unit told since.

SCIM tells of one unit at a time. Whether its parents lead to a unit that is known can be said only
beside those told before and after, in whichever order they came. What is told of one unit changes
what can be said of those on its line, above and below, and of no other: only these are read again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ledger.feeds.incoming import Incoming, IncomingUnit
from ledger.feeds.knowing import among, known_for
from ledger.feeds.planning import Line, planned
from ledger.feeds.refusals import FeedUnitsFull
from ledger.feeds.tables import feed_line
from tenants.records import Record
from tenants.sitting import Sitting

MOST_WAITING = 5_000
"""So many lines about units wait of one feed; beyond, some must be decided on first."""


@dataclass(frozen=True)
class ComingUnits:
    """Units told now and what waits of those on their line, locked."""

    units: tuple[IncomingUnit, ...]
    waiting: Sequence[Record]
    in_all: int
    """How many lines about units wait of the feed."""

    def unsaid(self, lines: Sequence[Line]) -> tuple[list[Line], list[Record]]:
        """Tells what is planned now from what waits already, word for word.

        Gives:    the lines without those that wait already, and what waited and is overtaken.
        Refuses:  feed.units_full.
        """
        said_now = {_said(line) for line in lines if line.subject == "UNIT"}
        standing, overtaken = set(), []
        for record in self.waiting:
            if (said := _kept(record)) in said_now and said not in standing:
                standing.add(said)
            else:
                overtaken.append(record)
        fresh = [line for line in lines if line.subject != "UNIT" or _said(line) not in standing]
        coming = sum(line.subject == "UNIT" for line in fresh)
        if coming and self.in_all - len(overtaken) + coming > MOST_WAITING:
            raise FeedUnitsFull(most=MOST_WAITING)
        return fresh, overtaken


async def coming_units(sitting: Sitting, of: Record, told: Sequence[IncomingUnit]) -> ComingUnits:
    """Gives what is told now beside what waits on its line; none that somebody has declined."""
    if not told:
        return ComingUnits((), (), 0)
    table = feed_line.c
    mine = (
        table.root == sitting.root,
        table.feed_id == of.id,
        table.subject == "UNIT",
        table.state == "WAITING",
    )
    code, parent = table.change["code"].astext, table.change["parent"].astext
    rows = await sitting.rows(
        select(table.id, code.label("code"), parent.label("parent")).where(*mine)
    )
    line = _line_of(told, {row["code"]: row["parent"] for row in rows})
    keys = [row["id"] for row in rows if row["code"] in line]
    query = select(feed_line).where(*mine, among(table.id, keys))
    found = await sitting.rows(query.order_by(table.id).with_for_update()) if keys else []
    waiting = [Record(feed_line, row) for row in found]
    units = {unit.code: unit for unit in map(_told, waiting)}
    every = (units | {unit.code: unit for unit in told}).values()
    return ComingUnits(tuple(every), waiting, len(rows))


def _line_of(told: Sequence[IncomingUnit], waiting: Mapping[str, str]) -> set[str]:
    """The codes of what is told and of all that waits above and below it."""
    above = {**waiting, **{unit.code: unit.parent_code for unit in told}}
    below: dict[str, list[str]] = {}
    for code, parent in above.items():
        below.setdefault(parent, []).append(code)
    found = {unit.code for unit in told}
    todo = list(found)
    while todo:
        fresh = [code for code in below.get(todo.pop(), ()) if code not in found]
        found.update(fresh)
        todo += fresh
    # Each brings the units above it: what leads to a known one is said by them.
    for code in list(found):
        upper = above.get(code, "")
        while upper in above and upper not in found:
            found.add(upper)
            upper = above[upper]
    return found


def _told(line: Record) -> IncomingUnit:
    said = line["change"]
    return IncomingUnit(said["code"], said["kind"], said["name"], said["parent"])


async def unit_lines(
    sitting: Sitting, of: Record, told: Sequence[IncomingUnit]
) -> tuple[list[Line], list[Record]]:
    """Plans units, writing nothing.

    Gives:    the lines that do not wait already, and what waited and would be overtaken.
    Refuses:  feed.units_full.
    """
    if not told:
        return [], []
    coming = await coming_units(sitting, of, told)
    incoming = Incoming(units=coming.units)
    return coming.unsaid(planned(incoming, await known_for(sitting, of, incoming, documents={})))


async def overtake_units(sitting: Sitting, overtaken: Sequence[Record]) -> None:
    """Lets what is planned now take the place of what waited."""
    for record in overtaken:
        sitting.decide("feed_line.take", record)
        await sitting.change(record, {"state": "OVERTAKEN", "decided_at": sitting.now})


def _said(line: Line) -> tuple[Any, ...]:
    words = (line.kind, line.reason, line.tenant, line.label, line.from_text, line.to_text)
    return *words, str(sorted(line.change.items()))


def _kept(record: Record) -> tuple[Any, ...]:
    words = (record[name] for name in ("kind", "reason", "holder", "label", "from_text", "to_text"))
    return *words, str(sorted(record["change"].items()))
