"""What every act on a feed begins with."""

from uuid import UUID

from ledger.feeds.refusals import FeedNotFound, FeedStale
from ledger.feeds.tables import feed
from tenants.records import Record
from tenants.sitting import Sitting


async def kept_feed(
    sitting: Sitting, key: UUID, *, expected_version: int, action: str = "feed.keep"
) -> Record:
    """Gives a feed that the viewer keeps, locked, at the version that was read.

    Refuses:  feed.not_found, the rules of the action, viewer.step_up, feed.stale.
    """
    found = await sitting.fetch(feed, key, under="feed.read", missing=FeedNotFound)
    sitting.decide(action, found)
    sitting.check_version(found, expected_version, FeedStale)
    return found
