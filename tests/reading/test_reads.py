"""The lines of the read path: what is put behind what, and what happens when one breaks."""

import asyncio
from contextlib import suppress

import psycopg
import pytest

from storage.line import DEPTH
from storage.reads import Opening, Overloaded, ReadFailed, Reads
from tests.conftest import Database
from tests.patience import PATIENCE, became, came
from tests.reading.reads import LONG, OPENING, PID, known, pid, reads, under_way

__all__ = ["reads"]


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
    await became(lambda: [line.alive for line in made._lines] == [True] * 4)
    assert made._missing == 0
    assert under_way(made) == 0
    assert await pid(made)
    await made.close()


async def test_what_cannot_be_sent_gives_nobody_the_answer_of_another(reads: Reads) -> None:
    said = "select $1::text"
    await reads.read(OPENING, said, (b"a",))
    for unsent in ((b"x",) * 70_000, ("not bytes",)):
        with pytest.raises((ReadFailed, TypeError)):
            await reads.read(OPENING, said, unsent)  # type: ignore[arg-type]  # what must not be
        names = (b"anna", b"bert", b"carl")
        found = await came(asyncio.gather(*(reads.read(OPENING, said, (name,)) for name in names)))
        assert [one.body for one in found] == list(names)


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
