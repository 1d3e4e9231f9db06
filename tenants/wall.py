"""The wall: row-level security, grants and triggers of each table, derived from its metadata.

The wall separates tenants coarsely; the rule book decides finely, and neither is made from the
other. Each table names its kind in ``info["wall"]``:

``held``       the viewer's tenant is in the row's lineage or on its trail;
``inherited``  held, or published by a tenant of the viewer's own lineage (``info["issued"]`` says
               otherwise what counts as published);
``open``       any verified context reads it, nobody included;
``person``     the person's own rows;
``sealed``     gates only;
``relay``      the application writes, the relay reads.

Each policy calls the context once, as ``(select ctx.…())``: PostgreSQL then checks the signature
once per table of a statement, not once per row. ``in (at1, …)`` would make six checks of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import MetaData, Table

from tenants.columns import PLACED, SLOTS

__all__ = [
    "APP",
    "AUDITOR",
    "BENCH",
    "GATE",
    "KINDS",
    "MIGRATOR",
    "OWNER",
    "RELAY",
    "WallMissing",
    "children",
    "insertable",
    "protection",
    "updatable",
    "wall_of",
]

OWNER = "levelwise_owner"
GATE = "levelwise_gate"
MIGRATOR = "levelwise_migrator"
APP = "levelwise_app"
RELAY = "levelwise_relay"
AUDITOR = "levelwise_auditor"
BENCH = "levelwise_bench"

KINDS = ("held", "inherited", "open", "person", "sealed", "relay")
_LINEAGE = ", ".join(f"at{slot}" for slot in SLOTS)
_IN_LINEAGE = " ".join(f"when at{slot} then true" for slot in SLOTS)
# A case, not an array: it compares integers instead of building arrays for every row, and what
# stands behind its ELSE asks the context again only for a row that is not in the lineage.
_HELD = f"case (select ctx.tenant()) {_IN_LINEAGE} else (select ctx.tenant()) = any (trail) end"
_SUBTREE = f"(select ctx.tenant()) = any (array[{_LINEAGE}])"
_INHERITED = (
    f"case (select ctx.tenant()) {_IN_LINEAGE}"
    " else {issued} and holder = any ((select ctx.lineage())::int[])"
    " or (select ctx.tenant()) = any (trail) end"
)
# Besides, what its column ``shown`` shows: to everybody, to all who hold a post, to those below.
_SHOWN = (
    _HELD.removesuffix(" end")
    + " or shown = 'PUBLIC' and (select ctx.verified())"
    + " or shown = 'STAFF' and root = (select ctx.root())"
    + " or shown = 'MEMBERS' and holder = any ((select ctx.lineage())::int[]) end"
)
_HERE = "holder = (select ctx.tenant())"
# Whoever proposes something to a unit above is on its trail: only their own line may hold it.
_LINE = _HELD.replace(
    "(select ctx.tenant()) = any (trail)", "holder = any ((select ctx.lineage())::int[])"
)
_BORN = {"here": _HERE, "line": _LINE}
_VERIFIED = "(select ctx.verified())"
_OWN = "person_id = (select ctx.person())"
_SOMEBODY = "(select ctx.person()) is not null"
_NOWHERE_ELSE = "(select ctx.nowhere_else())"
_BIRTH = ("root", "id", "holder")


class WallMissing(Exception):
    """A table does not say behind which wall it stands, so it does not migrate."""


@dataclass(frozen=True)
class _Walls:
    """The expressions of a table's policies; None means that there is no such policy."""

    see: str | None = None
    add: str | None = None
    change: str | None = None
    changed: str | None = None


def wall_of(table: Table) -> str:
    """Gives the wall kind of a table.

    Refuses: WallMissing for a table without a kind, or with one that is not in :data:`KINDS`.
    """
    kind = table.info.get("wall")
    if kind not in KINDS:
        raise WallMissing(
            f"{table.fullname} names no wall in its metadata: info['wall'] is one of {KINDS}. "
            f"表 {table.fullname} 未声明隔离墙，不予迁移。"
        )
    return str(kind)


def children(metadata: MetaData, parent: Table) -> list[tuple[Table, str]]:
    """Gives the tables whose rows hang under rows of a table, with the column that says so."""
    found = []
    for table in metadata.sorted_tables:
        column = table.info.get("parent")
        if column and _parent(table, column) is parent:
            found.append((table, column))
    return found


def _parent(table: Table, column: str) -> Table:
    return next(key.column.table for key in table.c[column].foreign_keys)


def insertable(table: Table) -> list[str]:
    """Names the columns that the application role may fill in."""
    kind = wall_of(table)
    if kind == "sealed" or (kind == "open" and table.info.get("writes") != "subtree"):
        return []
    placed = PLACED if kind in {"held", "inherited"} else ()
    kept = {*placed, *table.info.get("kept", ()), *(("overdue",) if _swept(table) else ())}
    return [column.name for column in table.c if column.name not in kept]


def updatable(table: Table) -> list[str]:
    """Names the columns that the application role may change."""
    if wall_of(table) == "person":
        return list(table.info.get("marked", ()))
    if table.info.get("append_only") or wall_of(table) == "relay":
        return []
    parent = table.info.get("parent")
    birth = {*_BIRTH, *table.info.get("fixed", ())}
    # A nullable link may be made later (a file is claimed by an entry).
    if parent and not table.c[parent].nullable:
        birth.add(parent)
    return [name for name in insertable(table) if name not in birth]


def _swept(table: Table) -> bool:
    return bool(table.info.get("overdue"))


def protection(table: Table) -> Iterator[str]:
    """Gives the statements that put a table behind its wall: security, policies, grants."""
    name = table.fullname
    yield f"alter table {name} enable row level security"
    yield f"alter table {name} force row level security"
    yield f"revoke all on {name} from public"
    for role in (GATE, MIGRATOR):
        yield f"create policy {role} on {name} to {role} using (true) with check (true)"
        yield f"grant select, insert, update on {name} to {role}"
    yield from _policies(table)
    yield from _accused(table)
    yield from _apart(table)
    yield from _grants(table)


def _walls(table: Table) -> _Walls:
    match wall_of(table):
        case "held":
            born = _BORN.get(table.info.get("born", ""), _HELD)
            see = _SHOWN if table.info.get("shown") else _HELD
            return _Walls(see, born, _HELD, _HELD)
        case "inherited":
            # The same USING for SELECT and UPDATE; the row that results must be held.
            issued = table.info.get("issued", "state = 'PUBLISHED'")
            inherited = _INHERITED.format(issued=issued)
            return _Walls(inherited, _HELD, inherited, _HELD)
        case "open" if table.info.get("writes") == "subtree":
            return _Walls(_VERIFIED, _SUBTREE, _SUBTREE, _SUBTREE)
        case "open":
            return _Walls(see=_VERIFIED)
        case "person":
            return _Walls(_OWN, _OWN if insertable(table) else None, _OWN, _OWN)
        case "relay":
            return _Walls(add=_SOMEBODY)
        case _:
            return _Walls()


def _policies(table: Table) -> Iterator[str]:
    name, walls = table.fullname, _walls(table)
    if walls.see:
        yield f"create policy see on {name} for select to {APP} using ({walls.see})"
    if walls.add:
        yield f"create policy add on {name} for insert to {APP} with check ({walls.add})"
    if walls.change and updatable(table):
        yield (
            f"create policy change on {name} for update to {APP}"
            f" using ({walls.change}) with check ({walls.changed})"
        )
    if wall_of(table) == "relay":
        yield f"create policy {RELAY} on {name} to {RELAY} using (true) with check (true)"


def _accused(table: Table) -> Iterator[str]:
    """Keeps a row from whoever stands, in any post, in a unit that its own column accuses.

    Restrictive: AND-ed with whatever is added later. A deny never looks through another table.
    """
    name, column = table.fullname, table.info.get("accused")
    if not column:
        return
    # Where nobody is accused the context is not asked: a case keeps to its order.
    apart = f"not ({column} && (select ctx.units()))"
    kept = f"case when {column} = '{{}}' then true else {apart} end"
    yield f"create policy accused_never on {name} as restrictive for select to {APP} using ({kept})"
    if updatable(table):
        yield (
            f"create policy accused_never_changes on {name} as restrictive for update to {APP}"
            f" using ({kept})"
        )
    if wall_of(table) == "sealed":
        # Gates act for the viewer: what they read for the accused is nothing either. Without a
        # viewer (an import, a sweep) nobody is accused.
        yield (
            f"create policy accused_never_by_gate on {name} as restrictive for select to {GATE}"
            f" using (not ({column} && coalesce((select ctx.units()), '{{}}')))"
        )


def _apart(table: Table) -> Iterator[str]:
    """Keeps rows that are of a level as a whole from whoever also stands in a unit elsewhere.

    Of such a person some of what the rows are made of may be kept. Who they are decides, and not
    whether there is anything: that nothing is shown tells nothing.
    """
    if not table.info.get("apart"):
        return
    for what, check in (("select", "using"), ("insert", "with check")):
        yield (
            f"create policy apart_{what} on {table.fullname} as restrictive for {what} to {APP}"
            f" {check} ({_NOWHERE_ELSE})"
        )


def _grants(table: Table) -> Iterator[str]:
    name = table.fullname
    if wall_of(table) not in {"sealed", "relay"}:
        yield f"grant select on {name} to {APP}"
    if columns := insertable(table):
        yield f"grant insert ({_listed(columns)}) on {name} to {APP}"
    if columns := updatable(table):
        yield f"grant update ({_listed(columns)}) on {name} to {APP}"
    if wall_of(table) == "relay":
        yield f"grant select on {name} to {RELAY}"


def _listed(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
