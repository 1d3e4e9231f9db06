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

from storage.line import Asked, Encoded, Line, Opening, ReadFailed, Reply
from storage.paging import BadInput

__all__ = ["Encoded", "Opening", "Overloaded", "ReadFailed", "Reads", "Reply", "encoded"]

_DEPTH = 3
"""Reads under way on one connection, so that its backend need not sleep between two (record 0014)."""
_QUICK = 0.02
"""Seconds. Behind a statement that took longer of late nobody is put while others may come free."""
_KNOWN = 2000
"""Statements whose times are remembered."""
_WEIGHT = 0.2
"""What the last time of a statement counts in its mean."""
_AGAIN = frozenset({"08006", "26000"})
"""The server restarted under us, or the one that was to prepare our statement failed."""


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


class Reads:
    """A few connections; a quick read may be followed by another before it is answered."""

    def __init__(self, conninfo: str, *, size: int, most_waiting: int = 1000) -> None:
        self._conninfo = conninfo
        self._size = size
        self._most_waiting = most_waiting
        self._idle: deque[Line] = deque()
        self._waiting: deque[tuple[asyncio.Future[Line], bool]] = deque()
        self._lines: set[Line] = set()
        self._took: OrderedDict[str, float] = OrderedDict()
        self._closed = False

    async def open(self) -> None:
        """Connect; raises ReadFailed when the server cannot be reached."""
        for _ in range(self._size):
            self._offer(await self._connected())

    async def close(self) -> None:
        """Finish all connections."""
        self._closed = True
        for line in self._lines:
            line.finish()
        self._lines.clear()
        self._idle.clear()

    async def read(self, opening: Opening, sql: str, values: Sequence[Encoded]) -> Reply:
        """Run one statement after its opening, prepared, in one round trip.

        Refuses: Overloaded when the queue is full, ReadFailed with PostgreSQL's state otherwise.
        """
        slow = self._took.get(sql, _QUICK) >= _QUICK
        line = self._room(slow) or await self._turn(slow)
        try:
            return await line.ask(opening, sql, values, slow=slow)
        except ReadFailed as failure:
            if failure.sqlstate not in _AGAIN:
                raise
        # One fresh attempt, since a read changes nothing.
        line = await self._turn(slow)
        return await line.ask(opening, sql, values, slow=slow)

    def _room(self, slow: bool) -> Line | None:
        """Gives a turn that can be had at once on a living connection."""
        if self._waiting:
            return None
        if self._idle:
            # The one used last: its process and its plans are still warm.
            return self._idle.pop().taken(slow) if self._idle[-1].alive else None
        return next((one.taken(slow) for one in self._lines if _has_room(one)), None)

    async def _turn(self, slow: bool) -> Line:
        """Gives a turn on a living connection, waited for if need be; a dead one is made anew."""
        while True:
            line = self._room(slow)
            if line is None:
                line = self._idle.pop() if self._idle else await self._waited(slow)
            if line.alive:
                return line
            if line in self._lines:
                return (await self._renewed(line)).taken(slow)

    async def _waited(self, slow: bool) -> Line:
        if len(self._waiting) >= self._most_waiting:
            raise Overloaded
        turn: asyncio.Future[Line] = asyncio.get_running_loop().create_future()
        self._waiting.append((turn, slow))
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._given_back(turn.result(), slow)
            raise

    def _answered(self, line: Line, asked: Asked, seconds: float) -> None:
        mean = self._took.pop(asked.sql, seconds)
        self._took[asked.sql] = mean + _WEIGHT * (seconds - mean)
        if len(self._took) > _KNOWN:
            self._took.popitem(last=False)
        self._given_back(line, asked.slow)

    def _given_back(self, line: Line, slow: bool) -> None:
        if line.alive:
            line.turns -= 1
            line.slow -= slow
            self._offer(line)

    def _offer(self, line: Line) -> None:
        """Hands what room a connection has to those who wait; it rests when nobody does."""
        while self._waiting and _has_room(line):
            turn, slow = self._waiting.popleft()
            if not turn.done():
                turn.set_result(line.taken(slow))
        if not line.turns and not self._closed:
            self._idle.append(line)

    def _died(self, line: Line) -> None:
        if line.turns:
            line.turns = line.slow = 0
            self._offer(line)

    async def _renewed(self, dead: Line) -> Line:
        dead.finish()
        self._lines.discard(dead)
        with contextlib.suppress(ValueError):
            self._idle.remove(dead)
        try:
            return await self._connected()
        except (ReadFailed, asyncio.CancelledError):
            dead.turns = dead.slow = 0
            self._lines.add(dead)
            self._offer(dead)  # keep the count; the next read tries again
            raise

    async def _connected(self) -> Line:
        return self._joined(await asyncio.to_thread(Line, self._conninfo))

    def _joined(self, line: Line) -> Line:
        line.listen(asyncio.get_running_loop(), answered=self._answered, died=self._died)
        self._lines.add(line)
        return line


def _has_room(line: Line) -> bool:
    return not line.turns or (line.turns < _DEPTH and not line.slow)
