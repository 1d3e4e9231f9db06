"""The shelves of subscribers and of what they were sent. No secret stands on any."""

from ledger.subscribers.tables import event_delivery, subscriber
from storage.shelf import (
    Filter,
    Key,
    One,
    Order,
    Print,
    Row,
    Rows,
    Shelf,
    Step,
    Steps,
    Value,
)

_LIVE = ("ACTIVE", "PAUSED", "GONE")

SUBSCRIBER = Shelf(
    "Subscriber",
    subscriber,
    "subscriber.read",
    {
        "id": Key(),
        "name": Value(Print.TEXT, "name"),
        "url": Value(Print.TEXT, "url"),
        "types": Value(Print.TEXTS, "types"),
        "state": Value(Print.NAME, "state"),
        "bothUntil": Value(Print.INSTANT, "both_until", nullable=True),
        "createdAt": Value(Print.INSTANT, "created_at"),
        "version": Value(Print.NUMBER, "version"),
        "post": Row("Post", (("post_id", "id"),)),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "deliveries": Rows(
            "EventDelivery", (("id", "subscriber_id"),), order="RECORDED_AT", filters=("state",)
        ),
        "viewerActions": Steps(
            (
                Step("PING", "subscriber.manage", ("ACTIVE",)),
                Step("PAUSE", "subscriber.manage", ("ACTIVE", "GONE")),
                Step("RESUME", "subscriber.manage", _LIVE),
                Step("ROTATE_SECRET", "subscriber.rotate", _LIVE, further_check=True),
                Step("REPLAY", "subscriber.manage", ("ACTIVE", "PAUSED"), further_check=True),
                Step("END", "subscriber.manage", _LIVE),
            )
        ),
    },
    orders={"CREATED_AT": Order(("created_at",))},
)

EVENT_DELIVERY = Shelf(
    "EventDelivery",
    event_delivery,
    "event_delivery.read",
    {
        "id": Key(),
        "event": Value(Print.NAME, "event_id"),
        "type": Value(Print.TEXT, "type"),
        "recordedAt": Value(Print.INSTANT, "recorded_at"),
        "state": Value(Print.NAME, "state"),
        "attempts": Value(Print.NUMBER, "attempts"),
        "triedAt": Value(Print.INSTANT, "tried_at", nullable=True),
        "nextAt": Value(Print.INSTANT, "next_at"),
        "code": Value(Print.TEXT, "code", nullable=True),
        "replays": Value(Print.NUMBER, "replays"),
        "subscriber": Row("Subscriber", (("subscriber_id", "id"),)),
    },
    orders={"RECORDED_AT": Order(("recorded_at",), descending=True)},
    filters={"state": Filter(column="state", fixed=True)},
)

SHELVES = (SUBSCRIBER, EVENT_DELIVERY)

ROOTS = {
    "subscriber": One("Subscriber", {"id": Filter(column="id", id_of="Subscriber")}),
    "subscribers": Rows("Subscriber", order="CREATED_AT"),
}
