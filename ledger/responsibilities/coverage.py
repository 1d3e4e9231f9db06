"""Aggregates over what is deeper than one may read: per direct child, never per person.

Only counts are derived here, under the counting actions of the book: a row of these shelves is a
number about a whole subtree.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    and_,
    cast,
    distinct,
    func,
    literal_column,
    not_,
    or_,
    select,
    tuple_,
)

from ledger.responsibilities import rules
from ledger.responsibilities.tables import (
    COUNTY,
    entry,
    obligation,
    obligation_tally,
    pledge,
    responsibility_list,
)
from storage.shelf import Filter, Order, Print, Reach, Row, Shelf, Value
from tenants.columns import SLOTS
from tenants.tables import post, tenant


def _child(table: Any, slot: int) -> ColumnElement[Any]:
    """The direct child of the viewer's tenant in whose subtree the row lies; itself for its own."""
    below = [table.c[f"at{deeper}"] for deeper in SLOTS if deeper > slot]
    return func.coalesce(*below, table.c.holder, type_=Integer)


def _coverage(reach: Reach) -> FromClause:
    """Posts of each actor type against their lists, pledges and records, per direct child.

    A tenant counts once per actor type it has a post for; ``year`` narrows lists and what hangs on
    them.
    """
    year = cast(reach.arguments["year"], Integer)
    wanted = _wanted(reach)
    key = (wanted.c.holder, wanted.c.actor_type)
    holders = func.count(distinct(wanted.c.holder))
    published = responsibility_list.c.state == "PUBLISHED"
    having = {"with_list": published, "with_pledge": is_signed(), "with_record": _is_recorded()}
    counts = [
        holders.filter(_among(key, _listed_tenants(condition, year))).label(name)
        for name, condition in having.items()
    ]
    grouped = (wanted.c.child, wanted.c.actor_type, tenant.c.name_sort)
    return (
        select(*grouped, holders.label("tenants"), *counts)
        .join(tenant, tenant.c.id == wanted.c.child)
        .group_by(*grouped)
        .subquery("coverage")
    )


def _wanted(reach: Reach) -> Any:
    """Which units of the subtree have a post of which actor type, by direct child."""
    child = _child(post, reach.slot or 1)
    return (
        select(child.label("child"), post.c.holder, post.c.actor_type)
        .where(
            post.c.actor_type.is_not(None),
            post.c.valid_until.is_(None),
            reach.allowed("responsibility.count", dict(post.c.items())),
        )
        .distinct()
        .subquery("wanted")
    )


def is_signed(of: Any = responsibility_list.c) -> ColumnElement[bool]:
    """Whether somebody has signed the version of a list that is in force now."""
    return (
        select(pledge.c.id)
        .where(
            pledge.c.root == of["root"],
            pledge.c.list_id == of["id"],
            pledge.c.list_version == of["edition"],
        )
        .exists()
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


def _listed_tenants(having: ColumnElement[bool], year: ColumnElement[Any]) -> Any:
    return select(responsibility_list.c.holder, responsibility_list.c.actor_type).where(
        responsibility_list.c.year == year, responsibility_list.c.state.not_in(rules.ENDED), having
    )


def _among(key: tuple[ColumnElement[Any], ...], rows: Any) -> ColumnElement[bool]:
    return tuple_(*key).in_(rows)


def _roll_up(reach: Reach) -> FromClause:
    """Obligations by state, per direct child: sums of the cells that a trigger keeps."""
    slot = reach.slot or 1
    cell = obligation_tally.c
    # As in the partial indexes of the cells.
    fitting = or_(cell.at3.is_(None), cell.whole) if slot < COUNTY else not_(cell.whole)
    child = _child(obligation_tally, slot)
    sums = [
        func.sum(column).label(column.name)
        for column in (cell.total, cell.open, cell.overdue, cell.accepted)
    ]
    counted = (
        select(child.label("child"), *sums)
        .where(reach.allowed("obligation.count", dict(cell.items())), fitting)
        .group_by(child)
        .having(func.sum(cell.total) > literal_column("0"))
        .subquery("counted")
    )
    return (
        select(*counted.c, tenant.c.name_sort)
        .join(tenant, tenant.c.id == counted.c.child)
        .subquery("roll_up")
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
    },
    key="child",
    rooted=False,
    orders={"NAME": Order(("name_sort", "actor_type"))},
    filters={
        "year": Filter(argument=True, kind=Integer()),
        "actorType": Filter(column="actor_type"),
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
    },
    key="child",
    rooted=False,
    orders=_BY_NAME,
)
