"""Posts events to receivers: signed by the rules of Standard Webhooks, to an address that was judged.

The name is looked up once, every address it leads to is judged, and one of those is connected to,
so that the name cannot point elsewhere between the two. Nothing is followed, no body is read, and
all of it takes no longer than the limit: a receiver that drips holds nobody up.
"""

import asyncio
import base64
import hashlib
import hmac
import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

from ledger.outgoing.envelope import CONTENT_TYPE
from ledger.subscribers.addresses import AddressRefused, Outward, Target

LIMIT_SECONDS = 10.0
CONNECT_SECONDS, MOST_ADDRESSES = 3.0, 3
"""Of a name that leads to several addresses the first ones are tried, each for so long."""
LARGEST_HEAD = 16 * 1024
GONE = 410
LONGEST_WISH = 3600.0
_STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})(?: |\r)")
_AFTER = re.compile(rb"^retry-after:[ \t]*([0-9]{1,6})[ \t]*\r$", re.IGNORECASE | re.MULTILINE)


class NotDelivered(Exception):
    """An event did not arrive; the code says why.

    ``gone``: the receiver wants no more. ``wait``: how long it asked to be left alone.
    """

    def __init__(self, code: str, *, gone: bool = False, wait: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.gone = gone
        self.wait = wait


@dataclass(frozen=True)
class Message:
    """What is posted, and the keys that sign it: two while they change."""

    event: str
    delivery: str
    attempt: int
    body: bytes
    secrets: Sequence[bytes] = field(repr=False)

    def headers(self, at: int) -> Mapping[str, str]:
        """Gives the headers, signed for a moment."""
        signed = " ".join(signature(key, self.event, at, self.body) for key in self.secrets)
        return {
            "content-type": CONTENT_TYPE,
            "user-agent": "Levelwise",
            "webhook-id": self.event,
            "webhook-timestamp": str(at),
            "webhook-signature": signed,
            "levelwise-delivery": self.delivery,
            "levelwise-attempt": str(self.attempt),
        }


def signature(secret: bytes, name: str, at: int, body: bytes) -> str:
    """Signs a message: HMAC-SHA256 over its id, time and body."""
    signed = f"{name}.{at}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()


@dataclass(frozen=True)
class Post:
    """Posts messages to where they may go."""

    outward: Outward
    limit: float = LIMIT_SECONDS
    clock: Callable[[], float] = time.time

    async def send(self, url: str, message: Message) -> str:
        """Posts a message once.

        Gives:    the status, when it is one of success.
        Refuses:  NotDelivered.
        """
        try:
            async with asyncio.timeout(self.limit):
                target = self.outward.target(url)
                head = await self._exchange(target, message)
        except AddressRefused:
            raise NotDelivered("address_refused") from None
        except TimeoutError:
            raise NotDelivered("timeout") from None
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as failed:
            raise NotDelivered(type(failed).__name__) from None
        found = _STATUS.match(head)
        if found is None:
            raise NotDelivered("no_http")
        status = int(found[1])
        if status // 100 != 2:
            raise NotDelivered(str(status), gone=status == GONE, wait=_wish(head))
        return str(status)

    async def _exchange(self, target: Target, message: Message) -> bytes:
        reader, writer = await self._connected(target)
        try:
            lines = [f"POST {target.path} HTTP/1.1", f"host: {target.netloc}", "connection: close"]
            lines += [f"content-length: {len(message.body)}"]
            lines += [f"{k}: {v}" for k, v in message.headers(int(self.clock())).items()]
            writer.write("\r\n".join([*lines, "", ""]).encode("ascii") + message.body)
            await writer.drain()
            return await reader.readuntil(b"\r\n\r\n")
        finally:
            writer.close()
            with suppress(OSError, asyncio.TimeoutError):
                async with asyncio.timeout(1):
                    await writer.wait_closed()

    async def _connected(self, target: Target) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connects to one of the addresses that were judged; no name is looked up again."""
        secure = _trusted() if target.secure else None
        failed: OSError = ConnectionError("no address")
        for address in (await self._judged(target))[:MOST_ADDRESSES]:
            try:
                async with asyncio.timeout(CONNECT_SECONDS):
                    return await asyncio.open_connection(
                        address,
                        target.port,
                        ssl=secure,
                        server_hostname=target.host if secure else None,
                        limit=LARGEST_HEAD,
                    )
            except OSError as one:
                failed = one
        raise failed

    async def _judged(self, target: Target) -> list[str]:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        self.outward.judge(target, addresses)
        return addresses


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities that the system trusts, read once: reading them holds everything else up."""
    return ssl.create_default_context()


def _wish(head: bytes) -> float | None:
    """How long the receiver asks to be left alone, within reason."""
    found = _AFTER.search(head)
    return None if found is None else min(float(found[1]), LONGEST_WISH)
