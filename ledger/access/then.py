"""Access as of a past day: posts, units and records where they were on that day, roles as they were.

What a reorganisation changed since is undone, and what custom roles hold since, so that an answer about a day of the past is the same
before and after it. Who may ask is decided by where everybody is now.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Table,
    Text,
    Uuid,
    case,
    column,
    func,
    literal,
    null,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, array

from tenants.columns import SLOTS
from tenants.sitting import Sitting
from tenants.tables import tenant

_LINES = text("select * from app.lines_on(:units, :day)")
_ROLES = text("select app.custom_roles_on(:roles, :day)")
_AT = tuple(f"at{slot}" for slot in SLOTS)
_COLUMNS = (
    column("unit", Integer),
    column("uid", Uuid),
    column("kind", Text),
    column("slot", Integer),
    column("name", Text),
    column("parent", Integer),
    *(column(name, Integer) for name in _AT),
)


@dataclass(frozen=True)
class Then:
    """A day of the past with where units stood on it; what did not stand is not among them.

    ``roles`` says what custom roles held on it: permissions, or None for a retired one.
    """

    day: date
    lines: Mapping[int, Mapping[str, Any]]
    roles: Mapping[str, Sequence[str] | None]

    def post(self, held: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """A post as a viewer is made of it, with its unit of then; None when that did not stand."""
        line = self.lines.get(_lay(held, self.day))
        if line is None:
            return None
        return {
            **held,
            "tenant_id": line["unit"],
            "tenant_uid": str(line["uid"]),
            "tenant_name": line["name"],
            "tenant_valid_until": None,
            "kind": line["kind"],
            "slot": line["slot"],
            "parent": line["parent"],
            "lineage": [line[name] for name in _AT],
            "grants": [self._given(one) for one in held["grants"]],
        }

    def _given(self, grant: Mapping[str, Any]) -> Mapping[str, Any]:
        role = grant["custom_role_id"]
        return {**grant, "permissions": self.roles.get(role)} if role else grant


def _lay(held: Mapping[str, Any], day: date) -> int:
    """The unit of a post on a day, as ``app.lay_with`` has it."""
    for unit, until in zip(held["with_units"] or (), held["with_until"] or (), strict=True):
        if day < date.fromisoformat(until):
            return int(unit)
    return int(held["tenant_id"])


async def then(sitting: Sitting, said: Iterable[Mapping[str, Any]], on: date) -> Then | None:
    """Gives where the units of people's posts stood on a day, and what roles held; None for today."""
    if on >= sitting.today:
        return None
    posts = [held for one in said for held in one["posts"]]
    units = {_lay(held, on) for held in posts}
    found = await sitting.connection.execute(_LINES, {"units": sorted(units), "day": on})
    lines = {row["unit"]: dict(row) for row in found.mappings()}
    named = {grant["custom_role_id"] for held in posts for grant in held["grants"]}
    asked = {"roles": [UUID(role) for role in sorted(named - {None})], "day": on}
    roles = await sitting.connection.execute(_ROLES, asked) if asked["roles"] else None
    return Then(on, lines, {} if roles is None else roles.scalar_one())


def records_on(sitting: Sitting, table: Table, on: date, **more: ColumnElement[Any]) -> FromClause:
    """The records of a table where they lay on a day, with what more is said of them as they are.

    What lies in no unit, or in one that did not stand then, is as it is.
    """
    kept = [one.label(name) for name, one in more.items()]
    if on >= sitting.today or "holder" not in table.c or "at1" not in table.c:
        return select(table, *kept).subquery("then")
    day = literal(on, Date())
    every = select(func.array_agg(tenant.c.id)).where(tenant.c.root == sitting.root)
    line = func.app.lines_on(every.scalar_subquery(), day).table_valued(*_COLUMNS).alias("line")
    nothing = {"with_units": null().cast(ARRAY(Integer)), "with_until": null().cast(ARRAY(Date))}
    units, until = (table.c.get(name, empty) for name, empty in nothing.items())
    lay = func.app.lay_with(units, until, table.c.holder, day, type_=Integer)
    trail = func.app.trail_on(table.c.trail, units, until, table.c.holder, day)
    late: ColumnElement[bool] = table.c.get("overdue", literal(value=False))
    if "owed_late" in table.c:
        late = or_(late, table.c.owed_late)
    opens = func.app.opens(array([line.c[name] for name in _AT]), line.c.unit, trail, late)
    now = func.app.opens(
        array([table.c[name] for name in _AT]), table.c.holder, table.c.trail, late
    )
    stood = {
        "holder": line.c.unit,
        "holder_parent": line.c.parent,
        "holder_slot": line.c.slot,
        **{name: line.c[name] for name in _AT},
        "trail": trail,
        "open_to": case((table.c.open_to == now, opens), else_=table.c.open_to),
    }
    columns = [
        case((line.c.unit.is_(None), one), else_=stood[one.name]).label(one.name)
        if one.name in stood
        else one
        for one in table.c
    ]
    rows = table.outerjoin(line, line.c.unit == lay)
    return select(*columns, *kept).select_from(rows).subquery("then")
