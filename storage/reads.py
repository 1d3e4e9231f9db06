"""The read path's own line to PostgreSQL: libpq in pipeline mode, one round trip per request.

Each read is one prepared statement that opens with the caller's context and then reads, under one
Sync: one implicit transaction, so that what the opening sets is gone with it. psycopg's ordinary pool
serves acts; here it would cost three to seven times the application's CPU (performance.md 2).
"""

import asyncio
import contextlib
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import pq

from storage.paging import BadInput

_PREPARED = 400
"""Prepared statements kept per connection; the one used longest ago goes first."""
_READ_ONLY = (
    "-c plan_cache_mode=force_generic_plan -c jit=off -c default_transaction_read_only=on "
    "-c datestyle=ISO -c timezone=UTC -c max_parallel_workers_per_gather=0"
)
_FAILED = (pq.ExecStatus.FATAL_ERROR, pq.ExecStatus.PIPELINE_ABORTED)

_PASSING = frozenset({"57014", "55P03", "53300", "08001", "08006", "57P01", "57P02", "57P03"})

Encoded = bytes | None


class ReadFailed(Exception):
    """PostgreSQL refused a statement, or the connection broke; ``sqlstate`` says which."""

    def __init__(self, sqlstate: str, message: str) -> None:
        super().__init__(message)
        self.sqlstate = sqlstate

    @property
    def passing(self) -> bool:
        """Whether the same read may do later: timeouts, lock waits, a server that is away."""
        return self.sqlstate in _PASSING


class Overloaded(Exception):
    """Too many reads are waiting for a connection already."""


@dataclass(frozen=True)
class Reply:
    """The row of the opening, and the only value of the statement."""

    opening: tuple[Encoded, ...]
    body: Encoded


@dataclass(frozen=True)
class Opening:
    """What every read begins with: a select with one value ``$0``, made for one backend process."""

    sql: str
    value: Callable[[int], Encoded]

    def before(self, sql: str, *, values: int) -> str:
        """Gives one statement that opens and then reads.

        The subquery in FROM yields its row before the scalar subquery of the reading is evaluated;
        ``offset 0`` keeps PostgreSQL from taking the two for one. Two statements cost 30 µs more.
        """
        opening = self.sql.replace("$0", f"${values + 1}")
        return f"select opening.*, ({sql}) from ({opening} offset 0) as opening"


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
    """A few connections, each serving one read at a time."""

    def __init__(self, conninfo: str, *, size: int, most_waiting: int = 1000) -> None:
        self._conninfo = conninfo
        self._size = size
        self._most_waiting = most_waiting
        self._idle: deque[_Line] = deque()
        self._waiting: deque[asyncio.Future[_Line]] = deque()
        self._lines: set[_Line] = set()
        self._closed = False

    async def open(self) -> None:
        """Connect; raises ReadFailed when the server cannot be reached."""
        for _ in range(self._size):
            self._free(await self._connected())

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
        # The one used last: its process and its plans are still warm.
        line = self._idle.pop() if self._idle else await self._next()
        try:
            line = line if line.alive else await self._replaced(line)
            return await line.ask(opening, sql, values, done=self._free)
        except ReadFailed as failure:
            if line.alive or failure.sqlstate != "08006":
                raise
            # The server restarted under us; one fresh attempt, since a read changes nothing.
            line = await self._replaced(line)
            return await line.ask(opening, sql, values, done=self._free)

    async def _next(self) -> "_Line":
        if len(self._waiting) >= self._most_waiting:
            raise Overloaded
        turn: asyncio.Future[_Line] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._free(turn.result())
            raise

    def _free(self, line: "_Line") -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(line)
                return
        if not self._closed:
            self._idle.append(line)

    async def _replaced(self, broken: "_Line") -> "_Line":
        broken.finish()
        self._lines.discard(broken)
        try:
            return await self._connected()
        except (ReadFailed, asyncio.CancelledError):
            self._lines.add(broken)
            self._free(broken)  # keep the count; the next read tries again
            raise

    async def _connected(self) -> "_Line":
        line = await asyncio.to_thread(_Line, self._conninfo)
        line.listen(asyncio.get_running_loop())
        self._lines.add(line)
        return line


class _Line:
    """One connection in pipeline mode."""

    def __init__(self, conninfo: str) -> None:
        info = pq.Conninfo.parse(conninfo.encode())
        given = {one.keyword: one.val for one in info if one.val is not None}
        given[b"options"] = b" ".join(filter(None, (given.get(b"options"), _READ_ONLY.encode())))
        text = b" ".join(key + b"='" + _quoted(value) + b"'" for key, value in given.items())
        self._pg = pq.PGconn.connect(text)
        if self._pg.status != pq.ConnStatus.OK:
            raise ReadFailed("08001", self._pg.get_error_message())
        self._pg.nonblocking = 1
        self._pg.enter_pipeline_mode()
        self._pid = self._pg.backend_pid
        self._fd = self._pg.socket
        self._prepared: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._made = 0
        self._answer: asyncio.Future[Reply] | None = None
        self._results: list[Any] = []
        self._done: Callable[[_Line], None] | None = None
        self._new: tuple[str, str] | None = None
        self.alive = True

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Have the loop call when the server answers."""
        self._loop = loop
        loop.add_reader(self._fd, self._readable)

    async def ask(
        self,
        opening: Opening,
        sql: str,
        values: Sequence[Encoded],
        *,
        done: "Callable[[_Line], None]",
    ) -> Reply:
        """Send the statement and wait for the reply."""
        self._answer, self._results, self._done = self._loop.create_future(), [], done
        self._new = None
        try:
            name = self._prepared.get((opening.sql, sql))
            if name is None:
                name = self._prepare(opening, sql, len(values))
            else:
                self._prepared.move_to_end((opening.sql, sql))
            self._pg.send_query_prepared(name, [*values, opening.value(self._pid)])
            self._pg.pipeline_sync()
            self._flush()
        except pq.error as error:  # type: ignore[attr-defined]  # exported at run time
            self._broken(str(error))
        return await self._answer

    def _prepare(self, opening: Opening, sql: str, values: int) -> bytes:
        if len(self._prepared) >= _PREPARED:
            _, oldest = self._prepared.popitem(last=False)
            self._pg.send_query_params(b"deallocate " + oldest, None)
        self._made += 1
        name = b"r%d" % self._made
        self._pg.send_prepare(name, opening.before(sql, values=values).encode())
        self._new = (opening.sql, sql)
        self._prepared[self._new] = name
        return name

    def _flush(self) -> None:
        if self._pg.flush() == 1:
            self._loop.add_writer(self._fd, self._writable)

    def _writable(self) -> None:
        if self._pg.flush() == 0:
            self._loop.remove_writer(self._fd)

    def _readable(self) -> None:
        try:
            self._pg.consume_input()
            while not self._pg.is_busy():
                result = self._pg.get_result()
                if result is None:
                    if self._answer is None:
                        return
                    continue
                if result.status == pq.ExecStatus.PIPELINE_SYNC:
                    self._complete()
                    return
                self._results.append(result)
        except Exception as error:  # noqa: BLE001 - libpq raises its own operational errors
            self._broken(str(error))

    def _complete(self) -> None:
        answer, done, results = self._answer, self._done, self._results
        self._answer, self._done, self._results = None, None, []
        failed = next((one for one in results if one.status in _FAILED), None)
        if failed is not None and self._new:
            self._prepared.pop(self._new, None)
        if answer is not None and not answer.done():
            if failed is None:
                answer.set_result(_reply(results))
            else:
                answer.set_exception(_failure(failed))
        if done is not None:
            done(self)

    def _broken(self, message: str) -> None:
        self.alive = False
        with contextlib.suppress(OSError, ValueError):
            self._loop.remove_reader(self._fd)
        answer, done = self._answer, self._done
        self._answer, self._done = None, None
        if answer is not None and not answer.done():
            answer.set_exception(ReadFailed("08006", message))
        elif done is not None:
            done(self)

    def finish(self) -> None:
        """Close the connection."""
        if self.alive:
            self.alive = False
            with contextlib.suppress(OSError, ValueError):
                self._loop.remove_reader(self._fd)
        self._pg.finish()


def _quoted(value: bytes) -> bytes:
    return value.replace(b"\\", b"\\\\").replace(b"'", b"\\'")


def _reply(results: Sequence[Any]) -> Reply:
    (row,) = (one for one in results if one.status == pq.ExecStatus.TUPLES_OK)
    body = row.nfields - 1
    opening = tuple(row.get_value(0, column) for column in range(body))
    return Reply(opening, row.get_value(0, body))


def _failure(result: Any) -> ReadFailed:
    state = result.error_field(pq.DiagnosticField.SQLSTATE) or b"XX000"
    message = result.error_field(pq.DiagnosticField.MESSAGE_PRIMARY) or b""
    return ReadFailed(state.decode(), message.decode(errors="replace"))
