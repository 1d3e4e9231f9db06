"""Two roles share an import: the migrator reads and writes rows, the owner changes tables.

Row-level security is forced on the owner, who sees no row; the migrator sees every row and owns
nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Connection

from tenants.wall import MIGRATOR, OWNER


def become_migrator(connection: Connection) -> None:
    """Goes on as the migrator until the transaction ends."""
    connection.execute(f"set local role {MIGRATOR}")


@contextmanager
def owner(connection: Connection) -> Iterator[None]:
    """Goes on as the owner for a block, inside a transaction of the migrator."""
    connection.execute(f"set local role {OWNER}")
    yield
    connection.execute(f"set local role {MIGRATOR}")
