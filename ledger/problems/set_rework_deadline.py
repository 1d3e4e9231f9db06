"""The act by which the assigner sets the day for the rework of what was returned (重新限期)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ledger.clocks.calendar import civil
from ledger.clocks.deadlines import ClockEvent, Kind, trace
from ledger.clocks.limits import Clock, shipped
from ledger.clocks.of_problems import SET_ANEW, calendar_of
from ledger.problems.deadlines import of_its_class, within
from ledger.problems.events import PartBroughtForward, ReworkDeadlineSet
from ledger.problems.lists import ordered_until
from ledger.problems.parts import due_sooner, parts_of
from ledger.problems.rework_refusals import NothingReturned, ReworkDaySetAlready, ReworkDayTooLate
from ledger.problems.stepping import Told, fetched, line_rules, opened, rows_of, stepped
from ledger.problems.tables import happening
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

Story = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class SetReworkDeadline:
    """The problem, the version that was read, until which day, and on what basis."""

    problem: UUID
    expected_version: int
    deadline: date
    text: str


async def set_rework_deadline(sitting: Sitting, given: SetReworkDeadline) -> UUID:
    """Sets the day by which a direct subordinate reworks what came back to it, once for each return.

    Given:    deadline, from today on, no later than the days of its class nor than the order under
              which the viewer's own unit has it; text, on what basis, 1 to 4,000 characters.
    Gives:    the problem, due by that day, and no part of it later. Where nobody sets a day, what was
              left goes on; statutory clocks are not touched.
    Refuses:  problem.not_found, the rules of problem.rule, problem.stale, problem.wrong_state,
              problem.nothing_returned, problem.rework_day_set_already, problem.rework_day_too_late,
              problem.deadline_passed, problem.deadline_too_late, record.text_refused.
    Records:  ReworkDeadlineSet, PartBroughtForward.
    Source:   transition t28, new deadline set by the assigner.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rule", found)
    end = opened(sitting, found, SET_ANEW, version=given.expected_version)
    text = worded("text", given.text, most=4000)
    await _once_and_soon(sitting, found, await rows_of(sitting, happening, found))
    due_on = await _bound(sitting, found, given.deadline)
    parts = await parts_of(sitting, found)
    changed = await stepped(
        sitting,
        found,
        SET_ANEW,
        changes={"state": end, "due_on": due_on},
        told=Told(text, shown="ALL", other_end=found["holder"]),
    )
    await sitting.record(ReworkDeadlineSet(changed.id, changed.version, changed["holder"]))
    for one in await due_sooner(sitting, changed, parts):
        await sitting.record(PartBroughtForward(one.id, one.version, one["holder"]))
    return changed.id


async def _once_and_soon(sitting: Sitting, found: Record, story: Story) -> None:
    """Holds that a day is set once for a return, before the rework begins or soon after.

    Soon: within as many days as the unit has to take it up again.
    Refuses:  problem.nothing_returned, problem.rework_day_set_already, problem.rework_day_too_late.
    """
    moved = [one["after"] if one["before"] != one["after"] else "" for one in story]
    if "RETURNED" not in moved:
        raise NothingReturned
    since = story[len(moved) - 1 - moved[::-1].index("RETURNED") :]
    if any(one["act"] == SET_ANEW for one in since):
        raise ReworkDaySetAlready
    if found["state"] == "RETURNED":
        return
    begun = [one["happened_at"] for one in since if one["act"] == "rework_problem"]
    if not begun:
        # Taken home, or handed on, since it came back: whoever has it now has an order of its own.
        raise NothingReturned
    started = ClockEvent(begun[-1], Kind.STARTED, Clock.LEVEL, "REWORK")
    until = trace([started], shipped(), await calendar_of(sitting, found["holder"])).due_on
    if until is not None and until < civil(sitting.now):
        raise ReworkDayTooLate(until=str(until))


async def _bound(sitting: Sitting, found: Record, asked: date) -> date:
    """Gives the day, as of an order: within the class and the own order.

    Refuses:  problem.deadline_passed, problem.deadline_too_late.
    """
    own = await ordered_until(sitting, found, sitting.tenant, line=sitting.viewer.lineage)
    line = await line_rules(sitting, sitting.tenant)
    return within(sitting, asked, own, of_its_class(sitting, found, line))
