"""A signed webhook to a message gateway (SMS, work chat), by the rules of Standard Webhooks.

The address is looked up once, judged, and then connected to as it was judged, so that a name cannot
point elsewhere between the two. Nothing is followed: a redirect is a failure.
"""

import asyncio
import base64
import http.client
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar
from urllib.parse import SplitResult, urlsplit

import orjson

from ledger.notices.digest import Letter
from ledger.subscribers.addresses import is_public
from server.outgoing.senders.sender import NotSent
from server.outgoing.webhooks import signature

TIMEOUT = 10.0
_GONE = 410


def secret_of(written: str) -> bytes:
    """Gives the key in a secret as it is written: ``whsec_`` and base64.

    Refuses:  ValueError, also for fewer than 24 bytes.
    """
    prefix, _, rest = written.partition("_")
    if prefix != "whsec":
        raise ValueError("a secret begins with whsec_")
    key = base64.b64decode(rest, validate=True)
    if len(key) < 24:
        raise ValueError("a secret has at least 24 bytes")
    return key


@dataclass(frozen=True)
class Gateway:
    """Where messages are posted to, the key that signs them, and which inner hosts are allowed."""

    url: str
    secret: bytes = field(repr=False)
    inner_hosts: tuple[str, ...] = ()
    timeout: float = TIMEOUT
    clock: Callable[[], float] = time.time
    way: ClassVar[str] = "GATEWAY"

    async def send(self, letter: Letter) -> str:
        """Posts a letter.

        Refuses:  NotSent, lasting when the gateway says that the recipient is gone.
        """
        posting = asyncio.to_thread(self._post, letter)
        try:
            return await asyncio.wait_for(posting, 3 * self.timeout)
        except TimeoutError:
            raise NotSent("timeout") from None

    def body(self, letter: Letter) -> bytes:
        """Gives what is posted: to whom, the words and the link."""
        return orjson.dumps(
            {
                "type": "notice.digest",
                "timestamp": datetime.fromtimestamp(self.clock(), UTC).isoformat(),
                "data": {
                    "recipient": letter.address,
                    "language": letter.language,
                    "title": letter.subject,
                    "text": letter.text,
                    "link": letter.link,
                },
            }
        )

    def _post(self, letter: Letter) -> str:
        parts = urlsplit(self.url)
        name, at, body = f"digest_{letter.digest}", int(self.clock()), self.body(letter)
        headers = {
            "content-type": "application/json",
            "user-agent": "Levelwise",
            "webhook-id": name,
            "webhook-timestamp": str(at),
            "webhook-signature": signature(self.secret, name, at, body),
        }
        path = parts.path or "/"
        target = f"{path}?{parts.query}" if parts.query else path
        connection = http.client.HTTPConnection(parts.netloc.rpartition("@")[2])
        try:
            connection.sock = self._connected(parts)
            connection.request("POST", target, body, headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as failed:
            raise NotSent(type(failed).__name__) from None
        finally:
            connection.close()
        if status // 100 != 2:
            raise NotSent(str(status), lasting=status == _GONE)
        return str(status)

    def _connected(self, parts: SplitResult) -> socket.socket:
        host = parts.hostname or ""
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(one[4][0]) for one in found]
        if host not in self.inner_hosts and not (secure and all(map(is_public, addresses))):
            raise NotSent("address_refused")
        plain = socket.create_connection((addresses[0], port), timeout=self.timeout)
        if not secure:
            return plain
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise
