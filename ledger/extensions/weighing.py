"""Whether a clock may be extended by so many days: asked of the replay itself, not of a second rule."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ledger.clocks.deadlines import DeadlineTrace, State
from ledger.clocks.limits import Clock
from ledger.clocks.of_problems import calendar_of, in_order, story_of, traced
from ledger.clocks.statutory import extendable
from ledger.extensions.refusals import ClockNotRunning, ExtensionTooMuch, NotExtensible
from ledger.extensions.tables import extension
from tenants.records import Record
from tenants.refusals import Refusal
from tenants.sitting import Sitting


@dataclass(frozen=True)
class Weighed:
    """An extension that may be granted: the instant at which it counts, and the day it leads to."""

    at: datetime
    due_on: date | None


async def weighed(sitting: Sitting, problem: Record, *, clock: str, days: int) -> Weighed:
    """Replays the problem as if the extension were granted now.

    Gives:    it counts now, but never before the last step of the story.
    Refuses:  extension.no_such_clock, extension.not_extensible, extension.too_much.
    """
    story = await story_of(sitting, problem.id)
    calendar = await calendar_of(sitting, problem["holder"])
    at: datetime = max([sitting.now, *(one["happened_at"] for one in story[-1:])])
    statutory = clock == Clock.STATUTORY
    stage = extendable(problem["list_type"]) if statutory else ""
    now = traced(problem, story, calendar)
    before = now.of(Clock(clock), stage) if stage or not statutory else None
    if before is None or before.state is State.STOPPED:
        raise _nothing_to_extend(now, Clock(clock))
    more = {"clock": clock, "days": days, "happened_at": at}
    after = traced(problem, in_order(story, [more]), calendar).of(Clock(clock), stage)
    if after is None or after.allowed <= before.allowed:
        limit = before.limit
        raise ExtensionTooMuch(days=days, times=limit.extensions, most=limit.extension_most)
    return Weighed(at, after.due_on)


def _nothing_to_extend(trace: DeadlineTrace, clock: Clock) -> Refusal:
    """Tells apart what does not run from what runs and is not extended."""
    running = [
        one.stage for one in trace.clocks if one.clock is clock and one.state is not State.STOPPED
    ]
    if not running:
        return ClockNotRunning(clock=clock)
    return NotExtensible(clock=clock, stages=", ".join(dict.fromkeys(running)))


async def asked_about(sitting: Sitting, key: UUID, missing: type) -> Record:
    """Fetches a request that the viewer may read, and locks it."""
    return await sitting.fetch(extension, key, under="extension.read", missing=missing)
