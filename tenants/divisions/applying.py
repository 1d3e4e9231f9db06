"""Applying the plan of an import: nothing is ever deleted, what ends gets an end."""

import secrets

from psycopg import Connection

from tenants.columns import SINCE_EVER, TODAY
from tenants.divisions.indexes import set_aside
from tenants.divisions.reports import Progress, Step
from tenants.divisions.rights import owner
from tenants.lineage import place_again

BULK = 20_000
"""From this many new nodes on, indexes are set aside and built again."""

TABLES = ["app.tenant", "app.tenant_edge", "app.tenant_name_pair"]

# What is added to a tree that is known begins today; what comes above all of it was above nothing before.
_TENANTS = f"""
insert into app.tenant (root, id, uid, kind, code, name, name_sort, initials, parent_id, slot,
                        at1, at2, at3, at4, at5, valid_from)
select root, id, md5(%(seed)s || id)::uuid, kind, code, name, name_sort, initials, parent, slot,
       at1, at2, at3, at4, at5,
       case when fresh or parent is null then {SINCE_EVER} else {TODAY} end
from staging.node
where not known and (fresh or %(apply)s) and (%(slot)s::integer is null or slot = %(slot)s)"""

_EDGES = f"""
insert into app.tenant_edge (root, child, parent, valid_from)
select root, id, parent, case when fresh then {SINCE_EVER} else {TODAY} end from staging.node
where not known and (fresh or %(apply)s) and parent is not null"""

_PAIRS = """
insert into app.tenant_name_pair (root, pair, tenant)
select n.root, q.pair, n.id from staging.node n, app.name_pairs(n.name) q(pair)
where not n.known and (n.fresh or %(apply)s)"""

# What a unit was called stays known for the days before.
_FORMER = f"""
insert into app.tenant_former (root, tenant, name, kind, code, valid_from, valid_until)
select t.root, t.id, t.name, t.kind, t.code, s.since, {TODAY}
from staging.node n join app.tenant t on t.id = n.id,
  lateral (select greatest(t.valid_from, max(f.valid_until)) as since from app.tenant_former f
    where f.root = t.root and f.tenant = t.id) s
where n.known and n.name <> n.known_name and s.since < {TODAY}"""

_RENAMES = """
update app.tenant t set name = n.name, name_sort = n.name_sort, initials = n.initials
from staging.node n where n.known and n.id = t.id and n.name <> n.known_name"""

# The same unit again, with its id: on the days between it hung under nothing.
_BACK = """
update app.tenant t set valid_until = null from staging.node n where n.back and n.id = t.id"""

_BACK_EDGES = f"""
insert into app.tenant_edge (root, child, parent, valid_from)
select root, id, parent, {TODAY} from staging.node
where back and parent is not distinct from known_parent and parent is not null"""

_ENDED_EDGES = f"""
update app.tenant_edge e set valid_until = greatest({TODAY}, valid_from)
from staging.node n
where n.known and n.parent is distinct from n.known_parent and e.child = n.id
  and e.valid_until is null"""

_NEW_EDGES = f"""
insert into app.tenant_edge (root, child, parent, valid_from)
select root, id, parent, {TODAY} from staging.node
where known and parent is distinct from known_parent and parent is not null"""

_MOVES = """
update app.tenant t set parent_id = n.parent
from staging.node n where n.known and n.id = t.id and n.parent is distinct from n.known_parent"""

# Editions of the book bind the whole tree: whoever is at the top now has them, as whoever was had.
_EDITIONS = """
update app.book_edition e set holder = t.id from app.tenant t
where t.root = e.root and t.parent_id is null and t.valid_until is null and t.id <> e.holder"""

# What stands on the list of a unit that had nobody above it is judged by the next above from now on.
_LISTS = """
update app.problem p set listed_parent = t.parent_id from app.tenant t
where t.root = p.root and t.id = p.listed_by and p.listed_parent is null and t.parent_id is not null"""

_ENDS = f"""
update app.tenant t set valid_until = greatest({TODAY}, valid_from)
from staging.gone x where x.id = t.id"""

_ENDED_EDGES_OF_GONE = f"""
update app.tenant_edge e set valid_until = greatest({TODAY}, valid_from)
from staging.gone x where x.id = e.child and e.valid_until is null"""


def apply_plan(
    connection: Connection, *, new: int, counts: dict[str, int], apply: bool, progress: Progress
) -> int:
    """Writes new roots, and with ``apply`` also the changes to known nodes.

    Given how many nodes are new and the counts of the plan. Gives how many nodes were inserted.
    """
    expected = new + (counts.get("added", 0) if apply else 0)
    # One random seed for all public ids: a random number per row would cost the load a second.
    given = {"apply": apply, "slot": None, "seed": secrets.token_hex(16)}
    progress(Step("write", "写入", "Writing", 0, 3))
    if expected >= BULK:
        with set_aside(connection, TABLES):
            inserted = connection.execute(_TENANTS, given).rowcount
            progress(Step("write", "写入", "Writing", 1, 3))
            connection.execute(_EDGES, {"apply": apply})
            progress(Step("write", "写入", "Writing", 2, 3))
            connection.execute(_PAIRS, {"apply": apply})
    else:
        inserted = sum(
            connection.execute(_TENANTS, {**given, "slot": slot}).rowcount for slot in range(1, 6)
        )  # triggers tie the edges and pair the names
    if apply and counts:
        _change(connection, counts)
    if inserted or (apply and counts):
        with owner(connection):
            connection.execute("analyze app.tenant, app.tenant_edge, app.tenant_name_pair")
    progress(Step("write", "写入", "Writing", 3, 3))
    return inserted


def _change(connection: Connection, counts: dict[str, int]) -> None:
    if "back" in counts:
        for statement in (_BACK, _BACK_EDGES):
            connection.execute(statement)
    if "renamed" in counts:
        connection.execute(_FORMER)
        connection.execute(_RENAMES)
    if "moved" in counts:
        for statement in (_ENDED_EDGES, _NEW_EDGES, _MOVES):
            connection.execute(statement)
        place_again(connection)
        connection.execute(_EDITIONS)
        connection.execute(_LISTS)
    if "gone" in counts:
        for statement in (_ENDED_EDGES_OF_GONE, _ENDS):
            connection.execute(statement)
