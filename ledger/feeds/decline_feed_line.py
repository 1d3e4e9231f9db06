"""The act by which a line of a plan is not done (不予确认)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.feeds.deciding import waiting_line
from ledger.feeds.events import FeedLineDeclined
from tenants.sitting import Sitting


@dataclass(frozen=True)
class DeclineFeedLine:
    """The line and the version that was read."""

    line: UUID
    expected_version: int


async def decline_feed_line(sitting: Sitting, given: DeclineFeedLine) -> UUID:
    """Leaves everything as it is; what the feed says and what is so go on differing.

    Gives:    the line, declined.
    Refuses:  feed_line.not_found, the rules of feed_line.decide, feed_line.stale,
              feed_line.wrong_state.
    Records:  FeedLineDeclined.
    """
    line = await waiting_line(sitting, given.line, expected_version=given.expected_version)
    changes = {
        "state": "DECLINED",
        "decided_by": sitting.viewer.person,
        "decided_at": sitting.now,
    }
    declined = await sitting.change(line, changes)
    await sitting.record(FeedLineDeclined(declined.id, declined.version, declined["holder"]))
    return declined.id
