"""Whether a clock may be extended by so many days: asked of the replay itself, not of a second rule."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ledger.clocks.deadlines import State
from ledger.clocks.limits import Clock
from ledger.clocks.of_problems import calendar_of, in_order, story_of, traced
from ledger.clocks.statutory import extendable
from ledger.extensions.refusals import ClockNotRunning, ExtensionTooMuch
from ledger.extensions.tables import extension
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class Weighed:
    """An extension that may be granted: the instant at which it counts, and the day it leads to."""

    at: datetime
    due_on: date | None


async def weighed(sitting: Sitting, problem: Record, *, clock: str, days: int) -> Weighed:
    """Replays the problem as if the extension were granted now.

    Gives:    it counts now, but never before the last step of the story.
    Refuses:  extension.no_such_clock, extension.too_much.
    """
    story = await story_of(sitting, problem.id)
    calendar = await calendar_of(sitting, problem["holder"])
    at: datetime = max([sitting.now, *(one["happened_at"] for one in story[-1:])])
    statutory = clock == Clock.STATUTORY
    stage = extendable(problem["list_type"]) if statutory else ""
    if statutory and not stage:
        raise ClockNotRunning(clock=clock)
    before = traced(problem, story, calendar).of(Clock(clock), stage)
    if before is None or before.state is State.STOPPED:
        raise ClockNotRunning(clock=clock)
    more = {"clock": clock, "days": days, "happened_at": at}
    after = traced(problem, in_order(story, [more]), calendar).of(Clock(clock), stage)
    if after is None or after.allowed <= before.allowed:
        limit = before.limit
        raise ExtensionTooMuch(days=days, times=limit.extensions, most=limit.extension_most)
    return Weighed(at, after.due_on)


async def asked_about(sitting: Sitting, key: UUID, missing: type) -> Record:
    """Fetches a request that the viewer may read, and locks it."""
    return await sitting.fetch(extension, key, under="extension.read", missing=missing)
