"""Shelves of the desks: the three miles by direct child, hard cases, who keeps a list of problems.

Counts are of whole subtrees by direct subordinate, under ``problem.count``: sums of cells
(``ledger/desks/cells.py``), so that they cost the same however many problems there are. The list of
hard cases shows rows under ``problem.oversee``.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    and_,
    case,
    cast,
    func,
    literal_column,
    not_,
    or_,
    select,
    union_all,
)

from ledger.desks.cells import (
    ACROSS,
    CAME_BACK,
    FALSE,
    KNOWN,
    LATE,
    RETURNED,
    STAGED,
    STILL,
    cells_below,
    desk_cell,
)
from ledger.desks.grades import LEAST, grades_by_child
from ledger.problems.buckets import bucket
from ledger.problems.rules import HARD_RETURNS
from ledger.rechecks.rules import GRADES
from storage.printing import literal
from storage.shelf import (
    Columns,
    Field,
    Filter,
    Order,
    Print,
    Reach,
    Row,
    Rows,
    Shelf,
    Value,
    Values,
)
from tenants.columns import SLOTS
from tenants.tables import tenant

_NONE: ColumnElement[Any] = literal_column("0", Integer())


def _days(number: int) -> ColumnElement[Any]:
    return literal_column(str(number), Integer())


# ---------------------------------------------------------------- the days that are asked for


def _asked(reach: Reach) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    begins, ends = (cast(reach.arguments[name], Date) for name in ("begins", "ends"))
    return begins, ends


def _month(day: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(func.date_trunc(literal("month"), day), Date)


def _whole_months(reach: Reach) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """From which month on, and before which, months lie in the period as a whole."""
    begins, ends = _asked(reach)
    first = _month(cast(begins + literal_column("interval '1 month -1 day'"), Date))
    return first, _month(ends)


def _first_days(reach: Reach) -> ColumnElement[bool]:
    """Days before the first whole month; no cell is read for none."""
    begins, ends = _asked(reach)
    first, _ = _whole_months(reach)
    day = desk_cell.c.day
    return and_(begins < first, day >= begins, day < func.least(first, ends))


def _last_days(reach: Reach) -> ColumnElement[bool]:
    """Days from the last whole month on; with those before the first, none is read twice."""
    _, ends = _asked(reach)
    first, last = _whole_months(reach)
    day = desk_cell.c.day
    return and_(last < ends, day >= func.greatest(first, last), day < ends)


def _in_months(reach: Reach) -> ColumnElement[bool]:
    first, last = _whole_months(reach)
    return and_(desk_cell.c.day >= first, desk_cell.c.day < last)


def _quarter(reach: Reach) -> ColumnElement[bool]:
    """Whether the days that are asked for are one whole quarter, and it is over.

    Of free days the difference of two answers would tell of one item.
    """
    begins, ends = _asked(reach)
    return and_(
        begins == cast(func.date_trunc(literal("quarter"), begins), Date),
        ends == cast(begins + literal_column("interval '3 months'"), Date),
        ends <= cast(reach.facts["today"], Date),
    )


def _child(reach: Reach, unit: Any) -> ColumnElement[Any]:
    """The direct child of the viewer's unit below which a unit lies; itself for its own."""
    below = [unit.c[f"at{slot}"] for slot in SLOTS if slot > (reach.slot or 1)]
    return func.coalesce(*below, unit.c.id, type_=Integer)


# ---------------------------------------------------------------- hard cases


def _hard(columns: Columns, _: Values) -> ColumnElement[Any]:
    """As in the partial indexes of hard cases."""
    return and_(
        columns["open"],
        or_(
            columns["class"] == literal("STAGED"),
            columns["returns"] >= _days(HARD_RETURNS),
            columns["long_overdue"],
            columns["across"],
        ),
    )


# ---------------------------------------------------------------- the three miles


_KINDS = ("FOUND", "LAG", "HARD", "CLOSED", "LOOKED")


def _cells(reach: Reach, grain: str, days: ColumnElement[bool]) -> list[Any]:
    return cells_below(reach, _KINDS, grain, days)


def _sums(of: Any) -> dict[str, ColumnElement[Any]]:
    """Each number of the three miles, out of cells."""

    def total(kind: str, *which: ColumnElement[bool]) -> ColumnElement[Any]:
        number = func.sum(of.n).filter(and_(of.kind == literal(kind), *which))
        return cast(func.coalesce(number, _NONE), Integer)

    def marked(mark: int) -> ColumnElement[bool]:
        found: ColumnElement[bool] = of.mark.op("&")(_days(mark)) != _NONE
        return found

    return {
        "registered": total("FOUND"),
        "known": total("FOUND", of.mark == _days(KNOWN)),
        "hard": total("HARD"),
        "staged": total("HARD", marked(STAGED)),
        "returned_twice": total("HARD", marked(RETURNED)),
        "overdue_long": total("HARD", marked(LATE)),
        "across_units": total("HARD", marked(ACROSS)),
        "closings": total("CLOSED"),
        "came_back": total("CLOSED", marked(CAME_BACK)),
        "false_closings": total("CLOSED", marked(FALSE)),
        "looked": total("LOOKED"),
    }


def _medians(reach: Reach) -> Any:
    """The median lag of each child: the least of which half of them are no longer."""
    begins, _ = _asked(reach)
    asked = and_(_quarter(reach), desk_cell.c.day == begins)
    each = union_all(*_cells(reach, "QUARTER", asked)).subquery("lags")
    number = func.sum(each.c.n)
    lags = (
        select(each.c.child, each.c.mark, number.label("n"))
        .group_by(each.c.child, each.c.mark)
        .having(number > _NONE)
        .subquery("spread")
    )
    child = lags.c.child
    upto = func.sum(lags.c.n).over(partition_by=child, order_by=lags.c.mark)
    every = func.sum(lags.c.n).over(partition_by=child)
    reached = select(child, lags.c.mark, (upto * _days(2) >= every).label("half")).subquery("upto")
    return (
        select(reached.c.child, func.min(reached.c.mark).filter(reached.c.half).label("lag"))
        .group_by(reached.c.child)
        .subquery("medians")
    )


def _three_miles(reach: Reach) -> FromClause:
    now: ColumnElement[bool] = literal_column("true")
    cells = [
        *_cells(reach, "NOW", now),
        *_cells(reach, "DAY", _first_days(reach)),
        *_cells(reach, "DAY", _last_days(reach)),
        *_cells(reach, "MONTH", _in_months(reach)),
    ]
    each = union_all(*cells).subquery("each")
    sums = _sums(each.c)
    whole = _quarter(reach)
    counted = (
        select(each.c.child, *(one.label(name) for name, one in sums.items()))
        .group_by(each.c.child)
        .having(sums["registered"] + sums["hard"] + sums["closings"] + sums["looked"] > _NONE)
        .subquery("counted")
    )
    of, medians = counted.c, _medians(reach)
    known = and_(of.known >= _days(LEAST), whole)
    grades = grades_by_child(reach, asked=and_(whole, desk_cell.c.day == _asked(reach)[0]))
    shown = [grades.c[f"grade_{one.lower()}"] for one in GRADES]
    # Looked up for each of them, as in the roll-up.
    name_sort = select(tenant.c.name_sort).where(tenant.c.id == of.child).scalar_subquery()
    return (
        select(
            *of,
            *shown,
            case((known, medians.c.lag), else_=None).label("lag"),
            name_sort.label("name_sort"),
        )
        .select_from(
            counted.outerjoin(medians, medians.c.child == of.child).outerjoin(
                grades, grades.c.child == of.child
            )
        )
        .subquery("three_miles")
    )


def _number(name: str, *, nullable: bool = False) -> Value:
    return Value(Print.NUMBER, name, nullable=nullable)


_PERIOD = {name: Filter(argument=True, kind=Date()) for name in ("begins", "ends")}
_CHILD: dict[str, Field] = {"tenant": Row("Tenant", (("child", "id"),))}

THREE_MILES = Shelf(
    "ThreeMilesInfo",
    _three_miles,
    None,
    {
        **_CHILD,
        "registered": _number("registered"),
        "discoveryKnown": _number("known"),
        "medianLagDays": _number("lag", nullable=True),
        "hardCases": _number("hard"),
        "staged": _number("staged"),
        "returnedTwice": _number("returned_twice"),
        "overdueLong": _number("overdue_long"),
        "acrossUnits": _number("across_units"),
        "closings": _number("closings"),
        "cameBack": _number("came_back"),
        "falseClosings": _number("false_closings"),
        "rechecked": _number("looked"),
        "gradedGood": _number("grade_good", nullable=True),
        "gradedFairlyGood": _number("grade_fairly_good", nullable=True),
        "gradedOrdinary": _number("grade_ordinary", nullable=True),
        "gradedPoor": _number("grade_poor", nullable=True),
    },
    key="child",
    orders={"NAME": Order(("name_sort",))},
    filters=_PERIOD,
    rooted=False,
)


# ---------------------------------------------------------------- who keeps a list


def _listed_by(reach: Reach, unit: Any) -> Any:
    """How many a unit put on its list in the period, or before and they are open still."""
    cell = desk_cell.c
    begins, ends = _asked(reach)
    first, last = _whole_months(reach)
    still = cell.mark == _days(STILL)

    def summed(grain: str, *where: ColumnElement[bool]) -> ColumnElement[Any]:
        own = (cell.holder == unit.c.id, not_(cell.whole), cell.kind == literal("LISTED"))
        counted = reach.allowed("problem.count", dict(cell.items()))
        number = select(func.sum(cell.n)).where(*own, cell.grain == literal(grain), *where, counted)
        return func.coalesce(number.correlate(unit).scalar_subquery(), _NONE)

    months = summed("MONTH", cell.day < last, or_(still, cell.day >= first))
    before = summed("DAY", _first_days(reach), not_(still))
    after = summed("DAY", cell.day >= last, cell.day < ends, or_(still, cell.day >= first))
    # Nothing is looked up where months cover all.
    edges = (
        case((begins < first, before), else_=_NONE),
        case((last < ends, after), else_=_NONE),
    )
    return cast(months + edges[0] + edges[1], Integer)


def _coverage(reach: Reach) -> FromClause:
    """Each direct child and whether it keeps a list, with how many units below it do."""
    unit = tenant.alias("unit")
    nobody: ColumnElement[Any] = literal_column("'{}'::int[]")
    own: dict[str, ColumnElement[Any]] = dict(unit.c.items())
    own |= {"holder": unit.c.id, "holder_parent": unit.c.parent_id}
    own |= {"accused": nobody, "trail": nobody}
    child = _child(reach, unit)
    units = (
        select(unit.c.id, child.label("child"), _listed_by(reach, unit).label("problems"))
        .where(
            unit.c.root == reach.facts["viewer_root"],
            unit.c.valid_until.is_(None),
            unit.c.kind != literal("OFFICE"),
            reach.allowed("problem.count", own),
        )
        .subquery("units")
    )
    of = units.c
    itself = of.id == of.child
    number = func.coalesce(func.sum(of.problems).filter(itself), _NONE)
    grouped = (
        select(
            of.child,
            cast(func.count(), Integer).label("units"),
            cast(func.count().filter(of.problems > _NONE), Integer).label("with_list"),
            cast(number, Integer).label("problems"),
        )
        .group_by(of.child)
        .subquery("covered")
    )
    kept: ColumnElement[Any] = cast(grouped.c.problems > _NONE, Boolean)
    return (
        select(*grouped.c, kept.label("keeps"), tenant.c.name_sort, tenant.c.uid)
        .join(tenant, tenant.c.id == grouped.c.child)
        .where(not_(tenant.c.id == reach.facts["viewer_tenant"]))
        .subquery("problem_list_coverage")
    )


COVERAGE = Shelf(
    "ProblemListCoverageInfo",
    _coverage,
    None,
    {
        **_CHILD,
        "hasList": Value(Print.BOOLEAN, "keeps"),
        "listed": _number("problems"),
        "units": _number("units"),
        "unitsWithList": _number("with_list"),
    },
    key="child",
    orders={"NAME": Order(("name_sort",))},
    filters={**_PERIOD, "hasList": Filter(column="keeps")},
    rooted=False,
)

SHELVES = (THREE_MILES, COVERAGE)

ROOTS = {
    "threeMiles": Rows("ThreeMilesInfo", order="NAME", filters=("begins", "ends")),
    "hardCases": bucket(_hard, "problem.oversee"),
    "problemListCoverage": Rows(
        "ProblemListCoverageInfo", order="NAME", filters=("begins", "ends", "hasList")
    ),
}
