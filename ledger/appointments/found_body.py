"""The act that founds a body (成立党组织)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from ledger.appointments.events import BodyFounded
from ledger.appointments.founding_refusals import BodyKindUnknown
from ledger.appointments.grounds import Ground, grounded, ranged
from ledger.appointments.keeping_bodies import kept_of_body, standing_body
from ledger.appointments.places import place_of, unit_named
from tenants.names import place_sort_key
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import body, body_kind
from tenants.wording import worded


@dataclass(frozen=True)
class FoundBody:
    """At which unit, of which kind, its name, the body above it, from which day, and why."""

    tenant: UUID
    kind: str
    name: str
    ground: Ground
    parent: UUID | None = None
    founded_on: date | None = None


async def found_body(sitting: Sitting, given: FoundBody) -> UUID:
    """Founds a body at the level or at the next one.

    Given:    kind, a key of the kinds of body; name, 1 to 100 characters; parent, a body that
              stands; founded_on, today or later, else today.
    Gives:    the body.
    Refuses:  tenant.not_found, the rules of body.manage, body.kind_unknown, body.not_found,
              record.text_refused, record.day_refused, grant.range_refused.
    Records:  BodyFounded.
    """
    unit = await unit_named(sitting, given.tenant)
    empty = dict.fromkeys(body.c.keys())
    proposed = Record(body, {**empty, **place_of(sitting, unit), "id": uuid7()})
    sitting.decide("body.manage", proposed)
    if not await sitting.rows(select(body_kind.c.key).where(body_kind.c.key == given.kind)):
        raise BodyKindUnknown(kind=given.kind[:40])
    if given.parent is not None:
        await standing_body(sitting, given.parent)
    name = worded("name", given.name, most=100)
    day, _ = ranged(sitting, given.founded_on, None)
    ground = grounded(sitting, given.ground)
    row = {
        "id": proposed.id,
        "holder": unit["id"],
        "kind": given.kind,
        "name": name,
        "name_sort": place_sort_key(name),
        "parent_body_id": given.parent,
        "valid_from": day,
    }
    made = await sitting.insert(body, row)
    said = {"change": "FOUNDED", "name_after": name, "effective_on": day}
    await kept_of_body(sitting, made, {**said, **ground})
    await sitting.record(BodyFounded(made.id, 1, unit["id"]))
    return made.id
