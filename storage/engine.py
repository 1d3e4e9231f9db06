"""The engine for acts: transactions that begin with a signed context and leave nothing behind.

Reads go another way (storage/reads.py). Here a connection comes from SQLAlchemy's pool, the context
is the first statement of its transaction, and everything that a session can hold is dropped when
the connection goes back: settings, cursors, listening. RESET ALL ends at the role's own defaults.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import PoolResetState

__all__ = ["make_engine", "signed_again", "transaction"]

_FORGET = "reset all; close all; unlisten *"
_BEGIN = text("select set_config('levelwise.context', :token, true)")
_BEGIN_READING = text(
    "select set_config('levelwise.context', :token, true),"
    " set_config('transaction_read_only', 'on', true)"
)


def make_engine(dsn: str, *, size: int = 8, wait: float = 1.0) -> AsyncEngine:
    """Makes the engine over psycopg.

    Given: a DSN of the application role; how many connections at most; how long one waits for a
    free one, after which SQLAlchemy's TimeoutError says that the server is busy.
    """
    engine = create_async_engine(
        "postgresql+psycopg" + dsn[dsn.index("://") :],
        pool_size=size,
        max_overflow=0,
        pool_timeout=wait,
        pool_reset_on_return=None,
        pool_pre_ping=False,
        # What people wrote is nobody's business in a log.
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "reset", _forget)
    return engine


def _forget(connection: Any, _record: Any, state: PoolResetState) -> None:
    """Rolls back and drops whatever the session holds, before anybody else gets the connection."""
    if state.terminate_only:
        return
    connection.rollback()
    cursor = connection.cursor()
    # Several statements at once go unprepared, so nothing here outlives itself.
    cursor.execute(_FORGET)
    cursor.close()
    connection.commit()


async def signed_again(connection: AsyncConnection, token: Callable[[int], str]) -> None:
    """Sets the context of a transaction that goes on longer than its first one lives."""
    raw = await connection.get_raw_connection()
    driver: Any = raw.driver_connection
    await connection.execute(_BEGIN, {"token": token(driver.pgconn.backend_pid)})


@asynccontextmanager
async def transaction(
    engine: AsyncEngine, token: Callable[[int], str], *, read_only: bool = False
) -> AsyncIterator[AsyncConnection]:
    """Opens one transaction under a context; commits at the end, rolls back on any exception.

    Given: a function that makes the token for a backend process id; it is called once.
    """
    async with engine.connect() as connection, connection.begin():
        raw = await connection.get_raw_connection()
        driver: Any = raw.driver_connection
        made = token(driver.pgconn.backend_pid)
        await connection.execute(_BEGIN_READING if read_only else _BEGIN, {"token": made})
        yield connection
