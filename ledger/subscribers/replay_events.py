"""The act by which a subscriber is sent again what it was sent, or should have been (重放事件)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from ledger.subscribers.events import EventsReplayed
from ledger.subscribers.keeping import kept
from ledger.subscribers.refusals import ReplayRefused
from ledger.subscribers.tables import event_delivery, event_replay
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ReplayEvents:
    """The subscriber and its version; one delivery, or a range; whether delivered ones, too."""

    subscriber: UUID
    expected_version: int
    delivery: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    also_delivered: bool = False


async def replay_events(sitting: Sitting, given: ReplayEvents) -> UUID:
    """Sends dead letters again, oldest first, under the same event ids.

    Given:    delivery, or since and until (not included), by when it happened; also_delivered,
              those too that arrived.
    Refuses:  subscriber.not_found, the rules of subscriber.manage, subscriber.stale,
              subscriber.wrong_state, subscriber.replay_refused.
    Records:  EventsReplayed.
    Source:   issue 5.7.
    """
    found = await kept(
        sitting,
        given.subscriber,
        action="subscriber.manage",
        version=given.expected_version,
        states=("ACTIVE", "PAUSED"),
    )
    since, until = given.since, given.until
    ranged = since is not None and until is not None and since < until
    if ranged if given.delivery is not None else not ranged:
        raise ReplayRefused(since=since, until=until)
    if given.delivery is not None and not await _is_of(sitting, given.delivery, found.id):
        raise ReplayRefused(since=since, until=until)
    changed = await sitting.change(found, {})
    await sitting.insert(
        event_replay,
        {
            "holder": found["holder"],
            "subscriber_id": found.id,
            "delivery_id": given.delivery,
            "since": since if given.delivery is None else None,
            "until": until if given.delivery is None else None,
            "also_delivered": given.also_delivered or given.delivery is not None,
            "asked_by": sitting.viewer.person,
            "asked_at": sitting.now,
        },
    )
    await sitting.record(EventsReplayed(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _is_of(sitting: Sitting, delivery: UUID, subscriber: UUID) -> bool:
    found = await sitting.rows(
        select(event_delivery.c.id).where(
            event_delivery.c.root == sitting.root,
            event_delivery.c.id == delivery,
            event_delivery.c.subscriber_id == subscriber,
        )
    )
    return bool(found)
