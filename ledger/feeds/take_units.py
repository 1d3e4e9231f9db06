"""The act by which a feed tells of many units at once (报送单位): proposals, and nothing else."""

from dataclasses import dataclass
from uuid import UUID

from ledger.feeds.coming_units import unit_lines
from ledger.feeds.incoming import Incoming, IncomingUnit
from ledger.feeds.planning import Line
from ledger.feeds.taking import LONGEST_CODE, LONGEST_TITLE, calling_feed, plan_incoming
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class TakeUnits:
    """The units, each with the code of the one above."""

    units: tuple[IncomingUnit, ...]


async def take_units(sitting: Sitting, given: TakeUnits) -> UUID:
    """Takes in what a feed tells of units; each line that is new is recorded as it waits.

    Gives:    the feed. The same told once more changes nothing.
    Refuses:  feed.not_found, feed.suspended, feed.kind_not_agreed, feed.units_full,
              record.text_refused.
    """
    of = await calling_feed(sitting, "UNITS")
    of = await plan_incoming(sitting, of, Incoming(units=_worded(given)))
    return of.id


async def units_planned(sitting: Sitting, given: TakeUnits) -> tuple[list[Line], bool]:
    """Says what telling of units would do, writing nothing.

    Gives:    the lines that would be new, and whether anything would change at all.
    Refuses:  as take_units does.
    """
    of = await calling_feed(sitting, "UNITS")
    lines, overtaken = await unit_lines(sitting, of, _worded(given))
    return lines, bool(lines or overtaken)


def _worded(given: TakeUnits) -> tuple[IncomingUnit, ...]:
    return tuple(
        IncomingUnit(
            code=worded("code", one.code, most=LONGEST_CODE),
            kind=one.kind,
            name=worded("name", one.name, most=LONGEST_TITLE),
            parent_code=worded("parent", one.parent_code, least=0, most=LONGEST_CODE),
        )
        for one in given.units
    )
