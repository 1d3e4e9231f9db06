"""The lines of the read path: what is put behind what, and what happens when one breaks."""

import asyncio

import pytest

from storage.reads import Opening, Overloaded, ReadFailed, Reads

OPENING = Opening("select $0::text", lambda _: b"x")
LONG = "select count(*)::text from generate_series(1, 500000)"
PID = "select pg_backend_pid()::text"


@pytest.fixture
async def reads(database):
    made = Reads(database.app_dsn, size=1, most_waiting=4)
    await made.open()
    yield made
    await made.close()


async def pid(reads: Reads) -> bytes | None:
    return (await reads.read(OPENING, PID, ())).body


def under_way(reads: Reads) -> int:
    return sum(line.turns for line in reads._lines)


async def test_a_quick_read_is_followed_by_others_before_it_is_answered(reads: Reads) -> None:
    await pid(reads)
    tasks = [asyncio.create_task(pid(reads)) for _ in range(5)]
    await asyncio.sleep(0)
    assert under_way(reads) == 3
    assert len(reads._waiting) == 2
    assert len(set(await asyncio.gather(*tasks))) == 1
    assert under_way(reads) == 0
    assert len(reads._idle) == 1


async def test_nobody_is_put_behind_a_read_of_which_nothing_is_known_or_that_is_slow(
    reads: Reads,
) -> None:
    await pid(reads)
    for _ in range(2):
        slow = asyncio.create_task(reads.read(OPENING, LONG, ()))
        quick = asyncio.create_task(pid(reads))
        await asyncio.sleep(0)
        assert (under_way(reads), len(reads._waiting)) == (1, 1)
        await asyncio.gather(slow, quick)


async def test_a_slow_read_may_be_put_behind_a_quick_one_and_then_nothing_more(
    reads: Reads,
) -> None:
    await pid(reads)
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
    before = await pid(reads)
    (line,) = reads._lines
    tasks = [asyncio.create_task(pid(reads)) for _ in range(5)]
    await asyncio.sleep(0)
    line._broken("the server went away")
    after = await asyncio.gather(*tasks)
    assert len(set(after)) == 1
    assert after[0] != before
    assert len(reads._lines) == len(reads._idle) == 1
    assert under_way(reads) == 0


async def test_who_leaves_while_waiting_or_under_way_takes_no_place_away(reads: Reads) -> None:
    await pid(reads)
    tasks = [asyncio.create_task(pid(reads)) for _ in range(6)]
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
