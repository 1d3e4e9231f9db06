"""The whole server over the small world, and a real OpenID provider as its only way in."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx
import psycopg
import pytest

from ledger.catalogue.loading import load_catalogue
from ledger.workrules.loading import load_work_rules
from server.app import create_app
from server.database.deployment import Deployment
from server.settings import Mode, Settings
from server.wiring import wired
from tests import world
from tests.conftest import Database, Server, cloned
from tests.edge.conftest import serving
from tests.oidc.real_provider import AUDIENCE, CLIENT, Browser, RealProvider, real_provider
from tests.patience import PATIENCE

POSTS = {"甲县专班": "a.task_force"}
ME = {"query": "{ viewer { post { id } noticeCode } }"}


@dataclass(frozen=True)
class Site:
    """Our server, the database under it, and the provider that it believes."""

    base: str
    client: httpx.Client
    provider: RealProvider
    database: Database
    settings: Settings

    @property
    def base_url(self) -> str:
        return self.base

    def asked(self, token: str) -> httpx.Response:
        headers = {"authorization": f"Bearer {token}"}
        return self.client.post("/graphql", json=ME, headers=headers)


def providers(home: Path, issuer: str, **more: Any) -> Path:
    """The file of an operator: whose word counts, and what their claims mean (YAML reads JSON)."""
    file = home / "providers.yaml"
    named = {said: f"Post_{world.key_of('post', post)}" for said, post in POSTS.items()}
    entry = {
        "issuer": issuer, "audience": AUDIENCE, "subject": "employee", "clients": [CLIENT],
        "post": {"claim": "position", "posts": named}, "levels": {"urn:one": 1, "urn:two": 2},
    }  # fmt: skip  # reads as a table
    file.write_text(json.dumps({"providers": [entry | more]}), encoding="utf-8")
    return file


@pytest.fixture(scope="package")
def site(
    cluster: Server, migrated: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The server and its provider, each over its own address of this machine."""
    home = tmp_path_factory.mktemp("home")
    with real_provider() as provider, cloned(cluster, migrated) as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            load_catalogue(connection)
            load_work_rules(connection)
            world.build(connection)
            code = {key: one for key, _, _, one, _ in world.TENANTS}["a"]
            row = connection.execute("select id, root from app.tenant where code = %s", [code])
            holder, root = row.fetchone() or (None, None)
            place, roles = {"holder": holder, "root": root}, ["level_administrator"]
            world.put_in_post(connection, place, "a.level_administrator", roles=roles)
        with psycopg.connect(database.superuser_dsn) as connection:
            connection.execute("update app.identity set issuer = %s", [provider.issuer])
        settings = Settings(
            mode=Mode.DEMO,
            home=home,
            reading_connections=2,
            acting_connections=2,
            oidc_providers=providers(home, provider.issuer),
        )
        deployment = Deployment(app_dsn=database.app_dsn, keys=database.keys, embedded=True)
        app = create_app(settings, wired(settings, deployment))
        with serving(app) as base, httpx.Client(base_url=base, timeout=PATIENCE) as client:
            provider.serve(base)
            yield Site(base, client, provider, database, settings)


@pytest.fixture
def provider(site: Site) -> Iterator[RealProvider]:
    """The provider, which is afterwards as it was before."""
    yield site.provider
    site.provider.order("change")
    site.provider.order("again")


@pytest.fixture
def browser(provider: RealProvider) -> Iterator[Browser]:
    """Somebody's browser, without a cookie yet."""
    with httpx.Client(follow_redirects=False, timeout=PATIENCE) as client:
        yield Browser(provider, client)


@pytest.fixture
def another(provider: RealProvider) -> Iterator[Browser]:
    """A browser on another machine."""
    with httpx.Client(follow_redirects=False, timeout=PATIENCE) as client:
        yield Browser(provider, client)
