"""Shelves of scores: what was frozen, and the problems behind each rate, row by row."""

from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, Text, and_, cast, or_, select

from ledger.problems.casework_tables import evaluation
from ledger.problems.tables import problem
from ledger.scores.formula import ABOUT_PEOPLE
from ledger.scores.items import Asked
from ledger.scores.rates import EVERY
from ledger.scores.tables import score
from storage.shelf import Filter, Key, One, Order, Print, Reach, Row, Rows, Shelf, Value
from tenants.boundaries import ARGUMENT, AS_OF, boundaries, day_in
from tenants.columns import SLOTS
from tenants.tables import tenant

SCORE = Shelf(
    "Score",
    score,
    "score.read",
    {
        "id": Key(),
        "period": Value(Print.NAME, "period"),
        "tenths": Value(Print.NUMBER, "tenths", nullable=True),
        "band": Value(Print.NAME, "band", nullable=True),
        "formulaVersion": Value(Print.NUMBER, "formula_version"),
        "parts": Value(Print.TEXT, "parts"),
        "frozenAt": Value(Print.INSTANT, "frozen_at"),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "frozenBy": Row("Person", (("author_person", "id"),)),
    },
    orders={"FROZEN_AT": Order(("frozen_at",))},
    filters={"period": Filter(column="period", kind=Text())},
)


def _items(reach: Reach) -> FromClause:
    """The items of one rate of a unit, as far as the viewer may read them one by one.

    An answer is listed to those only who may read that answer: the responsible unit learns no
    sooner from a rate who said what.
    """
    given = reach.arguments
    unit = tenant.alias("scored")
    own = {**dict(unit.c.items()), "holder": unit.c.id, "holder_parent": unit.c.parent_id}
    number = (
        select(unit.c.id)
        .where(unit.c.uid == given["tenant"], reach.allowed("score.count", own))
        .scalar_subquery()
    )
    slots = [slot for slot in SLOTS if slot >= (reach.slot or 1)]

    def inside(columns: Any) -> ColumnElement[bool]:
        return or_(*(columns[f"at{slot}"] == number for slot in slots))

    begins, ends = cast(given["begins"], Date), cast(given["ends"], Date)
    asked, day = Asked(inside, begins, ends), day_in(given)
    rate = str(given["rate"]).lower()
    # What those served said is never cut by other boundaries than those of its own day.
    if day is not None and rate not in ABOUT_PEOPLE:
        then = boundaries(reach.facts, day, of=number)
        asked = Asked.among(select(then.c.unit), begins, ends)
    rows = EVERY[rate](asked).subquery("items")
    query = (
        select(rows.c.item_id, rows.c.problem_id, rows.c.counted, problem.c.due_on)
        .join(problem, problem.c.id == rows.c.problem_id)
        .where(reach.allowed("problem.read", dict(problem.c.items())))
    )
    if rate in ABOUT_PEOPLE:
        seen = reach.allowed("evaluation.read", dict(evaluation.c.items()))
        query = query.join(evaluation, and_(evaluation.c.id == rows.c.item_id, seen))
    return query.subquery("rate_items")


RATE_ITEM = Shelf(
    "RateItemInfo",
    _items,
    None,
    {
        "inNumerator": Value(Print.BOOLEAN, "counted"),
        "problem": Row("Problem", (("problem_id", "id"),)),
    },
    key="item_id",
    orders={"DUE_ON": Order(("due_on",))},
    filters={
        "tenant": Filter(argument=True, id_of="Tenant"),
        "rate": Filter(argument=True, fixed=True),
        "begins": Filter(argument=True, kind=Date()),
        "ends": Filter(argument=True, kind=Date()),
        ARGUMENT: AS_OF,
    },
    rooted=False,
)

SHELVES = (SCORE, RATE_ITEM)

ROOTS = {
    "score": One("Score", {"id": Filter(column="id", id_of="Score")}),
    "scores": Rows("Score", order="FROZEN_AT", filters=("period",)),
    "rateItems": Rows(
        "RateItemInfo", order="DUE_ON", filters=("tenant", "rate", "begins", "ends", ARGUMENT)
    ),
}
