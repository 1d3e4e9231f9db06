"""The lines of the read path: what is put behind what, and what happens when one breaks."""

import asyncio
import gc
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psycopg
import pytest

from storage.line import DEPTH, LONGEST, QUICK, Place
from storage.reads import Opening, Overloaded, ReadFailed, Reads
from tenants.context import TTL
from tests.conftest import Database
from tests.patience import PATIENCE, became, came

OPENING = Opening("select $0::text", lambda _: b"x")
LONG = "select count(*)::text from generate_series(1, 500000)"
PID = "select pg_backend_pid()::text"


@pytest.fixture
async def reads(database):
    made = Reads(database.app_dsn, size=1, most_waiting=4)
    await made.open()
    yield made
    await made.close()


async def known(reads: Reads) -> None:
    """Has a read be known for a quick one, however long the machine took over it just now."""
    await pid(reads)
    assert PID in reads._took
    reads._took[PID] = 0.001


async def pid(reads: Reads) -> bytes | None:
    return (await reads.read(OPENING, PID, ())).body


def under_way(reads: Reads) -> int:
    return sum(line.turns for line in reads._lines)


async def test_a_quick_read_is_followed_by_others_before_it_is_answered(reads: Reads) -> None:
    await known(reads)
    tasks = [asyncio.create_task(pid(reads)) for _ in range(DEPTH + 2)]
    await asyncio.sleep(0)
    assert under_way(reads) == DEPTH
    assert len(reads._waiting) == 2
    assert len(set(await asyncio.gather(*tasks))) == 1
    assert under_way(reads) == 0
    assert len(reads._idle) == 1


async def test_nobody_is_put_behind_a_read_of_which_nothing_is_known_or_that_is_slow(
    reads: Reads,
) -> None:
    await known(reads)
    for _ in range(2):
        slow = asyncio.create_task(reads.read(OPENING, LONG, ()))
        quick = asyncio.create_task(pid(reads))
        await asyncio.sleep(0)
        assert (under_way(reads), len(reads._waiting)) == (1, 1)
        await asyncio.gather(slow, quick)


async def test_a_slow_read_may_be_put_behind_a_quick_one_and_then_nothing_more(
    reads: Reads,
) -> None:
    await known(reads)
    quick = asyncio.create_task(pid(reads))
    slow = asyncio.create_task(reads.read(OPENING, LONG, ()))
    late = asyncio.create_task(pid(reads))
    await asyncio.sleep(0)
    assert (under_way(reads), len(reads._waiting)) == (2, 1)
    await quick
    assert (under_way(reads), len(reads._waiting)) == (1, 1)
    await asyncio.gather(slow, late)


async def test_each_of_several_gets_its_own_answer_also_when_one_between_them_fails(
    reads: Reads,
) -> None:
    asked = "select (10 / $1::int)::text"
    await reads.read(OPENING, asked, (b"1",))
    values = (b"5", b"0", b"2")
    found = await asyncio.gather(
        *(reads.read(OPENING, asked, (one,)) for one in values), return_exceptions=True
    )
    first, failed, last = found
    assert (first.body, last.body) == (b"2", b"5")
    assert isinstance(failed, ReadFailed)
    assert failed.sqlstate == "22012"


async def test_who_is_put_behind_a_statement_that_could_not_be_prepared_asks_again(
    reads: Reads,
) -> None:
    # The one in front prepares; what is sent behind it names what it was to prepare.
    wrong = "select nothing::text"
    reads._took[wrong] = 0.001
    both = await asyncio.gather(
        *(reads.read(OPENING, wrong, ()) for _ in range(2)), return_exceptions=True
    )
    assert [one.sqlstate for one in both if isinstance(one, ReadFailed)] == ["42703", "42703"]
    assert await pid(reads)


async def test_all_that_were_under_way_on_a_line_that_breaks_ask_again_on_one_new_line(
    reads: Reads,
) -> None:
    await known(reads)
    before = await pid(reads)
    reads._took[PID] = 0.001
    (line,) = reads._lines
    tasks = [asyncio.create_task(pid(reads)) for _ in range(DEPTH + 2)]
    await asyncio.sleep(0)
    line._broken("the server went away")
    after = await asyncio.gather(*tasks)
    assert len(set(after)) == 1
    assert after[0] != before
    assert len(reads._lines) == len(reads._idle) == 1
    assert under_way(reads) == 0


async def test_a_read_that_comes_while_others_wait_for_what_broke_is_answered_like_them(
    reads: Reads,
) -> None:
    reads._most_waiting = 100
    await known(reads)
    tasks = [asyncio.create_task(pid(reads)) for _ in range(DEPTH + 1)]
    await asyncio.sleep(0)
    (line,) = reads._lines
    line._broken("gone")
    late = asyncio.create_task(pid(reads))
    assert len(set(await came(asyncio.gather(*tasks, late)))) == 1


async def test_who_leaves_when_a_line_broke_takes_no_place_away(reads: Reads) -> None:
    await known(reads)
    tasks = [asyncio.create_task(pid(reads)) for _ in range(DEPTH + 1)]
    await asyncio.sleep(0)
    (line,) = reads._lines
    line._broken("gone")
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert await came(pid(reads))
    assert (under_way(reads), len(reads._waiting), len(reads._idle)) == (0, 0, 1)


async def test_backends_that_end_under_load_leave_nobody_waiting_and_no_line_lost(
    database: Database,
) -> None:
    end = (
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where usename = 'levelwise_app' and datname = current_database()"
    )
    made = Reads(database.app_dsn, size=4)
    await made.open()
    rounds, answered, ended = range(40), 0, asyncio.Event()

    async def client(mine: bytes) -> None:
        nonlocal answered
        opening = Opening("select $0::text", lambda _: mine)
        while not ended.is_set():
            with suppress(ReadFailed):
                reply = await made.read(opening, PID, ())
                assert reply.opening == (mine,)
                answered += 1
            await asyncio.sleep(0.001)

    clients = [asyncio.create_task(client(b"%d" % at)) for at in range(24)]
    with psycopg.connect(database.superuser_dsn, autocommit=True) as connection:
        for _ in rounds:
            enough = answered + 2
            await became(lambda enough=enough: answered >= enough)
            connection.execute(end)
    ended.set()
    await came(asyncio.gather(*clients))
    # The last is heard of that ended while nobody asked.
    await became(lambda: all(line.alive for line in made._lines))
    assert len(made._lines) + made._missing == 4
    assert under_way(made) == 0
    assert await pid(made)
    await made.close()


async def several(reads: Reads, count: int) -> set[bytes | None]:
    return set(await asyncio.wait_for(asyncio.gather(*(pid(reads) for _ in range(count))), 30))


async def until(true: Callable[[], bool]) -> None:
    for _ in range(3000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("not within half a minute")


async def test_lines_that_end_while_nobody_asks_are_made_again(database: Database) -> None:
    made = Reads(database.app_dsn, size=3)
    await made.open()
    before = {line._pid for line in made._lines}
    for line in list(made._lines):
        line._broken("the server began anew")
    assert not made._lines
    await until(lambda: len(made._idle) == 3)
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
        await asyncio.wait_for(pid(made), 30)
    assert (caught.value.sqlstate, caught.value.passing) == ("08001", True)
    made._conninfo = right
    await until(lambda: len(made._lines) == 2)
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


async def test_what_cannot_be_sent_gives_nobody_the_answer_of_another(reads: Reads) -> None:
    said = "select $1::text"
    await reads.read(OPENING, said, (b"a",))
    for unsent in ((b"x",) * 70_000, ("not bytes",)):
        with pytest.raises((ReadFailed, TypeError)):
            await reads.read(OPENING, said, unsent)  # type: ignore[arg-type]  # what must not be
        names = (b"anna", b"bert", b"carl")
        found = await came(asyncio.gather(*(reads.read(OPENING, said, (name,)) for name in names)))
        assert [one.body for one in found] == list(names)


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
    found = await asyncio.wait_for(asyncio.gather(first, pid(reads)), 30)
    assert len(set(found)) == 1
    assert found[0] != before
    del line
    gc.collect()
    assert not unheard
    assert under_way(reads) == 0


async def test_an_answer_that_is_another_read_s_is_given_to_nobody(reads: Reads) -> None:
    await known(reads)
    (line,) = reads._lines
    lost = asyncio.create_task(reads.read(Opening("select $0::text", lambda _: b"anna"), PID, ()))
    asked = asyncio.create_task(reads.read(Opening("select $0::text", lambda _: b"bert"), PID, ()))
    await asyncio.sleep(0)
    # As if the first had never been noted: its answer would be taken for the second's.
    line._asked.popleft()
    reply = await came(asked)
    assert reply.opening == (b"bert",)
    assert not line.alive
    lost.cancel()


async def test_a_statement_that_always_fails_is_prepared_once(reads: Reads) -> None:
    for _ in range(20):
        with pytest.raises(ReadFailed):
            await reads.read(OPENING, "select (1 / $1::int)::text", (b"0",))
    kept = await reads.read(OPENING, "select count(*)::text from pg_prepared_statements", ())
    assert int(kept.body or b"0") <= 3


async def test_a_name_that_the_server_has_forgotten_is_prepared_again(reads: Reads) -> None:
    before = await pid(reads)
    (line,) = reads._lines
    (key,) = line._prepared
    line._prepared[key] = b"r999"
    assert await pid(reads) == before


async def test_who_is_under_way_or_waits_when_all_is_closed_is_told(database: Database) -> None:
    made = Reads(database.app_dsn, size=1)
    await made.open()
    tasks = [asyncio.create_task(made.read(OPENING, LONG, ())) for _ in range(3)]
    await asyncio.sleep(0.01)
    await made.close()
    done, waiting = await asyncio.wait(tasks, timeout=PATIENCE)
    assert not waiting
    assert {getattr(one.exception(), "sqlstate", None) for one in done} == {"08006"}
    with pytest.raises(ReadFailed):
        await came(pid(made))


async def test_who_left_does_not_count_as_waiting(reads: Reads) -> None:
    await known(reads)
    slow = asyncio.create_task(reads.read(OPENING, LONG, ()))
    await asyncio.sleep(0)
    gone = [asyncio.create_task(pid(reads)) for _ in range(4)]
    await asyncio.sleep(0)
    for one in gone:
        one.cancel()
    await asyncio.gather(*gone, return_exceptions=True)
    assert await pid(reads)
    await slow


async def test_who_leaves_while_waiting_or_under_way_takes_no_place_away(reads: Reads) -> None:
    await known(reads)
    tasks = [asyncio.create_task(pid(reads)) for _ in range(DEPTH + 3)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    assert await pid(reads)
    assert (under_way(reads), len(reads._waiting), len(reads._idle)) == (0, 0, 1)


async def test_a_full_queue_refuses_at_once(reads: Reads) -> None:
    tasks = [asyncio.create_task(reads.read(OPENING, LONG, ())) for _ in range(5)]
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await pid(reads)
    await asyncio.gather(*tasks)
