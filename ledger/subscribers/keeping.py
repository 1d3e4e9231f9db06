"""What the acts upon a subscriber have in common: fetched, decided, at the version that was read."""

from collections.abc import Collection
from uuid import UUID

from ledger.subscribers.addresses import AddressRefused, Outward
from ledger.subscribers.refusals import (
    SubscriberAddressRefused,
    SubscriberEnded,
    SubscriberNotFound,
    SubscriberStale,
    SubscriberTypeUnknown,
)
from ledger.subscribers.tables import subscriber
from tenants.records import Record
from tenants.sitting import Sitting


async def kept(
    sitting: Sitting,
    key: UUID,
    *,
    action: str,
    version: int,
    states: Collection[str],
) -> Record:
    """Fetches a subscriber on which the viewer may do an action, in one of some states.

    Refuses:  subscriber.not_found, the rules of the action, viewer.step_up, subscriber.stale,
              subscriber.wrong_state.
    """
    found = await sitting.fetch(
        subscriber, key, under="subscriber.read", missing=SubscriberNotFound
    )
    sitting.decide(action, found)
    sitting.check_version(found, version, SubscriberStale)
    if found["state"] not in states:
        raise SubscriberEnded(state=found["state"])
    return found


def typed(types: Collection[str], known: Collection[str]) -> list[str]:
    """Gives event types that there are, each once.

    Refuses:  subscriber.type_unknown, also for none at all.
    """
    for one in types:
        if one not in known:
            raise SubscriberTypeUnknown(type=one[:100])
    if not types:
        raise SubscriberTypeUnknown(type="")
    return sorted(set(types))


def addressed(url: str, outward: Outward) -> str:
    """Gives an address to which events may be sent, as far as it can be told without asking.

    Refuses:  subscriber.address_refused.
    """
    try:
        outward.target(url)
    except AddressRefused as refused:
        raise SubscriberAddressRefused(why=str(refused)) from None
    return url
