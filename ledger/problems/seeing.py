"""Seeing: what a post has on its desk, a level's own list, and how many there are of what below it.

Lists show rows under a rule of the book. Counts are sums of cells, whole subtrees by direct
subordinate: they say how many there are where nobody on this level may read which.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Text,
    and_,
    case,
    cast,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
    union_all,
)

from ledger.problems.cells import COUNTS, COUNTY, OWED, counted, problem_cell
from ledger.problems.phases import DUE_SOON_DAYS, PHASES, states_of
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
FILTERS = ("open", "overdue", "owedLate", "state", "listType", "label", "field", "fromDiary")
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


def came_from_diary(columns: Columns, wanted: Any) -> ColumnElement[Any]:
    """Problems that came from a diary: with their field, the livelihood ledger; or those that did not."""
    entry = columns["diary_entry_id"]
    return entry.is_not(None) if wanted else entry.is_(None)


# ---------------------------------------------------------------- what is on the desk


def _here(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(columns["holder"] == values["viewer_tenant"], columns["open"])


def _in(columns: Columns, *states: str) -> ColumnElement[Any]:
    return columns["state"].in_([literal(state) for state in states])


def _to_accept(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(_here(columns, values), _in(columns, "ASSIGNED"))


def _to_do(columns: Columns, values: Values) -> ColumnElement[Any]:
    """What is neither unsigned, nor waiting above, nor with those who evaluate."""
    elsewhere = (
        *("ASSIGNED", "PENDING_UPPER", "OBJECTED", "RETURNED"),
        *("SELF_EVALUATED", "CLIENT_EVALUATED", "RECHECKING"),
    )
    return and_(_here(columns, values), not_(_in(columns, *elsewhere)))


def _due_soon(columns: Columns, values: Values) -> ColumnElement[Any]:
    days = literal_column(str(DUE_SOON_DAYS), Integer())
    until = cast(values["today"], Date) + days
    own = or_(columns["owed_on"].is_(None), columns["own_on"] <= until)
    return and_(_here(columns, values), columns["due_on"] <= until, own)


def _returned(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(_here(columns, values), _in(columns, "RETURNED"))


def _brought(columns: Columns, values: Values, state: str) -> ColumnElement[Any]:
    """What a direct subordinate brought before the unit, as in the partial index of it."""
    mine = columns["holder_parent"] == values["viewer_tenant"]
    return and_(mine, _in(columns, "PENDING_UPPER", "OBJECTED"), _in(columns, state))


def _to_answer(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(_brought(columns, values, "PENDING_UPPER"), columns["asked_on"].is_(None))


def _asked_about(columns: Columns, values: Values) -> ColumnElement[Any]:
    """What the unit submitted and the superior asks more about."""
    return and_(_here(columns, values), columns["asked_on"].is_not(None))


def _to_rule_on(columns: Columns, values: Values) -> ColumnElement[Any]:
    return _brought(columns, values, "OBJECTED")


def _to_let_rest(columns: Columns, values: Values) -> ColumnElement[Any]:
    """What a direct subordinate asks to let rest, as in the partial index of it."""
    mine = columns["holder_parent"] == values["viewer_tenant"]
    return and_(mine, columns["rest_asked_until"].is_not(None))


def _listed_near(columns: Columns, values: Values) -> ColumnElement[Any]:
    me = values["viewer_tenant"]
    return or_(columns["listed_by"] == me, columns["listed_parent"] == me)


def _judged(columns: Columns) -> ColumnElement[Any]:
    """As in the partial indexes of what is being judged."""
    return _in(columns, "SELF_EVALUATED", "CLIENT_EVALUATED", "RECHECKING")


def _to_ask(columns: Columns, values: Values) -> ColumnElement[Any]:
    near = _listed_near(columns, values)
    return and_(near, _judged(columns), _in(columns, "SELF_EVALUATED"))


def _to_evaluate(columns: Columns, values: Values) -> ColumnElement[Any]:
    near = _listed_near(columns, values)
    return and_(near, _judged(columns), _in(columns, "CLIENT_EVALUATED", "RECHECKING"))


def _listed_by_us(columns: Columns, values: Values) -> ColumnElement[Any]:
    root = columns["root"] == values["viewer_root"]
    return and_(root, columns["listed_by"] == values["viewer_tenant"])


def _led_by_me(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(columns["leader_post"] == values["viewer_post"], columns["open"])


def _led_by_us(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(columns["led_by"] == values["viewer_tenant"], columns["open"])


def _bucket(where: Any, action: str, *, anchored: bool = False) -> Rows:
    return Rows("Problem", where=where, order="DUE_ON", action=action, anchored=anchored)


BUCKETS: Mapping[str, Rows] = {
    "problemsToAccept": _bucket(_to_accept, "problem.accept", anchored=True),
    "problemsToDo": _bucket(_to_do, "problem.oversee", anchored=True),
    "problemsDueSoon": _bucket(_due_soon, "problem.oversee", anchored=True),
    "problemsReturned": _bucket(_returned, "problem.oversee", anchored=True),
    "problemsToAnswer": _bucket(_to_answer, "problem.take_up", anchored=True),
    "problemsAskedAbout": _bucket(_asked_about, "problem.submit", anchored=True),
    "problemsToRuleOn": _bucket(_to_rule_on, "problem.rule", anchored=True),
    "problemsToLetRest": _bucket(_to_let_rest, "problem.rule", anchored=True),
    "problemsToAsk": _bucket(_to_ask, "problem.record_client", anchored=True),
    "problemsToEvaluate": _bucket(_to_evaluate, "problem.evaluate", anchored=True),
    "problemsLedByMe": _bucket(_led_by_me, "problem.oversee", anchored=True),
    "problemsLedByUs": _bucket(_led_by_us, "problem.oversee", anchored=True),
}
"""What awaits a post, sorted by what is to be done: each under the action of whoever does it."""


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
    "problemsListedByUs": Rows(
        "Problem",
        where=_listed_by_us,
        order="DUE_ON",
        filters=FILTERS,
        # What a level listed went through its hands and lies below it, or at it: overseeing is
        # enough, and has no branch that would look at all that was ever listed.
        action="problem.oversee",
        anchored=True,
    ),
    "problemRollUp": Listed("ProblemRollUpInfo", order="NAME", filters=(ARGUMENT,), limit=200),
    "problemFunnel": Listed("ProblemFunnelInfo", order="LIST", filters=(ARGUMENT,), limit=10),
    "problemHeat": Listed("ProblemHeatInfo", order="NAME", filters=("field", ARGUMENT), limit=200),
}
