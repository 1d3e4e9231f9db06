"""The lineage of every tenant as the tree gives it, and the rows that have to follow it.

One sentence of SQL says where a tenant stands; placing again and checking both read it.
"""

from psycopg import Connection, sql

TRUE_LINEAGE = """
with recursive line (id, root, slot, at1, at2, at3, at4, at5, at6) as (
    select id, root, slot, case slot when 1 then id end, case slot when 2 then id end,
           case slot when 3 then id end, case slot when 4 then id end,
           case slot when 5 then id end, case slot when 6 then id end
    from app.tenant where parent_id is null
    union all
    select t.id, t.root, t.slot,
           l.at1, case t.slot when 2 then t.id else l.at2 end,
           case t.slot when 3 then t.id else l.at3 end, case t.slot when 4 then t.id else l.at4 end,
           case t.slot when 5 then t.id else l.at5 end, case t.slot when 6 then t.id else l.at6 end
    from line l join app.tenant t on t.parent_id = l.id
)"""
"""A CTE ``line``: every tenant with the slots it has by its parents alone."""

_STRAY = """
(t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)
    is distinct from (l.at1, l.at2, l.at3, l.at4, l.at5, l.at6)"""

_PLACE_TENANTS = f"""
{TRUE_LINEAGE}
update app.tenant t set at1 = l.at1, at2 = l.at2, at3 = l.at3, at4 = l.at4, at5 = l.at5, at6 = l.at6
from line l where l.id = t.id and ({_STRAY})"""

_HOLDING_TABLES = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'app' and c.relkind in ('r', 'p') and not c.relispartition and (
    select count(*) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
    and a.attname in ('holder', 'holder_parent', 'holder_slot', 'at1', 'at6', 'open_to')) = 6
order by c.relname"""

_PLACE_ROWS = """
update app.{table} r set holder = r.holder from app.tenant t
where t.id = r.holder and (
    (r.at1, r.at2, r.at3, r.at4, r.at5, r.at6, r.holder_parent, r.holder_slot)
    is distinct from (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6, t.parent_id, t.slot))"""


def holding_tables(connection: Connection) -> list[str]:
    """Names the tables whose rows have a holder and its lineage."""
    return [row[0] for row in connection.execute(_HOLDING_TABLES).fetchall()]


def place_again(connection: Connection) -> int:
    """Writes the true lineage wherever the stored one differs, on tenants and on what they hold.

    Given a connection that sees and may update every row (the migrator's), after parents changed.
    Gives how many rows were written. The rows' own trigger fills their columns.
    """
    written = connection.execute(_PLACE_TENANTS).rowcount
    for table in holding_tables(connection):
        statement = sql.SQL(_PLACE_ROWS).format(table=sql.Identifier(table))
        written += connection.execute(statement).rowcount
    return written
