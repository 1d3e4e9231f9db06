"""T10: hostile personnel systems, files and subscribers gain no rights, write nowhere else, and
replay for nothing.

SCIM requests are here; files and directories in ``t10_files``, webhooks in ``t10_hooks``, addresses
in ``t10_addresses``. All of it happens in one world, one after the other.
"""

import asyncio
import itertools
import json
import time
import uuid
from datetime import UTC, datetime
from typing import Any

import httpx2 as httpx
from starlette.applications import Starlette

from ledger.reactions import REACTIONS
from server.scim.answering import ScimDoor, routes
from storage.engine import make_engine
from tenants.sitting import Sittings
from tests.evidence import t10_addresses, t10_files, t10_hooks
from tests.evidence.feed_field import (
    SEED,
    Field,
    Found,
    fielded,
    needing_no_ground,
    trusting,
    watched,
)
from tests.evidence.ground import Ground
from tests.evidence.hostile_feed import (
    CORE,
    KINDS,
    LEADERS,
    UNIT,
    Hostile,
    Known,
    every_leader,
    every_leader_out,
    hostile,
)
from tests.evidence.lines import Line
from tests.ledger.acting import VAULT
from tests.ledger.feeding import made_feed

REQUESTS = 1250
"""Of 2,000 hostile requests; the others are files and webhooks."""
REPLAYS = 100
CONTROLS = 100
UNSTOPPED = 100
LEAST = 3 * len(KINDS)
"""Three rounds of every kind: the budget is used up by then."""
BASE = "http://test"
_EFFECTS = """select (select count(*) from app.person), (select count(*) from app.post),
  (select count(*) from app.appointment), (select count(*) from app.feed_entry where gone_at is null),
  (select count(*) from app.feed_member), (select count(*) from app.feed_line)"""


def run(ground: Ground) -> list[Line]:
    """Measures stolen feeds, hostile files and subscribers, each beside its control."""
    with fielded(ground) as at:
        lax = at.by(trusting())
        lines = _scim(ground, at, lax)
        ground.say("T10 files and directories …")
        lines += t10_files.lines(ground, at, lax)
        ground.say("T10 webhooks …")
        lines += t10_hooks.lines(ground, at)
    return [*lines, *t10_addresses.lines()]


def _scim(ground: Ground, at: Field, lax_at: Field) -> list[Line]:
    started = time.monotonic()
    size, few = ground.size(REQUESTS, LEAST), ground.size(CONTROLS, 15)
    found = asyncio.run(_attacked(at, "a", size=size, rights_from="OFFICE"))
    with needing_no_ground():
        trusted = _attacked(lax_at, "a", size=few, rights_from="PROVINCE", budget=UNSTOPPED)
        lax = asyncio.run(trusted)
    wide = asyncio.run(_attacked(at, "city", size=few, rights_from="OFFICE"))
    attacked = time.monotonic() - started
    ground.say(f"T10 {found.sent:,} hostile requests of {len(found.kinds)} kinds")
    started = time.monotonic()
    again, anew = asyncio.run(_replayed(at, size=ground.size(REPLAYS, 4)))
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


def _rights(found: Found, lax: Found, seconds: float) -> Line:
    return Line(
        test="T10",
        zh="数据源被盗用：得不到也夺不走任何权限，超出变动上限即停",
        en="a stolen feed gains and takes no rights, meets no bug, and stops at its budget",
        cases=found.sent,
        cases_of=f"hostile SCIM requests of {len(found.kinds)} kinds",
        result=f"{len(found.gained)} rights gained, {len(found.taken)} taken, "
        f"{len(found.failed)} bugs, "
        f"{'stopped' if found.stopped else 'went on'}",
        passed=not (found.gained or found.taken or found.failed) and found.stopped,
        control=f"a feed whose lines wait for nobody, by a book that lets it appoint and relieve: "
        f"{len(lax.gained)} gained, {len(lax.taken)} taken",
        control_failed=bool(lax.gained) and bool(lax.taken),
        seconds=seconds,
        seed=SEED,
        examples=tuple([*map(str, [*found.gained, *found.taken]), *found.failed][:5]),
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


def _app(at: Field) -> tuple[Starlette, Any]:
    """The routes of SCIM as the server mounts them, and their engine."""
    engine = make_engine(at.database.app_dsn, size=3, wait=20)
    sittings = Sittings(
        engine,
        at.database.keys,
        reach=lambda: at.reach,
        reactions=REACTIONS,
        clock=lambda: datetime.now(UTC),
    )
    door = ScimDoor(sittings, at.database.keys, VAULT, base_url=BASE)
    return Starlette(routes=list(routes(door))), engine


async def _attacked(
    at: Field, unit: str, *, size: int, rights_from: str, budget: int = 30
) -> Found:
    """Sends hostile requests with the secret of one feed, beside another one's entries."""
    other = made_feed(at.database, at.world, "b")
    stolen = made_feed(at.database, at.world, unit, budget=budget, rights_from=rights_from)
    app, engine = _app(at)
    found = Found()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as client:
        foreign = [await _made(client, other, f"foreign{number}") for number in range(3)]
        known = Known(users=[], groups=[], foreign=foreign, secret=stolen)
        # Names that no feed before has told of: somebody would have to say who is meant.
        named = f"of {unit} from {rights_from}"
        known.users += [await _made(client, stolen, f"own{number} {named}") for number in range(3)]
        known.leaders = [await _leader(at, client, stolen, one) for one in LEADERS.items()]
        with watched(at, found, feed=stolen):
            plain = [*every_leader(known), *every_leader_out(known)]
            sent = itertools.islice(hostile(SEED, known), max(0, size - len(plain)))
            for one in itertools.chain(plain, sent):
                # Where nothing shall stop the feed: a unit that would move stops any.
                if budget == UNSTOPPED and one.kind == "moved unit":
                    continue
                await _sent(client, stolen, one, found=found, known=known)
    await engine.dispose()
    return found


async def _made(client: httpx.AsyncClient, secret: str, name: str) -> str:
    body = {"schemas": [f"{CORE}:User"], "userName": name, "displayName": name}
    answer = await _send(client, secret, Hostile("honest", "POST", "/Users", body))
    assert answer.status_code == 201, answer.text
    key: str = answer.json()["id"]
    return key


async def _leader(
    at: Field, client: httpx.AsyncClient, secret: str, leader: tuple[str, str]
) -> tuple[str, str]:
    """Lets the feed know a leader in post, as if somebody had said who is meant.

    Gives: the entries of the person and of the post.
    """
    name, unit = leader
    who = await _made(client, secret, f"the {name}")
    at.run(
        f"update app.feed_entry e set label = '{name}', person_id = p.id, unit_code = '{unit}'"
        f" from app.person p where e.id = '{who}' and p.name = '{name}'"
    )
    body = {"schemas": [f"{CORE}:Group", UNIT], "displayName": name, "members": [{"value": who}],
            UNIT: {"code": unit}}  # fmt: skip  # reads as a table
    answer = await _send(client, secret, Hostile("honest", "POST", "/Groups", body))
    assert answer.status_code == 201, answer.text
    return who, answer.json()["id"]


async def _send(client: httpx.AsyncClient, secret: str, one: Hostile) -> httpx.Response:
    content = one.body if isinstance(one.body, bytes) else json.dumps(one.body).encode()
    return await client.request(
        one.method,
        f"/scim/v2{one.path}",
        content=None if one.body is None else content,
        headers={
            "authorization": f"Bearer {secret if one.bearer is None else one.bearer}",
            "content-type": "application/scim+json",
        },
    )


async def _sent(
    client: httpx.AsyncClient, secret: str, one: Hostile, *, found: Found, known: Known
) -> None:
    answer = await _send(client, secret, one)
    found.sent_one(one.kind)
    let_in = one.bearer is not None and answer.status_code != 401
    if answer.status_code >= 500 or let_in:
        found.failed.append(f"{answer.status_code} {one.kind} {one.method} {one.path}")
    if answer.status_code == 201:
        told = known.users if one.path == "/Users" else known.groups
        told.append(answer.json()["id"])


async def _replayed(at: Field, *, size: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Sends requests that were done once more; and, as the control, the same under other names.

    Gives: how many were sent and how many had an effect, for both.
    """
    secret = made_feed(at.database, at.world, "a")
    app, engine = _app(at)

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
