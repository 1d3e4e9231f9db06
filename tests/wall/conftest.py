"""A filled database behind its wall, and a connection of the application role."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.conftest import Database
from tests.wall.rows import World, populate


@pytest.fixture(scope="module")
def world(shared_database: Database) -> World:
    """Rows of every table for every tenant of two small trees."""
    with psycopg.connect(shared_database.migrator_dsn) as connection:
        return populate(connection, shared_database.keys)


@pytest.fixture
def app(shared_database: Database) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the application role, without a context."""
    with psycopg.connect(shared_database.app_dsn, autocommit=True) as connection:
        yield connection


@pytest.fixture
def migrator(shared_database: Database) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the migrator, which sees every row."""
    with psycopg.connect(shared_database.migrator_dsn, autocommit=True) as connection:
        yield connection
