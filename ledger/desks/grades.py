"""Grades of looks back, in groups of five or more, and so is all that can be derived from them.

As with the answers of those served (``ledger/scores/cells.py``): each look of a quarter is placed once,
from the bottom up, at the lowest unit at which five or more that are not placed yet meet. What is
shown of a subordinate is what was placed at it or below it; what is too little is left out and counts
further up. So all that is shown to anybody are unions of the same groups, and no difference of a
level's numbers and those of its subordinates is about fewer than five.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal_column,
    not_,
    null,
    or_,
    select,
)

from ledger.desks.cells import desk_cell
from ledger.rechecks.rules import GRADES
from storage.printing import literal
from storage.shelf import Reach
from tenants.columns import SLOTS

LEAST = 5
"""A median, or grades, of fewer are not shown: they would tell of one item."""
_LEAST: ColumnElement[Any] = literal_column(str(LEAST), Integer())
_NONE: ColumnElement[Any] = literal_column("0", Integer())


def grades_by_child(reach: Reach, *, asked: ColumnElement[bool]) -> Subquery:
    """Gives the grades of each direct subordinate with all below it, and of the unit's own looks.

    Given:    asked, which cells are of the one quarter that is asked for.
    """
    cell, slot = desk_cell.c, reach.slot or 1
    deeper = [at for at in SLOTS if at > slot]
    rows = (
        select(
            *(cell[f"at{at}"] for at in deeper),
            cell.holder,
            cell.mark,
            cell.n,
            cast(null(), Integer).label("level"),
        )
        .where(
            cell.kind == literal("GRADE"),
            asked,
            reach.allowed("problem.count", dict(cell.items())),
        )
        .subquery("looks")
    )
    for at in reversed(deeper):
        rows = _placed_at(rows, at, deeper)
    return _by_child(reach, rows, deeper)


def _placed_at(rows: Subquery, slot: int, deeper: list[int]) -> Subquery:
    free = and_(rows.c.level.is_(None), rows.c[f"at{slot}"].is_not(None))
    meet = func.sum(rows.c.n).filter(free).over(partition_by=rows.c[f"at{slot}"])
    met = select(rows, meet.label("meet")).subquery(f"met{slot}")
    of = met.c
    full = and_(of.level.is_(None), of[f"at{slot}"].is_not(None), of.meet >= _LEAST)
    level: ColumnElement[Any] = case((full, literal_column(str(slot))), else_=of.level)
    kept = [of[name] for name in (*(f"at{at}" for at in deeper), "holder", "mark", "n")]
    return select(*kept, level.label("level")).subquery(f"placed{slot}")


def _by_child(reach: Reach, rows: Subquery, deeper: list[int]) -> Subquery:
    """Sums of what is shown. A unit's own looks are, if what is left below it is none or five, too."""
    mine = rows.c.holder == reach.facts["viewer_tenant"]
    left = and_(rows.c.level.is_(None), not_(mine))

    def every(which: ColumnElement[bool]) -> ColumnElement[Any]:
        return func.coalesce(func.sum(rows.c.n).filter(which).over(), _NONE)

    laid = select(
        func.coalesce(*(rows.c[f"at{at}"] for at in deeper), rows.c.holder, type_=Integer).label(
            "child"
        ),
        rows.c.mark,
        rows.c.n,
        rows.c.level,
        mine.label("mine"),
        every(mine).label("own"),
        every(left).label("left_over"),
    ).subquery("laid")
    of = laid.c
    apart = or_(of.left_over == _NONE, of.left_over >= _LEAST)
    shown = or_(of.level.is_not(None), and_(of.mine, of.own >= _LEAST, apart))
    sums = {
        f"grade_{one.lower()}": func.coalesce(
            func.sum(of.n).filter(of.mark == literal_column(str(at), Integer())), _NONE
        )
        for at, one in enumerate(GRADES, start=1)
    }
    return (
        select(of.child, *(cast(one, Integer).label(name) for name, one in sums.items()))
        .where(shown)
        .group_by(of.child)
        .having(func.sum(of.n) > _NONE)
        .subquery("grades")
    )
