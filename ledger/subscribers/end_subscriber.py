"""The act that ends a subscriber (终止订阅)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.subscribers.events import SubscriberChanged
from ledger.subscribers.keeping import kept
from tenants.sitting import Sitting


@dataclass(frozen=True)
class EndSubscriber:
    """The subscriber, and the version that was read."""

    subscriber: UUID
    expected_version: int


async def end_subscriber(sitting: Sitting, given: EndSubscriber) -> UUID:
    """Ends a subscriber for good; its secrets are gone.

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
        states=("ACTIVE", "PAUSED", "GONE"),
    )
    changed = await sitting.change(found, {"state": "ENDED", "secret": b"", "secret_before": None})
    await sitting.record(SubscriberChanged(changed.id, changed.version, changed["holder"]))
    return changed.id
