"""The sockets of T14: one graphql-transport-ws line per worker, open while something is taken away.

Each worker serves its own end through the edge, with a doorkeeper of its own; a line counts as open
once it has said LISTENING. The control is a line of the worker that does not compare versions: it
hears the same news and goes on.
"""

import asyncio
import itertools
import json
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from websockets.asyncio.client import ClientConnection, connect

from server.edge.origins import Origins
from server.edge.sockets import PROTOCOL, GraphQLSockets
from server.serving import configuration
from server.settings import Mode, Settings
from server.sign_in.authentication import Claims, Doorkeeper, Identity, Issuer, Tokens
from server.sign_in.demo_issuer import AUDIENCE, ISSUER, LEVELS, ONE_DAY, DemoIssuer
from tenants.viewer import Viewer
from tests import world
from tests.ledger.workers import Worker
from tests.patience import PATIENCE

WITHIN = 1.0
"""Seconds: what the issue promises."""
INBOX = "subscription { inboxChanged { kind } }"
PROBLEM = "subscription ($id: ID!) { problemChanged(id: $id) { kind } }"


@dataclass
class Told:
    """What the lines said after something was taken away."""

    lines: int = 0
    late: list[str] = field(default_factory=list)
    """Lines that went on for longer than a second, or for good."""
    untold: list[str] = field(default_factory=list)
    """Those of them that went on for as long as anybody waited."""
    slowest: float = 0.0
    control: int = 0
    """Lines of the worker that does not compare versions, open and untold after a second."""


@dataclass(frozen=True)
class Sockets:
    """Where each worker is reached, the last of which does not compare versions."""

    addresses: Sequence[str]
    issuer: DemoIssuer
    told: Told = field(default_factory=Told)
    _lifetimes: Iterator[int] = field(default_factory=lambda: itertools.count(ONE_DAY))
    """No two tokens are alike, so that no doorkeeper remembers whom it admitted a round ago."""

    async def opened(
        self, stack: AsyncExitStack, who: str, query: str, **variables: str
    ) -> list[ClientConnection]:
        """Opens a line at each worker for as long as the stack holds."""
        payload = {"query": query, "variables": variables}
        return [await self._open(stack, one, who, payload) for one in self.addresses]

    async def _open(
        self, stack: AsyncExitStack, address: str, who: str, payload: Mapping[str, Any]
    ) -> ClientConnection:
        line = await stack.enter_async_context(connect(address, subprotocols=[PROTOCOL]))
        token = self.issuer.token(who, lifetime_seconds=next(self._lifetimes))
        await line.send(json.dumps({"type": "connection_init", "payload": {"token": token}}))
        assert json.loads(await line.recv())["type"] == "connection_ack"
        await line.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
        said = await _heard(line)
        while said == "READ_ANEW":
            said = await _heard(line)
        assert said == "LISTENING", f"{who} does not listen: {said}"
        return line

    async def asked(self, lines: Sequence[ClientConnection], *, until: str, what: str) -> None:
        """Waits until every line said so, counted from now: right after the acknowledgement."""
        if not lines:
            return
        *checking, blind = lines
        took = await asyncio.gather(
            *(_until(one, until, seconds=PATIENCE) for one in checking),
            _until(blind, until, seconds=WITHIN),
        )
        self.told.lines += len(checking)
        self.told.control += took[-1] is None
        for place, one in enumerate(took[:-1]):
            seconds = PATIENCE if one is None else one
            self.told.slowest = max(self.told.slowest, seconds)
            if one is None:
                self.told.untold.append(f"the socket at worker {place} after {what}")
            if seconds >= WITHIN:
                self.told.late.append(f"the socket at worker {place}, {seconds:.2f} s after {what}")


async def _until(line: ClientConnection, wanted: str, *, seconds: float) -> float | None:
    """Gives how long a line took to say something; None when it did not in time."""
    began = time.monotonic()
    try:
        async with asyncio.timeout(seconds):
            while await _heard(line) != wanted:
                pass
    except TimeoutError:
        return None
    return time.monotonic() - began


async def _heard(line: ClientConnection) -> str:
    """Gives the kind of the next event, or the type of a message that carries none."""
    said = json.loads(await line.recv())
    if said["type"] != "next":
        return str(said["type"])
    (event,) = said["payload"]["data"].values()
    return str(event["kind"])


@asynccontextmanager
async def socketed(workers: Sequence[Worker]) -> AsyncIterator[Sockets]:
    """Serves each worker's sockets for the length of a block, in the loop of the workers."""
    async with AsyncExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="levelwise-t14-")))
        issuer = DemoIssuer.open(home, mode=Mode.DEMO)
        for one in workers:
            await one.listening.open()
            stack.push_async_callback(one.listening.close)
        doors = [_door(one, issuer) for one in workers]
        app = Starlette(routes=[WebSocketRoute(f"/{n}", one) for n, one in enumerate(doors)])
        port = await stack.enter_async_context(_serving(app))
        yield Sockets([f"ws://127.0.0.1:{port}/{n}" for n in range(len(doors))], issuer)


@asynccontextmanager
async def _serving(app: Starlette) -> AsyncIterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = uvicorn.Server(configuration(app, Settings(mode=Mode.DEMO)))
        serving = asyncio.create_task(server.serve(sockets=[taken]))
        while not server.started:
            assert not serving.done(), serving.result()
            await asyncio.sleep(0.01)
        try:
            yield taken.getsockname()[1]
        finally:
            server.should_exit = True
            await serving


def _door(worker: Worker, issuer: DemoIssuer) -> GraphQLSockets:
    """The edge's own end of sockets, over one worker."""
    tokens = Tokens((Issuer(ISSUER, AUDIENCE, issuer.keys(), Claims(levels=LEVELS)),))
    doorkeeper = Doorkeeper(tokens, partial(_known, worker))
    return GraphQLSockets(worker.answering, doorkeeper, Origins())


async def _known(worker: Worker, identity: Identity | None, post: UUID | None) -> Viewer:
    """The people of the small world are named by its issuer."""
    assert identity is not None
    return await worker.lookup(replace(identity, issuer=world.ISSUER), post)
