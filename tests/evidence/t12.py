"""T12: every mutation, sent again, eight times at once, with another body, by somebody else.

Mutations are taken by introspection. Those of the walk are done for good; the others must be refused
alike each time, for a refusal is an outcome too.
"""

import asyncio
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import orjson
import psycopg
from graphql import (
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_composite_type,
)

from ledger.catalogue.loading import load_catalogue
from ledger.workrules.loading import load_work_rules
from policies import book
from policies.enforcer import Enforcer
from policies.reach import probed
from schema.answering import Request
from schema.assembly import build_schema
from storage.engine import make_engine
from storage.ids import printed
from tests import world
from tests.evidence.ground import Ground
from tests.evidence.inputs import Inputs, altered, body
from tests.evidence.lines import Line
from tests.evidence.walk import STEPS, Step
from tests.ledger.acting import REFUSAL, Client, opened
from tests.ledger.conftest import Stage

STRANGER = "b2y.head"
TOGETHER = 8
LAST = {
    "measure": "select id from app.measure where problem_id = %s order by state desc, id limit 1",
    "obligation": "select id from app.obligation where list_id = %s order by id limit 1",
}
AS_NOBODY = {"answerByCode", "commentOnPublication"}
"""Done as nobody, and known by the device or the address they come from, not by who is signed in:
whoever is here is refused before any key is looked at. Tests of their own send them again."""
TABLES = {
    "problem": "problem", "list": "responsibility_list", "clause": "clause", "measure": "measure",
    "obligation": "obligation", "supplement": "work_rule_supplement",
    "calendarDay": "calendar_day",
}  # fmt: skip  # reads as a table


@dataclass
class Sent:
    """What was sent, and whatever was not as it must be."""

    calls: int = 0
    done: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    doubled: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    other_body: list[str] = field(default_factory=list)
    told_others: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    unkeyed: int = 0
    """Effects beyond the first of the control, which sends each try under a key of its own."""

    @property
    def faults(self) -> list[str]:
        """Everything that was not as it must be."""
        return [*self.doubled, *self.differing, *self.other_body, *self.told_others, *self.outside]


def run(ground: Ground) -> list[Line]:
    """Measures every mutation."""
    started = time.monotonic()
    sent = asyncio.run(measured(ground, together=TOGETHER if ground.full else 3))
    every = set(mutations(build_schema()))
    return [
        Line(
            test="T12",
            zh="每个办理动作的幂等：重发、并发、换内容、换人",
            en="every mutation: sent again, at once, with another body, by another actor",
            cases=sent.calls,
            cases_of=f"calls over {len(every)} mutations, {len(sent.done)} done for good",
            result=f"doubled {len(sent.doubled)}, replies that differ {len(sent.differing)}, other "
            f"bodies taken {len(sent.other_body)}, told to others {len(sent.told_others)}, without "
            f"a key {len(every - sent.done - sent.refused)}",
            passed=not sent.faults and sent.done | sent.refused == every and len(sent.done) > 50,
            control=f"each try under a key of its own: {sent.unkeyed} effects too many",
            control_failed=sent.unkeyed > 0,
            seconds=time.monotonic() - started,
            examples=tuple(sent.faults[:5]),
        )
    ]


def mutations(schema: GraphQLSchema) -> Mapping[str, Any]:
    """The mutations of a schema that take a key."""
    assert schema.mutation_type is not None
    return {
        name: one
        for name, one in schema.mutation_type.fields.items()
        if "key" in _input(one).fields
    }


def _input(mutation: Any) -> GraphQLInputObjectType:
    found = get_named_type(mutation.args["input"].type)
    assert isinstance(found, GraphQLInputObjectType)
    return found


async def measured(ground: Ground, *, together: int) -> Sent:
    """Walks the walk, each step sent in every way, then sends what is not in it."""
    reach = probed(Enforcer(book.load()))
    with ground.database() as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            load_catalogue(connection)
            load_work_rules(connection)
            built = world.build(connection)
            world.checked(connection, built, "a")
        engine = make_engine(database.app_dsn, size=TOGETHER + 2, wait=30.0)
        try:
            async with opened(Stage(database, built, engine, reach)) as client:
                walker = Walker(client, together)
                for number, step in enumerate(STEPS):
                    await walker.take(number, step)
                await walker.control()
                for name in sorted(walker.kinds.keys() - walker.sent.done):
                    await walker.refuse(name)
                return walker.sent
        finally:
            await engine.dispose()


class Walker:
    """Takes steps, each in every way in which it can be sent."""

    def __init__(self, client: Client, together: int) -> None:
        self.client, self.together, self.sent = client, together, Sent()
        self.schema = build_schema()
        self.kinds = mutations(self.schema)
        self.viewers: dict[str, Any] = {}
        self.root = client.stage.world.tenants["city"]
        self.names: dict[str, str] = {}
        self.inputs = Inputs(Random(12), self.schema)

    async def take(self, number: int, step: Step) -> None:
        """Does a step for good, and sends it again in every way.

        Refuses: AssertionError when it is refused: the walk is wrong.
        """
        given = {"key": f"walk-{number:05d}", **self._meant(step)}
        before = self._effects()
        replies = await self._every_way(step.act, step.who, given)
        first = replies[0][step.act]
        assert first["__typename"] != "Refusal", (step, first)
        self.sent.done.add(step.act)
        self._remember(step, first)
        fresh = sum(reply[step.act].get("replayed") is False for reply in replies)
        if fresh != 1 or self._effects() != before + 1:
            self.sent.doubled.append(f"{step.act}: {fresh} fresh, {self._effects() - before}")
        await self._by_others(step.act, step.who, given, first)

    async def refuse(self, name: str) -> None:
        """Sends what is refused, and holds that the refusal is the same each time."""
        given = self.inputs.fitting(_input(self.kinds[name])) | {"key": uuid.uuid4().hex}
        replies = await self._every_way(name, "a1x.handler", given)
        if replies[0][name]["__typename"] == "Refusal":
            self.sent.refused.add(name)
        else:
            self.sent.outside.append(f"{name} is done, and no step of the walk: {replies[0][name]}")
        await self._by_others(name, "a1x.handler", given, replies[0][name])

    async def control(self) -> None:
        """Reports one problem eight times, each time under a key and an id of its own."""
        before = self._effects()
        report = {
            "listType": "AUDIT",
            "title": "水渠堵塞",
            "facts": "村东水渠堵塞三月",
            "place": "村东",
        }
        for _ in range(TOGETHER):
            own = {"key": uuid.uuid4().hex, "id": str(uuid.uuid4())}
            await self._send("reportProblem", "a1x.handler", report | own)
        self.sent.unkeyed = self._effects() - before - 1

    # ------------------------------------------------------------ ways to send

    async def _every_way(self, act: str, who: str, given: dict[str, Any]) -> list[dict[str, Any]]:
        """At once, and once more; then with another body."""
        at_once = [self._send(act, who, given) for _ in range(self.together)]
        replies = [*await asyncio.gather(*at_once), await self._send(act, who, given)]
        replies.sort(key=lambda reply: bool(reply[act].get("replayed")))
        told = {orjson.dumps(_plain(reply[act])) for reply in replies}
        if len(told) != 1:
            self.sent.differing.append(f"{act}: {sorted(told)[:2]}")
        other = (await self._send(act, who, self._altered(act, given)))[act]
        if act not in AS_NOBODY and "idempotency.key_reused" not in str(other):
            self.sent.other_body.append(f"{act}: {other}")
        return replies

    async def _by_others(
        self, act: str, who: str, given: dict[str, Any], first: dict[str, Any]
    ) -> None:
        assert who != STRANGER
        theirs = (await self._send(act, STRANGER, given))[act]
        same = act not in AS_NOBODY and _told(theirs) == _told(first) != {}
        if theirs.get("replayed") or same or theirs.get("code") == "idempotency.key_reused":
            self.sent.told_others.append(f"{act}: {theirs}")

    async def _send(self, act: str, who: str, given: dict[str, Any]) -> dict[str, Any]:
        self.sent.calls += 1
        kind = _input(self.kinds[act]).name
        success = kind.removesuffix("Input") + "Success"
        document = (
            f"mutation ($input: {kind}!) {{ {act}(input: $input) {{ __typename"
            f" ... on {success} {{ {self._chosen(success)} replayed }} {REFUSAL} }} }}"
        )
        if who not in self.viewers:
            self.viewers[who] = await self.client.stage.viewer(who)
        viewer = self.viewers[who]

        async def renew() -> Any:
            return await self.client.stage.viewer(who)

        asked = Request(
            document, None, {"input": given}, viewer, "en", allow_mutation=True,
            request_id="t12", renew=renew,
        )  # fmt: skip  # columns side by side
        while True:
            told = orjson.loads((await self.client.answering.answer(asked)).body)
            assert "errors" not in told, (act, given, told["errors"])
            data: dict[str, Any] = told["data"]
            # Busy is for the moment, and a client asks again under the same key.
            if not data[act].get("retryable"):
                return data
            await asyncio.sleep(0.05)

    def _chosen(self, success: str) -> str:
        found = self.schema.type_map[success]
        assert isinstance(found, GraphQLObjectType)
        parts = []
        for name, one in found.fields.items():
            named = get_named_type(one.type)
            if name in {"replayed", "url", "expiresAt"}:
                continue
            if isinstance(named, GraphQLObjectType):
                plain = [key for key in ("id", "version", "state") if key in named.fields]
                parts.append(f"{name} {{ {' '.join(plain or ['__typename'])} }}")
            elif is_composite_type(named):
                parts.append(f"{name} {{ __typename {REFUSAL} }}")
            else:
                # Of another nullability than a refusal's own, it needs a name of its own.
                parts.append(f"its_{name}: {name}" if name in REFUSAL.split() else name)
        return " ".join(parts)

    def _altered(self, act: str, given: dict[str, Any]) -> dict[str, Any]:
        """Another body under the same key."""
        if "expectedVersion" in given:
            return given | {"expectedVersion": given["expectedVersion"] + 1}
        other: dict[str, Any] | None = altered(_input(self.kinds[act]), body(given))
        assert other is not None, f"{act} has nothing to alter"
        return other | {"key": given["key"]}

    # ------------------------------------------------------------ what is meant

    def _meant(self, step: Step) -> dict[str, Any]:
        given = {name: self._value(value) for name, value in step.given.items()}
        if "expectedVersion" in _input(self.kinds[step.act]).fields:
            about = next(name for name in given if name in TABLES)
            key = str(given[about]).partition("_")[2]
            query = f"select version from app.{TABLES[about]} where id = %s and root = %s"
            # A stranger of another root may have made one of its own under the same client-made id.
            given["expectedVersion"] = self.client.stage.one(query, key, self.root)
        return given

    def _value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._value(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._value(one) for one in value]
        if not isinstance(value, str) or not value.startswith("@"):
            return value
        kind, _, name = value[1:].partition(":")
        if kind == "new":
            return str(uuid.UUID(int=world.key_of("problem", name).int, version=4))
        if kind in LAST:
            key = self.client.stage.one(LAST[kind], self.names[name].partition("_")[2])
            return printed(kind.capitalize(), key)
        return printed(kind, world.key_of(kind.lower(), name)) if name else self.names[kind]

    def _remember(self, step: Step, told: Mapping[str, Any]) -> None:
        if step.makes:
            made = next(value for name, value in told.items() if name not in {"__typename", "key"})
            self.names[step.makes] = made["id"] if isinstance(made, dict) else made

    def _effects(self) -> int:
        """How many acts had an effect: each is one transaction, some with several events."""
        found: int = self.client.stage.one("select count(distinct xid) from app.outbox")
        return found


def _told(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in _plain(told).items() if name != "__typename"}


def _plain(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "replayed"}
