"""Tables of truth under the wall: it may only take away, and takes what its own sentence says."""

from collections.abc import Iterator, Mapping

import psycopg
import pytest

from policies.book import Book
from policies.enforcer import Enforcer
from policies.reach import Reach
from policies.truth import Table, tables
from storage.engine import make_engine
from tenants.context import KeySet
from tenants.viewer import Viewer
from tests.conftest import Database, Server
from tests.policies.behind import Walled, behind
from tests.policies.cast import Peopled, peopled


@pytest.fixture(scope="module")
def truth_tables(book: Book) -> list[Table]:
    return tables(book)


@pytest.fixture(scope="module")
def world(
    cluster: Server, migrated: str, enforcer: Enforcer, truth_tables: list[Table]
) -> Iterator[tuple[Database, Peopled]]:
    with peopled(cluster, migrated, enforcer, truth_tables) as found:
        yield found


@pytest.fixture
async def viewers(world: tuple[Database, Peopled], enforcer: Enforcer) -> Mapping[str, Viewer]:
    database, people = world
    engine = make_engine(database.app_dsn, size=1)
    found = {who: await people.viewer(engine, who, enforcer=enforcer) for who in people.cast.cast}
    await engine.dispose()
    return found


def judged(
    world: tuple[Database, Peopled], reach: Reach, truth: list[Table],
    viewers: Mapping[str, Viewer], *, keys: KeySet | None = None,
) -> Walled:  # fmt: skip  # a signature in few lines
    with behind(*world, reach, keys=keys) as wall:
        return wall.judged(truth, viewers)


def test_the_wall_only_takes_away_what_its_sentence_says(world, reach, truth_tables, viewers):
    found = judged(world, reach, truth_tables, viewers)
    assert found.wrong == []
    assert found.cells > 9_000
    assert found.yes > 2_000
    assert found.through > 2_000
    assert found.taken == [], "in these tables every yes comes through"


def test_a_context_signed_with_another_key_shows_nothing_that_is_held(
    world, reach, truth_tables, viewers
):
    """The control: what is found is found because the wall believes the context."""
    forged = KeySet({"tests": b"a key that the database has never seen"})
    held = [table for table in truth_tables if table.rows[0].noun == "obligation"]
    found = judged(world, reach, held, viewers, keys=forged)
    assert found.through == 0
    assert found.wrong


def test_a_policy_that_leaks_is_noticed(world, reach, truth_tables, viewers):
    """The control: one careless policy beside the others, and cells come out otherwise."""
    held = [table for table in truth_tables if table.rows[0].noun == "obligation"]
    with psycopg.connect(world[0].superuser_dsn, autocommit=True) as superuser:
        superuser.execute("create policy careless on app.obligation for select using (true)")
        try:
            assert judged(world, reach, held, viewers).wrong
        finally:
            superuser.execute("drop policy careless on app.obligation")
