"""Units that a feed has told of and that wait: planned once more with every unit told since.

SCIM tells of one unit at a time. Whether its parents lead to a unit that is known can be said only
beside those told before and after, in whichever order they came.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from ledger.feeds.incoming import IncomingUnit
from ledger.feeds.planning import Line
from ledger.feeds.tables import feed_line
from tenants.records import Record
from tenants.sitting import Sitting


async def waiting_units(sitting: Sitting, of: Record) -> list[Record]:
    """Gives the lines about units that wait of a feed, locked; none that somebody has declined."""
    table = feed_line.c
    query = select(feed_line).where(
        table.root == sitting.root,
        table.feed_id == of.id,
        table.subject == "UNIT",
        table.state == "WAITING",
    )
    rows = await sitting.rows(query.order_by(table.id).with_for_update())
    return [Record(feed_line, row) for row in rows]


def with_waiting(
    told: Sequence[IncomingUnit], waiting: Iterable[Record]
) -> tuple[IncomingUnit, ...]:
    """Gives what is told now, and what waits of units that are not told now."""
    units = {unit.code: unit for unit in map(_told, waiting)}
    return tuple((units | {unit.code: unit for unit in told}).values())


def _told(line: Record) -> IncomingUnit:
    said = line["change"]
    return IncomingUnit(said["code"], said["kind"], said["name"], said["parent"])


async def overtake_units(
    sitting: Sitting, waiting: Iterable[Record], lines: Sequence[Line]
) -> list[Line]:
    """Lets what is planned now overtake what waited, unless it is the same word for word.

    Gives:    the lines without those that wait already.
    """
    planned = {_said(line) for line in lines if line.subject == "UNIT"}
    standing = set()
    for record in waiting:
        if (said := _kept(record)) in planned and said not in standing:
            standing.add(said)
            continue
        sitting.decide("feed_line.take", record)
        await sitting.change(record, {"state": "OVERTAKEN", "decided_at": sitting.now})
    return [line for line in lines if line.subject != "UNIT" or _said(line) not in standing]


def _said(line: Line) -> tuple[Any, ...]:
    words = (line.kind, line.reason, line.tenant, line.label, line.from_text, line.to_text)
    return *words, str(sorted(line.change.items()))


def _kept(record: Record) -> tuple[Any, ...]:
    words = (record[name] for name in ("kind", "reason", "holder", "label", "from_text", "to_text"))
    return *words, str(sorted(record["change"].items()))
