"""Obligations end with what they rest on: what binds nobody any more is owed by nobody."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, not_, or_, select, tuple_

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
    # A merger may have ended the copy under which it was opened: it rests on the successor's, of the same.
    bound, said = obligation.c.list_id, obligation.c.clause_id
    copied = func.coalesce(clause.c.handed_on_from, said)
    goes_on = or_(said.in_(sorted(going_on)), copied.in_(sorted(going_on)))
    query = (
        select(obligation)
        .outerjoin(
            clause, and_(clause.c.root == obligation.c.root, clause.c.id == obligation.c.clause_id)
        )
        .where(
            obligation.c.root == sitting.root,
            obligation.c.open,
            or_(*(tuple_(bound, one).in_(sorted(pairs)) for one in (said, copied))),
            or_(not_(goes_on), _opens_anew(sitting.today)),
        )
        .order_by(obligation.c.id)
        .with_for_update(of=obligation)
    )
    owed = [Record(obligation, row) for row in await sitting.rows(query)]
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
    """Finds the versions that each clause took the place of, and of which it is a copy, back to the first."""
    found: dict[UUID, set[UUID]] = {said: set() for said in clauses}
    heads = {said: {said} for said in clauses}
    while heads:
        query = select(clause.c.id, clause.c.supersedes, clause.c.handed_on_from).where(
            clause.c.root == sitting.root, clause.c.id.in_(sorted(heads))
        )
        further: dict[UUID, set[UUID]] = {}
        for row in await sitting.rows(query):
            for said in heads[row["id"]]:
                for old in {row["supersedes"], row["handed_on_from"]} - found[said] - {None}:
                    found[said].add(old)
                    further.setdefault(old, set()).add(said)
        heads = further
    return found
