"""The clocks of a problem, read off its story: what each step starts, stops and ends.

Nothing is kept twice. The story of a problem is the log; the deadline that a step set stands in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from ledger.clocks.calendar import NATIONAL, Calendar, Override, civil
from ledger.clocks.deadlines import ClockEvent, DeadlineTrace, Kind, trace
from ledger.clocks.limits import Clock, shipped
from ledger.clocks.tables import calendar_day
from storage.ids import parsed
from storage.metadata import metadata
from tenants.columns import SLOTS
from tenants.sitting import Sitting, Sittings
from tenants.viewer import Viewer

STAGES: Mapping[str, str] = {
    "COLLECTED": "REGISTER",
    "REGISTERED": "SCREEN",
    "BANKED": "SUBMIT",
    "PENDING_UPPER": "ANSWER",
    "LISTED": "TRIAGE",
    "TRIAGED": "ASSIGN",
    "ASSIGNED": "ACCEPT",
    "OBJECTED": "RULE_ON_OBJECTION",
    "ACCEPTED": "PLEDGE",
    "COMPLETION_CLAIMED": "SELF_EVALUATE",
    "SELF_EVALUATED": "CLIENT_EVALUATE",
    "CLIENT_EVALUATED": "ORGANISATION_EVALUATE",
    "RECHECKING": "RECHECK",
}
"""Which stage of its level a problem enters with a state."""

ENDED = {"RESOLVED_ON_SPOT", "REJECTED", "MERGED", "DIVERTED", "CLOSED", "ARCHIVED"}
_PETITION = "PETITION"


async def deadline_trace(
    sittings: Sittings, viewer: Viewer, public_id: str
) -> DeadlineTrace | None:
    """Gives the clocks of a problem with their sums.

    Gives:    None when there is no such problem, or the viewer does not oversee it: the story that
              the clocks replay is shown whole or not at all.
    """
    found = parsed(public_id)
    if found is None or found[0] != "Problem" or viewer.person is None:
        return None
    problem, story = metadata.tables["app.problem"], metadata.tables["app.happening"]
    async with sittings.open(viewer) as sitting:
        query = select(problem).where(
            problem.c.root == sitting.root,
            problem.c.id == found[1],
            sitting.readable(problem, "problem.oversee"),
        )
        rows = await sitting.rows(query)
        if not rows:
            return None
        steps = await sitting.rows(
            select(story)
            .where(story.c.root == sitting.root, story.c.problem_id == found[1])
            .order_by(story.c.happened_at, story.c.id)
        )
        calendar = await calendar_of(sitting, rows[0])
    return traced(rows[0], steps, calendar)


async def calendar_of(sitting: Sitting, place: Mapping[str, Any]) -> Calendar:
    """Gives the calendar of the unit that holds a row: the country's, and what its line declared.

    Given:    place, a row with a lineage.
    """
    line = [place[f"at{slot}"] for slot in SLOTS if place[f"at{slot}"] is not None]
    declared = await sitting.rows(
        select(calendar_day)
        .where(
            calendar_day.c.root == sitting.root,
            calendar_day.c.holder.in_(line),
            calendar_day.c.state == "PUBLISHED",
        )
        .order_by(calendar_day.c.holder_slot)
    )
    return Calendar.of(
        Override(one["day"], works=one["works"], declared_on=one["declared_on"]) for one in declared
    )


def traced(
    problem: Mapping[str, Any], steps: Iterable[Mapping[str, Any]], calendar: Calendar = NATIONAL
) -> DeadlineTrace:
    """Replays the story of a problem.

    Given:    steps in the order in which they happened: before, after, happened_at, due_on.
    """
    return trace(events(problem, steps), shipped(), calendar)


def events(problem: Mapping[str, Any], steps: Iterable[Mapping[str, Any]]) -> Iterator[ClockEvent]:
    """Gives what each step does to the clocks."""
    whole = False
    for step in steps:
        at, before, after = step["happened_at"], step["before"], step["after"]
        if before == after:
            continue
        who = str(step.get("holder") or "")
        if after in ENDED:
            whole = False
            yield from (ClockEvent(at, Kind.STOPPED, clock) for clock in Clock)
            continue
        if not whole and after != "RECHECKING":
            whole = True
            yield ClockEvent(at, Kind.STARTED, Clock.TOTAL, "WHOLE")
        if after == "REGISTERED" and problem["list_type"] == _PETITION:
            yield ClockEvent(at, Kind.STARTED, Clock.STATUTORY, "PETITION")
        if after in STAGES:
            yield ClockEvent(at, Kind.STARTED, Clock.LEVEL, STAGES[after], holder=who)
        elif before in STAGES:
            yield ClockEvent(at, Kind.STOPPED, Clock.LEVEL)
        yield from _rectifying(problem, step, who)


def _rectifying(
    problem: Mapping[str, Any], step: Mapping[str, Any], who: str
) -> Iterator[ClockEvent]:
    at, before, after = step["happened_at"], step["before"], step["after"]
    clock = Clock.RECTIFICATION
    if after == "SUSPENDED":
        # Only the assigner suspends: the act is the approval.
        yield ClockEvent(at, Kind.PAUSED, clock, approved=True)
    elif before == "SUSPENDED":
        yield ClockEvent(at, Kind.RESUMED, clock)
    elif after == "ASSIGNED" or (before, after) == ("RETURNED", "RECTIFYING"):
        stage = problem["class"] or "SET_TIME"
        yield ClockEvent(
            at, Kind.STARTED, clock, stage, amount=_days(step["due_on"], civil(at)), holder=who
        )
    elif after in {"COMPLETION_CLAIMED", "LISTED", "PENDING_UPPER", "OBJECTED"}:
        yield ClockEvent(at, Kind.STOPPED, clock)


def _days(until: date | None, start: date) -> int | None:
    return None if until is None else max(0, (until - start).days)
