"""A real PostgreSQL for every test that asks for one.

One embedded server per test process, one migrated template in it, and clones of that template:
`database` is a fresh one per test, `shared_database` one per module for tests that only read.
With DATABASE_URL (a superuser's URI) the tests use that server instead.
"""

import dataclasses
import os
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from migrations.run import dsn_for, set_passwords, upgrade
from server.database import postgres
from tenants.context import KeySet
from tests.copying import copy
from tests.memory import keep_in_memory, put_off, set_aside
from tests.order import fewest_first
from tests.patience import by_news_alone  # noqa: F401 - a fixture of every test

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "autovacuum": "off",
    "jit": "off",
}
KEYS = KeySet({"tests": b"a key that only the tests know of"})
ROLES = ("migrator", "app", "relay", "auditor", "bench")


pytest_configure = keep_in_memory
pytest_collectstart, pytest_collection_finish = put_off, set_aside
pytest_collection_modifyitems = fewest_first


@dataclasses.dataclass(frozen=True)
class Database:
    """One database, the URIs of those who may use it, and the keys its contexts are signed with."""

    name: str
    migrator_dsn: str  # sees and writes every row, owns nothing
    owner_dsn: str  # owns every table, sees no row
    app_dsn: str
    relay_dsn: str
    auditor_dsn: str
    bench_dsn: str
    superuser_dsn: str
    keys: KeySet = KEYS


@dataclasses.dataclass(frozen=True)
class Server:
    """A PostgreSQL server under test: the URI of its superuser, and passwords if it wants some."""

    url: str
    passwords: Mapping[str, str]

    def dsn(self, name: str, role: str | None = None) -> str:
        """Gives the URI of a database for a role, for the superuser when none is named."""
        own = urlunsplit(urlsplit(self.url)._replace(path=f"/{quote(name, safe='')}"))
        return own if role is None else dsn_for(role, own, self.passwords)

    def database(self, name: str) -> Database:
        owner = self.dsn(name, "levelwise_migrator")
        joined = "&" if "?" in owner else "?"
        return Database(
            name=name,
            migrator_dsn=owner,
            owner_dsn=f"{owner}{joined}options=-c%20role%3Dlevelwise_owner",
            app_dsn=self.dsn(name, "levelwise_app"),
            relay_dsn=self.dsn(name, "levelwise_relay"),
            auditor_dsn=self.dsn(name, "levelwise_auditor"),
            bench_dsn=self.dsn(name, "levelwise_bench"),
            superuser_dsn=self.dsn(name),
        )

    def execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    @contextmanager
    def made(self, template: str) -> Iterator[str]:
        """Keeps a copy of a database, and of the rights on it, for the length of a block."""
        name = f"levelwise_test_{uuid.uuid4().hex[:12]}"
        try:
            copy(self.execute, template, name)
            yield name
        finally:
            dropped = sql.SQL("drop database if exists {} with (force)")
            self.execute(dropped.format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Server]:
    """The server that the tests of this process use."""
    url = os.environ.get("DATABASE_URL")
    if url:
        yield Server(
            url, {f"levelwise_{role}": uuid.uuid5(uuid.NAMESPACE_DNS, url).hex for role in ROLES}
        )
        return
    with (
        tempfile.TemporaryDirectory(prefix="levelwise-tests-") as folder,
        postgres.running(Path(folder) / "postgres", settings=SETTINGS) as embedded,
    ):
        yield Server(embedded.dsn("postgres"), {})


@pytest.fixture(scope="session")
def migrated(cluster: Server) -> Iterator[str]:
    """The name of a migrated, empty database to clone from."""
    with cluster.made("template0") as name:
        upgrade(cluster.dsn(name), keys=KEYS)
        set_passwords(cluster.dsn(name), cluster.passwords)
        yield name


@contextmanager
def cloned(server: Server, template: str) -> Iterator[Database]:
    """Keeps a clone of a migrated database."""
    with server.made(template) as name:
        yield server.database(name)


@pytest.fixture
def database(cluster: Server, migrated: str) -> Iterator[Database]:
    """A fresh database, migrated and empty."""
    with cloned(cluster, migrated) as found:
        yield found


@pytest.fixture(scope="module")
def shared_database(cluster: Server, migrated: str) -> Iterator[Database]:
    """A database for the tests of one module, which leave in it what they found."""
    with cloned(cluster, migrated) as found:
        yield found
