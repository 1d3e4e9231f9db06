"""T10, webhooks: who may not subscribe does not; nobody hears beyond their post; no forgery passes."""

import asyncio
import base64
import json
import random
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from standardwebhooks import Webhook

from ledger.workrules.loading import load_work_rules
from storage.engine import make_engine
from tests.evidence.feed_field import SEED, Field
from tests.evidence.ground import Ground
from tests.evidence.lines import ROOT, Line
from tests.ledger.acting import Client, opened
from tests.ledger.conftest import NOW, Stage
from tests.ledger.receiving import ADMIN, House, Receiver, Taken, housed, receiving, reported
from tests.ledger.test_subscribers_addresses import LITERAL, NAMED

ACTS, FORGERIES = 260, 200
REPORTED = "problem.reported"
PEOPLE = ("a.task_force", "a.head", "b.task_force", "a1.head", "elsewhere.head", "city.head")
LISTED = "127.0.0.1:9"
"""The one inner port that is listed where the hostile acts are tried, so that every other spelling of
this machine is an inner address; the receivers listen at ports of their own choice."""
FAR = ("a1.head", "a1x.branch_secretary", "b1.head", "elsewhere.head", ADMIN)
"""Posts for which the city's security administrator subscribes nobody."""
KEPT = (
    "select row(s.*)::text from app.subscriber s union all"
    " select row(r.*)::text from app.event_replay r union all"
    " select d.id::text || d.state || d.replays from app.event_delivery d"
)
Act = tuple[str, str, str, dict[str, Any]]
"""Of what kind, who, which act, and what is said."""


@dataclass
class Told:
    """What came of hostile acts, deliveries and forgeries."""

    acts: int = 0
    kinds: set[str] = field(default_factory=set)
    done: list[str] = field(default_factory=list)
    changed: bool = False
    failed: list[str] = field(default_factory=list)
    secret_seen: int = 0
    own: int = 0
    """The same acts, by who may: how many were done."""
    heard: list[str] = field(default_factory=list)
    """What subscribers heard of records that their posts do not see."""
    hears: int = 0
    forged: int = 0
    passed: list[str] = field(default_factory=list)
    genuine: int = 0
    replays: int = 0


def lines(ground: Ground, at: Field) -> list[Line]:
    """Measures hostile subscribers and receivers' forgers beside their controls."""
    started = time.monotonic()
    acts, forgeries = ground.size(ACTS, 16), ground.size(FORGERIES, 12)
    told = asyncio.run(_measured(at, acts=acts, forgeries=forgeries))
    common = {"test": "T10", "seed": SEED}
    return [
        Line(
            zh="未获准的登记、重放、换密钥一概不成；密钥只露面一次；订阅方听不到职务所见之外的事",
            en="nobody subscribes, replays or rotates who may not, no secret is shown twice, and no "
            "post hears beyond its sight",
            cases=told.acts,
            cases_of=f"hostile acts of {len(told.kinds)} kinds",
            result=f"{len(told.done)} done, {len(told.heard)} events out of scope, secret seen "
            f"{told.secret_seen} times, {len(told.failed)} bugs",
            passed=not (told.done or told.changed or told.heard or told.failed or told.secret_seen),
            control=f"by who may: {told.own} done; to a post that sees them: {told.hears} events",
            control_failed=told.own > 0 and told.hears > 0,
            seconds=time.monotonic() - started,
            examples=tuple([*told.failed, *told.done, *told.heard][:5]),
            **common,
        ),
        Line(
            zh="伪造、篡改、过期的投递，文档中的接收方和独立的库都不收；重放没有第二次效果",
            en="forged, altered and stale deliveries are refused by the receiver of the docs and by an "
            "independent library, and a replayed one has no second effect",
            cases=told.forged,
            cases_of="forged deliveries, each to both; and each genuine one twice",
            result=f"{len(told.passed)} taken, {told.replays} second effects",
            passed=not told.passed and told.replays == 0,
            control=f"genuine ones: {told.genuine} taken",
            control_failed=told.genuine > 0,
            seconds=0.0,
            examples=tuple(told.passed[:5]),
            **common,
        ),
    ]


async def _measured(at: Field, *, acts: int, forgeries: int) -> Told:
    with psycopg.connect(at.database.migrator_dsn) as connection:
        load_work_rules(connection)
    engine = make_engine(at.database.app_dsn, size=3, wait=20)
    stage = Stage(at.database, at.world, engine, at.reach, now=NOW)
    told = Told()
    try:
        async with (
            opened(stage) as client,
            opened(stage, inner=[LISTED]) as strict,
            housed(client) as house,
            receiving() as receiver,
        ):
            await _subscribed((client, strict), house, receiver, told, acts, forgeries)
    finally:
        await engine.dispose()
    return told


async def _subscribed(
    clients: tuple[Client, Client],
    house: House,
    receiver: Receiver,
    told: Told,
    acts: int,
    forgeries: int,
) -> None:
    client, strict = clients
    async with receiving() as deaf:
        mine = await house.subscribe(receiver, "a.task_force", REPORTED)
        await house.subscribe(deaf, "b.task_force", REPORTED)
        await reported(client, 2)
        await house.sent()
        told.hears = len(receiver.taken)
        told.heard = [one.event["subject"] for one in deaf.taken]
    before = sorted(map(str, client.stage.rows(KEPT)))
    said = await _acts(strict, house, mine, told, acts)
    told.changed = sorted(map(str, client.stage.rows(KEPT))) != before
    kept = str(client.stage.rows("select facts::text from audit.event")) + "".join(said)
    told.secret_seen = kept.count(receiver.secret)
    for act in ("pingSubscriber", "pauseSubscriber", "resumeSubscriber"):
        told.own += (await house.do(act, mine))["__typename"].endswith("Success")
    _forged(receiver, told, forgeries)


# ------------------------------------------------------------------------------- acts
async def _acts(
    client: Client, house: House, mine: dict[str, Any], told: Told, most: int
) -> list[str]:
    chance, said = random.Random(SEED), []
    while told.acts < most:
        for kind, who, act, given in _hostile(client, house, mine, chance):
            viewer = await house.fresh(who)
            told.acts += 1
            told.kinds.add(kind)
            try:
                answer = await client.act(viewer, act, "__typename", **given)
            except AssertionError as bug:
                if "INTERNAL" in str(bug):
                    told.failed.append(f"{kind}: {bug}")
                said.append(str(bug))
                continue
            said.append(json.dumps(answer, ensure_ascii=False))
            if answer["__typename"].endswith("Success"):
                told.done.append(f"{kind} by {who}")
    return said


def _hostile(
    client: Client, house: House, mine: dict[str, Any], chance: random.Random
) -> Iterator[Act]:
    """One hostile act of each kind."""
    stage = client.stage
    asked = {
        "post": f"Post_{stage.world.post('a.task_force')}", "name": "人事系统",
        "url": f"http://{LISTED}/", "types": [f"levelwise.{REPORTED}.v1"],
    }  # fmt: skip  # columns side by side
    far = f"Post_{stage.world.post(chance.choice(FAR))}"
    deliveries = [row[0] for row in stage.rows("select id from app.event_delivery")]
    on = {"subscriber": mine["id"], "expectedVersion": house.version(mine)}
    made_up = f"Subscriber_{UUID(int=chance.getrandbits(128))}"
    range_ = {"since": "2026-01-01T00:00:00Z", "until": "9999-01-01T00:00:00Z"}
    other = chance.choice(PEOPLE)
    yield "subscribing without the role", other, "createSubscriber", asked
    yield "subscribing for a post out of reach", ADMIN, "createSubscriber", {**asked, "post": far}
    url = chance.choice((*LITERAL, *NAMED))
    yield "an inner address", ADMIN, "createSubscriber", {**asked, "url": url}
    types = [chance.choice(("levelwise.petitioner.registered.v1", "*", "levelwise.problem.*", ""))]
    yield "types that do not leave", ADMIN, "createSubscriber", {**asked, "types": types}
    for act in ("pingSubscriber", "pauseSubscriber", "resumeSubscriber", "endSubscriber"):
        yield "another's subscriber", other, act, on
    yield "another's secret", other, "rotateSubscriberSecret", {**on, "bothHours": 1}
    yield "a replay of another's", other, "replayEvents", {**on, **range_, "alsoDelivered": True}
    one = f"EventDelivery_{chance.choice(deliveries)}"
    yield "a replay both ways", ADMIN, "replayEvents", {**on, **range_, "delivery": one}
    none = f"EventDelivery_{UUID(int=chance.getrandbits(128))}"
    yield "a replay of nothing", ADMIN, "replayEvents", {**on, "delivery": none}
    backwards = {"since": range_["until"], "until": range_["since"]}
    yield "a replay backwards", ADMIN, "replayEvents", {**on, **backwards}
    yield "a subscriber made up", ADMIN, "pingSubscriber", {**on, "subscriber": made_up}
    stale = {**on, "expectedVersion": on["expectedVersion"] + chance.choice((-1, 1, 7))}
    yield "a version made up", ADMIN, "rotateSubscriberSecret", {**stale, "bothHours": 1}
    yield "signing for ever", ADMIN, "rotateSubscriberSecret", {**on, "bothHours": 10**6}


# ------------------------------------------------------------------------------- forgeries
def _forged(receiver: Receiver, told: Told, most: int) -> None:
    """Offers forged deliveries to the receiver of the docs and to an independent library."""
    chance, page = random.Random(SEED), (ROOT / "docs" / "subscribers.md").read_text("utf-8")
    genuine = _receiver_of(page, receiver.secret)

    def taken(one: Taken) -> list[str]:
        found = []
        with suppress(KeyError, ValueError):
            found += ["the docs' receiver"] if genuine(one.headers, one.body) else []
        try:
            Webhook(receiver.secret).verify(one.body, one.headers)
            found.append("the library")
        except Exception:
            pass
        return found

    seen: set[str] = set()
    for one in [*receiver.taken, *receiver.taken]:
        told.genuine += taken(one) == ["the docs' receiver", "the library"]
        # What a receiver does with a duplicate: it knows it by the event's id.
        told.replays += one.headers["webhook-id"] != one.event["id"]
        seen.add(one.event["id"])
    told.replays += len(seen) != len(receiver.taken)
    while told.forged < most:
        one = chance.choice(receiver.taken)
        for kind, forged in _forgeries(one, receiver.taken, chance):
            told.forged += 1
            told.passed += [f"{kind}: {who}" for who in taken(forged)]


def _receiver_of(page: str, secret: str) -> Any:
    """The function by which the receiver of the docs tells what is genuine."""
    (code,) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    head, _, _ = code.partition("class Receiver")
    head = head.replace('os.environ["SECRETS"]', repr(secret))
    known: dict[str, Any] = {}
    exec(compile(head, str(Path("docs/subscribers.md")), "exec"), known)
    return known["genuine"]


def _forgeries(
    one: Taken, others: list[Taken], chance: random.Random
) -> Iterator[tuple[str, Taken]]:
    """One forgery of each kind, of a delivery that was genuine."""
    at = int(one.headers["webhook-timestamp"])

    def said(**headers: str) -> Taken:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(one, headers={**one.headers, **named})

    where = chance.randrange(len(one.body))
    flipped = one.body[:where] + bytes([one.body[where] ^ 1]) + one.body[where + 1 :]
    yield "an altered body", replace(one, body=flipped)
    yield "a body with more behind", replace(one, body=one.body + b" ")
    yield "another id", said(webhook_id=str(UUID(int=chance.getrandbits(128))))
    yield "an old time", said(webhook_timestamp=str(at - 301 - chance.randrange(10**6)))
    yield "a time to come", said(webhook_timestamp=str(at + 301 + chance.randrange(10**6)))
    yield "no time", said(webhook_timestamp=chance.choice(("", "now", "1e9", "-1")))
    yield "no signature", said(webhook_signature=chance.choice(("", "v1,", "v1", "v2,AAAA")))
    random_sign = base64.b64encode(chance.randbytes(32)).decode()
    yield "a made-up signature", said(webhook_signature=f"v1,{random_sign} v1,{random_sign[::-1]}")
    other = chance.choice([each for each in others if each.body != one.body])
    yield "another's signature", said(webhook_signature=other.headers["webhook-signature"])
    yield "another's body", replace(one, body=other.body)
    key = Webhook("whsec_" + base64.b64encode(chance.randbytes(32)).decode())
    from_other = key.sign(
        one.headers["webhook-id"], datetime.fromtimestamp(at, UTC), one.body.decode()
    )
    yield "another's secret", said(webhook_signature=from_other)
    cut = one.headers["webhook-signature"][: chance.randrange(3, 40)]
    yield "a cut signature", said(webhook_signature=cut)
