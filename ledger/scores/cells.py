"""Cells about people that hold five answers or none, and so do all that can be derived from them.

Each answer is placed once, from the bottom up: at the lowest unit at which five or more that are
not placed yet meet in one quarter. A unit's cell is what was placed at it or below; what is too
little stays out of it and is counted further up. So all cells are unions of the same blocks of five
and more, and no sum or difference of them, by whatever levels and quarters, is about fewer
(tests/evidence/t17.py). Answers carry the lineage of the day they were given, and only quarters
that are past their cut-off are counted: no cell changes once it was shown.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal_column,
    null,
    select,
)

from ledger.problems.casework_tables import evaluation
from ledger.scores.items import ANSWERS, Asked, civil
from tenants.columns import SLOTS

LEAST = 5
"""So many answers make a cell (k)."""


def placed(asked: Asked, slot: int, *, answered: bool) -> Subquery:
    """Gives the evaluations of those served that a unit's cell holds.

    Given:   asked, a unit and whole quarters that are over; slot, the unit's; answered, whether
             the answers or those who gave none: each kind makes blocks of its own.
    """
    said = evaluation.c
    quarter = func.date_trunc("quarter", civil(said.given_at))
    kind = said.rating.in_(ANSWERS) if answered else said.rating == "NO_ANSWER"
    rows = (
        select(
            said.rating,
            said.solved,
            quarter.label("quarter"),
            *(said.about_line[at].label(f"at{at}") for at in SLOTS),
            cast(null(), Integer).label("level"),
        )
        .where(
            said.party == "CLIENT",
            kind,
            asked.during(said.given_at),
            asked.line(said.about_line),
        )
        .subquery("answers")
    )
    for at in (one for one in reversed(SLOTS) if one >= slot):
        rows = _placed_at(rows, at)
    return select(rows).where(rows.c.level.is_not(None)).subquery("placed")


def _placed_at(rows: Subquery, slot: int) -> Subquery:
    free = and_(rows.c.level.is_(None), rows.c[f"at{slot}"].is_not(None))
    meet = func.count().filter(free).over(partition_by=[rows.c.quarter, rows.c[f"at{slot}"]])
    counted = select(rows, meet.label("meet")).subquery(f"met{slot}")
    found = counted.c
    full = and_(
        found.level.is_(None),
        found[f"at{slot}"].is_not(None),
        found.meet >= literal_column(str(LEAST)),
    )
    level: ColumnElement[Any] = case((full, literal_column(str(slot))), else_=found.level)
    kept = [found[name] for name in ("rating", "solved", "quarter", *(f"at{at}" for at in SLOTS))]
    return select(*kept, level.label("level")).subquery(f"placed{slot}")


def answers(asked: Asked, slot: int) -> Select[Any]:
    """Counts the answers of a unit's cell: all, satisfied, basically, solved; and those silent."""
    said = placed(asked, slot, answered=True)
    silent = placed(asked, slot, answered=False)
    counts = {
        "valid": func.count(),
        "satisfied": func.count().filter(said.c.rating == "SATISFIED"),
        "basically": func.count().filter(said.c.rating == "BASICALLY_SATISFIED"),
        "solved": func.count().filter(said.c.solved.is_(True)),
    }
    quiet = select(func.count()).select_from(silent).scalar_subquery()
    columns: list[Any] = [one.label(name) for name, one in counts.items()]
    return select(*columns, quiet.label("silent"))
