"""Obligations end with what they rest on: what binds nobody any more is owed by nobody."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, tuple_

from ledger.responsibilities import rules
from ledger.responsibilities.bindings import bound_duties, duties_of
from ledger.responsibilities.tables import obligation
from tenants.records import Record
from tenants.sitting import Sitting


async def withdraw(
    sitting: Sitting, lists: Iterable[Record], ended: Iterable[Record], *, act: str
) -> list[Record]:
    """Withdraws the open obligations of lists that rest on bindings which have ended.

    Given:    lists, covered by a decision of this sitting; ended, bindings; act, which ended them,
              and bound anew before what is to go on.
    Gives:    the obligations closed, and readable with all that was recorded. A list that the same
              duty binds still, in other words or by another copy, goes on with what has begun or
              was recorded under any of them.
    """
    concerned = {each.id: each for each in lists}
    ends = [one for one in ended if one["list_id"] in concerned]
    if not ends:
        return []
    concerned = {key: concerned[key] for key in {one["list_id"] for one in ends}}
    held, said = obligation.c.list_id, obligation.c.clause_id
    resting = [
        obligation.c.root == sitting.root, obligation.c.open, held.in_(sorted(concerned))
    ]  # fmt: skip
    pairs = await sitting.rows(select(held, said).where(*resting).distinct())
    duty = await duties_of(sitting, {one["clause_id"] for one in [*pairs, *ends]})
    gone = {(one["list_id"], duty[one["clause_id"]]) for one in ends}
    bound = await bound_duties(sitting, concerned.values())
    over: list[tuple[UUID, UUID]] = []
    goes_on: list[tuple[UUID, UUID]] = []
    for one in pairs:
        if (rests := (one["list_id"], duty[one["clause_id"]])) in gone:
            (goes_on if rests in bound else over).append((one["list_id"], one["clause_id"]))
    query = (
        select(obligation)
        .where(
            *resting,
            or_(
                tuple_(held, said).in_(over),
                and_(tuple_(held, said).in_(goes_on), _opens_anew(sitting.today)),
            ),
        )
        .order_by(obligation.c.id)
        .with_for_update()
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
