"""T10, addresses: no event is sent inward, however an address is written or a name leads there.

In this network every address answers, so that whatever is connected to is seen; the control is a
sender that checks the name once, connects to the name, and follows where it is sent.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from ledger.subscribers.addresses import Outward, is_public
from server.outgoing.webhooks import Message, NotDelivered, Post
from tests.evidence.lines import Line
from tests.ledger.test_subscribers_addresses import LEADS, LITERAL

OUT = "93.184.215.14"
NAME = "https://receiver.example.cn/hook"
INNER = "169.254.169.254"
REDIRECTS = ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent")
MESSAGE = Message("e", "d", 1, b"{}", [b"k" * 32])
ANSWER = b"HTTP/1.1 204 Well\r\n\r\n"


@dataclass
class Net:
    """A network in which every address answers, and names lead where the thief wants."""

    answers: Sequence[Sequence[str]] = ((OUT,),)
    """What the name leads to, from look-up to look-up; the last answer stays."""
    said: bytes = ANSWER
    asked: int = 0
    connected: list[str] = field(default_factory=list)

    async def look_up(self, host: str, port: int, **_: Any) -> list[Any]:
        """Names lead where the thief wants; numbers where the system reads them."""
        if urlsplit(NAME).hostname != host:
            return await self.own(host, port, type=1)
        found = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [(2, 1, 6, "", (one, port)) for one in found]

    async def connect(self, address: str, _: int, **__: Any) -> tuple[Any, Any]:
        """Connects to whoever listens here, and notes to whom it was meant to be."""
        self.connected.append(address)
        return await self.opened("127.0.0.1", self.port)

    @property
    def inward(self) -> list[str]:
        """The inner addresses that were connected to."""
        return [one for one in self.connected if not is_public(one)]

    @asynccontextmanager
    async def up(self) -> AsyncIterator["Net"]:
        """Lets the network stand for the length of a block."""

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(self.said)
            await writer.drain()
            writer.close()

        loop = asyncio.get_running_loop()
        self.own, self.opened = loop.getaddrinfo, asyncio.open_connection
        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            self.port = server.sockets[0].getsockname()[1]
            with (
                patch.object(loop, "getaddrinfo", self.look_up),
                patch.object(asyncio, "open_connection", self.connect),
            ):
                yield self


def lines() -> list[Line]:
    """Measures addresses, names that lead inward, names that change, and redirects."""
    started = time.monotonic()
    guarded = asyncio.run(_tried(_guarded))
    careless = asyncio.run(_tried(_careless))
    tried = len(guarded)
    reached = [said for said, inward in guarded if inward]
    let_in = sum(1 for _, inward in careless if inward)
    return [
        Line(
            test="T10",
            zh="事件不投递到内网：各种写法的地址、指向内网的域名、前后不一的域名、跳转",
            en="no event is sent inward: addresses in every form, names that lead there, names that "
            "change between check and connection, redirects",
            cases=tried,
            cases_of="addresses, names and answers",
            result=f"{len(reached)} inner addresses connected to",
            passed=not reached and asyncio.run(_delivers()),
            control=f"a sender that checks a name once and follows: {let_in} of {tried}",
            control_failed=let_in > tried * 0.9,
            seconds=time.monotonic() - started,
            examples=tuple(reached[:5]),
        )
    ]


def cases() -> Iterator[tuple[str, str, Net]]:
    """What is tried: what it is, the address, and the network in which it is tried."""
    for url in LITERAL:
        yield url, url, Net()
    for one in LEADS:
        yield f"a name that leads to {one}", NAME, Net(((one,),))
        yield f"a name that leads to {one} as well", NAME, Net(((OUT, one),))
        yield f"a name that leads to {one} later", NAME, Net(((OUT,), (one,)))
    for status in REDIRECTS:
        said = f"HTTP/1.1 {status}\r\nlocation: https://{INNER}/latest\r\n\r\n".encode()
        yield f"{status.partition(' ')[0]} to {INNER}", NAME, Net(said=said)


async def _tried(send: Any) -> list[tuple[str, list[str]]]:
    found = []
    for said, url, net in cases():
        async with net.up():
            await send(url)
        found.append((said, net.inward))
    return found


async def _delivers() -> bool:
    """Whether what leads out is delivered at all: a zero of a sender that sends nothing is none."""
    async with Net().up() as net:
        return await Post(Outward()).send(NAME, MESSAGE) == "204" and net.connected == [OUT]


async def _guarded(url: str) -> None:
    try:
        await Post(Outward()).send(url, MESSAGE)
    except NotDelivered:
        return


async def _careless(url: str, hops: int = 2) -> None:
    """Looks a name up when it is listed, connects by name later, and follows redirects."""
    loop = asyncio.get_running_loop()
    parts = urlsplit(url)
    host, port = str(parts.hostname).rstrip("."), parts.port or 443
    await loop.getaddrinfo(host, port)
    found = await loop.getaddrinfo(host, port)
    reader, writer = await asyncio.open_connection(str(found[-1][4][0]), port)
    writer.write(b"POST / HTTP/1.1\r\n\r\n")
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    writer.close()
    where = [line for line in head.splitlines() if line.startswith("location: ")]
    if where and hops:
        await _careless(where[0].removeprefix("location: "), hops - 1)
