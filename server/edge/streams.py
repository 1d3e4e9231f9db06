"""Subscriptions as server-sent events, one stream for one operation.

Lines end with LF alone: urql splits a stream at two of them and would never see an event otherwise.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager, suppress

import orjson
from starlette.types import Receive, Send

from schema.answering import Answer, Answering, Request
from server.edge.foreseen import failed
from server.edge.negotiation import Media
from server.edge.replies import START, EdgeError, error_of

LOGGER = logging.getLogger("levelwise.streams")
HEARTBEAT_SECONDS = 12.0
Admit = Callable[[], AbstractContextManager[None]]
"""Holds a place among the requests in flight, or refuses: server.edge.admission.Overloaded."""
Ended = Callable[[], Awaitable[None]]
"""Waits until the session is ended for which a stream was opened."""
HEARTBEAT = b":\n\n"
COMPLETE = b"event: complete\ndata: \n\n"
HEADERS = (*START[Media.STREAM], (b"x-accel-buffering", b"no"))


async def stream(
    answering: Answering,
    request: Request,
    receive: Receive,
    send: Send,
    *,
    admit: Admit,
    keep: Callable[[], None],
    expires_at: float,
    ended: Ended,
) -> None:
    """Streams the results of one operation until it ends, the client leaves or the token expires.

    Given: admit, under which a query is answered and a subscription begins; keep, called once the
           document has proved valid.
    Gives: events `next` with a whole response each, then `complete`; comments keep the line open.
    """
    await send({"type": "http.response.start", "status": 200, "headers": list(HEADERS)})
    speaking = asyncio.ensure_future(_speak(answering, request, send, admit=admit, keep=keep))
    leaving = asyncio.ensure_future(_left(receive))
    ending = asyncio.ensure_future(ended())
    # A token without end (nobody) gives infinity, which a timeout cannot take.
    lifetime = None if expires_at == float("inf") else max(0.0, expires_at - time.time())
    try:
        await asyncio.wait(
            {speaking, leaving, ending}, timeout=lifetime, return_when=asyncio.FIRST_COMPLETED
        )
        if leaving.done():
            return
        if not speaking.done():
            await _ended(speaking)
            expired = EdgeError("UNAUTHENTICATED", 401)
            shown = error_of(expired, request_id=request.request_id, language=request.language)
            await _event(send, orjson.dumps({"errors": [shown]}))
        await send({"type": "http.response.body", "body": COMPLETE, "more_body": False})
    finally:
        await _ended(speaking)
        await _ended(leaving)
        await _ended(ending)


async def _ended(task: asyncio.Future[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError, OSError):
        await task


async def _speak(
    answering: Answering,
    request: Request,
    send: Send,
    *,
    admit: Admit,
    keep: Callable[[], None],
) -> None:
    try:
        with admit():
            results = await answering.subscribe(request)
        if not (isinstance(results, Answer) and results.kind == "request_error"):
            keep()
        if isinstance(results, Answer):
            await _event(send, results.body)
            return
        await _relay(results, send)
    except Exception as error:  # noqa: BLE001 - whatever happens, the stream ends in its own form
        await _event(send, failed(error, request_id=request.request_id, language=request.language))


async def _relay(results: AsyncIterator[bytes], send: Send) -> None:
    """Sends each result as it comes, and a comment when none came for a while."""
    iterator = aiter(results)
    coming = asyncio.ensure_future(anext(iterator, None))
    try:
        while True:
            done, _ = await asyncio.wait({coming}, timeout=HEARTBEAT_SECONDS)
            if not done:
                await send({"type": "http.response.body", "body": HEARTBEAT, "more_body": True})
                continue
            body = coming.result()
            if body is None:
                return
            await _event(send, body)
            coming = asyncio.ensure_future(anext(iterator, None))
    finally:
        coming.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await coming
        closing = getattr(results, "aclose", None)
        if closing is not None:
            await closing()


async def _event(send: Send, body: bytes) -> None:
    await send(
        {
            "type": "http.response.body",
            # A line break between JSON tokens would end the event's data early.
            "body": b"event: next\ndata: " + body.replace(b"\n", b" ") + b"\n\n",
            "more_body": True,
        }
    )


async def _left(receive: Receive) -> None:
    """Waits until the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
