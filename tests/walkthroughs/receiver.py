"""A receiver of events that can be down, and then remembers what came and how often.

It verifies the signature by the rules of Standard Webhooks with the standard library alone, as the
receiver in docs/subscribers.md does.
"""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

OLDEST_SECONDS = 300


@dataclass
class Receiver:
    """What was received: the bodies by event id, in order of arrival, and how often each came."""

    url: str
    secret: str = ""
    bodies: dict[str, list[bytes]] = field(default_factory=dict)
    forged: int = 0
    drops: int = 0
    """So many of the next events are taken and then answered with an error, as by a crash."""

    @property
    def events(self) -> list[dict[str, Any]]:
        """Each event once, in the order in which it first came."""
        return [json.loads(bodies[0]) for bodies in self.bodies.values()]

    @property
    def again(self) -> int:
        """How many requests brought an event that had come before."""
        return sum(len(bodies) - 1 for bodies in self.bodies.values())

    @property
    def altered(self) -> int:
        """How many events came again with another body."""
        return sum(len(set(bodies)) > 1 for bodies in self.bodies.values())

    def take(self, headers: Any, body: bytes) -> int:
        """Takes one request. Gives the status to answer with."""
        if not self._genuine(headers, body):
            self.forged += 1
            return 401
        event = json.loads(body)["id"]
        if event != headers["webhook-id"]:
            self.forged += 1
            return 401
        self.bodies.setdefault(event, []).append(body)
        if self.drops:
            self.drops -= 1
            return 500
        return 204

    def _genuine(self, headers: Any, body: bytes) -> bool:
        name, at = headers["webhook-id"], headers["webhook-timestamp"]
        if abs(time.time() - int(at)) > OLDEST_SECONDS:
            return False
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        signed = hmac.digest(key, f"{name}.{at}.".encode() + body, hashlib.sha256)
        wanted = base64.b64encode(signed).decode()
        given = [one.partition(",")[2] for one in headers["webhook-signature"].split()]
        return any(hmac.compare_digest(one, wanted) for one in given)


@contextmanager
def receiving(receiver: Receiver) -> Iterator[None]:
    """Lets the receiver listen for the length of a block; before and after it, it is down."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            self.send_response(receiver.take(self.headers, body))
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    parts = urlsplit(receiver.url)
    server = ThreadingHTTPServer((parts.hostname or "", parts.port or 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
