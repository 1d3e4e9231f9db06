"""The served server of ``tests/server`` over a world in which something has happened."""

from collections.abc import Iterator

import psycopg
import pytest

from ledger.catalogue.loading import load_catalogue
from ledger.workrules.loading import load_work_rules
from tests import world
from tests.conftest import Database, Server, cloned
from tests.golden.scene import fill
from tests.server.conftest import provider, served

__all__ = ["peopled", "provider", "served"]


@pytest.fixture(scope="module")
def peopled(cluster: Server, migrated: str) -> Iterator[Database]:
    """A database with the catalogue, the small world and its scene."""
    with cloned(cluster, migrated) as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            load_catalogue(connection)
            load_work_rules(connection)
            fill(connection, world.build(connection))
        yield database
