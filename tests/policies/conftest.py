"""The book, Casbin, the table of reach, and a plain connection for temporary tables."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from policies.book import Book, load
from policies.enforcer import Enforcer
from policies.reach import Reach, probed
from tests.conftest import Server


@pytest.fixture(scope="session")
def book() -> Book:
    return load()


@pytest.fixture(scope="session")
def enforcer(book: Book) -> Enforcer:
    return Enforcer(book)


@pytest.fixture(scope="session")
def reach(enforcer: Enforcer) -> Reach:
    return probed(enforcer)


@pytest.fixture
def connection(cluster: Server) -> Iterator[Connection]:
    """A superuser's connection; whatever is made in it is gone with it."""
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(cluster.dsn("postgres")),
        poolclass=NullPool,
    )
    with engine.connect() as found:
        yield found
    engine.dispose()
