"""Acts' connections: a context from the first statement on, and nothing left for the next one."""

import time
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as Busy
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import make_engine, transaction
from tenants.context import seal
from tests.conftest import Database
from tests.wall.rows import World


@pytest.fixture
async def engine(shared_database: Database) -> AsyncIterator[AsyncEngine]:
    """An engine with one connection, so that each transaction gets the last one's."""
    engine = make_engine(shared_database.app_dsn, size=1, wait=0.2)
    yield engine
    await engine.dispose()


def by(world: World, viewer: str | None):
    said = world.said(viewer)
    return lambda pid: seal(world.keys, said, pid=pid, now=time.time())


async def test_a_transaction_runs_under_its_context(engine, world: World) -> None:
    for viewer in ("a", "b", None, "city"):
        async with transaction(engine, by(world, viewer)) as connection:
            tenant = await connection.scalar(text("select ctx.tenant()"))
        assert tenant == (world.tenants[viewer].id if viewer else None)


async def test_an_exception_takes_everything_back(engine, world: World) -> None:
    a = world.tenants["a"].id
    suspend = text("update app.tenant set suspended = true where id = :a")

    async def break_off() -> None:
        async with transaction(engine, by(world, "a")) as connection:
            await connection.execute(suspend, {"a": a})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await break_off()
    async with transaction(engine, by(world, "a")) as connection:
        said = await connection.scalar(
            text("select suspended from app.tenant where id = :a"), {"a": a}
        )
    assert said is False


async def test_a_reading_transaction_does_not_write(engine, world: World) -> None:
    with pytest.raises(DBAPIError, match="read-only"):
        async with transaction(engine, by(world, "a"), read_only=True) as connection:
            await connection.execute(text("update app.tenant set suspended = true"))


async def test_nothing_survives_the_return_of_a_connection(engine, world: World) -> None:
    """Whatever injected SQL leaves behind for the next request is gone with the connection."""
    left = (
        "set statement_timeout = 0",
        "set search_path = evil",
        "select set_config('levelwise.context', current_setting('levelwise.context'), false)",
        "declare kept cursor with hold for select * from app.person",
        "listen everything",
    )
    async with transaction(engine, by(world, "city")) as connection:
        pid = await connection.scalar(text("select pg_backend_pid()"))
        for statement in left:
            await connection.execute(text(statement))
    async with engine.connect() as connection:
        row = (
            await connection.execute(
                text(
                    "select pg_backend_pid(), current_setting('statement_timeout'),"
                    " current_setting('search_path'), ctx.tenant(), (select count(*) from app.person),"
                    " (select count(*) from pg_cursors where is_holdable),"
                    " (select count(*) from pg_listening_channels())"
                )
            )
        ).one()
    assert tuple(row) == (pid, "5s", "pg_catalog, app", None, 0, 0, 0)


async def test_who_waits_too_long_is_told_that_the_server_is_busy(engine, world: World) -> None:
    async with transaction(engine, by(world, "a")):
        with pytest.raises(Busy):
            async with transaction(engine, by(world, "b")):
                pass
