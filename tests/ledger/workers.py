"""Several workers over one database, each with a memory, a book and connections of its own."""

import dataclasses
import time
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import orjson

from ledger.audit.signing import Signer
from ledger.editions.in_force import CANDIDATE_CHANNEL, BookInForce, by_reads, kept_current
from ledger.editions.shadow import Shadow
from ledger.live.following import CHANNELS
from ledger.notices.tables import CHANNEL as NOTICES
from ledger.reactions import REACTIONS
from ledger.reading import Reading
from policies.reach import Reach
from schema.answering import Answering, Request
from schema.assembly import build_schema
from server.sign_in.authentication import Identity
from server.wiring import lookup_in
from storage.engine import make_engine
from storage.listening import Listening
from storage.reads import Reads, Reply
from tenants.context import KeySet
from tenants.sitting import Sittings
from tenants.viewer import Viewer
from tests.conftest import Database
from tests.ledger.acting import REFUSAL, VAULT
from tests.world import ISSUER

SIGNER = Signer._of(KeySet({"heads": b"a key outside the database, for tests only"}))


@dataclasses.dataclass(frozen=True)
class Unchecked(Reading):
    """The control: a reading that never compares its versions with those of the database."""

    async def _current(self, viewer: Viewer, reply: Reply) -> None:
        return

    def reach_for(self, viewer: Viewer) -> Reach:
        return self.book.reach if self.book else self.reach


@dataclasses.dataclass(frozen=True)
class UncheckedSittings(Sittings):
    """The control: acts by the viewer and the book that are remembered."""

    async def _current(self, connection: Any, viewer: Viewer) -> Reach:
        return self.reach()


class Worker:
    """One process's worth of server; it remembers whom it admitted, as a process does."""

    def __init__(
        self,
        database: Database,
        floor: Reach,
        *,
        signer: Signer | None = SIGNER,
        checks: bool = True,
    ) -> None:
        keys = database.keys
        self.engine = make_engine(database.app_dsn, size=2, wait=10.0)
        self.reads = Reads(database.app_dsn, size=1)
        self.live = BookInForce(floor, by_reads(self.reads, keys), signer)
        self.shadow = Shadow(self.live, self.engine)
        self.listening = Listening(database.app_dsn, *CHANNELS, NOTICES, CANDIDATE_CHANNEL)
        sittings = Sittings if checks else UncheckedSittings
        self.sittings = sittings(
            self.engine,
            keys,
            reach=lambda: self.live.reach,
            reactions=REACTIONS,
            reach_for=self.live.current_for,
        )
        reading = (Reading if checks else Unchecked)(self.reads, keys, floor, None, self.live)
        self.answering = Answering(
            build_schema(), reading, self.sittings, listening=self.listening, vault=VAULT
        )
        self.lookup = lookup_in(self.reads, keys, self.live)
        self.known: dict[str, Viewer] = {}

    async def admitted(self, who: str) -> Viewer:
        now = time.time()
        identity = Identity(ISSUER, who, 0.0, signed_in_at=now, level=2) if who else None
        self.known[who] = await self.lookup(identity, None)
        return self.known[who]

    async def request(self, who: str, query: str, variables: Mapping[str, Any] | None) -> Request:
        return Request(
            query,
            None,
            variables,
            viewer=self.known.get(who) or await self.admitted(who),
            language="en",
            allow_mutation=True,
            request_id="test",
            renew=lambda: self.admitted(who),
        )

    async def ask(self, who: str, query: str, variables: Any = None) -> Any:
        answer = await self.answering.answer(await self.request(who, query, variables))
        told = orjson.loads(answer.body)
        assert "errors" not in told, told["errors"]
        return told["data"]

    async def act(self, who: str, act: str, chosen: str, **given: Any) -> Any:
        """Performs a mutation and gives its result."""
        kind = act[0].upper() + act[1:]
        query = (
            f"mutation ($input: {kind}Input!) {{ {act}(input: $input) {{ __typename"
            f" ... on {kind}Success {{ {chosen} replayed }} {REFUSAL} }} }}"
        )
        given.setdefault("key", uuid.uuid4().hex)
        return (await self.ask(who, query, {"input": given}))[act]


@asynccontextmanager
async def working(
    database: Database, floor: Reach, *, count: int = 1, follow: bool = False, **how: Any
) -> AsyncIterator[list[Worker]]:
    """Keeps workers for the length of a block.

    Given: follow, whether they listen for newer books before anybody asks.
    """
    async with AsyncExitStack() as stack:
        made = [Worker(database, floor, **how) for _ in range(count)]
        for one in made:
            stack.push_async_callback(one.engine.dispose)
            await one.reads.open()
            stack.push_async_callback(one.reads.close)
            await one.live.learn()
            if follow:
                await one.listening.open()
                stack.push_async_callback(one.listening.close)
                await stack.enter_async_context(kept_current(one.live, one.listening))
        yield made


EDITION = "bookEdition { id number state digest version struck takesCount gains loses unseen }"
GROUND = {"reason": "收紧", "documentNo": "测组〔2026〕9号"}
FIRST, SECOND = "city.security_administrator", "city.head"


async def proposed(worker: Worker, text: str, who: str = FIRST) -> Any:
    """Proposes an edition and gives what was said."""
    return await worker.act(who, "proposeBookEdition", EDITION, text=text, **GROUND)


async def confirmed(worker: Worker, edition: Mapping[str, Any], who: str = SECOND) -> Any:
    """Confirms an edition as it was read."""
    return await worker.act(
        who,
        "confirmBookEdition",
        EDITION,
        edition=edition["id"],
        expectedVersion=edition["version"],
        digest=edition["digest"],
    )


async def published(worker: Worker, text: str) -> Any:
    """Has two persons publish an edition; gives it."""
    first = await proposed(worker, text)
    assert "bookEdition" in first, first
    told = await confirmed(worker, first["bookEdition"])
    assert "bookEdition" in told, told
    return told["bookEdition"]


async def returned(worker: Worker, edition: str | None = None) -> Any:
    """Has two persons return to an earlier edition, or to the shipped book."""
    first = await worker.act(FIRST, "returnToBookEdition", EDITION, edition=edition, **GROUND)
    assert "bookEdition" in first, first
    told = await confirmed(worker, first["bookEdition"])
    return told["bookEdition"]
