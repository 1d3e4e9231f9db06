"""What deciding on a plan and on its lines has in common."""

from uuid import UUID

from ledger.feeds.refusals import (
    FeedLineDecidedAlready,
    FeedLineNotFound,
    FeedLineStale,
    FeedPlanNotFound,
)
from ledger.feeds.tables import feed_line, feed_plan
from tenants.records import Record
from tenants.sitting import Sitting

CANNOT_BE_DONE = frozenset({"SCOPE", "UNKNOWN_UNIT", "ELSEWHERE", "UNIT"})
"""What no confirmation does: it lies outside the feed's unit, or belongs to reorganisation."""


async def waiting_line(sitting: Sitting, key: UUID, *, expected_version: int) -> Record:
    """Gives a line that waits, locked and decided on.

    Refuses:  feed_line.not_found, the rules of feed_line.decide, feed_line.stale,
              feed_line.wrong_state.
    """
    line = await sitting.fetch(feed_line, key, under="feed_line.read", missing=FeedLineNotFound)
    sitting.decide("feed_line.decide", line)
    sitting.check_version(line, expected_version, FeedLineStale)
    if line["state"] != "WAITING":
        raise FeedLineDecidedAlready(state=line["state"])
    return line


async def plan_to_decide(sitting: Sitting, key: UUID) -> Record:
    """Gives a plan, locked and decided on.

    Refuses:  feed_plan.not_found, the rules of feed_plan.decide.
    """
    plan = await sitting.fetch(feed_plan, key, under="feed_plan.read", missing=FeedPlanNotFound)
    sitting.decide("feed_plan.decide", plan)
    return plan
