"""Shelves of the desks: the three miles by direct child, hard cases, who keeps a list of problems.

Counts are of whole subtrees by direct subordinate, under ``problem.count``; the list of hard cases
shows rows under ``problem.oversee``.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    and_,
    case,
    cast,
    distinct,
    exists,
    func,
    literal_column,
    not_,
    null,
    or_,
    select,
    union_all,
)

from ledger.closing.tables import closing
from ledger.problems.tables import happening, problem
from ledger.rechecks.rules import GRADES
from ledger.rechecks.tables import recheck
from ledger.scores.items import civil, midnight
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

LEAST = 5
"""A median or a spread of grades over fewer is not shown: it would tell of one item."""
RETURNS = 2
"""From so many returns on a problem is a hard case."""
LATE_DAYS = 30
"""From so many days past its due day on."""
ASIDE = ("REJECTED", "MERGED", "DIVERTED")
LISTING = ("list_problem", "take_up", "take_over", "recall_problem", "hand_down")
"""Steps by which a level puts a problem on its list."""
_ONE: ColumnElement[Any] = literal_column("1", Integer())
_NONE: ColumnElement[Any] = literal_column("0", Integer())


def _days(number: int) -> ColumnElement[Any]:
    return literal_column(str(number), Integer())


def _period(reach: Reach, instant: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether an instant lies in the days that are asked for; the last one is outside."""
    begins, ends = (cast(reach.arguments[name], Date) for name in ("begins", "ends"))
    return and_(instant >= midnight(begins), instant < midnight(ends))


def _quarter(reach: Reach) -> ColumnElement[bool]:
    """Whether the days that are asked for are one whole quarter, and it is over.

    Of free days the difference of two answers would tell of one item.
    """
    begins, ends = (cast(reach.arguments[name], Date) for name in ("begins", "ends"))
    return and_(
        begins == cast(func.date_trunc(literal("quarter"), begins), Date),
        ends == cast(begins + literal_column("interval '3 months'"), Date),
        ends <= cast(reach.facts["today"], Date),
    )


def _child(reach: Reach, unit: Any) -> ColumnElement[Any]:
    """The direct child of the viewer's unit below which a unit lies; itself for its own."""
    below = [unit.c[f"at{slot}"] for slot in SLOTS if slot > (reach.slot or 1)]
    return func.coalesce(*below, unit.c.id, type_=Integer)


def _counted(reach: Reach, of: Any, unit: Any) -> ColumnElement[bool]:
    """Whether the viewer counts a row that is charged to a unit."""
    lineage = {f"at{slot}": unit.c[f"at{slot}"] for slot in SLOTS}
    return reach.allowed("problem.count", {**dict(of.c.items()), **lineage})


# ---------------------------------------------------------------- hard cases


def _late(columns: Columns, today: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(columns["overdue"], columns["due_on"] <= cast(today, Date) - _days(LATE_DAYS))


def _across(columns: Columns) -> ColumnElement[bool]:
    """Whether a level netted it in as hard and across units."""
    story = happening.alias("netted")
    return exists().where(
        story.c.root == columns["root"],
        story.c.problem_id == columns["id"],
        story.c.act == literal("take_up"),
        story.c.reason == literal("CROSS_UNIT_AND_HARD"),
    )


def _kinds(columns: Columns, today: ColumnElement[Any]) -> dict[str, ColumnElement[bool]]:
    return {
        "staged": columns["class"] == literal("STAGED"),
        "returned_twice": columns["returns"] >= _days(RETURNS),
        "overdue_long": _late(columns, today),
        "across_units": _across(columns),
    }


def _hard(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(columns["open"], or_(*_kinds(columns, values["today"]).values()))


# ---------------------------------------------------------------- the three miles

_COUNTS = (
    "registered",
    "known",
    "hard",
    "staged",
    "returned_twice",
    "overdue_long",
    "across_units",
    "closings",
    "came_back",
    "false_closings",
    *(f"grade_{grade.lower()}" for grade in GRADES),
)


def _branch(child: ColumnElement[Any], **said: ColumnElement[Any]) -> Select[Any]:
    """Rows of one mile, with nothing in the columns of the others."""
    lag = said.pop("lag", cast(null(), Integer))
    columns = [said.get(name, _NONE).label(name) for name in _COUNTS]
    return select(child.label("child"), lag.label("lag"), *columns)


def _yes(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return case((condition, _ONE), else_=_NONE)


def _first_mile(reach: Reach) -> Select[Any]:
    """What was registered in the period, by who found it: how long after it was found."""
    row, story, finder = problem.c, happening.c, tenant.alias("finder")
    lag = func.greatest(_NONE, civil(story.happened_at) - row.found_on, type_=Integer)
    return (
        _branch(
            _child(reach, finder),
            registered=_ONE,
            known=_yes(row.found_on.is_not(None)),
            lag=case((row.found_on.is_not(None), lag), else_=None),
        )
        .select_from(happening)
        .join(problem, and_(row.root == story.root, row.id == story.problem_id))
        .join(finder, and_(finder.c.root == row.root, finder.c.id == row.origin))
        .where(
            story.root == reach.facts["viewer_root"],
            story.act == literal("register_problem"),
            _period(reach, story.happened_at),
            row.state.not_in([literal(state) for state in ASIDE]),
            _counted(reach, problem, finder),
        )
    )


def _hardest_mile(reach: Reach) -> Select[Any]:
    """Hard cases that are open now, by who has them."""
    row, holder = problem.c, tenant.alias("holding")
    kinds = _kinds(dict(row.items()), reach.facts["today"])
    counts = {name: _yes(condition) for name, condition in kinds.items()}
    return (
        _branch(_child(reach, holder), hard=_ONE, **counts)
        .select_from(problem)
        .join(holder, and_(holder.c.root == row.root, holder.c.id == row.holder))
        .where(row.open, or_(*kinds.values()), _counted(reach, problem, holder))
    )


def _last_mile(reach: Reach) -> Sequence[Select[Any]]:
    """Closings of the period and looks back in it, by who was responsible."""
    sheet, look, unit = closing.c, recheck.c, tenant.alias("responsible")
    charged = and_(unit.c.root == sheet.root, unit.c.id == sheet.about)
    closings = (
        _branch(
            _child(reach, unit),
            closings=_ONE,
            came_back=_yes(sheet.cancelled_at.is_not(None)),
            false_closings=_yes(sheet.false_closing),
        )
        .select_from(closing)
        .join(unit, charged)
        .where(_period(reach, sheet.closed_at), _counted(reach, closing, unit))
    )
    grades = {f"grade_{one.lower()}": _yes(look.grade == literal(one)) for one in GRADES}
    looks = (
        _branch(_child(reach, unit), **grades)
        .select_from(recheck)
        .join(closing, and_(sheet.root == look.root, sheet.id == look.closing_id))
        .join(unit, charged)
        .where(
            look.grade.is_not(None),
            look.done_at.is_not(None),
            _period(reach, look.done_at),
            _counted(reach, recheck, unit),
        )
    )
    return closings, looks


def _three_miles(reach: Reach) -> FromClause:
    each = union_all(_first_mile(reach), _hardest_mile(reach), *_last_mile(reach)).subquery("each")
    of = each.c
    sums = {name: cast(func.sum(of[name]), Integer) for name in _COUNTS}
    median = func.percentile_disc(literal_column("0.5")).within_group(of.lag)
    looked = sum((sums[f"grade_{one.lower()}"] for one in GRADES), _NONE)
    whole = _quarter(reach)
    known = and_(sums["known"] >= _days(LEAST), whole)
    shown = {
        name: case((and_(looked >= _days(LEAST), whole), one), else_=None)
        if name.startswith("grade_")
        else one
        for name, one in sums.items()
    }
    grouped = (
        select(
            of.child,
            *(one.label(name) for name, one in shown.items()),
            looked.label("looked"),
            case((known, cast(median, Integer)), else_=None).label("lag"),
        )
        .group_by(of.child)
        .subquery("miles")
    )
    return (
        select(*grouped.c, tenant.c.name_sort)
        .join(tenant, tenant.c.id == grouped.c.child)
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


def _listed_by(reach: Reach) -> Any:
    """Units with a problem that they put on their list in the period, or before and still open."""
    row, story = problem.c, happening.alias("listing")
    begins, ends = (cast(reach.arguments[name], Date) for name in ("begins", "ends"))
    put = exists().where(
        story.c.root == row.root,
        story.c.problem_id == row.id,
        or_(
            and_(
                story.c.author_tenant == row.listed_by,
                story.c.act.in_([literal(act) for act in LISTING]),
            ),
            # What rises by rule is put on the list above, though the step is written below.
            and_(story.c.act == literal("rise_by_rule"), story.c.other_end == row.listed_by),
        ),
        story.c.happened_at < midnight(ends),
        or_(row.open, story.c.happened_at >= midnight(begins)),
    )
    lister = tenant.alias("lister")
    return (
        select(row.listed_by.label("unit"), func.count().label("problems"))
        .select_from(problem)
        .join(lister, and_(lister.c.root == row.root, lister.c.id == row.listed_by))
        .where(_counted(reach, problem, lister), put)
        .group_by(row.listed_by)
        .subquery("listed")
    )


def _coverage(reach: Reach) -> FromClause:
    """Each direct child and whether it keeps a list, with how many units below it do."""
    unit, listed = tenant.alias("unit"), _listed_by(reach)
    nobody: ColumnElement[Any] = literal_column("'{}'::int[]")
    own: dict[str, ColumnElement[Any]] = dict(unit.c.items())
    own |= {"holder": unit.c.id, "holder_parent": unit.c.parent_id}
    own |= {"accused": nobody, "trail": nobody}
    child = _child(reach, unit)
    itself = unit.c.id == child
    grouped = (
        select(
            child.label("child"),
            cast(func.count(distinct(unit.c.id)), Integer).label("units"),
            cast(func.count(listed.c.unit), Integer).label("with_list"),
            func.coalesce(cast(func.sum(listed.c.problems).filter(itself), Integer), _NONE).label(
                "problems"
            ),
        )
        .select_from(unit)
        .outerjoin(listed, listed.c.unit == unit.c.id)
        .where(
            unit.c.root == reach.facts["viewer_root"],
            unit.c.valid_until.is_(None),
            unit.c.kind != literal("OFFICE"),
            reach.allowed("problem.count", own),
        )
        .group_by(child)
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
    "hardCases": Rows("Problem", where=_hard, order="DUE_ON", action="problem.oversee"),
    "problemListCoverage": Rows(
        "ProblemListCoverageInfo", order="NAME", filters=("begins", "ends", "hasList")
    ),
}
