"""The read path's own lines to PostgreSQL: a few connections, one round trip per request.

Each read is one prepared statement that opens with the caller's context and then reads, under one
Sync: one implicit transaction, so that what the opening sets is gone with it. psycopg's ordinary pool
serves acts; here it would cost three to seven times the application's CPU (performance.md 2).
"""

import asyncio
import contextlib
from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from storage.line import LOGGER, QUICK, Asked, Encoded, Line, Opening, Place, ReadFailed, Reply
from storage.paging import BadInput

__all__ = ["Encoded", "Opening", "Overloaded", "ReadFailed", "Reads", "Reply", "encoded"]

PAUSE = 0.5
"""Seconds between two attempts to make a connection that cannot be made."""
_KNOWN = 2000
"""Statements whose times are remembered."""
_WEIGHT = 0.2
"""What the last time of a statement counts in its mean."""


class Overloaded(Exception):
    """Too many reads are waiting for a connection already."""


def encoded(value: Any) -> Encoded:
    """A value in PostgreSQL's text form; BadInput for a text that would end before its end there."""
    if isinstance(value, str) and "\0" in value:
        raise BadInput("value", "has a character U+0000", zh="含有字符 U+0000")
    if value is None:
        return None
    if isinstance(value, bytes):
        return value
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, int | float | UUID | str):
        return str(value).encode()
    if isinstance(value, datetime | date):
        return value.isoformat().encode()
    if isinstance(value, Iterable):
        return b"{" + b",".join(_element(one) for one in value) + b"}"
    raise TypeError(f"cannot bind a {type(value).__name__}")


def _element(value: Any) -> bytes:
    text = encoded(value)
    if text is None:
        return b"NULL"
    return b'"' + text.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


_Waiter = tuple["asyncio.Future[Line]", Place]


class Reads:
    """A few connections; a quick read may be followed by another before it is answered.

    A connection that ends is made anew beside the reads. While none is left, who waits is answered
    by the next that is made or refused by the next attempt that fails.
    """

    def __init__(self, conninfo: str, *, size: int, most_waiting: int = 1000) -> None:
        self._conninfo = conninfo
        self._missing = size
        """How many connections are to be made."""
        self._most_waiting = most_waiting
        self._idle: deque[Line] = deque()
        self._waiting: deque[_Waiter] = deque()
        self._lines: set[Line] = set()
        self._took: OrderedDict[str, float] = OrderedDict()
        self._closed = False
        self._making: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect; raises ReadFailed when the server cannot be reached."""
        while self._missing:
            self._offer(await self._made())

    async def close(self) -> None:
        """Finish all connections; whoever waits for one is refused."""
        self._closed = True
        if self._making is not None:
            self._making.cancel()
        for line in list(self._lines):
            line.finish()
        self._refuse(_closed())

    async def read(self, opening: Opening, sql: str, values: Sequence[Encoded]) -> Reply:
        """Run one statement after its opening, prepared, in one round trip.

        Refuses: Overloaded when the queue is full, ReadFailed with PostgreSQL's state otherwise.
        """
        quick = self._took.get(sql, QUICK) < QUICK
        place = Place.AMONG if quick else Place.LAST
        line = self._room(place) or await self._turn(place)
        try:
            return await line.ask(opening, sql, values, place=place)
        except ReadFailed as failure:
            if not failure.worth_another:
                raise
        # One fresh attempt, since a read changes nothing; alone, lest it fall with another again.
        line = await self._turn(Place.ALONE, again=True)
        return await line.ask(opening, sql, values, place=Place.ALONE)

    def _room(self, place: Place) -> Line | None:
        """Gives a turn that can be had at once."""
        if self._waiting:
            return None
        if self._idle:
            # The one used last: its process and its plans are still warm.
            return self._idle.pop().taken(place)
        free = (one for one in self._lines if one.has_room(place))
        line = min(free, key=_turns, default=None)
        return line and line.taken(place)

    async def _turn(self, place: Place, *, again: bool = False) -> Line:
        """Gives a turn, for which it waits if need be.

        Given:   again, that it had one already: it is refused by no full queue, and waits first.
        """
        while not self._closed:
            line = self._room(place) or await self._waited(place, again=again)
            if line.alive:
                return line
            again = True
        raise _closed()

    async def _waited(self, place: Place, *, again: bool) -> Line:
        """Waits for a turn, before all others who did so already where it had one."""
        if len(self._waiting) >= self._most_waiting and not again:
            raise Overloaded
        turn: asyncio.Future[Line] = asyncio.get_running_loop().create_future()
        waiter = (turn, place)
        (self._waiting.appendleft if again else self._waiting.append)(waiter)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.cancelled() or not turn.done():
                with contextlib.suppress(ValueError):
                    self._waiting.remove(waiter)
            elif turn.exception() is None:
                # Given in the same moment in which it left.
                self._given_back(turn.result(), place)
            raise

    def _answered(self, line: Line, asked: Asked, seconds: float) -> None:
        mean = self._took.pop(asked.sql, seconds)
        self._took[asked.sql] = mean + _WEIGHT * (seconds - mean)
        if len(self._took) > _KNOWN:
            self._took.popitem(last=False)
        self._given_back(line, asked.place)

    def _given_back(self, line: Line, place: Place) -> None:
        if line.alive:
            line.given_back(place)
            self._offer(line)

    def _offer(self, line: Line) -> None:
        """Hands what room a connection has to those who wait; it rests when nobody does."""
        while self._waiting and line.has_room(self._waiting[0][1]):
            turn, place = self._waiting.popleft()
            if not turn.done():
                turn.set_result(line.taken(place))
        if not line.turns:
            self._idle.append(line)

    def _refuse(self, failure: ReadFailed) -> None:
        while self._waiting:
            turn, _ = self._waiting.popleft()
            if not turn.done():
                turn.set_exception(failure)

    def _died(self, line: Line) -> None:
        self._lines.discard(line)
        with contextlib.suppress(ValueError):
            self._idle.remove(line)
        self._missing += 1
        if not self._closed and (self._making is None or self._making.done()):
            self._making = asyncio.create_task(self._make_missing())

    async def _make_missing(self) -> None:
        while self._missing:
            try:
                self._offer(await self._made())
            except ReadFailed as failure:
                LOGGER.warning("no connection for the read path: %s", failure)
                if not self._lines:
                    self._refuse(failure)
                await asyncio.sleep(PAUSE)

    async def _made(self) -> Line:
        """Makes one of the missing connections. Refuses: ReadFailed."""
        self._missing -= 1
        try:
            line = await self._connected()
        except BaseException:
            self._missing += 1
            raise
        line.listen(asyncio.get_running_loop(), answered=self._answered, died=self._died)
        self._lines.add(line)
        return line

    async def _connected(self) -> Line:
        return await Line.connected(self._conninfo)


def _turns(line: Line) -> int:
    return line.turns


def _closed() -> ReadFailed:
    return ReadFailed("08006", "the connections were closed")
