"""On whose list a problem is, and what binds a lower level that has it in hand.

A problem stays on the list of whoever listed it, and is closed for that level, until a level above
takes it over. Below, it is worked on under orders: whoever hands on, recalls or takes it home is
bound by the order that it had itself. ``migrations/gates/problems.sql`` holds the first of this for
everyone who can write SQL.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select

from ledger.clocks.of_problems import calendar_of, story_of, traced
from ledger.clocks.reckoning import kept
from tenants.records import Record
from tenants.refusals import Conflict
from tenants.sitting import Sitting
from tenants.tables import tenant_succession

_UNDER_WAY = {"ASSIGNED", "OBJECTED", "ACCEPTED", "PLEDGED", "RECTIFYING"}


@dataclass(eq=False)
class ClassedAbove(Conflict):
    """The level that has it on its list classed it {label}; who works under its order keeps that."""

    code: ClassVar[str] = "problem.classed_above"
    zh: ClassVar[str] = "列单的上级已定类为 {label}，受其交办的单位不得改类。"
    label: str


@dataclass(eq=False)
class ListedNowhere(Conflict):
    """A unit below a township has no list: no organisation department would close it. Submit it."""

    code: ClassVar[str] = "problem.listed_nowhere"
    zh: ClassVar[str] = "乡镇以下的单位不设清单，没有组织部门为其销号；请上报。"


@dataclass(eq=False)
class OrderEnds(Conflict):
    """Your unit has it under an order of its own, until {until}; what you grant ends no later."""

    code: ClassVar[str] = "problem.order_ends"
    zh: ClassVar[str] = "本单位受领的时限至 {until} 止，准予的延期或者暂缓不得晚于该日。"
    until: str


async def listing(sitting: Sitting, found: Record) -> dict[str, Any]:
    """Puts a problem on the list of the viewer's level.

    Gives:    where a level above has it on its list, that stays, and so does the day by which the
              viewer's unit owes it.
    """
    if listed_above(found, sitting.tenant, line=sitting.viewer.lineage):
        return await still_owed(sitting, found, sitting.tenant, line=sitting.viewer.lineage)
    return {"listed_by": sitting.tenant, "listed_parent": sitting.viewer.parent}


async def still_owed(
    sitting: Sitting, found: Record, unit: int, *, line: Sequence[int | None]
) -> dict[str, Any]:
    """Says that the day of a unit's own order goes on binding it."""
    until = await ordered_until(sitting, found, unit, line=line)
    return {} if until is None else {"due_on": until}


def listed_here(sitting: Sitting, found: Record) -> dict[str, Any]:
    """Says the same where a problem is handed down that nobody has listed (t36).

    Refuses:  problem.listed_nowhere, of a unit below a township: no organisation department would
              ever close what it lists, nor what it took up from an office of its own.
    """
    lister = found["listed_by"]
    if lister not in {None, sitting.tenant}:
        return {}
    *_, township, place, _ = sitting.viewer.lineage
    if township is not None and place is not None:
        raise ListedNowhere
    if lister is not None:
        return {}
    return {"listed_by": sitting.tenant, "listed_parent": sitting.viewer.parent}


def listed_above(found: Mapping[str, Any], unit: int, *, line: Sequence[int | None]) -> bool:
    """Says whether a level above a unit has a problem on its list."""
    lister = found["listed_by"]
    return lister is not None and lister != unit and lister in line


async def ordered_until(
    sitting: Sitting, found: Record, unit: int, *, line: Sequence[int | None]
) -> date | None:
    """Gives the last day of the order under which a unit has a problem of a list above it.

    Given:    line, the unit's lineage.
    Gives:    the day as it stood when the unit last worked under that order, its extensions and
              rests counted; None where no level above has listed it.
    """
    if not listed_above(found, unit, line=line):
        return None
    story = await story_of(sitting, found.id)
    upto = _under_order(story, await stands_for(sitting, unit))
    if not upto:
        return None
    calendar = await calendar_of(sitting, unit)
    last: date | None = kept(traced(found, upto, calendar), calendar)["rectify_by"]
    return last


async def within_own_order(sitting: Sitting, found: Record, day: date | None) -> None:
    """Holds that what a unit grants those below ends no later than the order that it has itself.

    Given:    day, the one to which the problem would be due by what is granted.
    Refuses:  problem.order_ends.
    """
    own = await ordered_until(sitting, found, sitting.tenant, line=sitting.viewer.lineage)
    if own is not None and day is not None and day > own:
        raise OrderEnds(until=str(own))


async def stands_for(sitting: Sitting, unit: int) -> set[int]:
    """Gives a unit and those that it took over, at once or by way of others, when they ended."""
    known = {unit}
    while True:
        query = select(tenant_succession.c.former).where(
            tenant_succession.c.root == sitting.root,
            tenant_succession.c.successor.in_(known),
            tenant_succession.c.former.not_in(known),
            tenant_succession.c.until.is_(None),
        )
        more = {one["former"] for one in await sitting.rows(query)}
        if not more:
            return known
        known |= more


def _under_order(
    story: Sequence[Mapping[str, Any]], units: AbstractSet[int]
) -> Sequence[Mapping[str, Any]]:
    """Gives a story up to where a unit last worked under the last order that it was given.

    Given:    units, the unit and those whose successor it is: the order of each binds it.
    """
    downs = [at for at, one in enumerate(story) if one.get("act") == "hand_down"]
    # What one of them gave another that is the same unit now was no order from above.
    mine = [at for at in downs if story[at]["other_end"] in units]
    given = [at for at in mine if story[at]["author_tenant"] not in units]
    if not given:
        return ()
    on = [at for at in downs if at > given[-1]]
    until = on[0] if on else len(story)
    steps = [at for at in range(given[-1], until) if "after" in story[at]]
    worked = [at for at in steps if story[at]["after"] in _UNDER_WAY]
    # What was granted on the way, up to the step that ended the work, is no step.
    ended = [at for at in steps if at > worked[-1]]
    return story[: ended[0] if ended else until]
