"""One connection of the read path: libpq in pipeline mode, each read under a Sync of its own."""

import asyncio
import contextlib
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import pq

PREPARED = 400
"""Prepared statements kept per connection; the one used longest ago goes first."""
READ_ONLY = (
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

    @property
    def took_too_long(self) -> bool:
        """Whether PostgreSQL ended it because its time was up."""
        return self.sqlstate == "57014"


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


class Asked:
    """A statement that was sent: who waits for it, and when the server may have begun it."""

    __slots__ = ("answer", "began", "new", "slow", "sql")

    def __init__(
        self, answer: "asyncio.Future[Reply]", sql: str, *, slow: bool, now: float
    ) -> None:
        self.answer, self.sql, self.slow, self.began = answer, sql, slow, now
        self.new: tuple[str, str] | None = None


class Line:
    """One connection; what is asked while it is busy is answered in turn."""

    def __init__(self, conninfo: str) -> None:
        info = pq.Conninfo.parse(conninfo.encode())
        given = {one.keyword: one.val for one in info if one.val is not None}
        given[b"options"] = b" ".join(filter(None, (given.get(b"options"), READ_ONLY.encode())))
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
        self._asked: deque[Asked] = deque()
        self._results: list[Any] = []
        self.turns = 0
        """How many hold a turn on this connection, whether they have asked yet or not."""
        self.slow = 0
        """How many of them may take long, so that nobody should be put behind them."""
        self.alive = True

    def taken(self, slow: bool) -> "Line":
        """Gives itself, with one turn more held on it."""
        self.turns += 1
        self.slow += slow
        return self

    def listen(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        answered: "Callable[[Line, Asked, float], None]",
        died: "Callable[[Line], None]",
    ) -> None:
        """Have the loop call when the server answers.

        ``answered`` is told, after each, what was asked and the seconds it took; ``died`` once.
        """
        self._loop, self._answered, self._died = loop, answered, died
        loop.add_reader(self._fd, self._readable)

    async def ask(
        self, opening: Opening, sql: str, values: Sequence[Encoded], *, slow: bool
    ) -> Reply:
        """Send the statement and wait for the reply.

        Refuses: ReadFailed with PostgreSQL's state, 08006 when the connection breaks.
        """
        key = (opening.sql, sql)
        bound = [*values, opening.value(self._pid)]
        asked = Asked(self._loop.create_future(), sql, slow=slow, now=self._loop.time())
        self._asked.append(asked)
        try:
            name = self._prepared.get(key)
            if name is None:
                asked.new = key
                name = self._prepare(opening, sql, len(values))
            else:
                self._prepared.move_to_end(key)
            self._pg.send_query_prepared(name, bound)
            self._pg.pipeline_sync()
            self._flush()
        except pq.error as error:  # type: ignore[attr-defined]  # exported at run time
            self._broken(str(error))
        return await asked.answer

    def _prepare(self, opening: Opening, sql: str, values: int) -> bytes:
        if len(self._prepared) >= PREPARED:
            _, oldest = self._prepared.popitem(last=False)
            self._pg.send_query_params(b"deallocate " + oldest, None)
        self._made += 1
        name = b"r%d" % self._made
        self._pg.send_prepare(name, opening.before(sql, values=values).encode())
        self._prepared[opening.sql, sql] = name
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
            while self._asked and not self._pg.is_busy():
                result = self._pg.get_result()
                if result is None:
                    if self._pg.status == pq.ConnStatus.BAD:
                        raise ReadFailed("08006", self._pg.get_error_message())
                    continue
                if result.status == pq.ExecStatus.PIPELINE_SYNC:
                    self._complete()
                else:
                    self._results.append(result)
        except Exception as error:  # noqa: BLE001 - libpq raises its own operational errors
            self._broken(str(error))

    def _complete(self) -> None:
        asked, results, self._results = self._asked.popleft(), self._results, []
        now = self._loop.time()
        if self._asked:
            self._asked[0].began = now
        failed = next((one for one in results if one.status in _FAILED), None)
        if failed is not None and asked.new:
            self._prepared.pop(asked.new, None)
        if not asked.answer.done():
            if failed is None:
                asked.answer.set_result(_reply(results))
            else:
                asked.answer.set_exception(_failure(failed))
        self._answered(self, asked, now - asked.began)

    def _broken(self, message: str) -> None:
        if not self.alive:
            return
        self._leave()
        asked, self._asked = self._asked, deque()
        for one in asked:
            if not one.answer.done():
                one.answer.set_exception(ReadFailed("08006", message))
        self._died(self)

    def _leave(self) -> None:
        self.alive = False
        with contextlib.suppress(OSError, ValueError):
            self._loop.remove_reader(self._fd)
        with contextlib.suppress(OSError, ValueError):
            self._loop.remove_writer(self._fd)

    def finish(self) -> None:
        """Close the connection."""
        if self.alive:
            self._leave()
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
