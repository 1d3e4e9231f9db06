"""The act that sends a subscriber a sign of life (测试投递)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.subscribers.events import SubscriberPinged
from ledger.subscribers.keeping import kept
from tenants.sitting import Sitting


@dataclass(frozen=True)
class PingSubscriber:
    """The subscriber, and the version that was read."""

    subscriber: UUID
    expected_version: int


async def ping_subscriber(sitting: Sitting, given: PingSubscriber) -> UUID:
    """Sends a subscriber a ping, by the way and in the order of all that it is sent.

    Refuses:  subscriber.not_found, the rules of subscriber.manage, subscriber.stale,
              subscriber.wrong_state.
    Records:  SubscriberPinged.
    Source:   issue 5.7.
    """
    found = await kept(
        sitting,
        given.subscriber,
        action="subscriber.manage",
        version=given.expected_version,
        states=("ACTIVE",),
    )
    # A new version wakes the relay, whatever pause it is in.
    changed = await sitting.change(found, {})
    await sitting.record(SubscriberPinged(changed.id, changed.version, changed["holder"]))
    return changed.id
