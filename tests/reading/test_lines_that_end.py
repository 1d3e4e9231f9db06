"""Lines of the read path that end, that cannot be made, or that are late."""

import asyncio
import gc
import socket
from typing import Any

import psycopg
import pytest

from storage.line import DEPTH, LONGEST, QUICK, Place
from storage.reads import ReadFailed, Reads
from tenants.context import TTL
from tests.conftest import Database
from tests.patience import became, came
from tests.reading.reads import OPENING, pid, reads, several, under_way

__all__ = ["reads"]


async def test_lines_that_end_while_nobody_asks_are_made_again(database: Database) -> None:
    made = Reads(database.app_dsn, size=3)
    await made.open()
    before = {line._pid for line in made._lines}
    for line in list(made._lines):
        line._broken("the server began anew")
    assert not made._lines
    await became(lambda: len(made._idle) == 3)
    assert not before & {line._pid for line in made._lines}
    await made.close()


async def test_while_one_line_lives_nobody_is_refused_for_another_that_cannot_be_made(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Reads(database.app_dsn, size=2)
    await made.open()
    right, made._conninfo = made._conninfo, "host=/nowhere dbname=none"
    monkeypatch.setattr("storage.reads.PAUSE", 0.01)
    one, other = made._lines
    one._broken("gone")
    assert await several(made, 20) == {b"%d" % other._pid}
    other._broken("gone as well")
    with pytest.raises(ReadFailed) as caught:
        await came(pid(made))
    assert (caught.value.sqlstate, caught.value.passing) == ("08001", True)
    made._conninfo = right
    await became(lambda: len(made._lines) == 2)
    assert await several(made, 20)
    await made.close()


async def test_a_server_that_accepts_and_says_nothing_stops_nobody_else() -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        made = Reads(f"host=127.0.0.1 port={port} connect_timeout=2", size=2)
        beside = asyncio.create_task(others())
        with pytest.raises(ReadFailed, match="timeout"):
            await made.open()
        beside.cancel()
    assert turns > 100
    await made.close()


async def test_nobody_is_put_behind_a_quick_read_that_is_slow_this_time(
    database: Database,
) -> None:
    made = Reads(database.superuser_dsn, size=2)
    await made.open()
    await several(made, 20)
    sleep = "select pg_sleep($1::float8)::text"
    made._took[sleep] = 0.001
    slow = asyncio.create_task(made.read(OPENING, sleep, (b"1000",)))
    await asyncio.sleep(2 * QUICK)
    (busy,) = (line for line in made._lines if line.turns)
    assert len(await several(made, 4 * DEPTH)) == 1
    assert not slow.done()
    assert busy.turns == 1
    slow.cancel()
    await made.close()


async def test_an_answer_that_may_have_outlived_its_context_is_asked_for_again(
    reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pid(reads)
    (line,) = reads._lines
    sent = [asyncio.create_task(pid(reads)) for _ in range(2)]
    await asyncio.sleep(0)
    line._asked[0].sent -= LONGEST + 1
    prepared: list[object] = []
    ask = line.ask
    monkeypatch.setattr(
        line, "ask", lambda *given, **how: (prepared.append(how), ask(*given, **how))[1]
    )
    assert len(set(await asyncio.gather(*sent))) == 1
    assert prepared == [{"place": Place.ALONE}]
    assert LONGEST + 5 <= TTL, "a context lives longer than what is believed of it"


async def test_a_fault_of_our_own_is_logged_as_one(
    reads: Reads, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def wrong(_: object) -> None:
        raise RuntimeError("a fault of our own")

    monkeypatch.setattr("storage.line._reply", wrong)
    with pytest.raises(ReadFailed):
        await pid(reads)
    assert "RuntimeError: a fault of our own" in caplog.text


class Unsendable:
    """A connection of libpq that can send nothing more."""

    def __init__(self, of: Any) -> None:
        self.of = of

    def __getattr__(self, name: str) -> Any:
        return getattr(self.of, name)

    def flush(self) -> int:
        raise psycopg.OperationalError("no way out")


async def test_a_way_that_breaks_while_it_is_sent_on_is_told_to_all_and_nobody_is_left(
    reads: Reads,
) -> None:
    before = await pid(reads)
    loop, unheard = asyncio.get_running_loop(), []
    loop.set_exception_handler(lambda _, said: unheard.append(said["message"]))
    (line,) = reads._lines
    first = asyncio.create_task(pid(reads))
    await asyncio.sleep(0)
    line._pg = Unsendable(line._pg)
    found = await came(asyncio.gather(first, pid(reads)))
    assert len(set(found)) == 1
    assert found[0] != before
    del line
    gc.collect()
    assert not unheard
    assert under_way(reads) == 0
