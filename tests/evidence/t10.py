"""T10: a hostile personnel system gains no rights, writes nowhere else, and replays for nothing."""

import asyncio
import itertools
import json
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2 as httpx
import psycopg
from starlette.applications import Starlette

from ledger.catalogue.loading import load_catalogue
from ledger.reactions import REACTIONS
from policies import book
from policies.enforcer import Enforcer
from policies.printing import csv
from policies.reach import Reach, probed
from server.scim.answering import ScimDoor, routes
from storage.engine import make_engine
from tenants.sitting import Sittings
from tests.conftest import Database
from tests.evidence.ground import Ground
from tests.evidence.hostile_feed import CORE, HERE, Hostile, Known, every_leader, hostile
from tests.evidence.lines import Line
from tests.ledger.acting import VAULT
from tests.ledger.feeding import made_feed
from tests.world import World, build

SEED = 20261122
REQUESTS = 2000
REPLAYS = 200
UNSTOPPED = 100
LEAST = 60
"""Six rounds of every kind: the budget is used up by then."""
BASE = "http://test"
# Whoever is in post today: person, unit, and what the post carries.
_RIGHTS = """select a.person_id, s.holder, coalesce(s.actor_type, ''), r from app.appointment a
  join app.post s on s.root = a.root and s.id = a.post_id
  left join unnest(s.roles) r on true
  where (a.relieved_on is null or a.relieved_on > current_date)
    and (s.actor_type is not null or r is not null)"""
# Everything that a feed could write, outside the county for which it was set up.
_OUTSIDE = """select 'person', id::text, row(p.*)::text from app.person p where at3 is distinct from %(a)s
  union all select 'post', id::text, row(p.*)::text from app.post p where at3 is distinct from %(a)s
  union all select 'appointment', id::text, row(p.*)::text from app.appointment p
    where at3 is distinct from %(a)s
  union all select 'entry', id::text, row(p.*)::text from app.feed_entry p
    where at3 is distinct from %(a)s
  union all select 'identity', subject, row(i.*)::text from app.identity i"""
# The tree is nobody's to change by a feed, in the county or out of it.
_TREE = "select row(t.*)::text from app.tenant t order by id"
_EFFECTS = """select (select count(*) from app.person), (select count(*) from app.post),
  (select count(*) from app.appointment), (select count(*) from app.feed_entry where gone_at is null),
  (select count(*) from app.feed_member), (select count(*) from app.feed_line)"""


@dataclass
class Found:
    """What one run of requests did."""

    sent: int = 0
    gained: set[tuple[Any, ...]] = field(default_factory=set)
    outside: set[tuple[Any, ...]] = field(default_factory=set)
    tree: bool = False
    failed: list[str] = field(default_factory=list)
    """Requests that were answered by a bug of ours."""
    done: list[Hostile] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    stopped: bool = False


@dataclass(frozen=True)
class Field:
    """A database with a world, and the door of SCIM over it."""

    database: Database
    world: World
    reach: Reach

    def rows(self, query: str, **given: Any) -> set[tuple[Any, ...]]:
        """Reads past every wall."""
        with psycopg.connect(self.database.superuser_dsn) as connection:
            return set(connection.execute(query, given).fetchall())

    def app(self) -> tuple[Starlette, Any]:
        """The routes of SCIM as the server mounts them, and their engine."""
        engine = make_engine(self.database.app_dsn, size=3, wait=20)
        sittings = Sittings(
            engine,
            self.database.keys,
            reach=lambda: self.reach,
            reactions=REACTIONS,
            clock=lambda: datetime.now(UTC),
        )
        door = ScimDoor(sittings, self.database.keys, VAULT, base_url=BASE)
        return Starlette(routes=list(routes(door))), engine


def run(ground: Ground) -> list[Line]:
    """Measures a stolen secret, its controls, and replays."""
    started = time.monotonic()
    reach = probed(Enforcer(book.load()))
    trusting = _trusting()
    size = ground.size(REQUESTS, LEAST)
    with _fresh(ground, reach) as at:
        found = asyncio.run(_attacked(at, "a", size=size, rights_from="OFFICE"))
    with _fresh(ground, trusting) as at:
        lax = asyncio.run(
            _attacked(at, "a", size=min(size, 200), rights_from="PROVINCE", budget=UNSTOPPED)
        )
    with _fresh(ground, reach) as at:
        wide = asyncio.run(_attacked(at, "city", size=min(size, 200), rights_from="OFFICE"))
    attacked = time.monotonic() - started
    ground.say(f"T10 {found.sent:,} hostile requests of {len(found.kinds)} kinds")
    started = time.monotonic()
    with _fresh(ground, reach) as at:
        again, anew = asyncio.run(_replayed(at, size=ground.size(REPLAYS, 20)))
    replayed = time.monotonic() - started
    return [
        _rights(found, lax, attacked),
        _scope(found, wide),
        Line(
            test="T10",
            zh="重放的报送没有任何效果",
            en="requests that are sent again have no effect",
            cases=again[0],
            cases_of="requests that had been done, each sent again",
            result=f"{again[1]} effects",
            passed=again[1] == 0,
            control=f"the same under other names: {anew[1]} effects of {anew[0]}",
            control_failed=anew[1] == anew[0] > 0,
            seconds=replayed,
            seed=SEED,
        ),
    ]


def _trusting() -> Reach:
    """What the control goes by: a book that lets a feed appoint to whatever post below its unit."""
    said = book.load()
    given = said.rules["a-feed-takes-people-in-below-its-unit"]
    seeded = replace(given, actions=(*given.actions, "appointment.appoint"))
    seeded_book = replace(said, rules={**said.rules, given.key: seeded})
    with TemporaryDirectory() as folder:
        policy = Path(folder) / "policy.csv"
        policy.write_text(csv(seeded_book), encoding="utf-8")
        return probed(Enforcer(seeded_book, policy=policy))


def _rights(found: Found, lax: Found, seconds: float) -> Line:
    return Line(
        test="T10",
        zh="数据源被盗用：得不到任何权限，超出变动上限即停",
        en="a stolen feed gains no rights, meets no bug, and stops at its budget",
        cases=found.sent,
        cases_of=f"hostile SCIM requests of {len(found.kinds)} kinds",
        result=f"{len(found.gained)} rights gained, {len(found.failed)} bugs, "
        f"{'stopped' if found.stopped else 'went on'}",
        passed=not found.gained and not found.failed and found.stopped,
        control=f"a feed whose lines wait for nobody, by a book that lets it appoint: "
        f"{len(lax.gained)} gained",
        control_failed=bool(lax.gained),
        seconds=seconds,
        seed=SEED,
        examples=tuple([*map(str, found.gained), *found.failed][:5]),
    )


def _scope(found: Found, wide: Found) -> Line:
    return Line(
        test="T10",
        zh="数据源写不到所属单位之外，也动不了机构",
        en="a feed writes nothing outside its unit and moves no unit",
        cases=found.sent,
        cases_of="the same requests",
        result=f"{len(found.outside)} rows outside, tree {'changed' if found.tree else 'as it was'}",
        passed=not found.outside and not found.tree,
        control=f"the same to a feed over the whole city: {len(wide.outside)} rows",
        control_failed=bool(wide.outside),
        seconds=0.0,
        seed=SEED,
        examples=tuple(map(str, list(found.outside)[:5])),
    )


@contextmanager
def _fresh(ground: Ground, reach: Reach) -> Iterator[Field]:
    with ground.database() as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            load_catalogue(connection)
            world = build(connection)
        yield Field(database, world, reach)


async def _attacked(
    at: Field, unit: str, *, size: int, rights_from: str, budget: int = 30
) -> Found:
    """Sends hostile requests with the secret of one feed, beside another one's entries."""
    other = made_feed(at.database, at.world, "b")
    stolen = made_feed(at.database, at.world, unit, budget=budget, rights_from=rights_from)
    app, engine = at.app()
    found = Found()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as client:
        foreign = [await _made(client, other, f"foreign{number}") for number in range(3)]
        known = Known(users=[], groups=[], foreign=foreign)
        known.users += [await _made(client, stolen, f"own{number}") for number in range(3)]
        rights, tree = at.rows(_RIGHTS), at.rows(_TREE)
        a = at.world.tenants["a"]
        outside = at.rows(_OUTSIDE, a=a)
        sent = itertools.islice(hostile(SEED, known), size - len(HERE))
        for one in itertools.chain(every_leader(known), sent):
            # Where nothing shall stop the feed: a unit that would move stops any.
            if budget == UNSTOPPED and one.kind == "moved unit":
                continue
            await _sent(client, stolen, one, found=found, known=known)
        found.gained = at.rows(_RIGHTS) - rights
        found.outside = {(kind, key) for kind, key, _ in at.rows(_OUTSIDE, a=a) ^ outside}
        found.tree = at.rows(_TREE) != tree
        found.stopped = ("STOPPED",) in at.rows("select state from app.feed")
    await engine.dispose()
    return found


async def _made(client: httpx.AsyncClient, secret: str, name: str) -> str:
    body = {"schemas": [f"{CORE}:User"], "userName": name, "displayName": name}
    answer = await _send(client, secret, Hostile("honest", "POST", "/Users", body))
    assert answer.status_code == 201, answer.text
    key: str = answer.json()["id"]
    return key


async def _send(client: httpx.AsyncClient, secret: str, one: Hostile) -> httpx.Response:
    content = one.body if isinstance(one.body, bytes) else json.dumps(one.body).encode()
    return await client.request(
        one.method,
        f"/scim/v2{one.path}",
        content=None if one.body is None else content,
        headers={
            "authorization": f"Bearer {secret}",
            "content-type": "application/scim+json",
        },
    )


async def _sent(
    client: httpx.AsyncClient, secret: str, one: Hostile, *, found: Found, known: Known
) -> None:
    answer = await _send(client, secret, one)
    found.sent += 1
    found.kinds.add(one.kind)
    if answer.status_code >= 500:
        found.failed.append(f"{answer.status_code} {one.kind} {one.method} {one.path}")
    if answer.status_code == 201:
        told = known.users if one.path == "/Users" else known.groups
        told.append(answer.json()["id"])
        found.done.append(one)


async def _replayed(at: Field, *, size: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Sends requests that were done once more; and, as the control, the same under other names.

    Gives: how many were sent and how many had an effect, for both.
    """
    secret = made_feed(at.database, at.world, "a")
    app, engine = at.app()

    def people(prefix: str) -> list[Hostile]:
        return [
            Hostile("told", "POST", path, {
                "schemas": [f"{CORE}:{path[1:-1]}"], "externalId": f"{prefix}{number}",
                ("userName" if path == "/Users" else "displayName"): f"{prefix}{number}"})
            for number in range(size // 2) for path in ("/Users", "/Groups")
        ]  # fmt: skip  # reads as a table

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as client:

        async def effects(requests: list[Hostile]) -> tuple[int, int]:
            had = 0
            for one in requests:
                before = at.rows(_EFFECTS)
                await _send(client, secret, one)
                had += at.rows(_EFFECTS) != before
            return len(requests), had

        first = people(uuid.UUID(int=SEED).hex[-6:])
        for one in first:
            answer = await _send(client, secret, one)
            assert answer.status_code == 201, answer.text
        again = await effects(first)
        anew = await effects(people("anew"))
    await engine.dispose()
    return again, anew
