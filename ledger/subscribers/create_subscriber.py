"""The act by which a system is subscribed to what a post may see (登记事件订阅方)."""

from dataclasses import dataclass, field
from uuid import UUID

from ledger.subscribers.addresses import Outward
from ledger.subscribers.events import SubscriberCreated
from ledger.subscribers.keeping import addressed, typed
from ledger.subscribers.refusals import SubscriberPostNotFound
from ledger.subscribers.tables import subscriber
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import post
from tenants.wording import worded


@dataclass(frozen=True)
class CreateSubscriber:
    """The post whose sight it has, its name, its address and the types it is told of.

    The secret comes sealed for the key of the subscriber: no act ever sees it open. Where events may
    be sent, and which types there are, is known to whoever asks.
    """

    post: UUID
    name: str
    url: str
    types: tuple[str, ...]
    key: UUID = field(metadata={"digest": False})
    secret: bytes = field(repr=False, metadata={"digest": False})
    outward: Outward = field(metadata={"digest": False})
    known: frozenset[str] = field(repr=False, metadata={"digest": False})


async def create_subscriber(sitting: Sitting, given: CreateSubscriber) -> UUID:
    """Subscribes a system to the events that a post may see, from now on.

    Given:    name, 1 to 100 characters; url, https out in the world, or a listed inner host; types
              of the catalogue of events.
    Gives:    the subscriber; what it is sent is asked of the rule book again at each delivery.
    Refuses:  subscriber.post_not_found, the rules of subscriber.create, viewer.step_up,
              record.text_refused, subscriber.address_refused, subscriber.type_unknown.
    Records:  SubscriberCreated.
    Source:   issue 5.7; security.md row 6.
    """
    place = await sitting.fetch(
        post, given.post, under="post.read", missing=SubscriberPostNotFound, lock=False
    )
    inherited = {name: place[name] for name in place if name in subscriber.c and name != "id"}
    row = {"id": given.key, "post_id": place.id, "state": "ACTIVE"}
    proposed = Record(subscriber, {**dict.fromkeys(subscriber.c.keys()), **inherited, **row})
    sitting.decide("subscriber.create", proposed)
    written = await sitting.insert(
        subscriber,
        {
            "id": given.key,
            "holder": place["holder"],
            "post_id": place.id,
            "name": worded("name", given.name, most=100),
            "url": addressed(given.url, given.outward),
            "types": typed(given.types, given.known),
            "secret": given.secret,
            "created_by": sitting.viewer.person,
            "created_at": sitting.now,
        },
    )
    await sitting.record(SubscriberCreated(written.id, 1, place["holder"]))
    return written.id
