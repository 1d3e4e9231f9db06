"""Long work for one request: beside the requests of others, few at a time, telling how far it is.

The work runs on a thread with an event loop and connections of its own, so that nobody waits for it
but whoever asked. What it tells goes to them as server-sent events, if they listen.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ledger.exports.refusals import ExchangeBusy, SheetRefused
from schema.errors import bug
from server.edge.negotiation import Language, language_of
from server.edge.replies import EdgeError, error_of, header_of, request_id_of
from server.exchange.backlog import ImportRefused
from server.exchange.errands import HEADERS, status_of
from storage.scratch import Scratch
from storage.time_left import TimeIsUp, ending_in
from tenants.passing import refusal_in
from tenants.refusals import Refusal

LOGGER = logging.getLogger("levelwise.working")
AT_ONCE = 2
ARRIVING = 20
"""So many files may be on their way at a time, one of each person."""
LONGEST_SECONDS = 900.0
HEARTBEAT_SECONDS = 10.0
Told = Mapping[str, Any]
Tell = Callable[[Told], None]
Ended = Callable[[], None]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Working:
    """Where long work of one process is done, and what it puts on a disk meanwhile."""

    scratch: Scratch
    longest: float = LONGEST_SECONDS
    taken: set[UUID] = field(default_factory=set)
    """The people who have a place: one each."""
    sending: set[UUID] = field(default_factory=set)
    """The people whose file is on its way: whoever sends slowly keeps no place from anybody."""

    @contextmanager
    def place(self, person: UUID) -> Iterator[None]:
        """Holds one of few places. Refuses: export.busy."""
        if len(self.taken) >= AT_ONCE or person in self.taken:
            raise ExchangeBusy
        with _held(self.taken, person):
            yield

    @contextmanager
    def arriving(self, person: UUID) -> Iterator[None]:
        """Holds what a person may send, before anything is received, where a place is free.

        Refuses:  export.busy.
        """
        with self.place(person):
            pass
        if len(self.sending) >= ARRIVING or person in self.sending:
            raise ExchangeBusy
        with _held(self.sending, person):
            yield

    async def done(
        self, work: Callable[[Tell], Awaitable[Made]], *, tell: Tell, ended: Ended
    ) -> Made:
        """Does a piece of work on a thread of its own, for so long at most.

        Given:    tell, told on this loop what the work tells; ended, called in any case.
        Refuses:  export.refused, and what the work refuses.
        """
        loop = asyncio.get_running_loop()

        def said(what: Told) -> None:
            loop.call_soon_threadsafe(tell, what)

        try:
            return await asyncio.to_thread(_run, work, said, self.longest)
        except TimeoutError:
            # It may have ended while what it did was being committed.
            zh = f"超过 {self.longest:.0f} 秒，可能已经办完，请先试运行查看"
            why = f"{zh} it took too long and is perhaps done: try a dry run"
            raise SheetRefused(why=why) from None
        except TimeIsUp:
            why = f"读表超过 {self.longest:.0f} 秒 reading it took too long"
            raise SheetRefused(why=why) from None
        except ImportRefused as refused:
            if isinstance(refused.__cause__, Refusal):
                raise refused.__cause__ from None
            raise SheetRefused(why=str(refused)) from None
        finally:
            ended()

    async def answered(
        self,
        request: Request,
        work: Callable[[Tell], Awaitable[Made]],
        *,
        after: Callable[[Made], Awaitable[Told]],
        ended: Ended,
    ) -> Told | Response:
        """Does the work: gives what came of it, or a stream that tells how far it is, and then that.

        Given:    after, makes of the work's result what is answered.
        """
        if "text/event-stream" not in request.headers.get("accept", ""):
            return await after(await self.done(work, tell=lambda _: None, ended=ended))
        told: asyncio.Queue[Told] = asyncio.Queue()
        task = asyncio.ensure_future(self.done(work, tell=told.put_nowait, ended=ended))
        body = _events(request, told, task, after=after)
        headers = {**HEADERS, "x-accel-buffering": "no"}
        return StreamingResponse(body, media_type="text/event-stream", headers=headers)


@contextmanager
def _held(people: set[UUID], person: UUID) -> Iterator[None]:
    people.add(person)
    try:
        yield
    finally:
        people.discard(person)


async def _events(
    request: Request,
    told: asyncio.Queue[Told],
    task: "asyncio.Future[Made]",
    *,
    after: Callable[[Made], Awaitable[Told]],
) -> AsyncIterator[bytes]:
    while not (task.done() and told.empty()):
        waiting = asyncio.ensure_future(told.get())
        either: set[asyncio.Future[Any]] = {waiting, task}
        await asyncio.wait(either, timeout=HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done():
            yield _event("progress", waiting.result())
        else:
            waiting.cancel()
            yield b":\n\n"
    try:
        yield _event("done", await after(task.result()))
    except Exception as error:  # noqa: BLE001 - whatever happens, the stream ends in its form
        refusal = refusal_in(error)
        if refusal is not None:
            yield _event("refused", {"errors": [_shown(request, refusal)]})
            return
        named = request_id_of(request.scope)
        said = bug(error, request_id=named, language=spoken(request))
        yield b"event: refused\ndata: " + said.replace(b"\n", b" ") + b"\n\n"


def spoken(request: Request) -> Language:
    """The language that a request asks for."""
    return language_of(header_of(request.scope, b"accept-language")) or "zh"


def _run(work: Callable[[Tell], Awaitable[Made]], tell: Tell, longest: float) -> Made:
    async def working() -> Made:
        async with asyncio.timeout(longest):
            return await work(tell)

    with ending_in(longest):
        return asyncio.run(working())


def _shown(request: Request, refusal: Refusal) -> Any:
    edge = EdgeError(refusal.code, status_of(refusal), refusal)
    return error_of(edge, request_id=request_id_of(request.scope), language=spoken(request))


def _event(name: str, data: Told) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"
