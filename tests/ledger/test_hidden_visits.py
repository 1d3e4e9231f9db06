"""A hidden visit (暗访) is seen by nobody of the unit before it took place."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from ledger.rechecks.archive_problem import ArchiveProblem, archive_problem
from ledger.rechecks.fail_recheck import FailRecheck, fail_recheck
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from ledger.rechecks.pass_recheck import PassRecheck, pass_recheck
from tests.ledger.acting import Client
from tests.ledger.asking import asked
from tests.ledger.ladder import Ladder
from tests.ledger.test_rechecks import OTHER, SEEN, another_judge, closed

UNIT = ("a1x.handler", "a1x.head")
WHY = "周四上午暗访村东水渠"
SEES = """query($i: ID!) { problem(id: $i) { state version happenings(last: 1) { nodes { act text } } }
  rechecks(first: 5) { nodes { state form why } } }"""


@pytest.fixture
async def visited(client: Client) -> Ladder:
    """A closed problem of a1x that a hidden visit is ordered to."""
    another_judge(client.stage)
    ladder = await closed(client.stage)
    client.stage.now += timedelta(days=25)
    return ladder


def seen(stage: Any) -> tuple[Any, ...]:
    """What is told of the problem: its row, story, changes and notices."""
    return (
        stage.rows("select state, version, due_on, open, owed_by, alert from app.problem"),
        stage.rows("select act from app.happening order by happened_at, id"),
        stage.rows("select id from app.change order by 1"),
        stage.rows("select kind from app.notice order by 1"),
    )


async def test_nobody_of_the_unit_learns_of_a_hidden_visit_before_it_took_place(
    client: Client, visited: Ladder
) -> None:
    stage, ladder = client.stage, visited
    about = {"i": f"Problem_{ladder.problem}"}
    before = seen(stage), [await client.ask(who, SEES, about) for who in UNIT]
    await ladder.do(OTHER, open_recheck, OpenRecheck, "HIDDEN_VISIT", WHY)
    assert (seen(stage), [await client.ask(who, SEES, about) for who in UNIT]) == before
    told = "select holder from app.outbox where kind = 'HiddenVisitOpened'"
    assert stage.one(told) == stage.world.tenants["a"], "of the level that looks"
    desk = "{ problemsToRecheck { nodes { id } } }"
    due = (await asked(stage, OTHER, desk))["problemsToRecheck"]["nodes"]
    assert due == [{"id": about["i"]}], "whoever looks has it on the desk until it took place"
    refusal = await ladder.refused(OTHER, open_recheck, OpenRecheck)
    assert refusal.code == "problem.wrong_state", "one at a time"
    refusal = await ladder.refused(OTHER, archive_problem, ArchiveProblem)
    assert refusal.code == "problem.too_early_to_archive"
    await ladder.do(OTHER, pass_recheck, PassRecheck, "GOOD", SEEN)
    assert ladder.now()["state"] == "CLOSED"
    assert stage.one("select open from app.problem") is False
    for who in UNIT:
        told = (await client.ask(who, SEES, about))["data"]
        (last,) = told["problem"]["happenings"]["nodes"]
        assert last == {"act": "pass_recheck", "text": SEEN}
        assert told["rechecks"]["nodes"] == [{"state": "HELD", "form": "HIDDEN_VISIT", "why": WHY}]


async def test_what_a_hidden_visit_finds_back_has_the_days_of_the_last_order_anew(
    client: Client, visited: Ladder
) -> None:
    stage = client.stage
    stage.now -= timedelta(days=25)
    announced = await closed(stage)
    stage.now += timedelta(days=25)
    days: list[Any] = []
    for ladder, form in ((visited, "HIDDEN_VISIT"), (announced, "ON_SITE")):
        await ladder.do(OTHER, open_recheck, OpenRecheck, form)
        await ladder.do(OTHER, fail_recheck, FailRecheck, "渠道又堵了")
        row = "select state, due_on, recurrences, open from app.problem where id = %s"
        days.append(stage.one(row, ladder.problem))
    assert days[0][0] == "RETURNED"
    assert days[0] == days[1]


async def test_the_database_holds_a_hidden_visit_hidden(client: Client, visited: Ladder) -> None:
    stage, ladder = client.stage, visited
    await ladder.do(OTHER, open_recheck, OpenRecheck, "HIDDEN_VISIT", WHY)
    story = """insert into app.happening (root, id, holder, problem_id, act, before, after,
        author_tenant, author_person, author_post, author_title, happened_at)
      select root, gen_random_uuid(), holder, problem_id, 'open_recheck', 'CLOSED', 'CLOSED',
        author_tenant, author_person, author_post, author_title, happened_at + interval '1 day'
      from app.happening order by happened_at desc limit 1"""
    look = """with ended as (update app.recheck set state = 'HELD' where state = 'OPEN' returning id)
      update app.problem set state = 'RECHECKING', open = true where exists (select from ended)"""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        for said in ("update app.problem set state = 'RECHECKING', open = true", story):
            connection.execute("savepoint tried")
            with pytest.raises(psycopg.errors.CheckViolation, match="a hidden visit is under way"):
                connection.execute(said)
            connection.execute("rollback to tried")
        connection.execute(look)
        with pytest.raises(psycopg.errors.CheckViolation, match="a hidden visit is under way"):
            connection.execute("update app.recheck set state = 'OPEN' where form is not null")
        connection.rollback()
