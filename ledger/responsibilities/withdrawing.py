"""Obligations end with what they rest on: what binds nobody any more is owed by nobody."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, tuple_

from ledger.responsibilities import rules
from ledger.responsibilities.tables import clause, obligation
from tenants.records import Record
from tenants.sitting import Sitting


async def withdraw(
    sitting: Sitting,
    lists: Iterable[Record],
    ended: Iterable[Record],
    *,
    act: str,
    but: Collection[UUID] = (),
) -> list[Record]:
    """Withdraws the open obligations of lists that rest on bindings which have ended.

    Given:    lists, covered by a decision of this sitting; ended, bindings; act, which ended them;
              but, the clauses that have a successor: what has begun or was recorded goes on under it.
    Gives:    the obligations closed, and readable with all that was recorded. One that was opened
              under an earlier version of a clause rests on the one that came after it.
    """
    known = {each.id for each in lists}
    pairs = {(one["list_id"], one["clause_id"]) for one in ended if one["list_id"] in known}
    before = await earlier_versions(sitting, {said for _, said in pairs})
    going_on = {old for said in before.keys() & set(but) for old in (said, *before[said])}
    pairs |= {(bound, old) for bound, said in pairs for old in before[said]}
    if not pairs:
        return []
    query = (
        select(obligation)
        .where(
            obligation.c.root == sitting.root,
            obligation.c.open,
            tuple_(obligation.c.list_id, obligation.c.clause_id).in_(sorted(pairs)),
            or_(obligation.c.clause_id.not_in(sorted(going_on)), _opens_anew(sitting.today)),
        )
        .order_by(obligation.c.id)
    )
    owed = [Record(obligation, row) for row in await sitting.rows(query.with_for_update())]
    return [
        await sitting.change(
            each, {"state": rules.end("obligation", each["state"], act), "open": False}
        )
        for each in owed
    ]


def _opens_anew(today: date) -> ColumnElement[bool]:
    """What of a regular cadence begins later: it is owed in the words that are in force then.

    Terms and events stay as they were opened: nothing would open them again by itself.
    """
    return and_(
        obligation.c.state == "PLANNED",
        obligation.c.starts_on > today,
        obligation.c.period.not_like("T%"),
        obligation.c.period.not_like("E%"),
    )


async def earlier_versions(sitting: Sitting, clauses: set[UUID]) -> dict[UUID, set[UUID]]:
    """Finds the versions that each clause took the place of, back to the first."""
    found: dict[UUID, set[UUID]] = {said: set() for said in clauses}
    heads = {said: {said} for said in clauses}
    while heads:
        query = select(clause.c.id, clause.c.supersedes).where(
            clause.c.root == sitting.root,
            clause.c.id.in_(sorted(heads)),
            clause.c.supersedes.is_not(None),
        )
        further: dict[UUID, set[UUID]] = {}
        for row in await sitting.rows(query):
            for said in heads[row["id"]]:
                found[said].add(row["supersedes"])
                further.setdefault(row["supersedes"], set()).add(said)
        heads = further
    return found
