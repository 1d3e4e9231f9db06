"""Aggregates over what is deeper than one may read: per direct child, never per person.

Only counts are derived here, under the counting actions of the book: a row of these shelves is a
number about a whole subtree.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    and_,
    cast,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from ledger.catalogue.keys import ACTOR_TYPES
from ledger.responsibilities import rules
from ledger.responsibilities.refusals import ActorTypeUnknown
from ledger.responsibilities.signing import is_signed
from ledger.responsibilities.tables import (
    COUNTY,
    entry,
    obligation,
    obligation_tally,
    responsibility_list,
)
from ledger.responsibilities.years import year_of_a_list
from storage.printing import literal
from storage.shelf import Filter, Order, Print, Reach, Row, Shelf, Value
from tenants.boundaries import ARGUMENT, AS_OF, by_unit, day_in, lay_with
from tenants.columns import SLOTS
from tenants.tables import post, tenant
from tenants.viewer import CHINA


def _year(given: Any) -> int:
    """A year of which there can be lists: zeros for any other would read as if nobody had one."""
    return year_of_a_list(int(given), today=(datetime.now(UTC) + CHINA).date())


def known_actor_type(given: Any) -> str:
    """A type that there is: of any other, nothing would read as if nobody had one."""
    if given not in ACTOR_TYPES:
        raise ActorTypeUnknown(actor_type=str(given)[:60])
    return str(given)


def _child(table: Any, slot: int) -> ColumnElement[Any]:
    """The direct child of the viewer's tenant in whose subtree the row lies; itself for its own."""
    below = [table.c[f"at{deeper}"] for deeper in SLOTS if deeper > slot]
    return func.coalesce(*below, table.c.holder, type_=Integer)


def _coverage(reach: Reach) -> FromClause:
    """Posts of each actor type against their lists, pledges and records, per direct child.

    A unit counts once per actor type it has a post for, and as having what all its actors of the
    type have: each of its branches, where the actor is in several, and those in none. ``year``
    narrows lists and what hangs on them. By the boundaries of a day, the units are those of that
    day.
    """
    year = cast(reach.arguments["year"], Integer)
    day = day_in(reach.arguments)
    units = _units(reach, _wanted(reach) if day is None else _wanted_on(reach, day), year)
    grouped = (units.c.child, units.c.actor_type, tenant.c.name_sort)
    holders = func.count()
    counts = [holders.filter(units.c[name]).label(name) for name in _having()]
    whole = func.bool_and(units.c.whole).label("complete")
    return (
        select(*grouped, holders.label("tenants"), *counts, whole)
        .join(tenant, tenant.c.id == units.c.child)
        .group_by(*grouped)
        .subquery("coverage")
    )


def _having() -> Mapping[str, ColumnElement[bool]]:
    """What a list must be for its actor to count as having it."""
    published = responsibility_list.c.state == "PUBLISHED"
    return {"with_list": published, "with_pledge": is_signed(), "with_record": _is_recorded()}


def _units(reach: Reach, wanted: Any, year: ColumnElement[Any]) -> Any:
    """Units and actor types: whether all who bear a list have one so, in each body and in none."""
    unit = (wanted.c.holder, wanted.c.actor_type)
    counts = []
    for name, condition in _having().items():
        lists = _lists(reach, condition, year).subquery(name)
        theirs = select(lists.c.holder, lists.c.actor_type, _inside(lists.c.body_id))
        covered = _among((*unit, _inside(wanted.c.body_id)), theirs)
        counts.append(func.bool_and(func.coalesce(covered, literal_column("false"))).label(name))
    return (
        select(wanted.c.child, *unit, *counts, func.bool_and(wanted.c.whole).label("whole"))
        .group_by(wanted.c.child, *unit)
        .subquery("units")
    )


def _wanted(reach: Reach) -> Any:
    """Which units of the subtree have a post of which actor type in which body, by direct child."""
    child = _child(post, reach.slot or 1)
    whole: ColumnElement[Any] = literal_column("true").label("whole")
    return (
        select(child.label("child"), post.c.holder, post.c.actor_type, post.c.body_id, whole)
        .where(*_in_duty(reach))
        .distinct()
        .subquery("wanted")
    )


def _wanted_on(reach: Reach, day: ColumnElement[Any]) -> Any:
    """The same by the boundaries of a day: units of that day, and the subordinates of then."""
    then = by_unit(reach, day, "then")
    stood = then.c.stood.label("holder")
    return (
        select(then.c.child, stood, post.c.actor_type, post.c.body_id, then.c.whole)
        .join(then, then.c.unit == lay_with(post.c, day))
        .where(*_in_duty(reach))
        .distinct()
        .subquery("wanted")
    )


def _in_duty(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    return (
        post.c.actor_type.is_not(None),
        post.c.valid_until.is_(None),
        reach.allowed("responsibility.count", dict(post.c.items())),
    )


def _is_recorded() -> ColumnElement[bool]:
    own = and_(obligation.c.root == entry.c.root, obligation.c.id == entry.c.obligation_id)
    return (
        select(entry.c.id)
        .join(obligation, own)
        .where(
            obligation.c.root == responsibility_list.c.root,
            obligation.c.list_id == responsibility_list.c.id,
        )
        .exists()
    )


def _lists(reach: Reach, having: ColumnElement[bool], year: ColumnElement[Any]) -> Any:
    """Lists of a year for which a condition holds: of which unit, actor and body."""
    of, day = responsibility_list.c, day_in(reach.arguments)
    kept = (of.year == year, of.state.not_in(rules.ENDED), having)
    if day is None:
        return select(of.holder, of.actor_type, of.body_id).where(*kept)
    then = by_unit(reach, day, "listed_then")
    lay = then.c.unit == lay_with(of, day)
    stood = then.c.stood.label("holder")
    return select(stood, of.actor_type, of.body_id).join(then, lay).where(*kept)


def _inside(body: ColumnElement[Any]) -> ColumnElement[Any]:
    """A body, or that it is none: a list without one is of those in none."""
    return func.coalesce(body, literal_column("'00000000-0000-0000-0000-000000000000'::uuid"))


def _among(key: tuple[ColumnElement[Any], ...], rows: Any) -> ColumnElement[bool]:
    return tuple_(*key).in_(rows)


def _roll_up(reach: Reach) -> FromClause:
    """Obligations by state, per direct child: sums of the cells that a trigger keeps."""
    day = day_in(reach.arguments)
    counted = _counted_here(reach) if day is None else _counted_then(reach, day)
    return (
        select(*counted.c, tenant.c.name_sort)
        .join(tenant, tenant.c.id == counted.c.child)
        .subquery("roll_up")
    )


def _counted_then(reach: Reach, day: ColumnElement[Any]) -> Any:
    """Sums of the cells by the boundaries of a day; what was taken along since goes back."""
    cell, row = obligation_tally.c, obligation.c
    kept = [cell.total, cell.open, cell.overdue, cell.accepted]
    cells = select(cell.holder.label("unit"), *kept).where(
        reach.allowed("obligation.count", dict(cell.items())), not_(cell.whole)
    )
    one = {"total": true(), "open": row.open, "overdue": row.overdue}
    one["accepted"] = row.state == literal("ACCEPTED")
    lay = lay_with(row, day)
    taken = [
        select(
            unit.label("unit"), *(cast(n, Integer) * cast(says, Integer) for says in one.values())
        ).where(
            row.with_units.is_not(None),
            lay != row.holder,
            reach.allowed("obligation.count", dict(row.items())),
        )
        for unit, n in ((row.holder, literal_column("-1")), (lay, literal_column("1")))
    ]
    rows = union_all(cells, *taken).subquery("rows")
    then = by_unit(reach, day, "then")
    sums = [func.sum(rows.c[name]).label(name) for name in one]
    return (
        select(then.c.child, *sums, func.bool_and(then.c.whole).label("complete"))
        .join(then, then.c.unit == rows.c.unit)
        .group_by(then.c.child)
        .having(func.sum(rows.c.total) > literal_column("0"))
        .subquery("counted")
    )


def _counted_here(reach: Reach) -> Any:
    """Sums of the cells, each where its holder lies now."""
    slot = reach.slot or 1
    cell = obligation_tally.c
    # As in the partial indexes of the cells.
    fitting = or_(cell.at3.is_(None), cell.whole) if slot < COUNTY else not_(cell.whole)
    child = _child(obligation_tally, slot)
    sums = [
        func.sum(column).label(column.name)
        for column in (cell.total, cell.open, cell.overdue, cell.accepted)
    ]
    return (
        select(child.label("child"), *sums, literal_column("true").label("complete"))
        .where(reach.allowed("obligation.count", dict(cell.items())), fitting)
        .group_by(child)
        .having(func.sum(cell.total) > literal_column("0"))
        .subquery("counted")
    )


_BY_NAME = {"NAME": Order(("name_sort",))}

COVERAGE = Shelf(
    "CoverageInfo",
    _coverage,
    None,
    {
        "tenant": Row("Tenant", (("child", "id"),)),
        "actorType": Row("Actor", (("actor_type", "key"),)),
        "tenants": Value(Print.NUMBER, "tenants"),
        "withList": Value(Print.NUMBER, "with_list"),
        "withPledge": Value(Print.NUMBER, "with_pledge"),
        "withRecord": Value(Print.NUMBER, "with_record"),
        "complete": Value(Print.BOOLEAN, "complete"),
    },
    key="child",
    rooted=False,
    orders={"NAME": Order(("name_sort", "actor_type"))},
    filters={
        "year": Filter(argument=True, kind=Integer(), fit=_year),
        "actorType": Filter(column="actor_type", fit=known_actor_type),
        ARGUMENT: AS_OF,
    },
)

ROLL_UP = Shelf(
    "ObligationRollUpInfo",
    _roll_up,
    None,
    {
        "tenant": Row("Tenant", (("child", "id"),)),
        "total": Value(Print.NUMBER, "total"),
        "open": Value(Print.NUMBER, "open"),
        "overdue": Value(Print.NUMBER, "overdue"),
        "accepted": Value(Print.NUMBER, "accepted"),
        "complete": Value(Print.BOOLEAN, "complete"),
    },
    key="child",
    rooted=False,
    orders=_BY_NAME,
    filters={ARGUMENT: AS_OF},
)
