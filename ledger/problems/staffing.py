"""Who does what in a case: posts that may be named, and what a line asks of a unit head."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from ledger.problems.refusals import OwnerNotThere
from ledger.problems.stepping import line_rules
from tenants.columns import SLOTS
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment, post


async def staff_of(
    sitting: Sitting, posts: Collection[UUID], *, below: int
) -> list[dict[str, Any]]:
    """Gives the posts that are named, each with who holds it now.

    Given:    below, the unit in which, or below which, every one of them must be.
    Refuses:  problem.owner_not_there.
    """
    who = (
        select(post.c.id, post.c.holder, appointment.c.person_id)
        .outerjoin(
            appointment,
            (appointment.c.root == post.c.root)
            & (appointment.c.post_id == post.c.id)
            & (appointment.c.appointed_on <= sitting.today)
            & or_(appointment.c.relieved_on.is_(None), appointment.c.relieved_on > sitting.today),
        )
        .where(
            post.c.root == sitting.root,
            post.c.id.in_(posts),
            post.c.valid_until.is_(None),
            or_(*(post.c[f"at{slot}"] == below for slot in SLOTS)),
        )
    )
    found = await sitting.rows(who)
    if {one["id"] for one in found} != set(posts):
        raise OwnerNotThere
    return found


async def pledge_asked(sitting: Sitting, found: Record) -> bool:
    """Says whether the line of the unit asks for a pledge before work on such a problem begins."""
    line = await line_rules(sitting, found["holder"])
    return found["list_type"] in line["pledge_lists"] or found["class"] in line["pledge_labels"]
