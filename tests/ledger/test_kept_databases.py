"""The database that one test after another has is what a fresh clone is (tests/keeping.py)."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import pytest

from policies.reach import Reach
from tests import keeping as kept_by
from tests import world
from tests.conftest import Database, Server, cloned
from tests.keeping import Keeping
from tests.ledger.acting import opened
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder

TABLES = (
    "select format('%I.%I', schemaname, tablename) from pg_tables"
    " where schemaname not in ('pg_catalog', 'information_schema') order by 1"
)
ASKED = "{ problems { edges { node { id title } } } }"
OF_THIS = "|| quote_ident(current_database()) || ' {}'; end $$"
PROBLEMS = "select count(*) from app.problem"


def held(database: Database) -> dict[str, list[Any]]:
    """Every row of every table in the order in which it lies there, and every sequence."""
    with psycopg.connect(database.superuser_dsn) as connection:
        tables = [name for (name,) in connection.execute(TABLES).fetchall()]
        found = {
            name: connection.execute(f"select t::text from {name} t order by ctid").fetchall()
            for name in tables
        }
        sequences = connection.execute("select s::text from pg_sequences s order by 1").fetchall()
    return found | {"sequences": sequences}


def backends(stage: Stage) -> list[int]:
    """The processes that stay for the next test."""
    assert stage.warm is not None
    return sorted(stage.warm.backends())


@pytest.fixture
def own(cluster: Server, peopled: tuple[str, world.World]) -> Iterator[Keeping]:
    """Databases that no other test has."""
    found = Keeping(cluster, peopled[0], fresh=False)
    yield found
    found.close()


@asynccontextmanager
async def staged(
    keeping: Keeping, peopled: tuple[str, world.World], reach: Reach
) -> AsyncIterator[Stage]:
    """What the fixture ``stage`` does, once more within one test."""
    with keeping.lent() as kept:
        try:
            yield Stage(kept.database, peopled[1], kept.warm.engine, reach, warm=kept.warm)
        finally:
            await kept.warm.rest()


async def busy(stage: Stage) -> None:
    """Leaves new rows, and old ones that are changed and gone; reads on the second road, too."""
    ladder = Ladder(stage)
    await ladder.bank()
    await ladder.rise_to("a1")
    await ladder.triage()
    async with opened(stage) as client:
        told = await client.ask("a1.head", ASKED)
        assert len(told["data"]["problems"]["edges"]) == 1
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.tenant set name = name || '改' where kind = 'VILLAGE'")
        connection.execute("select nextval(pg_get_serial_sequence('app.tenant', 'id'))")
        connection.execute("set session_replication_role = replica")
        connection.execute("delete from app.post where title = 'city.head'")


async def test_what_is_put_back_is_what_a_fresh_clone_is(
    cluster: Server, own: Keeping, peopled: tuple[str, world.World], reach: Reach
) -> None:
    with cloned(cluster, peopled[0]) as fresh:
        expected = held(fresh)
    names = set()
    for _ in range(3):
        async with staged(own, peopled, reach) as stage:
            names.add(stage.database.name)
            assert held(stage.database) == expected
            await busy(stage)
            left = held(stage.database)
            changed = {name for name in expected if left[name] != expected[name]}
            assert {"app.problem", "app.outbox", "audit.event", "app.tenant", "app.post"} <= changed
            assert "sequences" in changed, "the control"
    assert len(names) == 1, own.thrown
    assert own.kept is not None
    assert held(own.kept.database) == expected


async def test_connections_stay_and_forget_what_a_test_set(
    own: Keeping, peopled: tuple[str, world.World], reach: Reach
) -> None:
    async with staged(own, peopled, reach) as stage:
        await busy(stage)
        stage.beside.execute("set statement_timeout = '7s'")
        stage.beside.execute("set role levelwise_owner")
    first = backends(stage)
    async with staged(own, peopled, reach) as stage:
        assert stage.one("select current_setting('statement_timeout')") == "0"
        assert stage.one("select current_setting('role')") == "none"
        assert stage.one(PROBLEMS) == 0
        await busy(stage)
    assert backends(stage) == first
    assert len(first) >= 4, "the engine's, the superuser's, and two lines of readers"


async def test_connections_that_broke_are_made_anew(
    own: Keeping, peopled: tuple[str, world.World], reach: Reach
) -> None:
    async with staged(own, peopled, reach) as stage:
        await busy(stage)
        with psycopg.connect(stage.database.superuser_dsn, autocommit=True) as connection:
            ended = (
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity where pid = any(%s)"
            )
            connection.execute(ended, [[stage.beside.info.backend_pid, *backends(stage)]])
    async with staged(own, peopled, reach) as stage:
        await busy(stage)


@pytest.mark.parametrize(
    "statement",
    [
        "alter table app.problem disable trigger user",
        "create policy careless on app.problem for select using (true)",
        "create table app.left_behind (number integer)",
        "create function app.left_behind() returns integer language sql as 'select 1'",
        "drop trigger list_kept on app.problem",
        "alter table app.hop drop constraint hop_along_an_edge",
        "grant delete on app.problem to levelwise_app",
        "alter table app.problem alter column title set default ''",
        "analyze app.tenant",
        "truncate app.outbox",
        "do $$ begin execute 'alter role levelwise_app in database '"
        + OF_THIS.format("set work_mem = 64"),
        "do $$ begin execute 'revoke connect on database '" + OF_THIS.format("from levelwise_app"),
    ],
)
async def test_a_database_in_which_more_than_rows_changed_is_thrown_away(
    cluster: Server, own: Keeping, peopled: tuple[str, world.World], reach: Reach, statement: str
) -> None:
    async with staged(own, peopled, reach) as stage:
        with psycopg.connect(stage.database.superuser_dsn) as connection:
            connection.execute(statement)
    assert own.kept is None
    assert [one.partition(":")[0] for one in own.thrown] == ["other than rows"]
    with psycopg.connect(cluster.dsn("postgres")) as connection:
        asked = "select count(*) from pg_database where datname = %s"
        assert connection.execute(asked, [stage.database.name]).fetchone() == (0,)


async def test_a_database_that_somebody_still_uses_is_thrown_away(
    own: Keeping,
    peopled: tuple[str, world.World],
    reach: Reach,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept_by, "PATIENCE", 0.1)
    async with staged(own, peopled, reach) as stage:
        late = psycopg.connect(stage.database.superuser_dsn)
    late.close()
    async with staged(own, peopled, reach) as stage:
        stage.beside.execute("select pg_advisory_lock(7)")
    assert own.thrown == ["somebody is still connected"] * 2


async def test_every_test_may_have_a_clone_of_its_own(
    cluster: Server, peopled: tuple[str, world.World], reach: Reach
) -> None:
    fresh = Keeping(cluster, peopled[0], fresh=True)
    names = set()
    for _ in range(2):
        async with staged(fresh, peopled, reach) as stage:
            names.add(stage.database.name)
        assert fresh.kept is None
    assert len(names) == 2


async def test_two_at_once_have_two(
    own: Keeping, peopled: tuple[str, world.World], reach: Reach
) -> None:
    async with staged(own, peopled, reach) as one, staged(own, peopled, reach) as other:
        assert one.database.name != other.database.name
        await Ladder(one).bank()
        assert (one.one(PROBLEMS), other.one(PROBLEMS)) == (1, 0)
