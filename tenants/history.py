"""Shelves of the tree as it was: former names, successors, and how it stood on a day.

Edges and names have validity, so a day of the past answers today as it did then.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    and_,
    cast,
    func,
    literal_column,
    or_,
    select,
    union,
)

from storage.shelf import Filter, Order, Print, Reach, Row, Shelf, Value
from tenants.tables import tenant, tenant_edge, tenant_former, tenant_succession

FORMER_NAME = Shelf(
    "FormerNameInfo",
    tenant_former,
    None,
    {
        "name": Value(Print.TEXT, "name"),
        "kind": Value(Print.NAME, "kind"),
        "code": Value(Print.TEXT, "code"),
        "validFrom": Value(Print.NAME, "valid_from"),
        "validUntil": Value(Print.NAME, "valid_until"),
    },
    rooted=False,
    orders={"VALID_FROM": Order(("valid_from",))},
)

SUCCESSION = Shelf(
    "SuccessionInfo",
    tenant_succession,
    None,
    {
        "former": Row("Tenant", (("former", "id"),)),
        "successor": Row("Tenant", (("successor", "id"),)),
        "since": Value(Print.NAME, "since"),
        "until": Value(Print.NAME, "until", nullable=True),
    },
    rooted=False,
    orders={"SINCE": Order(("since",))},
)


def _valid(columns: Any, day: ColumnElement[Any]) -> ColumnElement[bool]:
    until = columns.valid_until
    return and_(columns.valid_from <= day, or_(until.is_(None), day < until))


def _on_a_day(reach: Reach) -> FromClause:
    """A unit and its direct subordinates as they stood on a day: names, codes and parents of then."""
    day = cast(reach.arguments["day"], Date)
    top = tenant.alias("top")
    within = select(top.c.id).where(top.c.uid == reach.arguments["within"]).scalar_subquery()
    below, once = tenant.alias("below"), tenant_edge.alias("once")
    near = union(
        select(below.c.id).where(or_(below.c.id == within, below.c.parent_id == within)),
        select(once.c.child).where(once.c.parent == within, once.c.valid_until.is_not(None)),
    ).subquery("near")
    former, edge = tenant_former.alias("former"), tenant_edge.alias("edge")
    stood = or_(edge.c.parent == within, tenant.c.id == within)
    # Whatever once had a parent hung somewhere on each day on which it stood; a root never did.
    hung = or_(edge.c.id.is_not(None), _never_hung())
    return (
        select(
            tenant.c.id,
            func.coalesce(former.c.name, tenant.c.name).label("name"),
            func.coalesce(former.c.kind, tenant.c.kind).label("kind"),
            func.coalesce(former.c.code, tenant.c.code).label("code"),
            edge.c.parent.label("parent"),
            (tenant.c.id != within).label("under"),
        )
        .join(near, near.c.id == tenant.c.id)
        .outerjoin(former, and_(former.c.tenant == tenant.c.id, _valid(former.c, day)))
        .outerjoin(edge, and_(edge.c.child == tenant.c.id, _valid(edge.c, day)))
        .where(_valid(tenant.c, day), stood, hung)
        .subquery("stood")
    )


def _never_hung() -> ColumnElement[bool]:
    ever = tenant_edge.alias("ever")
    return ~select(literal_column("1")).where(ever.c.child == tenant.c.id).exists()


TENANT_ON = Shelf(
    "TenantOnDayInfo",
    _on_a_day,
    None,
    {
        "tenant": Row("Tenant", (("id", "id"),)),
        "name": Value(Print.TEXT, "name"),
        "kind": Value(Print.NAME, "kind"),
        "code": Value(Print.TEXT, "code"),
        "parent": Row("Tenant", (("parent", "id"),)),
    },
    rooted=False,
    orders={"CODE": Order(("under", "code"))},
    filters={
        "day": Filter(argument=True, kind=Date()),
        "within": Filter(argument=True, id_of="Tenant"),
    },
)

SHELVES = (FORMER_NAME, SUCCESSION, TENANT_ON)
