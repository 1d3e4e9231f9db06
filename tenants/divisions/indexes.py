"""Setting indexes, foreign keys and row triggers aside for a bulk load, inside its transaction.

Copying first and building after is more than twice as fast and still all or nothing: a foreign key
that is added again checks every row. Keys that other tables point at stay.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Connection

from tenants.divisions.rights import owner

_FOREIGN_KEYS = """
select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
from pg_constraint where contype = 'f' and conrelid = any(%(tables)s::regclass[])"""

_UNIQUE_KEYS = """
select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
from pg_constraint c where contype in ('p', 'u') and conrelid = any(%(tables)s::regclass[])
and not exists (
    select from pg_constraint f where f.contype = 'f' and f.conindid = c.conindid
    and f.conrelid <> all(%(tables)s::regclass[]))"""

_INDEXES = """
select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
from pg_index i where i.indrelid = any(%(tables)s::regclass[])
and not exists (select from pg_constraint c where c.conindid = i.indexrelid)"""

_TRIGGERED = """
select distinct tgrelid::regclass::text from pg_trigger
where not tgisinternal and tgenabled <> 'D' and tgrelid = any(%(tables)s::regclass[])"""


@contextmanager
def set_aside(connection: Connection, tables: list[str]) -> Iterator[None]:
    """Drops what slows a bulk load of the tables, and builds it again at the end.

    Given a connection in a transaction: if the block fails, the transaction has to be rolled back,
    which leaves everything as it was.
    """
    given = {"tables": tables}
    constraints = [
        row for query in (_FOREIGN_KEYS, _UNIQUE_KEYS) for row in connection.execute(query, given)
    ]
    indexes = connection.execute(_INDEXES, given).fetchall()
    triggered = [row[0] for row in connection.execute(_TRIGGERED, given)]
    # Unique keys before foreign keys: the order they were read in, turned round.
    again = [definition for _, definition in indexes]
    again += [f'alter table {t} add constraint "{n}" {d}' for t, n, d in reversed(constraints)]
    with owner(connection):
        for table, name, _ in constraints:
            _run(connection, f'alter table {table} drop constraint "{name}"')
        for name, _ in indexes:
            _run(connection, f"drop index {name}")
        for table in triggered:
            _run(connection, f"alter table {table} disable trigger user")
    yield
    with owner(connection):
        # Where row-level security is forced on the owner, adding a foreign key would check no row.
        for table in tables:
            _run(connection, f"alter table {table} no force row level security")
        for statement in again:
            _run(connection, statement)
        for table in tables:
            _run(connection, f"alter table {table} force row level security")
        for table in triggered:
            _run(connection, f"alter table {table} enable trigger user")


def _run(connection: Connection, statement: str) -> None:
    """Runs a statement made of names and definitions that the catalogue itself gave."""
    connection.execute(statement.encode())
