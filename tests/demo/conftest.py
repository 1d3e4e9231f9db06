"""A demo of a small region: two counties, their first townships and villages, everything else whole."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import httpx2 as httpx
import psycopg
import pytest

from server.app import create_app
from server.database.deployment import Deployment
from server.demo import cast
from server.demo.building import FILE, ROOT, Region, Telling, build
from server.demo.line import Line, line_of
from server.demo.places import Place, places
from server.settings import Mode, Settings
from server.sign_in.demo_issuer import DemoIssuer
from server.wiring import wired
from tests.conftest import Database, Server, cloned
from tests.edge.conftest import serving
from tests.patience import PATIENCE

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
KEPT = {"county": 2, "township": 2, "village": 2}


def small_region(folder: Path) -> Path:
    """Writes a file with the first units below each kept one, towns before streets."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows.sort(key=lambda row: (not row["name"].endswith(("镇", "村民委员会")), row["code"]))
    kept, counted = {""}, {}
    chosen = []
    for kind in ("city", "county", "township", "village"):
        for row in rows:
            above = row["parent_code"]
            counted.setdefault((above, kind), 0)
            if row["kind"] != kind or above not in kept:
                continue
            if counted[above, kind] < KEPT.get(kind, 1):
                counted[above, kind] += 1
                kept.add(row["code"])
                chosen.append(row)
    path = folder / "small.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["code", "name", "kind", "parent_code"])
        writer.writeheader()
        writer.writerows(chosen)
    return path


def deployment_of(database: Database) -> Deployment:
    """A deployment over a test's database."""
    return Deployment(
        app_dsn=database.app_dsn,
        keys=database.keys,
        embedded=True,
        migrator_dsn=database.migrator_dsn,
        relay_dsn=database.relay_dsn,
        bootstrap_dsn=database.superuser_dsn,
    )


@dataclass(frozen=True)
class Demo:
    """A built demo."""

    database: Database
    settings: Settings
    found: list[Place]
    line: Line

    def rows(self, query: str, *values: object) -> list[tuple]:
        with psycopg.connect(self.database.superuser_dsn) as connection:
            return connection.execute(query, values).fetchall()


@pytest.fixture(scope="package")
def built(
    cluster: Server, migrated: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    """The small demo, built once, from which demos are copied; nobody opens it itself."""
    folder = tmp_path_factory.mktemp("demo")
    settings = Settings(
        mode=Mode.DEMO, home=folder / "home", reading_connections=2, acting_connections=2
    )
    with cloned(cluster, migrated) as database:
        said: list[str] = []
        region = Region(small_region(folder), ROOT)
        telling = Telling(5, say=lambda text, **_: said.append(text))
        build(deployment_of(database), telling, now=NOW, region=region)
        with psycopg.connect(database.migrator_dsn) as connection:
            found = places(connection, ROOT)
        yield Demo(database, settings, found, line_of(found))


@pytest.fixture(scope="package")
def demo(cluster: Server, built: Demo) -> Iterator[Demo]:
    """A demo that tests read, and leave as it is."""
    with cloned(cluster, built.database.name) as database:
        yield replace(built, database=database)


@pytest.fixture(scope="package")
def client(cluster: Server, built: Demo) -> Iterator[httpx.Client]:
    """A client of a server over a copy of the small demo: a server sweeps, and opens what is due."""
    with cloned(cluster, built.database.name) as database:
        app = create_app(built.settings, wired(built.settings, deployment_of(database)))
        with serving(app) as base, httpx.Client(base_url=base, timeout=PATIENCE) as client:
            yield client


@dataclass(frozen=True)
class Asker:
    """Asks GraphQL as one of the cast."""

    client: httpx.Client
    tokens: dict[str, str]

    def __call__(self, who: str, query: str, **variables: object) -> dict:
        headers = {"authorization": f"Bearer {self.tokens[who]}"}
        asked = {"query": query, "variables": variables}
        answer = self.client.post("/graphql", json=asked, headers=headers).json()
        assert "errors" not in answer, answer
        return answer["data"]


@pytest.fixture(scope="package")
def ask(demo: Demo, client: httpx.Client) -> Asker:
    """Asks as one of the cast, by key."""
    issuer = DemoIssuer.open(demo.settings.home, mode=Mode.DEMO)
    parts = cast.cast_of(demo.line)
    return Asker(client, {part.key: issuer.token(part.subject) for part in parts})
