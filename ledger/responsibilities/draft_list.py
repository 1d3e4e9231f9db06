"""The act that begins a list."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func, select

from ledger.catalogue.tables import actor_type, duty
from ledger.responsibilities import bindings, rules
from ledger.responsibilities.bearing_refusals import CommonElsewhere
from ledger.responsibilities.events import ListDrafted
from ledger.responsibilities.refusals import (
    ActorLivesElsewhere,
    ActorTypeUnknown,
    BodyNotFound,
    BodyRefused,
    ListExists,
)
from ledger.responsibilities.tables import clause, responsibility_list
from ledger.responsibilities.years import year_of_a_list
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import body, post
from tenants.wording import worded


@dataclass(frozen=True)
class DraftList:
    """For whom and when: an actor type, a year, and the body inside the unit that has the actor.

    Where one body alone has it, ``body`` may be left out; where it is in no body as well, the list
    without one is of those.
    """

    actor_type: str
    year: int
    body: UUID | None = None
    with_catalogue: bool = False


async def draft_list(sitting: Sitting, given: DraftList) -> UUID:
    """Begins a list for one actor of the viewer's own unit.

    Given:    actor_type, a key of the catalogue that lives in a unit of this kind or below one, for
              the common part binds those below; year, from 2000 to two years ahead;
              with_catalogue, whether the duties of the catalogue are taken over as draft clauses
              of the common part.
    Gives:    the list, a draft, bound by the common clauses that the level above has in force.
    Refuses:  record.text_refused, list.year_refused, the rules of responsibility.draft,
              list.actor_type_unknown, list.actor_elsewhere,
              list.body_not_found, list.body_refused, list.exists, with the catalogue the rules
              of responsibility.bind, clause.common_elsewhere.
    Records:  ListDrafted.
    Source:   domain 3.4.
    """
    actor = worded("actorType", given.actor_type, most=60)
    year_of_a_list(given.year, today=sitting.today)
    bodies = await _bodies_of(sitting, actor)
    only = next(iter(bodies)) if len(bodies) == 1 else None
    proposed = sitting.proposed(
        responsibility_list,
        {
            "actor_type": actor,
            "body_id": given.body or only,
            "year": given.year,
            "state": "DRAFT",
            "version": 1,
        },
    )
    sitting.decide("responsibility.draft", proposed)
    await _check_actor(sitting, proposed)
    await _check_body(sitting, proposed, bodies)
    written = {
        name: proposed[name] for name in ("id", "holder", "actor_type", "body_id", "year", "state")
    }
    await sitting.insert(responsibility_list, written)
    above = await bindings.clauses_from_above(sitting, proposed)
    beside = await bindings.said_beside(sitting, proposed)
    await bindings.bind(sitting, [proposed], [*above, *bindings.binding_beside(beside)])
    if given.with_catalogue:
        sitting.decide(bindings.BIND, proposed)
        if beside:
            raise CommonElsewhere
        await _take_over_catalogue(sitting, proposed)
    await sitting.record(ListDrafted(proposed.id, 1, proposed["holder"]))
    return proposed.id


async def _check_actor(sitting: Sitting, proposed: Record) -> None:
    actor = proposed["actor_type"]
    known = select(actor_type.c.kinds).where(actor_type.c.key == actor, actor_type.c.active)
    found = await sitting.rows(known)
    if not found:
        raise ActorTypeUnknown(actor_type=actor)
    kind = sitting.viewer.kind or ""
    if not rules.lives(found[0]["kinds"], kind):
        raise ActorLivesElsewhere(actor_type=actor, kinds=", ".join(found[0]["kinds"]), kind=kind)


async def _bodies_of(sitting: Sitting, actor: str) -> dict[UUID | None, str]:
    """Gives the names of the bodies in which the unit has such an actor; None: it is in none."""
    query = (
        select(post.c.body_id, body.c.name)
        .outerjoin(body, and_(post.c.root == body.c.root, post.c.body_id == body.c.id))
        .where(
            post.c.root == sitting.root,
            post.c.holder == sitting.tenant,
            post.c.actor_type == actor,
            post.c.valid_until.is_(None),
        )
        .order_by(body.c.name_sort, post.c.body_id)
    )
    return {row["body_id"]: row["name"] or "—" for row in await sitting.rows(query)}


async def _check_body(sitting: Sitting, proposed: Record, bodies: dict[UUID | None, str]) -> None:
    """Holds that somebody bears a list, as ``app.is_borne`` says, or that it is to be handed down."""
    table, inside = responsibility_list, proposed["body_id"]
    if inside is not None:
        held = select(body.c.id).where(
            body.c.root == sitting.root, body.c.id == inside, body.c.holder == sitting.tenant
        )
        if not await sitting.rows(held):
            raise BodyNotFound
    if inside not in (bodies or {None: ""}):
        named = ", ".join(bodies[one] for one in bodies if one is not None)
        raise BodyRefused(actor_type=proposed["actor_type"], bodies=named or "—")
    if inside is None or None in bodies:
        return
    # One without a body, of before there was one, is in the way until it is retired.
    before = select(table.c.id).where(
        table.c.root == sitting.root,
        table.c.holder == sitting.tenant,
        table.c.actor_type == proposed["actor_type"],
        table.c.year == proposed["year"],
        table.c.body_id.is_(None),
        table.c.state.in_(rules.STANDING),
    )
    if await sitting.rows(before):
        raise ListExists


async def _take_over_catalogue(sitting: Sitting, owner: Record) -> None:
    newest = select(func.max(duty.c.catalogue)).scalar_subquery()
    query = (
        select(duty)
        .where(duty.c.actor_type == owner["actor_type"], duty.c.catalogue == newest)
        .order_by(duty.c.position)
    )
    await sitting.insert_many(
        clause,
        [
            {
                "holder": owner["holder"],
                "list_id": owner.id,
                "actor_type": owner["actor_type"],
                "year": owner["year"],
                "part": "COMMON",
                "position": row["position"],
                "duty_id": row["id"],
                "title": row["title_zh"],
                "title_en": row["title_en"],
                "detail": row["detail_en"],
                "cadence": row["cadence"],
                "min_per_period": row["min_per_period"],
                "due_rule": row["due_rule"],
                "weight": row["weight"],
                "evidence": row["evidence"],
                "said_by": owner["holder"],
            }
            for row in await sitting.rows(query)
        ],
    )
