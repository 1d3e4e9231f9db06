"""What surrounds every request: its id, its size, and the web pages that may read its answer.

Pure ASGI, because wrappers that read the whole response cost more than the answer itself.
"""

import os
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.edge.origins import Origins
from server.edge.replies import EdgeError, header_of, send_error

CLIENT_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
ALLOWED_HEADERS = (
    b"authorization, content-type, content-range, accept-language, levelwise-post, x-request-id, "
    b"graphql-require-preflight, apollo-require-preflight, x-apollo-operation-name, "
    b"apollographql-client-name, apollographql-client-version, traceparent, "
    b"levelwise-feed-secret"
)
SINGLE = frozenset({b"authorization", b"levelwise-post", b"content-type", b"host"})
EXPOSED_HEADERS = b"x-request-id, retry-after, www-authenticate, content-disposition, range"


class RequestId:
    """Gives each request an id, taken from the client when it sends a plain one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs one request under its id and prints the id in the response."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        offered = header_of(scope, b"x-request-id")
        known = offered is not None and CLIENT_ID.fullmatch(offered)
        request_id = offered if known and offered else os.urandom(8).hex().encode()
        scope["levelwise.request_id"] = request_id.decode()
        header = (b"x-request-id", request_id)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], header]
            await send(message)

        await self.app(scope, receive, sending)


class SaidOnce:
    """Refuses a request that says twice what decides who asks, or as what its body is read.

    Something on the way that reads the other one of the two would see another request than we do.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs one request, or answers 400; a socket is not opened."""
        if scope["type"] == "lifespan" or not _is_repeated(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await send_error(scope, send, EdgeError("DUPLICATE_HEADER", 400))
        else:
            await send({"type": "websocket.close", "code": 4400})


def _is_repeated(scope: Scope) -> bool:
    names = [name for name, _ in scope["headers"] if name in SINGLE]
    return len(names) != len(set(names))


class BodyTooLarge(Exception):
    """The body went beyond its limit while it was being read."""


class BodyLimit:
    """Refuses bodies beyond a limit with 413, whether their length is declared or not.

    Given:  larger, limits of their own by path prefix, for files; said, what answers beyond them
            in the form of another protocol, by path prefix, too.
    """

    def __init__(
        self,
        app: ASGIApp,
        limit_bytes: int = 256 * 1024,
        larger: Mapping[str, int] | None = None,
        said: Mapping[str, Callable[[Send], Awaitable[None]]] | None = None,
    ) -> None:
        self.app = app
        self.limit_bytes = limit_bytes
        self.larger = dict(larger or {})
        self.said = dict(said or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs one request whose body is counted as it is read."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        declared = header_of(scope, b"content-length")
        if declared is not None and (not declared.isdigit() or int(declared[:20]) > limit):
            await self._refuse(scope, send)
            return
        seen = 0

        async def counting() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise BodyTooLarge
            return message

        try:
            await self.app(scope, counting if declared is None else receive, send)
        except BodyTooLarge:
            await self._refuse(scope, send)

    async def _refuse(self, scope: Scope, send: Send) -> None:
        for prefix, say in self.said.items():
            if scope["path"].startswith(prefix):
                await say(send)
                return
        await send_error(scope, send, EdgeError("BODY_TOO_LARGE", 413))

    def _limit(self, path: str) -> int:
        for prefix, limit in self.larger.items():
            if path.startswith(prefix):
                return limit
        return self.limit_bytes


class CrossOrigin:
    """Lets the pages of allowed origins read answers (CORS), and answers their preflights."""

    def __init__(self, app: ASGIApp, origins: Origins) -> None:
        self.app = app
        self.origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Adds the CORS headers to responses for allowed origins only."""
        origin = header_of(scope, b"origin") if scope["type"] == "http" else None
        if origin is None:
            await self.app(scope, receive, send)
            return
        allowed = self.origins.allow(origin.decode("latin-1"))
        if scope["method"] == "OPTIONS" and header_of(scope, b"access-control-request-method"):
            await self._preflight(send, origin if allowed else None)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_vary(message)
                if allowed:
                    message["headers"] += [
                        (b"access-control-allow-origin", origin),
                        (b"access-control-expose-headers", EXPOSED_HEADERS),
                    ]
            await send(message)

        await self.app(scope, receive, sending)

    async def _preflight(self, send: Send, origin: bytes | None) -> None:
        headers = [(b"vary", b"Origin, Access-Control-Request-Headers"), (b"content-length", b"0")]
        if origin is not None:
            headers += [
                (b"access-control-allow-origin", origin),
                (b"access-control-allow-methods", b"GET, POST, PUT"),
                (b"access-control-allow-headers", ALLOWED_HEADERS),
                (b"access-control-max-age", b"600"),
            ]
        await send(
            {
                "type": "http.response.start",
                "status": 204 if origin else 403,
                "headers": headers,
            }
        )
        await send({"type": "http.response.body", "body": b""})


def _add_vary(message: dict[str, Any] | Message) -> None:
    """Adds Origin to a Vary that lacks it."""
    headers = list(message["headers"])
    for place, (name, value) in enumerate(headers):
        if name == b"vary":
            if b"origin" not in value.lower():
                headers[place] = (name, value + b", Origin")
            break
    else:
        headers.append((b"vary", b"Origin"))
    message["headers"] = headers
