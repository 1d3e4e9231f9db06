"""A city in which every text is marked, with everything that carries words out of it: the whole server,
a relay, a notifier, a mail server, a gateway, receivers of events.

Every channel is listened to twice: as it is, and with rules and wall taken away, where each of them
must be heard to leak.
"""

import asyncio
import contextlib
import dataclasses
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

import httpx2 as httpx
import psycopg
from sqlalchemy import ColumnElement, select, true

from ledger.access import asking
from ledger.catalogue.loading import load_catalogue
from ledger.feeds.tables import feed_entry
from ledger.notices import digest
from ledger.reading import Reading, ViewerRules
from ledger.workrules.loading import load_work_rules
from policies.reach import Reach
from server.app import create_app
from server.database.deployment import Deployment
from server.scim import storing
from server.settings import Mode, Settings
from server.wiring import wired
from storage.engine import make_engine
from storage.shelf import Columns
from tenants.sitting import Sitting
from tenants.viewer import NOBODY, Viewer
from tests import world
from tests.conftest import Database
from tests.edge.conftest import serving
from tests.evidence.ear import Ear
from tests.golden.scene import fill
from tests.ledger.acting import Client, opened
from tests.ledger.conftest import Stage
from tests.ledger.feeding import made_feed
from tests.ledger.ladder import Ladder
from tests.ledger.planting import plant
from tests.reading.rows import scatter
from tests.reading.test_generated import BOUNDLESS
from tests.server.conftest import Provider

SEED = 3
VIEWERS = 40
OFFICES = ("audit_administrator", "security_administrator")
COUNTIES = ("a", "b")
VILLAGES = ("a1x", "a2x", "b1x", "b2x")


def furnish(connection: psycopg.Connection[Any]) -> world.World:
    """Builds the city with a little of everything in it, as the migrator."""
    load_catalogue(connection)
    load_work_rules(connection)
    built = world.build(connection)
    scatter(connection, built, SEED)
    fill(connection, built)
    plant(built, connection, each=4, draw=Random(SEED), places=list(built.tenants)[:-1])
    return built


async def staff(database: Database, built: world.World, reach: Reach) -> dict[str, str]:
    """Puts administrators into the counties, and lets villages hand problems up: somebody is told.

    Gives:    the secrets of the feeds of the counties, by county.
    """
    with psycopg.connect(database.migrator_dsn) as connection:
        for unit in COUNTIES:
            held = {"root": built.tenants["city"], "holder": built.tenants[unit]}
            for role in OFFICES:
                world.put_in_post(connection, held, f"{unit}.{role}", roles=[role])
    engine = make_engine(database.app_dsn, size=2, wait=10.0)
    try:
        stage = Stage(database, built, engine, reach)
        for village in VILLAGES:
            ladder = Ladder(stage)
            await ladder.bank(village)
            await ladder.submit()
    finally:
        await engine.dispose()
    return {unit: made_feed(database, built, unit) for unit in COUNTIES}


def people() -> list[str]:
    """Thirty-nine people of all levels and branches, spread over all kinds of posts."""
    names = [name for name, *_ in world.posts()]
    return [names[at * len(names) // (VIEWERS - 1)] for at in range(VIEWERS - 1)]


@dataclass
class Room:
    """What a channel needs: who asks, through what, and whose ear is at it."""

    client: Client
    ear: Ear
    served: httpx.AsyncClient
    provider: Provider
    home: Path
    secrets: dict[str, str]
    leaking: bool
    few: bool = False
    """Whether only a few people ask: what every change can afford."""
    viewers: dict[str, Viewer] = field(default_factory=dict)

    @property
    def stage(self) -> Stage:
        """The database and its people."""
        found: Stage = self.client.stage
        return found

    async def asked(self, channel: str, who: str, query: str, **variables: Any) -> Any:
        """Asks as somebody and listens to the whole answer."""
        told = await self.client.ask(self.viewers[who], query, variables)
        if not self.leaking:
            assert "errors" not in told, (who, query, told["errors"])
        self.ear.told(channel, self.viewers[who], told)
        return told.get("data") or {}

    def named(self, *offices: str) -> Sequence[str]:
        """Who is of the city or of a county, in these posts."""
        return [f"{unit}.{one}" for unit in ("city", *COUNTIES) for one in offices]

    def ids(self, table: str, kind: str, *, most: int = 1000) -> list[str]:
        """Public ids of rows of all tenants."""
        rows = self.stage.rows(f"select id from app.{table} order by id limit {most}")
        return [f"{kind}_{key}" for (key,) in rows]

    async def person(self, key: Any) -> Viewer | None:
        """Whoever holds a post."""
        names = [name for name, *_ in world.posts()] + list(self.viewers)
        for name in names:
            if world.key_of("post", name) == key:
                if name not in self.viewers:
                    self.viewers[name] = await self.stage.viewer(name)
                return self.viewers[name]
        return None

    def marks(self, table: str) -> dict[Any, int]:
        """The marks of a table's rows, by their keys."""
        return {key: at for at, (name, key) in enumerate(self.ear.sown.rows) if name == table}


class Open(ViewerRules):
    """Rules that let everything through: the control."""

    def branches(self, action: str, columns: Columns) -> Sequence[ColumnElement[Any]] | None:
        """Never says no."""
        return None


@contextmanager
def without_rules(*, leaking: bool) -> Iterator[None]:
    """Takes the rule book away from all that reads, for the length of a block."""
    if not leaking:
        yield
        return
    kept = Reading.rules, Sitting.readable, digest._may_read, asking._may_explain, storing._entries

    def rules(self: Reading, viewer: Viewer) -> ViewerRules:
        return Open(self.reach, viewer)

    def readable(*_: Any) -> ColumnElement[bool]:
        return true()

    def always(*_: Any, **__: Any) -> bool:
        return True

    Reading.rules, Sitting.readable = rules, readable  # type: ignore[method-assign]  # a seeded fault
    digest._may_read = asking._may_explain = always
    storing._entries = _any_entries
    try:
        yield
    finally:
        Reading.rules, Sitting.readable = kept[:2]  # type: ignore[method-assign]  # a seeded fault
        digest._may_read, asking._may_explain, storing._entries = kept[2:]


def _any_entries(_: Sitting, kinds: Sequence[str]) -> Any:
    """The entries of all feeds."""
    return select(feed_entry).where(feed_entry.c.kind.in_(kinds), feed_entry.c.gone_at.is_(None))


def without_nearness(superuser_dsn: str) -> None:
    """Lets the gate that gives people near the asker give those of the whole root."""
    near = "(t.id = me or t.parent_id = me)"
    with psycopg.connect(superuser_dsn) as connection:
        (said,) = connection.execute(
            "select pg_get_functiondef('ctx.people_near(uuid, uuid, int)'::regprocedure)"
        ).fetchone() or ("",)
        assert near in said
        connection.execute(said.replace(near, "true").encode())


@asynccontextmanager
async def opened_room(
    database: Database,
    built: world.World,
    reach: Reach,
    *,
    ear: Ear,
    secrets: dict[str, str],
    leaking: bool,
    few: bool = False,
) -> AsyncIterator[Room]:
    """Opens all ways out of a city; leaking, behind no wall and under no rule."""
    if leaking:
        database = dataclasses.replace(database, app_dsn=database.superuser_dsn)
        without_nearness(database.superuser_dsn)
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(without_rules(leaking=leaking))
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="levelwise-t3-")))
        provider = stack.enter_context(_providing())
        app = create_app(*_server(database, provider, home))
        base = await asyncio.to_thread(stack.enter_context, serving(app))
        served = await stack.enter_async_context(httpx.AsyncClient(base_url=base, timeout=30))
        engine = make_engine(database.app_dsn, size=4, wait=10.0)
        stack.push_async_callback(engine.dispose)
        stage = Stage(database, built, engine, reach)
        client = await stack.enter_async_context(opened(stage))
        # How much may be asked for is another test's; here everything is answered.
        client.answering._limits = client.answering.plans._limits = BOUNDLESS
        room = Room(client, ear, served, provider, home, secrets, leaking, few)
        offices = room.named(*OFFICES, "organisation_department")
        for who in sorted({*people()[:: 8 if few else 1], *offices, *POSTED, MOVED}):
            room.viewers[who] = await stage.viewer(who)
        room.viewers["nobody"] = NOBODY
        yield room


POSTED = {
    "city.head": "city", "a.task_force": "city", "b.task_force": "city", "a.handler": "city",
    "b.handler": "city", "a1.task_force": "a", "a2.head": "a", "b1.task_force": "b", "b2.head": "b",
}  # fmt: skip  # columns side by side
"""With whose eyes other systems listen, and whose administrator lets them."""

MOVED = "a1.handler"
"""A notice about another county's problem was once theirs; today they see to other things."""


def _server(database: Database, provider: Provider, home: Path) -> tuple[Settings, Any]:
    settings = Settings(
        mode=Mode.DEMO,
        home=home,
        reading_connections=2,
        acting_connections=2,
        oidc_issuer=world.ISSUER,
        oidc_audience="levelwise",
        oidc_jwks_url=provider.url,
    )
    deployment = Deployment(app_dsn=database.app_dsn, keys=database.keys, embedded=True)
    return settings, wired(settings, deployment)


@contextmanager
def _providing() -> Iterator[Provider]:
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(made.document())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/keys"  # type: ignore[attr-defined]  # made here
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def now() -> datetime:
    """The moment, as the whole server has it."""
    return datetime.now(UTC)
