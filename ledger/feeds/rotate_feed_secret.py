"""The act by which a feed gets a new secret (更换数据源密钥)."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from ledger.feeds.create_feed import keep_secret
from ledger.feeds.events import FeedSecretChanged
from ledger.feeds.keeping import kept_feed
from tenants.sitting import Sitting
from tenants.wording import numbered

LONGEST_OVERLAP = 168


@dataclass(frozen=True)
class RotateFeedSecret:
    """The feed, its version, how long the former secret still opens, the hash of the new one."""

    feed: UUID
    expected_version: int
    overlap_hours: int
    secret_sha256: bytes = field(metadata={"digest": False})


async def rotate_feed_secret(sitting: Sitting, given: RotateFeedSecret) -> UUID:
    """Gives a feed a new secret; the former one opens for a while, every older one no more.

    Given:    overlap_hours, 0 to 168; 0 when the former secret is known to somebody else.
    Gives:    the feed.
    Refuses:  feed.not_found, the rules of feed.rotate, viewer.step_up, feed.stale, record.number_refused.
    Records:  FeedSecretChanged.
    """
    found = await kept_feed(
        sitting, given.feed, expected_version=given.expected_version, action="feed.rotate"
    )
    hours = numbered("overlapHours", given.overlap_hours, least=0, most=LONGEST_OVERLAP)
    until = sitting.now + timedelta(hours=hours)
    changed = await sitting.change(found, {"former_secret_until": until if hours else None})
    await keep_secret(sitting, found.id, given.secret_sha256, overlap_hours=hours)
    await sitting.record(FeedSecretChanged(changed.id, changed.version, changed["holder"]))
    return changed.id
