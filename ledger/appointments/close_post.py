"""The act that ends a post (撤销职务)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.appointments.events import PostClosed
from ledger.appointments.grounds import Ground, stated
from ledger.appointments.holding import held_post
from ledger.appointments.refusals import PostHeld
from ledger.appointments.standings import locked
from tenants.sitting import Sitting
from tenants.tables import appointment


@dataclass(frozen=True)
class ClosePost:
    """The post, and on what ground."""

    post: UUID
    ground: Ground


async def close_post(sitting: Sitting, given: ClosePost) -> UUID:
    """Ends a post that nobody holds and that has nothing in hand.

    Gives:    the post, ended.
    Refuses:  post.not_found, the rules of post.manage, post.ended, post.held,
              record.text_refused, handover.not_emptied.
    Records:  PostClosed.
    Source:   domain 6.3.
    """
    found = await held_post(sitting, given.post)
    sitting.decide("post.manage", found)
    because = stated(given.ground)
    await locked(sitting, found["holder"])
    held = appointment.c
    query = select(held.id).where(held.root == sitting.root, held.post_id == found.id)
    query = query.where((held.relieved_on.is_(None)) | (held.relieved_on > sitting.today))
    if await sitting.rows(query.limit(1)):
        raise PostHeld
    changed = await sitting.change(found, {"valid_until": sitting.today})
    await sitting.record(PostClosed(changed.id, 1, changed["holder"]), **because)
    return changed.id
