"""The act that closes a body (撤销党组织)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from ledger.appointments.events import BodyClosed
from ledger.appointments.founding_refusals import BodyInUse
from ledger.appointments.grounds import Ground, grounded, ranged
from ledger.appointments.keeping_bodies import body_of_mine, kept_of_body
from tenants.sitting import Sitting
from tenants.tables import body, post


@dataclass(frozen=True)
class CloseBody:
    """The body, from which day on it stands no more, and on what ground."""

    body: UUID
    ground: Ground
    closed_on: date | None = None


async def close_body(sitting: Sitting, given: CloseBody) -> UUID:
    """Closes a body to which no post and no other body belongs any more.

    Given:    closed_on, today or later, else today.
    Gives:    the body, closed.
    Refuses:  body.not_found, the rules of body.manage, body.in_use, record.text_refused,
              record.day_refused, grant.range_refused.
    Records:  BodyClosed.
    """
    found = await body_of_mine(sitting, given.body)
    day, _ = ranged(sitting, given.closed_on, None)
    ground = grounded(sitting, given.ground)
    for query in (
        select(post.c.id).where(post.c.body_id == found.id, post.c.valid_until.is_(None)),
        select(body.c.id).where(body.c.parent_body_id == found.id, body.c.valid_until.is_(None)),
    ):
        if await sitting.rows(query.limit(1)):
            raise BodyInUse
    changed = await sitting.change(found, {"valid_until": day})
    said = {"change": "CLOSED", "name_before": found["name"], "effective_on": day}
    await kept_of_body(sitting, changed, {**said, **ground})
    await sitting.record(BodyClosed(changed.id, 1, changed["holder"]))
    return changed.id
