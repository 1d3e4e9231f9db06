"""The console over the small world, with a level administrator at each level and hostile names."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import psycopg
import pytest
from graphql import GraphQLSchema, build_schema, parse, validate
from playwright.sync_api import Browser, Page

from ledger.catalogue.loading import load_catalogue
from ledger.workrules.loading import load_work_rules
from server.app import create_app
from server.database.deployment import Deployment
from server.settings import Mode, Settings
from server.sign_in.demo_issuer import ISSUER, DemoIssuer
from server.wiring import wired
from tests import browsing, world
from tests.browsing import Watched
from tests.conftest import Database, Server, cloned
from tests.console.provider import AUDIENCE, CLIENT, OpenID, providing
from tests.edge.conftest import serving

OURS = {"/console", "/graphql", "/invitations"}
"""All that the page asks of this server, beside its files."""
SCHEMA = Path(__file__).parents[2] / "schema" / "levelwise.graphql"
MARKUP = "<img src=x onerror=alert(1)>村"
"""A name that would be a picture, and a script, on a page that made markup from text."""
FORMULA = '=HYPERLINK("http://example.org/","点")'
"""A title that would be a link in a spreadsheet that took it for a formula."""
SPELT = "@SUM(1+1)*cmd|' /C calc'!A0"


@dataclass(frozen=True)
class Site:
    """A running server, its database and its identity provider."""

    base: str
    database: Database
    openid: OpenID
    issuer: DemoIssuer

    @property
    def console(self) -> str:
        return f"{self.base}/console"


def people(connection: psycopg.Connection) -> None:
    """Adds administrators to the world, and those whose names try to be more than names."""
    rows = connection.execute("select code, id, root from app.tenant").fetchall()
    numbers = {code: {"holder": number, "root": root} for code, number, root in rows}
    for key, _, _, code, _ in world.TENANTS:
        if key in {"city", "a", "a1", "a1x", "b"}:
            post = f"{key}.level_administrator"
            world.put_in_post(connection, numbers[code], post, roles=["level_administrator"])
    world.put_in_post(connection, numbers["520602000000"], "a.hostile", roles=["handler"])
    hostile = {
        "update app.tenant set name = %s, initials = 'hosti' where code = '520602001202'": MARKUP,
        "update app.post set title = %s where title = 'a.hostile'": FORMULA,
        "update app.person set name = %s where name = 'a.hostile'": SPELT,
    }
    for statement, name in hostile.items():
        connection.execute(statement, [name])


def bind(connection: psycopg.Connection, issuer: str) -> None:
    """Lets everybody sign in at another issuer, too."""
    connection.execute(
        "insert into app.identity (root, issuer, subject, person_id)"
        " select root, %s, subject, person_id from app.identity where issuer = %s",
        [issuer, world.ISSUER],
    )


def cast(home: Path, issuer: DemoIssuer) -> None:
    """Writes the cast of this world."""
    listed = [
        {
            "key": f"{place}-administrator", "name": f"{place}.level_administrator",
            "actor_type": None, "roles": ["level_administrator"], "tenant_name": name,
            "tenant_kind": kind.lower(), "token": issuer.token(f"{place}.level_administrator"),
        }
        for place, kind, _, _, name in world.TENANTS
        if place in {"city", "a", "a1", "a1x", "b"}
    ]  # fmt: skip  # reads as a table
    auditor = {"key": "audit-administrator", "name": "city.audit_administrator"}
    auditor |= {"roles": ["audit_administrator"], "token": issuer.token(auditor["name"])}
    listed.append(listed[0] | auditor)
    # The one that the page offers first.
    listed[1]["key"] = "county-administrator"
    (home / "demo.json").write_bytes(orjson.dumps({"cast": listed}))


@pytest.fixture(scope="package")
def site(
    cluster: Server, migrated: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The whole server, in demo mode and with a provider."""
    home = tmp_path_factory.mktemp("home")
    with cloned(cluster, migrated) as database, providing() as openid:
        with psycopg.connect(database.migrator_dsn) as connection:
            load_catalogue(connection)
            load_work_rules(connection)
            world.build(connection)
            people(connection)
        with psycopg.connect(database.superuser_dsn) as connection:
            bind(connection, openid.issuer)
            bind(connection, ISSUER)
        issuer = DemoIssuer.open(home, mode=Mode.DEMO)
        cast(home, issuer)
        settings = Settings(
            mode=Mode.DEMO,
            home=home,
            reading_connections=2,
            acting_connections=2,
            oidc_issuer=openid.issuer,
            oidc_audience=AUDIENCE,
            oidc_jwks_url=f"{openid.issuer}/keys",
            oidc_client_id=CLIENT,
        )
        deployment = Deployment(app_dsn=database.app_dsn, keys=database.keys, embedded=True)
        with serving(create_app(settings, wired(settings, deployment))) as base:
            yield Site(base, database, openid, issuer)


# Of one file, not of all: Playwright keeps an event loop running in this thread, and no test that has
# one of its own may run beside it.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file; each has a tab of its own."""
    with browsing.running() as opened:
        yield opened


@pytest.fixture
def watched(browser: Browser, site: Site) -> Iterator[Watched]:
    """A tab that must have nothing to be blamed for at the end, and asks for nothing but what is ours."""
    with browsing.tab(browser) as found:
        yield found
        found.blameless()
        assert beyond(found, site) == []
        assert [one["query"] for one in found.asked if invalid(one["query"])] == []


def beyond(watched: Watched, site: Site) -> list[str]:
    """What was asked for that is neither the page, its files and GraphQL, nor the provider."""
    found = []
    for address in watched.requested:
        if address.startswith((site.openid.issuer, "blob:", "data:")):
            continue
        path = urlsplit(address).path
        ours = address.startswith(site.base)
        if not ours or not (path in OURS or path.startswith("/static/")):
            found.append(path if ours else address)
    return found


def invalid(query: str) -> list[str]:
    """What the published schema has against a query."""
    return [one.message for one in validate(published(), parse(query))]


@functools.cache
def published() -> GraphQLSchema:
    """The schema as it is published."""
    return build_schema(SCHEMA.read_text(encoding="utf-8"))


def enter(page: Page, site: Site, *, who: str = "county-administrator", path: str = "") -> None:
    """Signs in as one of the cast and waits for the unit's page."""
    page.goto(site.console + path)
    page.get_by_label("选择一名演示人员").select_option(who)
    page.get_by_role("button", name="以此身份进入").click()
    page.get_by_role("tree").get_by_role("treeitem", selected=True).wait_for()


@pytest.fixture
def page(watched: Watched, site: Site) -> Page:
    """The console as the administrator of county a has it before them."""
    enter(watched.page, site)
    return watched.page
