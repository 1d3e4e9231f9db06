"""Seeing: what a post has on its desk, a level's own list, and how many there are of what below it.

Lists show rows under a rule of the book. Counts are sums of cells, whole subtrees by direct
subordinate: they say how many there are where nobody on this level may read which.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Text,
    and_,
    any_,
    case,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from ledger.problems.buckets import BUCKETS, bucket
from ledger.problems.cells import COUNTS, COUNTY, OWED, counted, problem_cell
from ledger.problems.phases import PHASES, states_of
from ledger.problems.tables import problem
from storage.printing import literal
from storage.shelf import (
    Columns,
    Field,
    Filter,
    Listed,
    Order,
    Print,
    Reach,
    Row,
    Rows,
    Shelf,
    Value,
    Values,
)
from tenants.boundaries import ARGUMENT, AS_OF, by_unit, day_in, lay_with
from tenants.columns import SLOTS
from tenants.tables import tenant

_YES: ColumnElement[Any] = literal_column("true")
REACHED = tuple(f"reached_{phase.lower()}" for phase in PHASES[1:])


def phase(columns: Columns, _: Values) -> ColumnElement[Any]:
    """The phase of a problem, derived from its state."""
    whens = [
        (columns["state"].in_([literal(state) for state in states_of(one)]), literal(one))
        for one in PHASES[:-1]
    ]
    return case(*whens, else_=literal(PHASES[-1]))


def from_diary(columns: Columns, _: Values) -> ColumnElement[Any]:
    """Whether it came from a diary; which entry that is, only who reads the entry sees."""
    return columns["diary_entry_id"].is_not(None)


def _listed_by_us(columns: Columns, values: Values) -> ColumnElement[Any]:
    root = columns["root"] == values["viewer_root"]
    return and_(root, columns["listed_by"] == values["viewer_tenant"])


def accused_names(columns: Columns, _: Values) -> ColumnElement[Any]:
    """The units it is against, by name, in the order of their names."""
    unit = tenant.alias("accused_unit")
    name = aggregate_order_by(unit.c.name, unit.c.name_sort, unit.c.id)
    named = select(func.array_agg(name)).where(
        unit.c.root == columns["root"], unit.c.id == any_(columns["accused"])
    )
    return func.coalesce(named.scalar_subquery(), literal_column("'{}'::text[]"))


# ---------------------------------------------------------------- what is counted below


def _cells(reach: Reach, *, by: str) -> tuple[Any, ColumnElement[Any], ColumnElement[Any]]:
    """The cells of the viewer's subtree by list or by field, as in their partial indexes."""
    slot, cell = reach.slot or 1, problem_cell.c
    fitting = or_(cell.at3.is_(None), cell.whole) if slot < COUNTY else not_(cell.whole)
    below = [cell[f"at{deeper}"] for deeper in SLOTS if deeper > slot]
    child = func.coalesce(*below, cell.holder, type_=Integer)
    allowed = reach.allowed("problem.count", dict(cell.items()))
    return cell, child, and_(allowed, fitting, cell[by] != literal(""))


def _sums(cell: Any) -> list[ColumnElement[Any]]:
    sums = {name: func.sum(cell[name]) for name in COUNTS}
    return [one.label(name) for name, one in sums.items()]


def _some(cell: Any) -> ColumnElement[bool]:
    """Whether there is anything to tell: problems, or steps that are owed to others and late."""
    nothing = literal_column("0", Integer())
    return or_(func.sum(cell.total) > nothing, func.sum(cell[OWED]) > nothing)


@dataclass(frozen=True)
class _Summed:
    """What is summed up: rows of numbers, each of a subordinate, from where and under what."""

    rows: Any
    child: ColumnElement[Any]
    whole: ColumnElement[Any]
    entire: ColumnElement[Any]
    source: Any
    where: ColumnElement[Any]


def _summed(reach: Reach, *, by: str) -> _Summed:
    """Cells as they lie, or by the boundaries of the day that is asked for."""
    day = day_in(reach.arguments)
    if day is None:
        cell, child, where = _cells(reach, by=by)
        return _Summed(cell, child, _YES, _YES, problem_cell, where)
    rows = _rows_by_unit(reach, day, by=by)
    then = by_unit(reach, day, "then")
    source = rows.join(then, then.c.unit == rows.c.unit)
    whole, entire = func.bool_and(then.c.whole), func.bool_and(then.c.entire)
    return _Summed(rows.c, then.c.child, whole, entire, source, true())


def _rows_by_unit(reach: Reach, day: ColumnElement[Any], *, by: str) -> Any:
    """The cells of each unit; what reorganisations took along since the day is put back."""
    cell, row = problem_cell.c, problem.alias("p")
    fitting = and_(not_(cell.whole), cell[by] != literal(""))
    cells = select(cell.holder.label("unit"), cell[by], *(cell[name] for name in COUNTS)).where(
        reach.allowed("problem.count", dict(cell.items())), fitting
    )
    lay = lay_with(row.c, day)
    taken = [
        select(
            unit.label("unit"),
            row.c[by],
            *(literal_column(f"{sign}({counted(name)})::int", Integer()) for name in COUNTS),
        )
        .select_from(row)
        .where(
            row.c.with_units.is_not(None),
            lay != row.c.holder,
            reach.allowed("problem.count", dict(row.c.items())),
        )
        for unit, sign in ((row.c.holder, "-"), (lay, ""))
    ]
    return union_all(cells, *taken).subquery("rows")


def _by_child(reach: Reach, *by: str, over: str, name: str) -> FromClause:
    """Sums per direct subordinate, and by what else is named."""
    of = _summed(reach, by=over)
    groups = [of.rows[one] for one in by]
    sums = (
        select(of.child.label("child"), *groups, *_sums(of.rows), of.whole.label("complete"))
        .select_from(of.source)
        .where(of.where)
        .group_by(of.child, *groups)
        .having(_some(of.rows))
        .subquery("counted")
    )
    # Looked up for each of them: for a join the planner expects many more, and reads all tenants.
    name_sort = select(tenant.c.name_sort).where(tenant.c.id == sums.c.child).scalar_subquery()
    return select(*sums.c, name_sort.label("name_sort")).subquery(name)


def _roll_up(reach: Reach) -> FromClause:
    return _by_child(reach, over="list_type", name="problem_roll_up")


def _heat(reach: Reach) -> FromClause:
    return _by_child(reach, "field", over="field", name="problem_heat")


def _funnel(reach: Reach) -> FromClause:
    """Sums per list over the whole subtree, with how many came as far as each phase."""
    of = _summed(reach, by="list_type")
    found: Any = (
        select(of.rows.list_type, *_sums(of.rows), of.entire.label("complete"))
        .select_from(of.source)
        .where(of.where)
        .group_by(of.rows.list_type)
        .having(_some(of.rows))
        .subquery("counted")
    )
    phases = [found.c[phase.lower()] for phase in PHASES]
    reached = []
    for at, name in enumerate(REACHED, start=1):
        total = phases[at]
        for later in phases[at + 1 :]:
            total = total + later
        reached.append(total.label(name))
    return select(*found.c, *reached).subquery("problem_funnel")


def _number(name: str) -> Value:
    return Value(Print.NUMBER, name)


_COUNTED: Mapping[str, Field] = {
    "total": _number("total"),
    "open": _number("open"),
    "overdue": _number("overdue"),
    "owedLate": _number(OWED),
    "settledLow": _number("settled_low"),
    "closed": _number("closed"),
    "complete": Value(Print.BOOLEAN, "complete"),
}
_PHASES: Mapping[str, Field] = {phase.lower(): _number(phase.lower()) for phase in PHASES}
_CHILD: Mapping[str, Field] = {"tenant": Row("Tenant", (("child", "id"),))}

ROLL_UP = Shelf(
    "ProblemRollUpInfo",
    _roll_up,
    None,
    {**_CHILD, **_COUNTED, **_PHASES},
    key="child",
    orders={"NAME": Order(("name_sort",))},
    filters={ARGUMENT: AS_OF},
    rooted=False,
)

FUNNEL = Shelf(
    "ProblemFunnelInfo",
    _funnel,
    None,
    {
        "listType": Value(Print.NAME, "list_type"),
        **_COUNTED,
        **_PHASES,
        **{f"reached{name[8:].capitalize()}": _number(name) for name in REACHED},
    },
    key="list_type",
    orders={"LIST": Order(())},
    filters={ARGUMENT: AS_OF},
    rooted=False,
)

HEAT = Shelf(
    "ProblemHeatInfo",
    _heat,
    None,
    {**_CHILD, "field": Value(Print.NAME, "field"), **_COUNTED},
    key="child",
    orders={"NAME": Order(("name_sort", "field"))},
    filters={"field": Filter(column="field", kind=Text()), ARGUMENT: AS_OF},
    rooted=False,
)

SHELVES = (ROLL_UP, FUNNEL, HEAT)

ROOTS: Mapping[str, Rows | Listed] = {
    **BUCKETS,
    # What a level listed went through its hands and lies below it, or at it: overseeing is
    # enough, and has no branch that would look at all that was ever listed.
    "problemsListedByUs": bucket(_listed_by_us, "problem.oversee", anchored=True),
    "problemRollUp": Listed("ProblemRollUpInfo", order="NAME", filters=(ARGUMENT,), limit=200),
    "problemFunnel": Listed("ProblemFunnelInfo", order="LIST", filters=(ARGUMENT,), limit=10),
    "problemHeat": Listed("ProblemHeatInfo", order="NAME", filters=("field", ARGUMENT), limit=200),
}
