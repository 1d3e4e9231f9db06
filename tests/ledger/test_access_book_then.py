"""What is said of a past day stands by the book and the custom roles of that day, whatever is since."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from ledger.editions import in_force
from ledger.settings.set_problem_settings import SetProblemSettings, set_problem_settings
from policies.reach import Reach
from tenants.viewer import CHINA
from tests.ledger.acting import Client
from tests.ledger.conftest import NOW, Stage
from tests.ledger.ladder import Ladder
from tests.ledger.reorganising import administrators
from tests.ledger.test_access import GROUND, WHAT, WHO, WHY, of, why
from tests.ledger.test_editions import BESIDES, TIGHTER
from tests.ledger.workers import FIRST, Worker, published, returned, working

BOOK = "book { version edition shipped shippedThen exact says { zh en } }"
RULE = "settings-bind-the-line-below"


def days_ago(number: int) -> str:
    return str((datetime.now(UTC) + CHINA - timedelta(days=number)).date())


def moved(stage: Stage, statement: str, *values: Any) -> None:
    """Makes it so that something was done on another day."""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        assert connection.execute(statement.encode(), values).rowcount


@pytest.fixture
async def setting(stage: Stage) -> str:
    """Something that the city has said, which those below read by one rule only."""
    stage.now = datetime.now(UTC)
    made = await stage.done("city.task_force", set_problem_settings, SetProblemSettings(0))
    return f"ProblemSetting_{made}"


async def told(worker: Worker, setting: str, day: str | None) -> tuple[bool, Any]:
    """Whether somebody of the county reads it on a day, by all three questions, and by which book."""
    reader, found = of("a.handler"), {}
    why_not = WHY.replace("bookVersion", f"bookVersion {BOOK}")
    who = WHO.replace("pageInfo", f"{BOOK} pageInfo")
    what = WHAT.replace("pageInfo", f"{BOOK} pageInfo")
    asked = {"person": reader, "action": "problem_setting.read", "id": setting, "asOf": day}
    found["why"] = (await worker.ask(FIRST, why_not, asked))["explainAccess"]
    listed = (await worker.ask(FIRST, who, {"id": setting, "asOf": day}))["whoCanSee"]
    asked = {"person": reader, "of": "ProblemSetting", "asOf": day}
    shown = (await worker.ask(FIRST, what, asked))["whatCanSee"]
    by = found["why"]["book"]
    assert listed["book"] == shown["book"] == by
    assert found["why"]["bookVersion"] == by["version"]
    said = {
        found["why"]["allowed"],
        reader in {one["personId"] for one in listed["nodes"]},
        setting in {one["record"] for one in shown["nodes"]},
    }
    assert len(said) == 1, "the three answers are one"
    if said == {True}:
        assert {one["rule"]["key"] for one in found["why"]["grants"]} == {RULE}
    return said.pop(), by


async def test_an_edition_confirmed_today_changes_nothing_of_yesterday(
    stage: Stage, reach: Reach, setting: str
) -> None:
    async with working(stage.database, reach) as (worker,):
        before, by = await told(worker, setting, days_ago(1))
        assert (before, by["edition"], by["version"]) == (True, 0, reach.version)
        edition = await published(worker, TIGHTER)
        assert await told(worker, setting, days_ago(1)) == (before, by)
        now, by_now = await told(worker, setting, None)
        assert (now, by_now["edition"], by_now["exact"]) == (False, 1, True)
        assert by_now["version"] != reach.version
        assert await told(worker, setting, days_ago(0)) == (now, by_now)
        # The control: had it been confirmed three days ago, it would have counted since then.
        moved(stage, "update app.book_edition set confirmed_at = confirmed_at - interval '3 days'")
        for day, seen, number in ((1, False, 1), (3, False, 1), (4, True, 0)):
            since, by_then = await told(worker, setting, days_ago(day))
            assert (since, by_then["edition"]) == (seen, number), day
        await returned(worker)
        assert (await told(worker, setting, None))[0], "the shipped book is in force again"
        since, by_then = await told(worker, setting, days_ago(1))
        assert (since, by_then["edition"]) == (False, edition["number"])
        assert by_then["version"] == by_now["version"]


async def test_where_another_book_was_shipped_then_the_answer_says_so(
    stage: Stage, reach: Reach, setting: str
) -> None:
    async with working(stage.database, reach) as (worker,):
        seen, by = await told(worker, setting, days_ago(1))
        assert (seen, by["shippedThen"], by["exact"]) == (True, None, False)
        assert "not on record" in by["says"]["en"]
        assert "没有记录" in by["says"]["zh"]
        for book in ("0123456789abcdef", reach.version, reach.version):
            moved(stage, "select app.announce_policy(%s)", book)
        age = "update app.deployment set books_since = array[now() - interval '9 days', %s]"
        moved(stage, age, datetime.now(UTC) - timedelta(days=2))
        seen, by = await told(worker, setting, days_ago(5))
        assert (seen, by["shippedThen"], by["exact"]) == (True, "0123456789abcdef", False)
        assert "0123456789abcdef" in by["says"]["en"]
        assert by["shipped"] == by["version"] == reach.version
        for day in (days_ago(1), None):
            seen, by = await told(worker, setting, day)
            assert (by["shippedThen"], by["exact"]) == (reach.version, True)


async def test_an_edition_that_cannot_be_used_is_left_out_and_that_is_said(
    stage: Stage, reach: Reach, setting: str
) -> None:
    async with working(stage.database, reach) as (worker,):
        await published(worker, TIGHTER)
        await returned(worker)
        former = "where number = 1"
        moved(
            stage, f"update app.book_edition set confirmed_at = now() - interval '3 days' {former}"
        )
        moved(stage, f"update app.book_edition set seal = proposal_seal {former}")
        seen, by = await told(worker, setting, days_ago(1))
        assert (seen, by["edition"], by["version"], by["exact"]) == (True, 1, reach.version, False)
        assert "left out" in by["says"]["en"]


async def test_books_of_past_days_are_made_once_and_few_are_kept(
    stage: Stage, reach: Reach, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    edited = in_force.edited

    def counted(floor: Reach, editions: Any) -> Reach:
        if editions:  # of none is what another worker of this process learns of its own book
            made.append(editions)
        return edited(floor, editions)

    async with working(stage.database, reach) as (worker,):
        for number, (text, back) in enumerate(((TIGHTER, 5), (BESIDES, 2)), start=1):
            await published(worker, text)
            aged = "update app.book_edition set confirmed_at = now() - %s * interval '1 day'"
            moved(stage, f"{aged} where number = %s", back, number)
        await worker.live.learn()
        monkeypatch.setattr(in_force, "edited", counted)
        days = ((4, False), (1, True), (3, False), (2, True))
        for day, seen in days:
            assert (await told(worker, setting, days_ago(day)))[0] == seen
        assert len(made) == 2, "each book is made once"
        monkeypatch.setattr(in_force, "FORMER", 1)
        worker.live._former.clear()
        for day, seen in days:
            assert (await told(worker, setting, days_ago(day)))[0] == seen
            assert len(worker.live._former) == 1
        assert len(made) == 2 + 4, "the control: what is not kept is made again"


async def test_a_custom_role_redefined_today_changes_nothing_of_yesterday(client: Client) -> None:
    stage = client.stage
    administrators(stage)
    ladder = Ladder(stage)
    await ladder.bank("a1")
    asker, record = "a.administrator", f"Problem_{ladder.problem}"
    stage.now = NOW - timedelta(days=20)
    said = {"title": "看问题", "permissions": ["task_force:problem.read"], **GROUND}
    role = (await client.act(asker, "defineRole", "customRole { id version }", **said))[
        "customRole"
    ]
    post = f"Post_{stage.world.post('a.handler')}"
    lent = {"post": post, "customRole": role["id"], **GROUND}
    assert "grant" in await client.act(asker, "grantRole", "grant { id }", **lent)

    async def reads(back: int | None) -> bool:
        day = None if back is None else str((NOW + CHINA).date() - timedelta(days=back))
        found = await why(client, asker, "a.handler", "problem.read", record, asOf=day)
        assert {tuple(one["through"]) for one in found["grants"]} <= {("看问题",)}
        allowed: bool = found["allowed"]
        return allowed

    stage.now = NOW
    assert [await reads(back) for back in (21, 20, 1, None)] == [False, True, True, True]
    stage.now = NOW - timedelta(days=10)
    amended = {"customRole": role["id"], "expectedVersion": role["version"], **GROUND}
    other = {**amended, "permissions": ["handler:problem.read"]}
    done = await client.act(asker, "amendRole", "customRole { version }", **other)
    stage.now = NOW - timedelta(days=5)
    again = {
        **amended,
        "expectedVersion": done["customRole"]["version"],
        "permissions": ["task_force:problem.read"],
    }
    done = await client.act(asker, "amendRole", "customRole { version }", **again)
    stage.now = NOW
    days = (21, 20, 11, 10, 6, 5, 1, None)
    past = [False, True, True, False, False, True, True, True]
    assert [await reads(back) for back in days] == past
    gone = {**amended, "expectedVersion": done["customRole"]["version"]}
    assert "customRole" in await client.act(asker, "retireRole", "customRole { version }", **gone)
    assert [await reads(back) for back in days] == [*past[:-1], False]
    stage.now = NOW + timedelta(days=1)
    assert [await reads(back) for back in (1, 0)] == [True, False]
