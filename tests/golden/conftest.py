"""One database with the world and its scene, and everything that answers over it."""

from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest

from ledger.catalogue.loading import load_catalogue
from ledger.workrules.loading import load_work_rules
from policies import book
from policies.enforcer import Enforcer
from policies.reach import Reach, probed
from tests import world
from tests.conftest import Database, Server, cloned
from tests.golden.scene import fill
from tests.reading.asking import Asking, asking
from tests.warm import Warm


@pytest.fixture(scope="session")
def reach() -> Reach:
    return probed(Enforcer(book.load()))


@pytest.fixture(scope="module")
def staged(cluster: Server, migrated: str) -> Iterator[tuple[Database, world.World]]:
    """A database with the scene in it, and its world."""
    with cloned(cluster, migrated) as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            load_catalogue(connection)
            load_work_rules(connection)
            built = world.build(connection)
            fill(connection, built)
        with psycopg.connect(database.superuser_dsn, autocommit=True) as connection:
            connection.execute("analyze")
        yield database, built


@pytest.fixture(scope="module")
def warm(staged: tuple[Database, world.World]) -> Iterator[Warm]:
    """Connections that stay open from test to test: what they learnt of the tables stays."""
    found = Warm(staged[0])
    yield found
    found.close()


@pytest.fixture
async def ask(
    staged: tuple[Database, world.World], reach: Reach, warm: Warm
) -> AsyncIterator[Asking]:
    async with asking(staged[0], reach, warm=warm) as opened:
        yield opened
