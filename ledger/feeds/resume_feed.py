"""The act by which a feed is resumed (恢复数据源)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.feeds.events import FeedResumed
from ledger.feeds.keeping import kept_feed
from ledger.feeds.refusals import FeedInState
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ResumeFeed:
    """The feed and the version that was read."""

    feed: UUID
    expected_version: int


async def resume_feed(sitting: Sitting, given: ResumeFeed) -> UUID:
    """Lets a feed go on that was suspended or had stopped; what waits in its plan goes on waiting.

    Gives:    the feed.
    Refuses:  feed.not_found, the rules of feed.keep, feed.stale, feed.wrong_state.
    Records:  FeedResumed.
    """
    found = await kept_feed(sitting, given.feed, expected_version=given.expected_version)
    if found["state"] not in ("SUSPENDED", "STOPPED"):
        raise FeedInState(state=found["state"])
    changed = await sitting.change(found, {"state": "ACTIVE"})
    await sitting.record(FeedResumed(changed.id, changed.version, changed["holder"]))
    return changed.id
