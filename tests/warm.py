"""Connections that stay open from one test to the next, with what their processes have learnt.

A new process of PostgreSQL reads what it needs to know of each table, rule and function when it first
meets it; that is most of what a test's statements cost. Only where the database stays
(tests/keeping.py) can connections stay, too.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import psycopg
from psycopg import pq
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import make_engine
from storage.line import Line
from storage.reads import Reads
from tests.conftest import Database

FORGET = (
    b"reset session authorization; reset role; reset all; close all; unlisten *;"
    b" discard temp; discard sequences"
)
"""What `discard all` does, but for plans, what is prepared, and locks: those tests/keeping.py looks for."""


class Warm:
    """The connections of one database: an engine's, readers' lines, and a superuser's."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.engine: AsyncEngine = make_engine(database.app_dsn, size=10, wait=10.0)
        self.lines: list[Line] = []
        self._idle: list[Any] = []
        self._made: list[Any] = []
        self._beside: psycopg.Connection[Any] | None = None
        event.listen(self.engine.sync_engine, "do_connect", self._again)
        event.listen(self.engine.sync_engine, "connect", self._known)

    def _again(self, *_: Any) -> Any:
        return self._idle.pop() if self._idle else None

    def _known(self, connection: Any, _record: Any) -> None:
        self._made.append(connection)

    async def rest(self) -> None:
        """Takes what the engine has back when a test is over, for the loop of the next one."""
        left = self.engine.pool.checkedout()
        await self.engine.dispose(close=False)
        made, self._made = [*self._idle, *self._made], []
        self._idle = [] if left else [one for one in made if _rested(one.driver_connection)]
        for one in made:
            if one not in self._idle:
                _cut(one.driver_connection)

    @property
    def beside(self) -> psycopg.Connection[Any]:
        """The superuser's, on which nothing is prepared."""
        if self._beside is None or self._beside.closed:
            self._beside = psycopg.connect(
                self.database.superuser_dsn, autocommit=True, prepare_threshold=None
            )
        return self._beside

    def check(self) -> None:
        """Lets go of connections that broke, and of what a test set on those that stay."""
        if self._beside is not None and not _rested(self._beside):
            _cut(self._beside)
            self._beside = None
        self.lines = [line for line in self.lines if _awake(line)]

    def backends(self) -> Sequence[int]:
        """The processes of the connections that stay."""
        drivers = [one.driver_connection for one in self._idle]
        if self._beside is not None:
            drivers.append(self._beside)
        return [one.pgconn.backend_pid for one in drivers] + [line._pid for line in self.lines]

    def close(self) -> None:
        """Ends all of them."""
        for one in self._idle:
            _cut(one.driver_connection)
        for line in self.lines:
            line.finish()
        if self._beside is not None:
            self._beside.close()
        self._idle, self.lines = [], []


def _rested(driver: Any) -> bool:
    """Whether a connection is alive and in no transaction, after it forgot what a test set."""
    if driver.closed or driver.pgconn.transaction_status != pq.TransactionStatus.IDLE:
        return False
    # A lock that tasks of a test waited for belongs to its loop.
    driver.lock = asyncio.Lock() if isinstance(driver, psycopg.AsyncConnection) else driver.lock
    driver._notice_handlers.clear()
    return driver.pgconn.exec_(FORGET).status == pq.ExecStatus.COMMAND_OK


def _cut(driver: Any) -> None:
    with suppress(psycopg.Error):
        driver.pgconn.finish()


def _awake(line: Line) -> bool:
    """Whether a reader's line answers."""
    if not line.alive:
        return False
    try:
        line._pg.exit_pipeline_mode()
        answered = line._pg.exec_(b"reset all").status == pq.ExecStatus.COMMAND_OK
        line._pg.enter_pipeline_mode()
    except psycopg.Error:
        answered = False
    if not answered:
        line.finish()
    return answered


class WarmReads(Reads):
    """The reads of one test, over lines that stay for the next."""

    def __init__(self, warm: Warm, *, size: int) -> None:
        super().__init__(warm.database.app_dsn, size=size)
        self._warm = warm

    async def _connected(self) -> Line:
        return self._warm.lines.pop() if self._warm.lines else await super()._connected()

    async def close(self) -> None:
        """Gives back the lines on which nothing is under way; finishes the others."""
        for line in [one for one in self._idle if one.alive]:
            line._loop.remove_reader(line._fd)
            self._lines.discard(line)
            self._warm.lines.append(line)
        await super().close()


def reads_of(stage: Any, *, size: int) -> Reads:
    """What a stage is read through: lines that stay, where its database does."""
    warm = getattr(stage, "warm", None)
    return WarmReads(warm, size=size) if warm else Reads(stage.database.app_dsn, size=size)
