"""What a row keeps of its clocks, so that lists sort by it and the sweep compares it with the day.

Nothing of it is a truth of its own: it is what the story gives when it is replayed, and a test
replays it.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from ledger.clocks.calendar import Calendar, civil
from ledger.clocks.deadlines import ClockTrace, DeadlineTrace, State, reminders
from ledger.clocks.limits import Clock
from ledger.clocks.of_problems import calendar_of, story_of, traced
from ledger.clocks.owing import OWED_ELSEWHERE
from tenants.sitting import Sitting


async def reckoned(
    sitting: Sitting, problem: Mapping[str, Any], holder: int, step: Mapping[str, Any]
) -> dict[str, Any]:
    """Replays a problem with one step more.

    Given:    problem, as it stands after the step, its id, list_type and class; holder, the unit
              that has it then; step, what is about to be written into its story.
    Gives:    the columns of the row that follow, and ``happened_at`` of the step: now, but never
              before the step ahead of it (clocks of servers differ; a story does not go back).
    """
    story = await story_of(sitting, problem["id"])
    at = max([sitting.now, *(one["happened_at"] for one in story[-1:])])
    calendar = await calendar_of(sitting, holder)
    told = traced(problem, [*story, {**step, "holder": holder, "happened_at": at}], calendar)
    return {"happened_at": at, **kept(told, calendar)}


def kept(told: DeadlineTrace, calendar: Calendar) -> dict[str, Any]:
    """Gives the columns that a row keeps of its clocks.

    Gives:    without ``due_on`` when no clock runs: what is closed keeps its last one.
    """
    running = [one for one in told.clocks if one.state is State.RUNNING and one.due_on]
    # What rests with approval is not overdue; it is again what it was once it goes on.
    going = [one for one in told.clocks if one.state is State.RUNNING and not _elsewhere(one)]
    rectifying = [one.due_on for one in running if one.clock is Clock.RECTIFICATION]
    # The day on which a rest is looked at again has a reminder of its own.
    told_of = [one for one in running if (one.clock, one.stage) != (Clock.LEVEL, "REVIEW")]
    reminded = {day for one in told_of for day, _ in reminders(one, calendar)}
    waits = [one for one in told_of if _elsewhere(one)]
    mine = [one for one in told_of if not _elsewhere(one)]
    own = [one for one in running if not _elsewhere(one)]
    # What the superior asked of whoever submitted it is theirs, and shown as owed by them.
    asked = [one for one in mine if (one.clock, one.stage) == (Clock.LEVEL, "TELL_MORE")]
    step = [*waits, *asked]
    found: dict[str, Any] = {
        "rectify_by": rectifying[-1] if rectifying else None,
        "missed_on": min((one.breached_on for one in going if one.breached_on), default=None),
        "remind_on": sorted(reminded),
        "due_days": sorted({one.due_on for one in told_of if one.due_on}),
        # Of a day on which something of its own is due too, the holder is told.
        "waits_on": sorted(_days_of(waits, calendar) - _days_of(mine, calendar)),
        "yellow_on": min((_yellow(one) for one in own), default=None),
        "owed_on": step[-1].due_on if step else None,
        "own_on": min((one.due_on for one in own if one.due_on), default=None) if step else None,
    }
    return found if told.due_on is None else {**found, "due_on": told.due_on}


def _elsewhere(one: ClockTrace) -> bool:
    """Says whether another than the holder owes what a clock times."""
    return one.clock is Clock.LEVEL and one.stage in OWED_ELSEWHERE


def _days_of(clocks: Iterable[ClockTrace], calendar: Calendar) -> set[date]:
    """Gives the days on which people are reminded of clocks, and their last days."""
    found = set()
    for one in clocks:
        found |= {day for day, _ in reminders(one, calendar)} | (
            {one.due_on} if one.due_on else set()
        )
    return found


def _yellow(one: ClockTrace) -> date:
    """Gives the day from which a third of the time or less is left."""
    assert one.due_on is not None
    whole = max(0, (one.due_on - civil(one.started_at)).days)
    return one.due_on - timedelta(days=whole // 3)
