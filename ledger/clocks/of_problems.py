"""The clocks of a problem, read off its story: what each step starts, stops and ends.

Nothing is kept twice. The story of a problem is the log; the deadline that a step set stands in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from ledger.clocks.calendar import NATIONAL, Calendar, Override, civil
from ledger.clocks.causes import caused, with_notes
from ledger.clocks.deadlines import ClockEvent, DeadlineTrace, Kind, trace
from ledger.clocks.limits import Clock, shipped
from ledger.clocks.statutory import Statutory, extendable, last_track
from storage.ids import parsed
from storage.metadata import metadata
from tenants.marks import Reads
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
    "SUSPENDED": "REVIEW",
    "RETURNED": "REWORK",
}
"""Which stage of its level a problem enters with a state."""

ENDED = {"RESOLVED_ON_SPOT", "REJECTED", "MERGED", "DIVERTED", "CLOSED", "ARCHIVED"}
CLOSED = ("CLOSED", "RECHECKING")
"""From where an item comes back as one that was closed: a hidden visit leaves it closed meanwhile."""
STOPPING = {"COMPLETION_CLAIMED", "CLIENT_EVALUATED"}
"""With what the time for rectification stops: it is said to be done, or a panel said so."""
ASKED, ANSWERED, WITHDRAWN, HANDED_BACK = (
    "ask_about_submission",
    "answer_about_submission",
    "withdraw_submission",
    "hand_back",
)
"""What a superior asks of whoever submitted, what they answer; that they took it back, or got it."""
TAKEN_OVER = "take_over"
"""Begins a stage anew at the level above, also where the state stays what it was."""
OWN_LIST = frozenset({"list_problem", WITHDRAWN, HANDED_BACK})
"""Puts a problem on the own list, or back there: whoever has one to rectify owes it as before."""
UPHELD = "uphold_objection"
"""Takes home what was objected to, on its way to another unit: as a recall does."""
SET_ANEW = "set_rework_deadline"
"""The assigner says by which day what was returned is to be reworked."""
FORCED = "force_majeure"
"""The reason of a rest that stops the time of any class."""
_DECLARED = text("select day, works, declared_on from app.days_declared(:unit)")


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
    problem = metadata.tables["app.problem"]
    async with sittings.open(viewer, reads=Reads(("deadlineTrace",), (found[1],))) as sitting:
        query = select(problem).where(
            problem.c.root == sitting.root,
            problem.c.id == found[1],
            sitting.readable(problem, "problem.oversee"),
        )
        rows = await sitting.rows(query)
        if not rows:
            return None
        return await trace_of(sitting, rows[0])


async def trace_of(sitting: Sitting, problem: Mapping[str, Any]) -> DeadlineTrace:
    """Replays a problem as it stands."""
    steps = await story_of(sitting, problem["id"])
    return traced(problem, steps, await calendar_of(sitting, problem["holder"]))


async def story_of(sitting: Sitting, problem: UUID) -> list[dict[str, Any]]:
    """Gives the steps of a problem and the extensions that were approved, in order of time."""
    tables = metadata.tables
    story, extension = tables["app.happening"], tables["app.extension"]
    steps = await sitting.rows(
        select(story)
        .where(story.c.root == sitting.root, story.c.problem_id == problem)
        .order_by(story.c.happened_at, story.c.id)
    )
    more = await sitting.rows(
        select(extension.c.clock, extension.c.days, extension.c.decided_at.label("happened_at"))
        .where(
            extension.c.root == sitting.root,
            extension.c.problem_id == problem,
            extension.c.state == "APPROVED",
        )
        .order_by(extension.c.decided_at, extension.c.id)
    )
    return in_order(steps, more)


def in_order(
    steps: Iterable[Mapping[str, Any]], more: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Gives steps and extensions as one story; of one instant, the step stands first."""
    every = [dict(one) for one in (*steps, *more)]
    return sorted(every, key=lambda one: one["happened_at"])


async def calendar_of(sitting: Sitting, unit: int) -> Calendar:
    """Gives the calendar of a unit: the country's, and what its line declared.

    By a gate: whoever acts from beside the line must count by the same days as those on it.
    """
    found = await sitting.connection.execute(_DECLARED, {"unit": unit})
    return Calendar.of(
        Override(one.day, works=one.works, declared_on=one.declared_on) for one in found
    )


def traced(
    problem: Mapping[str, Any], steps: Iterable[Mapping[str, Any]], calendar: Calendar = NATIONAL
) -> DeadlineTrace:
    """Replays the story of a problem.

    Given:    steps in the order in which they happened: before, after, happened_at, due_on, and of
              statutory acts their act and reason; or, of an approved extension, clock, days,
              happened_at.
    """
    story = list(steps)
    told = trace(caused(events(problem, story), story), shipped(), calendar)
    return with_notes(told, problem, story)


def events(problem: Mapping[str, Any], steps: Iterable[Mapping[str, Any]]) -> Iterator[ClockEvent]:
    """Gives what each step does to the clocks."""
    whole = False
    ordered: int | None = None
    story = list(steps)
    statutory = Statutory(problem["list_type"], last_track(story))
    for step in story:
        at = step["happened_at"]
        if "days" in step:
            yield _extended(problem, step)
            continue
        before, after = step["before"], step["after"]
        if before == after and step.get("act") != TAKEN_OVER:
            yield from statutory.step(step)
            yield from _asked(step, who=str(step.get("holder") or ""))
            yield from _set_anew(problem, step)
            continue
        who = str(step.get("holder") or "")
        if after in ENDED:
            whole = False
            yield from statutory.ended(at, after)
            others = (clock for clock in Clock if clock is not Clock.STATUTORY)
            yield from (ClockEvent(at, Kind.STOPPED, clock) for clock in others)
            continue
        if not whole and after != "RECHECKING":
            whole = True
            yield ClockEvent(at, Kind.STARTED, Clock.TOTAL, "WHOLE")
        yield from statutory.step(step)
        yield from _staged(step, who)
        if after == "ASSIGNED" and before != "OBJECTED":
            ordered = _days(step["due_on"], civil(at))
        yield from _rectifying(problem, step, ordered, who)


def _asked(step: Mapping[str, Any], *, who: str) -> Iterator[ClockEvent]:
    """Gives what a question of the superior does: its own time rests until the sender has answered."""
    at, act = step["happened_at"], step.get("act")
    if act == ASKED:
        days = _days(step["due_on"], civil(at))
        yield ClockEvent(at, Kind.STARTED, Clock.LEVEL, "TELL_MORE", amount=days, holder=who)
    elif act == ANSWERED:
        yield ClockEvent(at, Kind.REOPENED, Clock.LEVEL, "ANSWER")


def _set_anew(problem: Mapping[str, Any], step: Mapping[str, Any]) -> Iterator[ClockEvent]:
    """Gives what a new day for a rework does: the time for rectification runs to it, and no other."""
    if step.get("act") == SET_ANEW:
        at, stage = step["happened_at"], problem["class"] or "SET_TIME"
        days, who = _days(step["due_on"], civil(at)), str(step.get("holder") or "")
        yield ClockEvent(at, Kind.STARTED, Clock.RECTIFICATION, stage, amount=days, holder=who)


def _staged(step: Mapping[str, Any], who: str) -> Iterator[ClockEvent]:
    """Gives what a step does to the time of a level: each stage begins a new one."""
    at, stage = step["happened_at"], STAGES.get(step["after"])
    if stage is not None and step.get("act") == WITHDRAWN:
        # Taken back before it was answered: the stage goes on with what was left of it.
        yield ClockEvent(at, Kind.REOPENED, Clock.LEVEL, stage)
    elif stage is not None:
        # The day on which a rest is looked at again is set by who allowed it; else the shipped
        # limit holds, or what the line had set as the step was taken.
        rests = step["after"] == "SUSPENDED"
        amount = _days(step["due_on"], civil(at)) if rests else step.get("allowed")
        set_by_line = amount is not None and not rests
        yield ClockEvent(
            at, Kind.STARTED, Clock.LEVEL, stage, amount=amount, tightened=set_by_line, holder=who
        )
    elif step["before"] in STAGES:
        yield ClockEvent(at, Kind.STOPPED, Clock.LEVEL)


def _extended(problem: Mapping[str, Any], step: Mapping[str, Any]) -> ClockEvent:
    clock = Clock(step["clock"])
    stage = extendable(problem["list_type"]) if clock is Clock.STATUTORY else ""
    at, days = step["happened_at"], step["days"]
    return ClockEvent(at, Kind.EXTENDED, clock, stage, amount=days, approved=True)


def _rectifying(
    problem: Mapping[str, Any], step: Mapping[str, Any], ordered: int | None, who: str
) -> Iterator[ClockEvent]:
    """Gives what a step does to the time for rectification.

    To submit it up, to have it handed back or to list it oneself stops nothing: the duty goes on
    until a level above takes it.
    """
    at, before, after = step["happened_at"], step["before"], step["after"]
    after = "LISTED" if step.get("act") == UPHELD else after
    clock = Clock.RECTIFICATION
    if after == "SUSPENDED":
        # Only the assigner suspends: the act is the approval.
        forced = step.get("reason") == FORCED
        yield ClockEvent(at, Kind.PAUSED, clock, approved=True, forced=forced)
    elif before == "SUSPENDED":
        yield ClockEvent(at, Kind.RESUMED, clock)
    elif "OBJECTED" in (before, after) and after != "LISTED":
        # To object stops nothing, and whoever is overruled has no day more than before.
        return
    elif after == "ASSIGNED" or (after == "RETURNED" and before in CLOSED):
        # What was closed and came back has the days of the last order anew.
        stage = problem["class"] or "SET_TIME"
        yield ClockEvent(at, Kind.STARTED, clock, stage, amount=ordered, holder=who)
    elif after == "RETURNED":
        yield ClockEvent(at, Kind.REOPENED, clock)
    elif after == "LISTED" and step.get("act") in OWN_LIST:
        return
    elif after == "LISTED" and step["due_on"] is not None:
        # Taken home by whom another level has ordered to solve it: the own order goes on, and where
        # its day has gone by, it has been missed since.
        stage, until = problem["class"] or "SET_TIME", step["due_on"]
        since = until if until < civil(at) else None
        amount = _days(until, civil(at))
        yield ClockEvent(at, Kind.STARTED, clock, stage, amount=amount, holder=who, since=since)
    elif after in STOPPING or after == "LISTED":
        yield ClockEvent(at, Kind.STOPPED, clock)


def _days(until: date | None, start: date) -> int | None:
    return None if until is None else max(0, (until - start).days)
