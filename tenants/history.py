"""Shelves of the tree as it was: former names, successors, and how it stood on a day.

Edges and names have validity, so a day of the past answers today as it did then.
"""

from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Text,
    and_,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    union,
)

from storage.printing import literal
from storage.shelf import (
    Columns,
    Filter,
    Order,
    Print,
    Reach,
    Row,
    Shelf,
    Value,
    Values,
)
from tenants.boundaries import day_of_record
from tenants.tables import tenant, tenant_edge, tenant_former, tenant_succession

DAY = Filter(argument=True, kind=Date(), fit=partial(day_of_record, field="day"))
"""The day asked about: today or before."""

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

_CHANGE = table(
    "unit_change",
    *(column(one) for one in ("body_id", "change", "name_before", "effective_on", "given_at")),
    schema="app",
)
"""What the acts on bodies wrote down: each name that a body no longer has, and from when."""


def _former_names(_: Reach) -> FromClause:
    return (
        select(
            _CHANGE.c.body_id,
            _CHANGE.c.name_before.label("name"),
            _CHANGE.c.effective_on.label("valid_until"),
            _CHANGE.c.given_at,
        )
        .where(_CHANGE.c.body_id.is_not(None), _CHANGE.c.change == literal("RENAMED"))
        .subquery("former_names")
    )


BODY_FORMER_NAME = Shelf(
    "BodyFormerNameInfo",
    _former_names,
    None,
    {
        "name": Value(Print.TEXT, "name"),
        "validUntil": Value(Print.NAME, "valid_until"),
    },
    key="given_at",
    rooted=False,
    orders={"VALID_UNTIL": Order(("valid_until",))},
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


def valid_on(columns: Any, day: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether something stood on a day, by its validity."""
    until = columns.valid_until
    return and_(columns.valid_from <= day, or_(until.is_(None), day < until))


def _on_a_day(reach: Reach) -> FromClause:
    """A unit and its direct subordinates as they stood on a day: names, codes and parents of then."""
    day = cast(reach.arguments["day"], Date)
    within = unit_asked(reach.arguments, day)
    below, once = tenant.alias("below"), tenant_edge.alias("once")
    near = union(
        select(below.c.id).where(or_(below.c.id == within, below.c.parent_id == within)),
        select(once.c.child).where(once.c.parent == within, once.c.valid_until.is_not(None)),
    ).subquery("near")
    former, edge = tenant_former.alias("former"), tenant_edge.alias("edge")
    stood = or_(edge.c.parent == within, tenant.c.id == within)
    # Whatever once had a parent hung somewhere on each later day on which it stood.
    hung = or_(edge.c.id.is_not(None), _topmost_until(day))
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
        .outerjoin(former, and_(former.c.tenant == tenant.c.id, valid_on(former.c, day)))
        .outerjoin(edge, and_(edge.c.child == tenant.c.id, valid_on(edge.c, day)))
        .where(valid_on(tenant.c, day), stood, hung)
        .subquery("stood")
    )


def unit_asked(arguments: Values, day: ColumnElement[Any]) -> ColumnElement[Any]:
    """The unit that is named: by its id, or by the code that it had on the day; the highest such."""
    top, once = tenant.alias("top"), tenant_former.alias("once")
    if "within" in arguments:
        return select(top.c.id).where(top.c.uid == arguments["within"]).scalar_subquery()
    if "code" not in arguments:
        return literal_column("null::int")
    code = arguments["code"]
    named = union(
        select(top.c.id).where(top.c.code == code),
        select(once.c.tenant).where(once.c.code == code, valid_on(once.c, day)),
    ).subquery("named")
    unit, then = tenant.alias("unit"), tenant_former.alias("then")
    called = func.coalesce(then.c.code, unit.c.code) == code
    return (
        select(unit.c.id)
        .join(named, named.c.id == unit.c.id)
        .outerjoin(then, and_(then.c.tenant == unit.c.id, valid_on(then.c, day)))
        .where(called, valid_on(unit.c, day))
        .order_by(unit.c.slot, unit.c.id)
        .limit(literal_column("1"))
        .scalar_subquery()
    )


def _path_on(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Names from the root down as they were on the day, joined by slashes."""
    return func.app.path_on(columns["id"], cast(values["day"], Date), type_=Text)


def _topmost_until(day: ColumnElement[Any]) -> ColumnElement[bool]:
    ever = tenant_edge.alias("ever")
    hung = and_(ever.c.child == tenant.c.id, ever.c.valid_from <= day)
    return ~select(literal_column("1")).where(hung).exists()


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
        "path": Value(Print.TEXT, build=_path_on),
    },
    rooted=False,
    orders={"CODE": Order(("under", "code"))},
    filters={
        "day": DAY,
        "within": Filter(argument=True, id_of="Tenant"),
        "code": Filter(argument=True, kind=Text()),
    },
)


SHELVES = (FORMER_NAME, BODY_FORMER_NAME, SUCCESSION, TENANT_ON)
