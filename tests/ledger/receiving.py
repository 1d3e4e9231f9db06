"""A receiver of events, small and real, and a relay that sends to it as fast as a test asks."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import psycopg
from cloudevents.core.bindings.http import HTTPMessage, from_structured_event
from cloudevents.core.formats.json import JSONFormat
from sqlalchemy.ext.asyncio import AsyncEngine
from standardwebhooks import Webhook

from ledger.subscribers.addresses import Outward
from ledger.subscribers.secrets import Secrets
from server.outgoing.relaying import Relay
from server.outgoing.webhooks import Post
from storage.engine import make_engine
from tenants.sitting import Sittings
from tenants.viewer import Viewer
from tests.ledger.acting import VAULT, Client
from tests.ledger.ladder import Ladder

HERE = Outward.listing(["127.0.0.1"])
ADMIN = "city.security_administrator"


@dataclass(frozen=True)
class Taken:
    """One request as it came: its headers, and the event as an independent library reads it."""

    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> Any:
        said = orjson.loads(self.body)
        read = from_structured_event(HTTPMessage(self.headers, self.body), JSONFormat())
        assert (read.get_id(), read.get_type()) == (said["id"], said["type"])
        assert read.get_id() == self.headers["webhook-id"]
        return said

    @property
    def type(self) -> str:
        return self.event["type"].removeprefix("levelwise.").removesuffix(".v1")


@dataclass
class Receiver:
    """Takes what is signed with its secret; answers ``status``, or nothing at all while down."""

    secret: str = ""
    port: int = 0
    status: str = "204 Well"
    more: str = ""
    taken: list[Taken] = field(default_factory=list)
    refused: list[Taken] = field(default_factory=list)
    forged: int = 0
    paths: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii")
        first, *lines = head.strip().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        one = Taken(headers, await reader.readexactly(int(headers["content-length"])))
        self.paths.append(first)
        try:
            Webhook(self.secret).verify(one.body, headers)
        except Exception:
            self.forged += 1
        else:
            (self.taken if self.status.startswith("2") else self.refused).append(one)
        writer.write(f"HTTP/1.1 {self.status}\r\n{self.more}content-length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    @property
    def types(self) -> list[str]:
        return [one.type for one in self.taken]

    @property
    def ids(self) -> list[str]:
        return [one.event["id"] for one in self.taken]


@asynccontextmanager
async def receiving(receiver: Receiver | None = None) -> AsyncIterator[Receiver]:
    """Lets a receiver listen on a free port of this machine."""
    made = receiver or Receiver()
    server = await asyncio.start_server(made.serve, "127.0.0.1", made.port)
    made.port = server.sockets[0].getsockname()[1]
    async with server:
        yield made


@dataclass
class House:
    """The relay of a test: its clock stands until the test moves it."""

    client: Client
    relay: Relay
    connection: psycopg.AsyncConnection[Any]
    engine: AsyncEngine
    passed: timedelta = timedelta()

    def clock(self) -> datetime:
        return datetime.now(UTC) + self.passed

    async def sent(self) -> int:
        """Relays until nobody has anything to come that is due; gives how much was tried."""
        total = 0
        while (tried := await self.relay.once(self.connection)) is not None:
            total += tried
        return total

    async def fresh(self, who: str) -> Viewer:
        """Somebody who has signed in just now, with a second factor."""
        viewer = await self.client.stage.viewer(who)
        return replace(viewer, signed_in_at=self.client.stage.now.timestamp(), level=2)

    async def subscribe(
        self, receiver: Receiver, post: str, *types: str, who: str = ADMIN
    ) -> dict[str, Any]:
        told = await self.client.act(
            await self.fresh(who),
            "createSubscriber",
            "secret subscriber { id version state }",
            post=f"Post_{self.client.stage.world.post(post)}",
            name="人事系统",
            url=receiver.url,
            types=[f"levelwise.{one}.v1" for one in types],
        )
        assert told["__typename"] == "CreateSubscriberSuccess", told
        receiver.secret = told["secret"]
        return told["subscriber"]

    async def do(self, act: str, subscriber: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Does an act upon a subscriber at its version of now."""
        told = await self.client.act(
            await self.fresh(ADMIN),
            act,
            f"{'secret ' if 'Secret' in act else ''}subscriber {{ id version state }}",
            subscriber=subscriber["id"],
            expectedVersion=self.version(subscriber),
            **more,
        )
        assert told["__typename"].endswith("Success"), told
        return told

    def version(self, subscriber: dict[str, Any]) -> int:
        key = uuid.UUID(subscriber["id"].partition("_")[2])
        return self.client.stage.one("select version from app.subscriber where id = %s", key)

    def deliveries(self) -> list[tuple[Any, ...]]:
        return self.client.stage.rows(
            "select type, state, attempts, code from app.event_delivery order by xid, event_id"
        )


async def reported(client: Client, times: int, at: str = "a1") -> list[str]:
    """Reports problems, and gives their ids as events name them."""
    found = []
    for _ in range(times):
        ladder = Ladder(client.stage)
        await ladder.report(at)
        found.append(f"Problem_{ladder.problem}")
    return found


@asynccontextmanager
async def housed(
    client: Client, *, outward: Outward = HERE, change: Callable[[Post], Post] = lambda one: one
) -> AsyncIterator[House]:
    """Opens a relay beside a client."""
    stage = client.stage
    engine = make_engine(stage.database.app_dsn, size=2, wait=10.0)
    sittings = Sittings(engine, stage.database.keys, reach=lambda: stage.reach, reactions={})
    connecting = psycopg.AsyncConnection.connect(stage.database.relay_dsn, autocommit=True)
    async with await connecting as connection:
        house: House
        relay = Relay(
            stage.database.relay_dsn,
            sittings,
            Secrets(VAULT.keys),
            change(Post(outward)),
            "http://levelwise.test",
            clock=lambda: house.clock(),
        )
        house = House(client, relay, connection, engine)
        try:
            yield house
        finally:
            await engine.dispose()
