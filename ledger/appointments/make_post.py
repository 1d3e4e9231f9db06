"""The act that makes a post (设置职务)."""

from dataclasses import dataclass
from uuid import UUID

from uuid_utils.compat import uuid7

from ledger.appointments.events import PostMade
from ledger.appointments.founding_refusals import BodyUnknown
from ledger.appointments.granting import fits, never_given
from ledger.appointments.grounds import Ground, stated
from ledger.appointments.places import facts_of, place_of, unit_named
from ledger.appointments.refusals import (
    RoleUnknown,
)
from ledger.appointments.standings import gathered, locked, weighed
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import body, post
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


async def make_post(sitting: Sitting, given: MakePost) -> UUID:
    """Makes a post of the level or of the next one, with roles that its maker may give.

    Given:    title, 1 to 60 characters; actor_type of the eight actors; roles of the book.
    Gives:    the post, held by nobody yet.
    Refuses:  tenant.not_found, body.not_found, the rules of post.manage, the rules of
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
        if role not in book.roles or role in never_given(book):
            raise RoleUnknown(role=role[:40])
        fits(book, role, unit["kind"])
    if brought:
        sitting.decide("post.grant", proposed)
    if given.body is not None:
        found = await sitting.fetch(body, given.body, under="body.read", missing=BodyUnknown)
        if found["holder"] != unit["id"]:
            raise BodyUnknown
    because = stated(given.ground)
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
    await sitting.record(PostMade(made.id, 1, unit["id"]), **because)
    return made.id


def _proposed(sitting: Sitting, unit: Record, given: MakePost) -> Record:
    empty, place = dict.fromkeys(post.c.keys()), place_of(sitting, unit)
    return Record(post, {**empty, **place, "id": uuid7(), "actor_type": given.actor_type})
