"""The acts that found, rename and close a body (成立、更名、撤销党组织)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from ledger.appointments.events import BodyClosed, BodyFounded, BodyRenamed
from ledger.appointments.founding_refusals import BodyInUse, BodyKindUnknown, BodyUnknown
from ledger.appointments.grounds import Ground, grounded, ranged
from ledger.appointments.make_post import place_of, unit_named
from ledger.appointments.tables import unit_change
from tenants.names import place_sort_key
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import body, body_kind, post
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


@dataclass(frozen=True)
class RenameBody:
    """The body, its new name, and on what ground."""

    body: UUID
    name: str
    ground: Ground


@dataclass(frozen=True)
class CloseBody:
    """The body, from which day on it stands no more, and on what ground."""

    body: UUID
    ground: Ground
    closed_on: date | None = None


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
        await _standing(sitting, given.parent)
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
    await _kept(sitting, made, {**said, **ground})
    await sitting.record(BodyFounded(made.id, 1, unit["id"]))
    return made.id


async def rename_body(sitting: Sitting, given: RenameBody) -> UUID:
    """Gives a body of the level or of the next one another name.

    Given:    name, 1 to 100 characters.
    Gives:    the body.
    Refuses:  body.not_found, the rules of body.manage, record.text_refused.
    Records:  BodyRenamed.
    """
    found = await _ours(sitting, given.body)
    name = worded("name", given.name, most=100)
    ground = grounded(sitting, given.ground)
    changed = await sitting.change(found, {"name": name, "name_sort": place_sort_key(name)})
    said = {"change": "RENAMED", "name_before": found["name"], "name_after": name}
    await _kept(sitting, changed, {**said, "effective_on": sitting.today, **ground})
    await sitting.record(BodyRenamed(changed.id, 1, changed["holder"]))
    return changed.id


async def close_body(sitting: Sitting, given: CloseBody) -> UUID:
    """Closes a body to which no post and no other body belongs any more.

    Given:    closed_on, today or later, else today.
    Gives:    the body, closed.
    Refuses:  body.not_found, the rules of body.manage, body.in_use, record.text_refused,
              record.day_refused, grant.range_refused.
    Records:  BodyClosed.
    """
    found = await _ours(sitting, given.body)
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
    await _kept(sitting, changed, {**said, **ground})
    await sitting.record(BodyClosed(changed.id, 1, changed["holder"]))
    return changed.id


async def _standing(sitting: Sitting, key: UUID) -> Record:
    found = await sitting.fetch(body, key, under="body.read", missing=BodyUnknown)
    if found["valid_until"] is not None and found["valid_until"] <= sitting.today:
        raise BodyUnknown
    return found


async def _ours(sitting: Sitting, key: UUID) -> Record:
    found = await _standing(sitting, key)
    sitting.decide("body.manage", found)
    return found


async def _kept(sitting: Sitting, made: Record, said: Mapping[str, Any]) -> None:
    """Keeps what became of a body, with its ground, beside it."""
    await sitting.insert(unit_change, {"holder": made["holder"], "body_id": made.id, **said})
