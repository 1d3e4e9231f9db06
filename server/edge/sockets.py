"""GraphQL over WebSocket: the protocol graphql-transport-ws, and only that one.

Who asks is told in connection_init, because browsers cannot set headers here. A socket has at most
ten operations and messages of 256 KiB; it ends when its token does, and every operation asks anew
who is speaking. Sockets are counted with the event streams, before connection_init by themselves, and what
is asked on them with all other requests. Close codes are those of the protocol.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from typing import Any

import orjson
from starlette.types import Receive, Scope, Send

from schema.answering import Answer, Answering, Request
from server.edge.admission import Admission, Overloaded, greetings, open_lines
from server.edge.foreseen import edge_error, failed
from server.edge.negotiation import Language, language_of
from server.edge.origins import Origins
from server.edge.persisted import PersistedDocuments
from server.edge.questions import Question, Unreadable, question_of
from server.edge.replies import EdgeError, address_of, error_of, header_of, request_id_of
from server.sign_in.authentication import Admitted, BadToken, Doorkeeper
from tenants.refusals import ViewerPostNotHeld

LOGGER = logging.getLogger("levelwise.sockets")
PROTOCOL = "graphql-transport-ws"


class Close(IntEnum):
    """Why a socket is closed."""

    TOO_LARGE = 1009
    TRY_AGAIN = 1013
    BAD_REQUEST = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    NO_PROTOCOL = 4406
    INIT_TIMEOUT = 4408
    SUBSCRIBER_EXISTS = 4409
    INIT_TWICE = 4429
    BUG = 4500


class Gone(Exception):
    """The client has left."""


class Closing(Exception):
    """The socket must be closed for this reason."""

    def __init__(self, code: Close, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True)
class SocketLimits:
    """What one socket may ask for."""

    operations: int = 10
    message_bytes: int = 256 * 1024
    init_seconds: float = 10.0


@dataclass(frozen=True)
class GraphQLSockets:
    """The ASGI application behind the WebSocket at `/graphql`."""

    answering: Answering
    doorkeeper: Doorkeeper
    origins: Origins
    persisted: PersistedDocuments = field(default_factory=PersistedDocuments)
    limits: SocketLimits = field(default_factory=SocketLimits)
    admission: Admission = field(default_factory=Admission)
    lines: Admission = field(default_factory=open_lines)
    greetings: Admission = field(default_factory=greetings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one socket until it is closed."""
        await receive()  # websocket.connect
        if not self.origins.admit(scope):
            # Closing before accepting makes the handshake fail with 403.
            await send({"type": "websocket.close", "code": Close.FORBIDDEN})
            return
        if PROTOCOL not in scope.get("subprotocols", ()):
            await send({"type": "websocket.accept"})
            reason = "Subprotocol not acceptable"
            await send({"type": "websocket.close", "code": Close.NO_PROTOCOL, "reason": reason})
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        conversation = Conversation(app=self, scope=scope, receive=receive, send=send)
        with conversation.place:
            await conversation.run()


@dataclass(eq=False)
class Conversation:
    """One socket: who speaks, and what they have asked for."""

    app: GraphQLSockets
    scope: Scope
    receive: Receive
    send: Send
    language: Language = "zh"
    spoken: Language | None = None
    """The language that the socket was opened in, if it named one."""
    admitted: Admitted | None = None
    initialised: bool = False
    operations: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    watching: set[asyncio.Task[None]] = field(default_factory=set)
    asked: int = 0
    gone: bool = False
    place: ExitStack = field(default_factory=ExitStack)
    """Among the sockets that have said nothing yet, then among the lines that are open."""

    async def run(self) -> None:
        """Listens until the client leaves, breaks the protocol or may no longer listen."""
        try:
            self._take_place(self.app.greetings)
            async with asyncio.timeout(self.app.limits.init_seconds) as first_words:
                while self.admitted is None:
                    await self._hear()
                first_words.reschedule(None)
            leaving = asyncio.create_task(self._until_signed_out())
            self.watching.add(leaving)
            async with asyncio.timeout(self._lifetime()):
                while not self.gone:
                    await self._hear()
        except Closing as closing:
            await self._close(closing.code, closing.reason)
        except TimeoutError:
            if self.admitted is None:
                await self._close(Close.INIT_TIMEOUT, "Connection initialisation timeout")
            else:
                await self._close(Close.FORBIDDEN, "Token expired")
        except Overloaded as full:
            await self._close(Close.TRY_AGAIN, f"Try again: {full.code}")
        except Gone:
            self.gone = True
        except Exception:
            LOGGER.exception("bug in request %s", request_id_of(self.scope))
            await self._close(Close.BUG, "Internal server error")
        finally:
            for task in self.watching:
                task.cancel()
            await self._stop(list(self.operations))

    @property
    def _who(self) -> object:
        """Who is counted: the token, or the address of whoever has not shown one."""
        return (self.admitted and self.admitted.key[0]) or address_of(self.scope)

    def _take_place(self, among: Admission) -> None:
        """Takes a place, for the one that was taken before it was known whose.

        Refuses: Overloaded.
        """
        self.place.close()
        self.place.enter_context(among.enter(self._who))

    async def _until_signed_out(self) -> None:
        """Closes the socket when its session is ended, whatever it does."""
        assert self.admitted is not None
        await self.app.doorkeeper.until_ended(self.admitted)
        await self._stop(list(self.operations))
        await self._close(Close.FORBIDDEN, "Signed out")

    def _lifetime(self) -> float | None:
        assert self.admitted is not None
        expires_at = self.admitted.expires_at
        return None if expires_at == float("inf") else max(0.0, expires_at - time.time())

    async def _hear(self) -> None:
        """Takes one message."""
        event = await self.receive()
        if event["type"] == "websocket.disconnect":
            raise Gone
        text = event.get("text")
        if text is None:
            raise Closing(Close.BAD_REQUEST, "Messages must be text")
        if len(text) > self.app.limits.message_bytes:
            raise Closing(Close.TOO_LARGE, "Message too large")
        try:
            message = orjson.loads(text)
        except orjson.JSONDecodeError:
            raise Closing(Close.BAD_REQUEST, "Messages must be valid JSON") from None
        if not isinstance(message, dict):
            raise Closing(Close.BAD_REQUEST, "Messages must be JSON objects")
        await self._obey(message)

    async def _obey(self, message: Mapping[str, Any]) -> None:
        match message.get("type"):
            case "connection_init":
                await self._init(message.get("payload"))
            case "ping":
                await self._say({"type": "pong"})
            case "pong":
                pass
            case "subscribe":
                await self._subscribe(message)
            case "complete":
                await self._stop([_id_of(message)])
            case _:
                raise Closing(Close.BAD_REQUEST, "Unknown message type")

    async def _init(self, payload: Any) -> None:
        if self.initialised:
            raise Closing(Close.INIT_TWICE, "Too many initialisation requests")
        if not (payload is None or isinstance(payload, dict)):
            raise Closing(Close.BAD_REQUEST, "Invalid connection_init payload")
        self.initialised = True
        said = {key.lower(): value for key, value in (payload or {}).items()}
        accept = _said(said, "accept-language") or header_of(self.scope, b"accept-language")
        try:
            self.admitted = await self.app.doorkeeper.admit(
                self._authorization(said),
                _said(said, "levelwise-post") or header_of(self.scope, b"levelwise-post"),
            )
        except BadToken as bad:
            raise Closing(Close.FORBIDDEN, f"Forbidden: {bad}") from None
        except ViewerPostNotHeld as refused:
            raise Closing(Close.FORBIDDEN, f"Forbidden: {refused.code}") from None
        except Exception as error:
            foreseen = edge_error(error)
            if foreseen is None:
                raise
            raise Closing(Close.TRY_AGAIN, f"Try again: {foreseen.code}") from None
        self._take_place(self.app.lines)
        self.spoken = language_of(accept)
        self.language = self.spoken or self.admitted.viewer.language
        await self._say({"type": "connection_ack"})

    def _authorization(self, said: Mapping[str, Any]) -> bytes | None:
        """Finds the token where clients put it: authorization or token, or the handshake."""
        given = _said(said, "authorization") or _said(said, "token")
        if given is None:
            return header_of(self.scope, b"authorization")
        return given if b" " in given else b"Bearer " + given

    async def _subscribe(self, message: Mapping[str, Any]) -> None:
        if self.admitted is None:
            raise Closing(Close.UNAUTHORIZED, "Unauthorized")
        name = _id_of(message)
        question = _question(message.get("payload"))
        if name in self.operations:
            raise Closing(Close.SUBSCRIBER_EXISTS, f"Subscriber for {name[:64]} already exists")
        if len(self.operations) >= self.app.limits.operations:
            error = EdgeError("TOO_MANY_SUBSCRIPTIONS", 429)
            await self._fail(name, error, request_id=request_id_of(self.scope))
            return
        self.asked += 1
        self.operations[name] = asyncio.create_task(self._operate(name, question))

    async def _operate(self, name: str, question: Question) -> None:
        """Runs one operation and says what comes of it."""
        request_id = f"{request_id_of(self.scope)}-{self.asked}"
        try:
            results = await self._ask(question, request_id)
            if not isinstance(results, Answer):
                await self._relay(name, results)
            elif results.kind == "request_error":
                self.operations.pop(name, None)
                await self._next(name, results.body, kind="error")
                return
            else:
                await self._next(name, results.body)
            self.operations.pop(name, None)
            await self._say({"id": name, "type": "complete"})
        except (BadToken, ViewerPostNotHeld):
            await self._close(Close.FORBIDDEN, "Token expired or post no longer held")
        except Gone:
            self.gone = True
        except Exception as error:  # noqa: BLE001 - one broken operation must not end the others
            self.operations.pop(name, None)
            body = failed(error, request_id=request_id, language=self.language)
            await self._next(name, body, kind="error")

    async def _ask(self, question: Question, request_id: str) -> AsyncIterator[bytes] | Answer:
        assert self.admitted is not None
        # Asked anew each time: a look-up in a dictionary, unless something changed.
        admitted = await self.app.doorkeeper.admit(*self.admitted.key)
        self.language = self.spoken or admitted.viewer.language
        document, key = self.app.persisted.find(question)
        request = Request(
            query=document,
            operation_name=question.operation_name,
            variables=question.variables,
            viewer=admitted.viewer,
            language=self.language,
            own_language=self.spoken is None,
            allow_mutation=True,
            request_id=request_id,
            address=str(address_of(self.scope) or ""),
            renew=partial(self.app.doorkeeper.renewed, admitted),
        )
        with self.app.admission.enter(self._who):
            results = await self.app.answering.subscribe(request)
        wrong = isinstance(results, Answer) and results.kind == "request_error"
        if key is not None and document is not None and not wrong:
            self.app.persisted.keep(key, document)
        return results

    async def _relay(self, name: str, results: AsyncIterator[bytes]) -> None:
        try:
            async for body in results:
                await self._next(name, body)
        finally:
            closing = getattr(results, "aclose", None)
            if closing is not None:
                await closing()

    async def _fail(self, name: str, error: EdgeError, *, request_id: str) -> None:
        self.operations.pop(name, None)
        shown = error_of(error, request_id=request_id, language=self.language)
        await self._say({"id": name, "type": "error", "payload": [shown]})

    async def _next(self, name: str, body: bytes, *, kind: str = "next") -> None:
        """Sends a response as it is, or the errors of one that never ran."""
        if kind == "error":
            body = orjson.dumps(orjson.loads(body)["errors"])
        head = orjson.dumps({"id": name, "type": kind})
        text = head[:-1] + b',"payload":' + body + b"}"
        await self._send(text)

    async def _say(self, message: Mapping[str, Any]) -> None:
        await self._send(orjson.dumps(message))

    async def _send(self, text: bytes) -> None:
        if self.gone:
            raise Gone
        try:
            await self.send({"type": "websocket.send", "text": text.decode()})
        except OSError:
            raise Gone from None

    async def _stop(self, names: list[str]) -> None:
        """Ends operations and waits until they have let go of what they held."""
        tasks = [task for name in names if (task := self.operations.pop(name, None))]
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError, Exception):
                await task

    async def _close(self, code: Close, reason: str) -> None:
        if self.gone:
            return
        self.gone = True
        with suppress(OSError, RuntimeError):
            await self.send({"type": "websocket.close", "code": code, "reason": reason[:120]})


def _id_of(message: Mapping[str, Any]) -> str:
    name = message.get("id")
    if not isinstance(name, str) or not name or len(name) > 128:
        raise Closing(Close.BAD_REQUEST, "Invalid message id")
    return name


def _question(payload: Any) -> Question:
    """Reads what a subscribe message asks for, as strictly as a POST is read."""
    try:
        found = question_of(payload)
    except Unreadable:
        raise Closing(Close.BAD_REQUEST, "Invalid subscribe payload") from None
    if found.query is None and not (found.extensions or {}).get("persistedQuery"):
        raise Closing(Close.BAD_REQUEST, "Invalid subscribe payload")
    return found


def _said(payload: Mapping[str, Any], name: str) -> bytes | None:
    """Gives what connection_init says under a name; what is no text is no way to say nothing."""
    value = payload.get(name)
    if not (value is None or isinstance(value, str)):
        raise Closing(Close.BAD_REQUEST, f"Invalid connection_init payload: {name} must be a text")
    return value.encode("latin-1", "replace") if value else None
