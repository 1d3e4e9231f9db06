"""The act by which a subscriber gets a new secret while the old one still signs (轮换密钥)."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from ledger.subscribers.events import SubscriberChanged
from ledger.subscribers.keeping import kept
from tenants.sitting import Sitting
from tenants.wording import numbered


@dataclass(frozen=True)
class RotateSubscriberSecret:
    """The subscriber, the version that was read, and how long both secrets sign."""

    subscriber: UUID
    expected_version: int
    both_hours: int
    secret: bytes = field(repr=False, metadata={"digest": False})


async def rotate_subscriber_secret(sitting: Sitting, given: RotateSubscriberSecret) -> UUID:
    """Gives a subscriber a new secret; what is sent carries both signatures for a while.

    Given:    both_hours, 0 to 168: 0 when the old secret is known to others.
    Refuses:  subscriber.not_found, the rules of subscriber.rotate, viewer.step_up,
              subscriber.stale, subscriber.wrong_state, record.number_refused.
    Records:  SubscriberChanged.
    Source:   issue 5.7.
    """
    found = await kept(
        sitting,
        given.subscriber,
        action="subscriber.rotate",
        version=given.expected_version,
        states=("ACTIVE", "PAUSED", "GONE"),
    )
    hours = numbered("both_hours", given.both_hours, least=0, most=168)
    changes = {
        "secret": given.secret,
        "secret_before": found["secret"] if hours else None,
        "both_until": sitting.now + timedelta(hours=hours) if hours else None,
    }
    changed = await sitting.change(found, changes)
    await sitting.record(SubscriberChanged(changed.id, changed.version, changed["holder"]))
    return changed.id
