"""The act that pauses a subscriber (暂停订阅)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.subscribers.events import SubscriberChanged
from ledger.subscribers.keeping import kept
from tenants.sitting import Sitting


@dataclass(frozen=True)
class PauseSubscriber:
    """The subscriber, and the version that was read."""

    subscriber: UUID
    expected_version: int


async def pause_subscriber(sitting: Sitting, given: PauseSubscriber) -> UUID:
    """Pauses a subscriber: nothing is sent, and nothing is lost, until it is resumed.

    Refuses:  subscriber.not_found, the rules of subscriber.manage, subscriber.stale,
              subscriber.wrong_state.
    Records:  SubscriberChanged.
    Source:   issue 5.7.
    """
    found = await kept(
        sitting,
        given.subscriber,
        action="subscriber.manage",
        version=given.expected_version,
        states=("ACTIVE", "GONE"),
    )
    changed = await sitting.change(found, {"state": "PAUSED"})
    await sitting.record(SubscriberChanged(changed.id, changed.version, changed["holder"]))
    return changed.id
