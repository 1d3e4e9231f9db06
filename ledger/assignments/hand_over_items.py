"""The act that hands what a post has in hand over to another post (移交)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, select, text

from ledger.assignments.events import ItemsHandedOver
from ledger.assignments.refusals import PostNotFound
from ledger.assignments.tables import assignment, handover
from ledger.problems.casework_tables import case_lead
from ledger.problems.leading import leader_of, led
from ledger.problems.staffing import apart_from
from ledger.problems.stepping import title_of
from ledger.problems.tables import measure, problem
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import post

_UNSEEN = text("select app.hand_over_with(:wanted, :preferred)")


@dataclass(frozen=True)
class HandOverItems:
    """From which post to which."""

    from_post: UUID
    to_post: UUID


async def hand_over_items(sitting: Sitting, given: HandOverItems) -> UUID:
    """Hands all items of a post over to another current post of the unit.

    Given:    two posts of the viewer's unit.
    Gives:    the post that was left; its hand-over list is empty. What is kept from whoever hands over
              goes with the rest, unseen: to the same post, or where its holder stands with those it is
              against to another one of the unit.
    Refuses:  handover.post_not_found, the rules of post.hand_over, handover.not_of_one_unit,
              problem.with_the_accused, problem.not_a_leader.
    Records:  ItemsHandedOver.
    Source:   domain 6.3: the holder is never nobody.
    """
    before = await sitting.fetch(post, given.from_post, under="post.read", missing=PostNotFound)
    after = await sitting.fetch(post, given.to_post, under="post.read", missing=PostNotFound)
    for one in (before, after):
        sitting.decide("post.hand_over", one)
    held = await _rows(sitting, problem, problem.c.holder_post == before.id, problem.c.open)
    for one in held:
        await apart_from(sitting, [after.id], one)
    written = [
        {
            "holder": one["holder"],
            "problem_id": one.id,
            "from_post": before.id,
            "to_post": after.id,
            "made_by": title_of(sitting),
            "made_at": sitting.now,
        }
        for one in held
    ]
    await sitting.insert_many(handover, written)
    planned = await _rows(
        sitting,
        measure,
        measure.c.owner_post == before.id,
        measure.c.holder == sitting.tenant,
        measure.c.state == "PLANNED",
    )
    parts = await _rows(sitting, assignment, assignment.c.lead_post == before.id, assignment.c.open)
    for one in planned:
        await sitting.change(one, {"owner_post": after.id})
    for one in parts:
        await sitting.change(one, {"lead_post": after.id})
    await _leads(sitting, before.id, after.id)
    unseen = {"wanted": before.id, "preferred": after.id}
    await sitting.connection.execute(_UNSEEN, unseen)
    await sitting.record(ItemsHandedOver(before.id, 1, sitting.tenant))
    return before.id


async def _leads(sitting: Sitting, before: UUID, after: UUID) -> None:
    """Puts another leader of the unit in charge of what the post leads at units below."""
    theirs = select(case_lead.c.problem_id).where(
        case_lead.c.post_id == before, case_lead.c.state == "ACTIVE"
    )
    for one in await _rows(sitting, problem, problem.c.open, problem.c.id.in_(theirs)):
        await leader_of(sitting, after, one)
        await led(sitting, one.id, holder=one["holder"], post=after)


async def _rows(sitting: Sitting, table: Table, *where: ColumnElement[Any]) -> list[Record]:
    query = select(table).where(table.c.root == sitting.root, *where).order_by(table.c.id)
    return [Record(table, row) for row in await sitting.rows(query.with_for_update())]
