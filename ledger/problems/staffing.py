"""Who does what in a case: posts that may be named, and what a line asks of a unit head."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, text

from ledger.problems.refusals import OwnerNotThere, WithTheAccused
from ledger.problems.stepping import line_rules
from tenants.columns import SLOTS
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment, post

_STAND_WITH = text("select app.stand_with(:posts, :against)")


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


async def apart_from(sitting: Sitting, posts: Collection[UUID], found: Mapping[str, Any]) -> None:
    """Holds that nobody is named in a problem who stands, in any post, with those it is against.

    Given:    posts, of whoever is named; found, the problem, or a part of it.
    Refuses:  problem.with_the_accused.
    """
    if not found["accused"]:
        return
    asked = {"posts": list(posts), "against": list(found["accused"])}
    if (await sitting.connection.execute(_STAND_WITH, asked)).scalar_one():
        raise WithTheAccused


async def evidence_lists(sitting: Sitting, found: Record) -> Sequence[str]:
    """Gives the lists for which the line of the unit asks for evidence."""
    asked: Sequence[str] = (await line_rules(sitting, found["holder"]))["evidence_lists"]
    return asked


async def pledge_asked(sitting: Sitting, found: Record) -> bool:
    """Says whether the line of the unit asks for a pledge before work on such a problem begins."""
    line = await line_rules(sitting, found["holder"])
    return found["list_type"] in line["pledge_lists"] or found["class"] in line["pledge_labels"]
