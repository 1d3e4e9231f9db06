"""The acts that make a post and end it (设置、撤销职务)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from ledger.appointments.events import PostClosed, PostMade
from ledger.appointments.founding_refusals import BodyUnknown, UnitUnknown
from ledger.appointments.granting import NEVER_GIVEN, fits
from ledger.appointments.grounds import Ground, ended
from ledger.appointments.holding import held_post
from ledger.appointments.refusals import (
    PostHeld,
    RoleUnknown,
)
from ledger.appointments.standings import gathered, locked, weighed
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment, body, post, tenant
from tenants.wording import worded


@dataclass(frozen=True)
class MakePost:
    """At which unit, in which body, its names, what it brings along, and on what ground."""

    tenant: UUID
    title: str
    ground: Ground
    title_en: str = ""
    body: UUID | None = None
    actor_type: str | None = None
    roles: tuple[str, ...] = ()
    heads: bool = False


@dataclass(frozen=True)
class ClosePost:
    """The post, and on what ground."""

    post: UUID
    ground: Ground


async def make_post(sitting: Sitting, given: MakePost) -> UUID:
    """Makes a post of the level or of the next one, with roles that its maker may give.

    Given:    title, 1 to 60 characters; actor_type of the eight actors; roles of the book.
    Gives:    the post, held by nobody yet.
    Refuses:  tenant.not_found, body.not_found, the rules of post.manage and, with roles, of
              post.grant, grant.role_unknown, grant.role_not_here, record.text_refused, grant.wider,
              grant.not_together, grant.needs_two.
    Records:  PostMade.
    Source:   security.md 2.3, creation; CVE-2026-11577.
    """
    unit = await unit_named(sitting, given.tenant)
    proposed = _proposed(sitting, unit, given)
    sitting.decide("post.manage", proposed)
    book = sitting.reach.enforcer.book
    roles = sorted(set(given.roles))
    if given.actor_type is not None and given.actor_type not in book.actor_types:
        raise RoleUnknown(role=given.actor_type[:40])
    brought = [*book.actor_types.get(given.actor_type or "", ()), *roles]
    for role in brought:
        if role not in book.roles or role in NEVER_GIVEN:
            raise RoleUnknown(role=role[:40])
        fits(book, role, unit["kind"])
    if brought:
        sitting.decide("post.grant", proposed)
    if given.body is not None:
        found = await sitting.fetch(body, given.body, under="body.read", missing=BodyUnknown)
        if found["holder"] != unit["id"]:
            raise BodyUnknown
    ended(given.ground)
    await locked(sitting, unit["id"])
    before = await gathered(sitting)
    facts = facts_of(unit, proposed.id, brought)
    weighed(sitting, {**before, proposed.id: ()}, {**before, proposed.id: (facts,)})
    row = {
        "id": proposed.id,
        "holder": unit["id"],
        "title": worded("title", given.title, most=60),
        "title_en": worded("title_en", given.title_en, least=0, most=120),
        "body_id": given.body,
        "actor_type": given.actor_type,
        "roles": roles,
        "heads": given.heads,
        "valid_from": sitting.today,
    }
    made = await sitting.insert(post, row)
    await sitting.record(PostMade(made.id, 1, unit["id"]))
    return made.id


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
    ended(given.ground)
    await locked(sitting, found["holder"])
    held = appointment.c
    query = select(held.id).where(held.root == sitting.root, held.post_id == found.id)
    query = query.where((held.relieved_on.is_(None)) | (held.relieved_on > sitting.today))
    if await sitting.rows(query.limit(1)):
        raise PostHeld
    changed = await sitting.change(found, {"valid_until": sitting.today})
    await sitting.record(PostClosed(changed.id, 1, changed["holder"]))
    return changed.id


async def unit_named(sitting: Sitting, key: UUID) -> Record:
    """Finds a unit that stands; names and codes are open. Refuses: tenant.not_found."""
    known = select(tenant).where(tenant.c.root == sitting.root, tenant.c.uid == key)
    found = await sitting.rows(known.where(tenant.c.valid_until.is_(None)))
    if not found:
        raise UnitUnknown
    return Record(tenant, found[0])


def _proposed(sitting: Sitting, unit: Record, given: MakePost) -> Record:
    empty, place = dict.fromkeys(post.c.keys()), place_of(sitting, unit)
    return Record(post, {**empty, **place, "id": uuid7(), "actor_type": given.actor_type})


def place_of(sitting: Sitting, unit: Record) -> dict[str, object]:
    """Gives the columns of place of a row that a unit will hold."""
    line = {f"at{slot}": unit[f"at{slot}"] for slot in range(1, 7)}
    return {
        "root": sitting.root,
        "holder": unit["id"],
        "holder_parent": unit["parent_id"],
        "holder_slot": unit["slot"],
        **line,
        "open_to": unit["slot"],
        "trail": [],
    }


def facts_of(unit: Record, key: UUID, roles: Sequence[str]) -> dict[str, object]:
    """Gives a post that is not there yet as the gates would print it."""
    return {
        "post_id": str(key),
        "appointed_on": str(unit["valid_from"]),
        **dict.fromkeys(("relieved_on", "suspended_on", "valid_until", "tenant_valid_until")),
        "valid_from": str(unit["valid_from"]),
        "actor_type": None,
        "roles": list(roles),
        "grants": [],
        "tenant_id": unit["id"],
        "lineage": [unit[f"at{slot}"] for slot in range(1, 7)],
    }
