"""Nobody judges what they bear themselves, by whichever of their posts."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, func, literal_column, or_, select

from ledger.responsibilities.refusals import ObligationBorneByJudge
from ledger.responsibilities.tables import clause, entry
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment, post


async def not_ones_own(sitting: Sitting, owed: Record) -> None:
    """Holds that whoever judges is, in no post of that unit, the actor who bears the obligation.

    The rule book denies it to the post in which one acts (no-actor-judges-its-own-duties); a head
    of the unit may be the branch's secretary as well.

    Refuses:  obligation.borne_by_judge.
    Source:   公务员法第76、77条; domain 8, P2.
    """
    held, at = appointment.c, post.c
    mine = select(held.id).where(
        held.root == sitting.root,
        held.person_id == sitting.viewer.person,
        held.appointed_on <= sitting.today,
        or_(held.relieved_on.is_(None), held.relieved_on > sitting.today),
        at.holder == owed["holder"],
        at.actor_type == owed["actor_type"],
    )
    if owed["body_id"] is not None:
        mine = mine.where(at.body_id == owed["body_id"])
    joined = mine.join(post, and_(at.root == held.root, at.id == held.post_id))
    if await sitting.rows(joined.limit(1)):
        raise ObligationBorneByJudge


def missing_entries(of: Any) -> ColumnElement[Any]:
    """How many entries an obligation still lacks to what its clause asks for in each period."""
    recorded = (
        select(func.count())
        .select_from(entry)
        .where(entry.c.root == of["root"], entry.c.obligation_id == of["id"])
        .scalar_subquery()
    )
    asked = (
        select(clause.c.min_per_period)
        .where(clause.c.root == of["root"], clause.c.id == of["clause_id"])
        .scalar_subquery()
    )
    return func.greatest(literal_column("0"), asked - recorded, type_=Integer)
