"""The act by which a feed is suspended (停用数据源)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.feeds.events import FeedSuspended
from ledger.feeds.keeping import kept_feed
from ledger.feeds.refusals import FeedInState
from tenants.sitting import Sitting


@dataclass(frozen=True)
class SuspendFeed:
    """The feed and the version that was read."""

    feed: UUID
    expected_version: int


async def suspend_feed(sitting: Sitting, given: SuspendFeed) -> UUID:
    """Suspends a feed: from the next call on it can neither read nor tell anything.

    Gives:    the feed.
    Refuses:  feed.not_found, the rules of feed.keep, feed.stale, feed.wrong_state.
    Records:  FeedSuspended.
    """
    found = await kept_feed(sitting, given.feed, expected_version=given.expected_version)
    if found["state"] not in ("ACTIVE", "STOPPED"):
        raise FeedInState(state=found["state"])
    changed = await sitting.change(found, {"state": "SUSPENDED"})
    await sitting.record(FeedSuspended(changed.id, changed.version, changed["holder"]))
    return changed.id
