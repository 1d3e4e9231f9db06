"""One listener, asked step by step, as a socket does that waits until its client took what it sent."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from ledger.editions.in_force import BookInForce, by_reads
from ledger.live.feed import Feed
from ledger.live.following import CHANNELS, Following, Kind, Told
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.reading import Reading
from storage.line import Place
from storage.listening import Listening
from storage.reads import Reads
from tenants.refusals import DatabaseBusy
from tenants.viewer import Viewer
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder
from tests.patience import came

TOUCH = "update app.problem set version = version + 1 where id = %s"


@asynccontextmanager
async def following(
    stage: Stage, who: str, *, post: str | None = None, **how: Any
) -> AsyncIterator[Following]:
    reads = Reads(stage.database.app_dsn, size=1)
    listening = Listening(stage.database.app_dsn, *CHANNELS)
    await reads.open()
    await listening.open()
    try:
        feed = Feed(Reading(reads, stage.database.keys, stage.reach))

        def renew() -> Awaitable[Viewer]:
            return stage.viewer(who, post=post)

        yield Following(feed, listening, await renew(), renew, **how)
    finally:
        await listening.close()
        await reads.close()


async def reported(stage: Stage, at: str) -> uuid.UUID:
    given = ReportProblem(uuid.uuid4(), "AUDIT", "水渠堵塞", "村东水渠堵塞", "村东")
    return await stage.done(f"{at}.handler", report_problem, given)


def touch(stage: Stage, problem: uuid.UUID, times: int) -> None:
    for _ in range(times):
        with psycopg.connect(stage.database.superuser_dsn) as connection:
            connection.execute(TOUCH, [problem])


async def heard(events: AsyncIterator[Told]) -> Told:
    return await came(anext(events))


@pytest.mark.parametrize("kind", ["inbox", "problem"])
async def test_a_slow_listener_is_told_the_newest_once_and_nothing_piles_up(
    stage: Stage, kind: str
) -> None:
    problem = await reported(stage, "a1x")
    async with following(stage, "a1x.head") as one:
        events = one.inbox() if kind == "inbox" else one.problem(f"Problem_{problem}")
        assert (await heard(events)).kind is Kind.LISTENING
        await asyncio.to_thread(touch, stage, problem, 40)
        told = await heard(events)
        while told.version != 41:
            told = await heard(events)
        assert told.kind is Kind.CHANGED
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(events), 0.5)


async def test_a_change_that_commits_behind_a_later_one_is_told_when_it_commits(
    stage: Stage,
) -> None:
    first, second = await reported(stage, "a1x"), await reported(stage, "a1x")
    async with following(stage, "a1x.head") as one:
        events = one.inbox()
        await heard(events)
        late = psycopg.connect(stage.database.superuser_dsn)
        late.execute(TOUCH, [first])
        await asyncio.to_thread(touch, stage, second, 1)
        told = await heard(events)
        assert (told.id, told.version) == (f"Problem_{second}", 2), "nobody waits for the other"
        late.commit()
        late.close()
        told = await heard(events)
        assert (told.id, told.version) == (f"Problem_{first}", 2)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(events), 0.5)


async def test_a_post_that_ends_by_its_date_alone_ends_the_line(stage: Stage, monkeypatch) -> None:
    monday = date(2026, 11, 23)
    days = iter([monday] * 3 + [monday + timedelta(days=1)] * 5)
    monkeypatch.setattr("ledger.live.following._today", lambda: next(days))
    async with following(stage, "a1x.head", look_seconds=0.05) as one:
        events = one.inbox()
        assert (await heard(events)).kind is Kind.LISTENING
        one.renew = None
        assert (await heard(events)).kind is Kind.ENDED


async def test_news_that_was_missed_while_the_database_was_away_is_told_after_it(
    stage: Stage,
) -> None:
    async with following(stage, "a1x.head") as one:
        events = one.inbox()
        await heard(events)
        problem = await reported(stage, "a1x")
        assert (await heard(events)).id == f"Problem_{problem}"
        cut = (
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and query like 'listen%%'"
        )
        with psycopg.connect(stage.database.superuser_dsn, autocommit=True) as connection:
            assert connection.execute(cut).fetchall() == [(True,)]
            connection.execute(TOUCH, [problem])
        assert (await heard(events)).version == 2


async def test_a_listener_waits_while_too_many_read_and_lets_all_others_go_on(stage: Stage) -> None:
    async with following(stage, "a1x.head") as one:
        reads = one.feed.reading.reads
        idle, reads._most_waiting = reads._idle.pop().taken(Place.ALONE), 0
        waiting = asyncio.create_task(heard(one.inbox()))
        # Were it to ask again at once, nothing else would ever run in this process.
        await asyncio.sleep(0.05)
        assert not waiting.done()
        reads._given_back(idle, Place.ALONE)
        assert (await waiting).kind is Kind.LISTENING


async def test_a_listener_whose_rights_cannot_be_asked_for_now_hears_when_they_can(
    stage: Stage,
) -> None:
    async with following(stage, "a1x.head") as one:
        events, renewed, asked = one.inbox(), one.renew, []
        await heard(events)

        async def renew() -> Viewer:
            asked.append(1)
            if len(asked) == 1:
                raise DatabaseBusy
            assert renewed is not None
            return await renewed()

        one.renew = renew
        with psycopg.connect(stage.database.superuser_dsn) as connection:
            connection.execute("select app.announce_policy('another book')")
        assert (await heard(events)).kind is Kind.READ_ANEW
        assert len(asked) == 2


class BusyOnce:
    """A feed of which one question finds the database busy, once."""

    def __init__(self, feed: Feed, question: str) -> None:
        self.feed, self.question, self.refused = feed, question, False

    def __getattr__(self, name: str) -> Any:
        if name != self.question or self.refused:
            return getattr(self.feed, name)

        async def refuse(*_: object) -> None:
            self.refused = True
            raise DatabaseBusy

        return refuse


@pytest.mark.parametrize(
    ("kind", "question"),
    [("inbox", "horizon"), ("inbox", "after"), ("problem", "horizon"), ("problem", "seen")],
)
async def test_what_changed_while_the_database_was_busy_is_told_by_the_next_look(
    stage: Stage, kind: str, question: str
) -> None:
    problem = await reported(stage, "a1x")
    async with following(stage, "a1x.head") as one:
        events = one.inbox() if kind == "inbox" else one.problem(f"Problem_{problem}")
        assert (await heard(events)).kind is Kind.LISTENING
        # Whatever the first look still asks is asked then: what comes now is met by a new one.
        await asyncio.to_thread(touch, stage, problem, 1)
        assert (await heard(events)).version == 2
        one.feed = busy = BusyOnce(one.feed, question)
        waiting = asyncio.create_task(heard(events))
        await asyncio.to_thread(touch, stage, problem, 1)
        told = await waiting
        assert busy.refused
        assert (told.kind, told.id, told.version) == (Kind.CHANGED, f"Problem_{problem}", 3)


async def test_what_went_out_of_sight_while_the_database_was_busy_is_revoked_by_the_next_look(
    stage: Stage,
) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    async with following(stage, "a.head") as one:
        events = one.problem(f"Problem_{ladder.problem}")
        assert (await heard(events)).kind is Kind.LISTENING
        await ladder.triage()
        assert (await heard(events)).kind is Kind.CHANGED
        one.feed = busy = BusyOnce(one.feed, "after")
        await ladder.down("a1x")
        assert (await heard(events)).kind is Kind.REVOKED
        assert busy.refused


async def test_a_listener_goes_on_where_the_newer_book_cannot_be_learnt_at_once(
    stage: Stage,
) -> None:
    async with following(stage, "a1x.head") as one:
        reading, renewed, asked = one.feed.reading, one.renew, []
        learnt = by_reads(reading.reads, reading.keys)

        async def ask() -> Any:
            asked.append(1)
            if len(asked) == 2:
                raise DatabaseBusy
            return await learnt()

        book = BookInForce(stage.reach, ask)
        await book.learn()

        async def renew() -> Viewer:
            assert renewed is not None
            viewer = await renewed()
            await book.learn(viewer.policy_version)
            return viewer

        one.feed, one.renew = Feed(replace(reading, book=book)), renew
        events = one.inbox()
        assert (await heard(events)).kind is Kind.LISTENING
        with psycopg.connect(stage.database.superuser_dsn) as connection:
            connection.execute("select app.announce_policy('another book')")
        assert (await heard(events)).kind is Kind.READ_ANEW
        assert len(asked) == 3


async def test_who_leaves_while_a_line_is_made_anew_takes_no_line_away(stage: Stage) -> None:
    async with following(stage, "a1x.head") as one:
        (line,) = one.feed.reading.reads._lines
        line._broken("the server went away")
        leaving = asyncio.create_task(one.feed.horizon(one.viewer))
        await asyncio.sleep(0)
        leaving.cancel()
        with suppress(asyncio.CancelledError):
            await leaving
        assert await came(one.feed.horizon(one.viewer))
