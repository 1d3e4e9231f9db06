"""The plan of an import: where each staged node stands, and how that differs from the tree.

A tree of the files has one root: that of the nodes of it that are known, else the topmost of it. A
province above a known city joins the city's root: ``root`` is the key of a tree, which never changes,
and the topmost unit may. Two known roots cannot become one tree: that is a fault of the files.

Known is what stands, and of what has ended the last of a code and kind that nothing standing has: when
the files have it, it comes back as the unit that it was, and never as a second one.
"""

from dataclasses import dataclass

from psycopg import Connection

from tenants.divisions.reports import CHANGES_KEPT, Change, NewRoot
from tenants.divisions.validating import PARENT

_KNOWN = """
create unlogged table staging.known as
select id, root, parent_id, kind, code, name, slot, at1, at2, at3, at4, at5, false as ended
from app.tenant
where valid_until is null and kind in ('PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE')
union all (
    select distinct on (e.code, e.kind) e.id, e.root, e.parent_id, e.kind, e.code, e.name, e.slot,
           e.at1, e.at2, e.at3, e.at4, e.at5, true
    from app.tenant e
    where e.valid_until is not null and e.kind not in ('DEPARTMENT', 'OFFICE') and not exists (
        select from app.tenant t
        where t.code = e.code and t.kind = e.kind and t.valid_until is null)
    order by e.code, e.kind, e.valid_until desc, e.id desc)"""

_PLACES = f"""
create unlogged table staging.place as
with recursive place as (
    select d.id as staged, d.id as top, d.code, d.slot, d.next_slot, coalesce(k.id, d.id) as id,
           k.root as known_root, k.parent_id as parent,
           case d.slot when 1 then coalesce(k.id, d.id) else k.at1 end as at1,
           case d.slot when 2 then coalesce(k.id, d.id) else k.at2 end as at2,
           case d.slot when 3 then coalesce(k.id, d.id) else k.at3 end as at3,
           null::integer as at4
    from staging.upper d
    left join staging.known k on k.code = d.code and k.slot = d.slot
    where d.parent_code is null
    union all
    select d.id, p.top, d.code, d.slot, d.next_slot, coalesce(k.id, d.id), k.root, p.id, p.at1,
           case d.slot when 2 then coalesce(k.id, d.id) else p.at2 end,
           case d.slot when 3 then coalesce(k.id, d.id) else p.at3 end,
           case d.slot when 4 then coalesce(k.id, d.id) else p.at4 end
    from place p join staging.upper d on {PARENT}
    left join staging.known k on k.code = d.code and k.slot = d.slot
)
select * from place"""

# Of several known roots, which are refused, the first that was there stands for the tree.
_TOPS = """
create unlogged table staging.top as
select p.id, p.slot, p.top, coalesce(p.known_root, r.root, p.id) as root, r.root is null as fresh
from staging.place p left join (
    select top, min(known_root) as root from staging.place group by top) r on r.top = p.top
where p.staged = p.top"""

_NODES = f"""
create unlogged table staging.node as
select n.*, k.id is not null as known, coalesce(k.ended, false) as back, k.name as known_name,
       k.parent_id as known_parent
from (
    select p.staged, p.id, t.root, p.known_root, p.parent, t.fresh, p.at1, p.at2, p.at3, p.at4,
           null::integer as at5, d.slot, d.code, d.kind, d.name, d.name_sort, d.initials
    from staging.place p join staging.top t on t.top = p.top
    join staging.division d on d.id = p.staged
    union all
    select d.id, coalesce(k.id, d.id), t.root, k.root, p.id, t.fresh,
           p.at1, p.at2, p.at3, p.at4, coalesce(k.id, d.id),
           d.slot, d.code, d.kind, d.name, d.name_sort, d.initials
    from staging.division d join staging.place p on {PARENT}
    join staging.top t on t.top = p.top
    left join staging.known k on k.code = d.code and k.slot = d.slot
    where d.slot = 5
) n left join staging.known k on k.id = n.id"""


def below(of: str, row: str) -> str:
    """The condition that a tenant row stands at or below one of the nodes of a staging table."""
    return " or ".join(
        f"{row}.at{slot} in (select id from staging.{of} where slot = {slot})"
        for slot in range(1, 6)
    )


# What the files are about: their tops, and what stood at the top until they named its superior.
_COVERED = """
create unlogged table staging.covered as
select id, slot from staging.top
union select id, slot from staging.node where known and known_parent is null"""

_GONE = f"""
create unlogged table staging.gone as
select k.*, 0 as below from staging.known k
where not k.ended and ({below("covered", "k")}) and not exists (select from staging.node n where n.id = k.id)"""

_BELOW = """
update staging.gone g set below = c.nodes from (
    select a.id, count(*) as nodes
    from staging.gone t cross join lateral unnest(array[t.at1, t.at2, t.at3, t.at4]) a (id)
    where a.id <> t.id group by a.id
) c where c.id = g.id"""

_STEPS = {"place": _PLACES, "top": _TOPS, "node": _NODES, "covered": _COVERED, "gone": _GONE}

_ROOTS = """
select t.code, t.kind, t.name, n.nodes
from (select root, count(*) as nodes from staging.node where fresh group by root) n
join staging.node t on t.id = n.root order by t.code"""

_COUNTS = """
select count(*) filter (where not known and not fresh),
       count(*) filter (where back),
       count(*) filter (where known and name <> known_name),
       count(*) filter (where known and parent is distinct from known_parent),
       (select count(*) from staging.gone)
from staging.node"""

_ADDED = """
select 'added', code, kind, name, null, null, 0 from staging.node
where not known and not fresh order by code, slot"""

_BACK = """
select 'back', code, kind, name, null, null, 0 from staging.node where back order by code, slot"""

_RENAMED = """
select 'renamed', code, kind, name, known_name, null, 0 from staging.node
where known and name <> known_name order by code, slot"""

_MOVED = """
select 'moved', n.code, n.kind, n.name, coalesce(b.code, '-'), coalesce(a.code, '-'), 0
from staging.node n
left join staging.known b on b.id = n.known_parent left join staging.node a on a.id = n.parent
where n.known and n.parent is distinct from n.known_parent order by n.code, n.slot"""

_UNDER = """
select n.code, t.code from staging.node n
join staging.node t on t.id = coalesce(n.at1, n.at2, n.at3, n.at4)
where n.known and n.known_parent is null and n.parent is not null order by n.code"""

_LOST = """
select 'gone', code, kind, name, null, null, below from staging.gone order by code, slot"""

_SORTS = {"added": _ADDED, "back": _BACK, "renamed": _RENAMED, "moved": _MOVED, "gone": _LOST}


@dataclass(frozen=True)
class Plan:
    """What the files would change."""

    new_roots: tuple[NewRoot, ...]
    changes: tuple[Change, ...]
    counts: dict[str, int]
    under: tuple[tuple[str, str], ...] = ()
    """Units that were at the top, each with the topmost one above it from now on."""


def plan(connection: Connection) -> Plan:
    """Compares the staged nodes with the current tree.

    Leaves ``staging.node`` (every node with its id, root, parent and lineage) and ``staging.gone``
    (known nodes below the roots of the files that the files no longer have) for the applying.
    """
    connection.execute(_KNOWN)
    first = not _any(connection, "staging.known")
    connection.execute("analyze staging.known")
    for table, query in _STEPS.items():
        # On an empty tree nothing can be gone, and looking for it would cost a second.
        idle = first and table in {"covered", "gone"}
        connection.execute(f"{query} limit 0" if idle else query)
        connection.execute(f"analyze staging.{table}")
    if not first and _any(connection, "staging.gone"):
        connection.execute(_BELOW)
    new_roots = tuple(NewRoot(*row) for row in connection.execute(_ROOTS).fetchall())
    counts = {} if first else _counts(connection)
    changes = tuple(
        Change(*row)
        for sort in counts
        for row in connection.execute(f"{_SORTS[sort]} limit {CHANGES_KEPT}").fetchall()
    )
    under = connection.execute(_UNDER).fetchall() if counts else []
    return Plan(new_roots, changes, counts, tuple((unit, top) for unit, top in under))


def _any(connection: Connection, table: str) -> bool:
    return connection.execute(f"select from {table} limit 1").fetchone() is not None


def _counts(connection: Connection) -> dict[str, int]:
    row = connection.execute(_COUNTS).fetchone()
    assert row is not None
    return {sort: count for sort, count in zip(_SORTS, row, strict=True) if count}
