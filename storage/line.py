"""One connection of the read path: libpq in pipeline mode, each read under a Sync of its own."""

import asyncio
import contextlib
import logging
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import psycopg
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict, make_conninfo

LOGGER = logging.getLogger("levelwise.reading")

DEPTH = 6
"""Reads under way on one connection, so that its backend need not sleep between two (record 0014)."""
QUICK = 0.01
"""Seconds. Behind a statement that takes longer nobody is put while others may come free."""
LONGEST = 24.0
"""Seconds. What is answered later may have outlived the context it was sent with; it is asked again."""
PREPARED = 400
"""Prepared statements kept per connection; the one used longest ago goes first."""
READ_ONLY = (
    "-c plan_cache_mode=force_generic_plan -c jit=off -c default_transaction_read_only=on "
    "-c datestyle=ISO -c timezone=UTC -c max_parallel_workers_per_gather=0"
)
CONNECT_SECONDS = 5
"""After which a server that says nothing is taken to be away; the conninfo may say otherwise."""
_FAILED = (pq.ExecStatus.FATAL_ERROR, pq.ExecStatus.PIPELINE_ABORTED)
_PASSING = frozenset({"57014", "55P03", "53300", "08001", "08006", "57P01", "57P02", "57P03"})

_GONE = "08006"
"""The connection is no more; also where the server says 57P01, for then it says nothing further."""
_UNKNOWN = "26000"

Encoded = bytes | None


class Place(IntEnum):
    """Where on a connection a read may stand."""

    AMONG = 0
    """Behind others, and others behind it: it is quick."""
    LAST = 1
    """Behind others, and nobody behind it: it may take long."""
    ALONE = 2
    """Behind nobody, and nobody behind it: those beside it failed once already."""


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
    def worth_another(self) -> bool:
        """Whether the same read may do at once on another connection: not the statement was at fault."""
        return self.sqlstate in {_GONE, _UNKNOWN}

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
    """What every read begins with: a select with one value ``$0``, made for one backend process.

    Its first column gives the value back, by which an answer is known to be of this very read.
    """

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
    """A statement that is sent: who waits for it, since when, and when the server may have begun it."""

    __slots__ = ("answer", "began", "key", "name", "place", "preparing", "sent", "sql", "value")

    def __init__(self, answer: "asyncio.Future[Reply]", key: tuple[str, str], place: Place) -> None:
        self.answer, self.key, self.place = answer, key, place
        self.sql = key[1]
        self.name = b""
        self.preparing = 0
        """How many commands go before the statement itself, the last of which prepares it."""
        self.value: Encoded = None
        self.sent = self.began = 0.0


class Line:
    """One connection; what is asked while it is busy is answered in turn."""

    def __init__(self, connection: psycopg.AsyncConnection[Any]) -> None:
        # Kept, for it would say that nobody closed it; what is spoken from here on is libpq's.
        self._connection = connection
        self._pg: Any = connection.pgconn
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
        self._closed_to_more = 0
        """How many of them want nobody behind them."""
        self.alive = True

    @classmethod
    async def connected(cls, conninfo: str) -> "Line":
        """Connects. Refuses: ReadFailed, 08001."""
        given = conninfo_to_dict(conninfo)
        given["options"] = f"{given.get('options') or ''} {READ_ONLY}"
        given.setdefault("connect_timeout", CONNECT_SECONDS)
        try:
            return cls(await psycopg.AsyncConnection.connect(make_conninfo("", **given)))
        except psycopg.Error as error:
            raise ReadFailed("08001", str(error)) from None

    def has_room(self, place: Place) -> bool:
        """Whether another may stand on this connection, in this place."""
        if not self.turns:
            return True
        return (
            place < Place.ALONE
            and self.turns < DEPTH
            and not self._closed_to_more
            and not self._is_late()
        )

    def _is_late(self) -> bool:
        """Whether what is known to be quick takes longer this time."""
        return bool(self._asked) and self._loop.time() - self._asked[0].began >= QUICK

    def taken(self, place: Place) -> "Line":
        """Gives itself, with one turn more held on it."""
        self.turns += 1
        self._closed_to_more += place > Place.AMONG
        return self

    def given_back(self, place: Place) -> None:
        """Takes a turn back."""
        self.turns -= 1
        self._closed_to_more -= place > Place.AMONG

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
        self, opening: Opening, sql: str, values: Sequence[Encoded], *, place: Place
    ) -> Reply:
        """Send the statement and wait for the reply.

        Refuses: ReadFailed with PostgreSQL's state, 08006 when the connection breaks.
        """
        if not self.alive:
            raise ReadFailed(_GONE, "the connection is gone")
        asked = Asked(self._loop.create_future(), (opening.sql, sql), place)
        try:
            self._send(asked, opening, values)
        except Exception as error:
            # What was sent of it nobody can take back: whatever came after would be misread.
            self._broken(str(error))
            if isinstance(error, psycopg.Error):
                raise ReadFailed(_GONE, str(error)) from None
            raise
        self._flush()
        return await asked.answer

    def _send(self, asked: Asked, opening: Opening, values: Sequence[Encoded]) -> None:
        """Sends it whole, and only then notes that an answer will come."""
        asked.value = opening.value(self._pid)
        name = self._prepared.get(asked.key)
        if name is None:
            name = self._prepare(asked, opening, len(values))
        else:
            self._prepared.move_to_end(asked.key)
        asked.name = name
        self._pg.send_query_prepared(name, [*values, asked.value])
        self._pg.pipeline_sync()
        asked.sent = asked.began = self._loop.time()
        self._asked.append(asked)

    def _prepare(self, asked: Asked, opening: Opening, values: int) -> bytes:
        if len(self._prepared) >= PREPARED:
            _, oldest = self._prepared.popitem(last=False)
            self._pg.send_query_params(b"deallocate " + oldest, None)
            asked.preparing += 1
        self._made += 1
        name = b"r%d" % self._made
        self._pg.send_prepare(name, opening.before(asked.sql, values=values).encode())
        asked.preparing += 1
        self._prepared[asked.key] = name
        return name

    def _flush(self) -> None:
        if not self._all_sent():
            self._loop.add_writer(self._fd, self._writable)

    def _writable(self) -> None:
        if self._all_sent() and self.alive:
            self._loop.remove_writer(self._fd)

    def _all_sent(self) -> bool:
        """Whether nothing waits to be sent any more; a broken connection waits for nothing."""
        try:
            done = bool(self._pg.flush() == 0)
        except psycopg.Error as error:
            self._broken(str(error))
            return True
        if not done:
            # A flush that finds the way full takes in what came meanwhile; nobody else would look.
            self._loop.call_soon(self._readable)
        return done

    def _readable(self) -> None:
        if not self.alive:
            return
        try:
            self._pg.consume_input()
            between = False
            while self._asked and not self._pg.is_busy():
                result = self._pg.get_result()
                if result is None and (between or self._pg.status == pq.ConnStatus.BAD):
                    # Twice nothing: libpq waits for no answer, and we do.
                    raise ReadFailed(_GONE, self._pg.get_error_message())
                between = result is None
                if result is None:
                    continue
                if result.status == pq.ExecStatus.PIPELINE_SYNC:
                    self._complete()
                else:
                    self._results.append(result)
        except (psycopg.Error, ReadFailed) as error:
            self._broken(str(error))
        except Exception as error:
            LOGGER.exception("an answer could not be taken in")
            self._broken(str(error))

    def _complete(self) -> None:
        results, self._results = self._results, []
        found = self._understood(self._asked[0], results)
        asked = self._asked.popleft()
        now = self._loop.time()
        if self._asked:
            self._asked[0].began = now
        if now - asked.sent > LONGEST:
            found = ReadFailed(_GONE, "the answer came too late to be believed")
        if not asked.answer.done():
            if isinstance(found, Reply):
                asked.answer.set_result(found)
            else:
                asked.answer.set_exception(found)
        self._answered(self, asked, now - asked.began)

    def _understood(self, asked: Asked, results: Sequence[Any]) -> "Reply | ReadFailed":
        """What the server answered. Raises what means that the connection is of no more use."""
        at = next((at for at, one in enumerate(results) if one.status in _FAILED), None)
        if at is None:
            found = _reply(results)
            if found.opening[0] != asked.value:
                raise ReadFailed(_GONE, "an answer came that was another's")
            return found
        failed = _failure(results[at])
        forgotten = failed.sqlstate == _UNKNOWN or at < asked.preparing
        if forgotten and self._prepared.get(asked.key) == asked.name:
            del self._prepared[asked.key]
        return failed

    def _broken(self, message: str) -> None:
        if self.alive:
            LOGGER.warning("a connection of the read path ended: %s", message.strip())
            self._end(message)

    def _end(self, message: str) -> None:
        """Ends the connection; whoever waits for an answer on it is told."""
        self.alive = False
        with contextlib.suppress(OSError, ValueError):
            self._loop.remove_reader(self._fd)
        with contextlib.suppress(OSError, ValueError):
            self._loop.remove_writer(self._fd)
        self._pg.finish()
        asked, self._asked = self._asked, deque()
        for one in asked:
            if not one.answer.done():
                one.answer.set_exception(ReadFailed(_GONE, message))
        self._died(self)

    def finish(self) -> None:
        """Close the connection."""
        if self.alive:
            self._end("the connection was closed")


def _reply(results: Sequence[Any]) -> Reply:
    (row,) = (one for one in results if one.status == pq.ExecStatus.TUPLES_OK)
    body = row.nfields - 1
    opening = tuple(row.get_value(0, column) for column in range(body))
    return Reply(opening, row.get_value(0, body))


def _failure(result: Any) -> ReadFailed:
    state = result.error_field(pq.DiagnosticField.SQLSTATE) or b"XX000"
    message = result.error_field(pq.DiagnosticField.MESSAGE_PRIMARY) or b""
    return ReadFailed(state.decode(), message.decode(errors="replace"))
