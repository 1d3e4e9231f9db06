"""A deployment tightens the rule book while it is in use: two persons, every worker, at once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import psycopg
import pytest

from ledger.editions.refusals import BookUnusable
from ledger.settings.set_problem_settings import SetProblemSettings, set_problem_settings
from policies.reach import Reach
from tests.ledger.conftest import Stage
from tests.ledger.workers import (
    FIRST,
    SECOND,
    Worker,
    confirmed,
    proposed,
    published,
    returned,
    working,
)
from tests.patience import became, came

TIGHTER = """
edition: {zh: 设置不下传, en: Settings are not passed down.}
strike:
  - rule: settings-bind-the-line-below
    says: {zh: 上级设置下级不看。, en: Those below do not see the settings above.}
"""
BESIDES = """
edition: {zh: 专班不设定, en: Task forces set nothing.}
forbid:
  - rule: task-forces-set-nothing
    may_not: [problem_setting.set]
    roles: [task_force]
    when: [anything]
    says: {zh: 专班不设定。, en: Task forces set nothing.}
    source: 测试
"""
SEEN = "{ problemSettings { number } }"


@pytest.fixture
async def told(stage: Stage) -> Stage:
    """A stage on which the city has said something that those below may read."""
    stage.now = datetime.now(UTC)
    await stage.done("city.task_force", set_problem_settings, SetProblemSettings(0))
    return stage


@pytest.fixture
async def workers(told: Stage, reach: Reach) -> AsyncIterator[list[Worker]]:
    async with working(told.database, reach, count=2) as made:
        yield made


async def seen(worker: Worker, who: str = "a.handler") -> int:
    return len((await worker.ask(who, SEEN))["problemSettings"])


async def test_two_persons_tighten_the_book_and_every_worker_decides_by_it(workers) -> None:
    one, other = workers
    assert await seen(one) == await seen(other) == 1
    first = await proposed(one, TIGHTER)
    assert first["bookEdition"]["state"] == "PROPOSED"
    assert first["bookEdition"]["number"] is None
    assert first["bookEdition"]["struck"] == [
        "unit_member, problem_setting.read, published-above-me, settings-bind-the-line-below"
    ]
    assert first["bookEdition"]["takesCount"] == len(first["bookEdition"]["loses"]) > 10
    assert first["bookEdition"]["unseen"] == first["bookEdition"]["gains"] == []
    assert await seen(one) == await seen(other) == 1, "what is proposed decides nothing"
    alone = await confirmed(one, first["bookEdition"], FIRST)
    assert alone["rule"] == "nobody-confirms-the-edition-they-proposed"
    done = await confirmed(one, first["bookEdition"])
    assert (done["bookEdition"]["state"], done["bookEdition"]["number"]) == ("PUBLISHED", 1)
    assert await seen(other) == await seen(one) == 0
    assert await seen(one, "city.task_force") == 1, "who set them still reads them"
    back = await returned(other)
    assert back["number"] == 2
    assert back["gains"], "a return is shown as what it gives back"
    assert await seen(one) == await seen(other) == 1
    again = await returned(one, done["bookEdition"]["id"])
    assert again["number"] == 3
    assert await seen(other) == 0


async def test_a_book_that_forbids_is_obeyed_by_acts(workers) -> None:
    one, other = workers
    await published(one, BESIDES)
    for worker in workers:
        refused = await worker.act(
            "a.task_force", "setProblemSettings", "problemSetting { id }", expectedNumber=0
        )
        assert refused["rule"] == "task-forces-set-nothing"
    await returned(other)
    done = await one.act(
        "a.task_force", "setProblemSettings", "problemSetting { number }", expectedNumber=0
    )
    assert done["problemSetting"]["number"] == 1


WRITTEN_WRONG = (
    ("", 1),
    ("edition: [", 1),
    ("edition: {zh: 甲, en: A.}\nstrike:\n  - rule: no-such-rule\n    says: {zh: 甲, en: A.}", 3),
    (
        (
            "edition: {zh: 甲, en: A.}\nstrike:\n"
            "  - rule: administrators-of-the-system-set-no-problem-rules\n"
            "    says: {zh: 甲, en: A.}"
        ),
        3,
    ),
    (
        (
            "edition: {zh: 甲, en: A.}\nforbid:\n  - rule: all-may\n    may: [problem_setting.read]\n"
            "    roles: [anyone]\n    when: [own-unit]\n    says: {zh: 甲, en: A.}\n    source: x"
        ),
        3,
    ),
    (
        (
            "edition: {zh: 甲, en: A.}\nforbid:\n  - rule: nobody-confirms\n"
            "    may_not_touch: [book_edition]\n    roles: [anyone]\n    when: [anything]\n"
            "    says: {zh: 甲, en: A.}\n    source: x"
        ),
        3,
    ),
    (
        (
            "edition: {zh: 甲, en: A.}\nstrike:\n"
            "  - rule: somebody-else-at-the-top-confirms-an-edition\n    says: {zh: 甲, en: A.}"
        ),
        3,
    ),
    ("edition: {zh: 甲, en: A.}\nroles: []", 2),
)
"""What cannot be an edition, and the line that is named."""


async def test_what_would_loosen_or_lock_the_book_is_refused_with_its_line(
    told: Stage, reach: Reach
) -> None:
    before = told.everything()
    async with working(told.database, reach) as (worker,):
        for text, line in WRITTEN_WRONG:
            refused = await proposed(worker, text)
            assert refused["code"] == "book_edition.refused", text
            assert {"name": "line", "value": str(line)} in refused["details"], text
    assert told.everything() == before


async def test_one_edition_waits_at_a_time_and_can_be_withdrawn(told: Stage, reach: Reach) -> None:
    async with working(told.database, reach) as (worker,):
        first = (await proposed(worker, TIGHTER))["bookEdition"]
        before = told.everything()
        assert (await proposed(worker, BESIDES))["code"] == "book_edition.another_waits"
        wrong = await confirmed(worker, {**first, "digest": "0" * 64})
        assert wrong["code"] == "book_edition.moved"
        stale = await confirmed(worker, {**first, "version": 7})
        assert stale["code"] == "book_edition.stale"
        assert told.everything() == before
        gone = {"edition": first["id"], "expectedVersion": 1, "reason": "不收紧"}
        left = await worker.act(FIRST, "withdrawBookEdition", "bookEdition { state }", **gone)
        assert left["bookEdition"]["state"] == "WITHDRAWN"
        late = await confirmed(worker, {**first, "version": 2})
        assert late["code"] == "book_edition.decided"
        assert "bookEdition" in await proposed(worker, BESIDES)


async def test_below_the_top_nobody_proposes_confirms_or_sees_what_waits(
    told: Stage, reach: Reach
) -> None:
    async with working(told.database, reach) as (worker,):
        before = told.everything()
        for who in ("a.head", "city.task_force", "city.system_administrator"):
            assert (await proposed(worker, TIGHTER, who))["code"] == "book.not_allowed"
        assert told.everything() == before
        first = (await proposed(worker, TIGHTER))["bookEdition"]
        hidden = await confirmed(worker, first, "a.head")
        assert hidden["code"] == "book_edition.not_found"
        editions = "{ bookEditions { state titleEn } }"
        assert (await worker.ask("a.head", editions))["bookEditions"] == []
        await confirmed(worker, first)
        (known,) = (await worker.ask("a.head", editions))["bookEditions"]
        assert known == {"state": "PUBLISHED", "titleEn": "Settings are not passed down."}


async def test_without_a_key_nothing_is_published_at_run_time(told: Stage, reach: Reach) -> None:
    async with working(told.database, reach, signer=None) as (worker,):
        before = told.everything()
        assert (await proposed(worker, TIGHTER))["code"] == "book_edition.no_key"
        assert told.everything() == before


TAMPERINGS = (
    "update app.book_edition set text = replace(text, 'settings-bind', 'settings-bent')",
    "update app.book_edition set text = text || ' ', digest = repeat('0', 64)",
    "update app.book_edition set number = 9",
    "update app.book_edition set state = 'RETIRED'",
    "update app.book_edition set seal = proposal_seal",
    (
        "update app.book_edition set confirmed_by = (select id from app.person p"
        " where p.id not in (confirmed_by, proposed_by) and p.root = book_edition.root limit 1)"
    ),
    "delete from app.book_edition",
)


async def test_who_edits_the_book_in_the_database_stops_the_workers_and_is_not_obeyed(
    told: Stage, reach: Reach
) -> None:
    bump = "update app.deployment set policy_version = policy_version + 1"
    async with working(told.database, reach) as (worker,):
        await published(worker, TIGHTER)
        with psycopg.connect(told.database.superuser_dsn, autocommit=True) as connection:
            connection.execute("set session_replication_role = replica")
            connection.execute("create table saved as select * from app.book_edition")
            for tampering in TAMPERINGS:
                assert await seen(worker) == 0
                connection.execute(tampering)
                connection.execute(bump)
                with pytest.raises(BookUnusable):
                    await seen(worker)
                connection.execute("delete from app.book_edition")
                connection.execute("insert into app.book_edition select * from saved")
                connection.execute(bump)


async def test_open_sockets_and_followers_are_told_and_need_not_look(
    told: Stage, reach: Reach
) -> None:
    async with working(told.database, reach, count=3, follow=True) as made:
        first, *others = made
        request = await others[0].request("", "subscription { policyChanged { version } }", None)
        events = await others[0].answering.subscribe(request)
        heard = [await anext(events)]
        await published(first, TIGHTER)
        heard.append(await came(anext(events)))
        await became(lambda: {one.live.policy for one in made} == {first.live.policy})
        assert heard[0] != heard[1]
        assert [one.live.number(told.world.tenants["city"]) for one in made] == [1, 1, 1]
        await events.aclose()


async def test_an_act_under_the_book_of_before_ends_before_another_is_in_force(
    told: Stage, reach: Reach
) -> None:
    async with working(told.database, reach, count=2) as (one, other):
        first = (await proposed(one, TIGHTER))["bookEdition"]
        viewer = await other.admitted("a.task_force")
        async with other.sittings.open(viewer, act="something"):
            waits = asyncio.create_task(confirmed(one, first))
            await told.held_up(waits)  # An act is running under the book of before.
        assert (await waits)["bookEdition"]["state"] == "PUBLISHED"


async def test_a_proposed_edition_is_weighed_beside_and_never_asked(
    told: Stage, reach: Reach
) -> None:
    async with working(told.database, reach, follow=True) as (worker,):
        first = (await proposed(worker, BESIDES))["bookEdition"]
        await worker.live.learn()
        for number in range(2):
            done = await worker.act(
                "a.task_force", "setProblemSettings", "problemSetting { number }",
                expectedNumber=number,
            )  # fmt: skip  # columns side by side
            assert "problemSetting" in done, "the candidate decides nothing"
        await worker.shadow.write()
        query = (
            "query ($of: ID!) { shadowDifferences(edition: $of)"
            " { action direction rule decisions posts } }"
        )
        told_of = await worker.ask(SECOND, query, {"of": first["id"]})
        (one,) = told_of["shadowDifferences"]
        assert one == {
            "action": "problem_setting.set",
            "direction": "LOSES",
            "rule": "task-forces-set-nothing",
            "decisions": 3,
            "posts": 1,
        }
        below = await worker.ask("a.head", query, {"of": first["id"]})
        assert below["shadowDifferences"] is None
        await confirmed(worker, first)
        refused = await worker.act(
            "a.task_force", "setProblemSettings", "problemSetting { number }", expectedNumber=2
        )
        assert refused["rule"] == "task-forces-set-nothing"


async def test_a_worker_that_does_not_check_answers_from_the_book_of_before(
    told: Stage, reach: Reach
) -> None:
    """The control: without the comparison of versions the tests above would fail."""
    async with (
        working(told.database, reach) as (one,),
        working(told.database, reach, checks=False) as (blind,),
    ):
        assert await seen(blind) == 1
        await published(one, TIGHTER)
        assert (await seen(one), await seen(blind)) == (0, 1)
