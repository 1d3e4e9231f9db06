"""What is raised by time and by numbers: proposals, rests that are over, rebounds, scores, cases."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg

from ledger.clocks.calendar import civil
from ledger.notices.reminding import remind, tell_proposals
from ledger.problems.resume_problem import ResumeProblem, resume_problem
from ledger.problems.suspend_problem import SuspendProblem, suspend_problem
from ledger.rechecks.fail_recheck import FailRecheck, fail_recheck
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from ledger.scores.freeze_score import FreezeScore, freeze_score
from server.sweeping import propose
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.publicising import Publicity, publicity, signed_for
from tests.ledger.replaying import differing
from tests.ledger.test_rechecks import CLOSER, OTHER, another_judge, closed

__all__ = ["publicity", "signed_for"]
NOTICES = """{ notices { nodes { kind problem { id } rebound { times } score { period }
  escalation { kind } } } }"""
STRANGERS = ("b.head", "b.task_force", "a1y.head", "city.audit_administrator")


async def told(client: Client, who: str, kind: str) -> list[dict[str, Any]]:
    """What somebody's notices of a kind point at."""
    said = await client.ask(who, NOTICES)
    assert "errors" not in said, said
    return [one for one in said["data"]["notices"]["nodes"] if one["kind"] == kind]


async def nobody_else(client: Client, kind: str) -> None:
    for who in STRANGERS:
        person = client.stage.world.person(who)
        query = "select count(*) from app.notice where person_id = %s and kind = %s"
        assert client.stage.one(query, person, kind) == 0, who


async def swept(client: Client, today: date) -> int:
    """Reminds and tells as the relay does."""
    dsn, rules = client.stage.database.relay_dsn, client.stage.reach.enforcer
    await propose(dsn, today=today)
    async with await psycopg.AsyncConnection.connect(dsn) as connection:
        await connection.execute("select app.sweep_overdue(%s)", [today])
        await connection.execute("select app.sweep_lights(%s)", [today])
        found = await remind(connection, rules, today=today)
        return found + await tell_proposals(connection, rules, today=today)


async def test_a_proposal_to_take_something_up_is_told_to_whom_it_is_proposed(
    client: Client,
) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1")
    late = ladder.now()["due_on"] + timedelta(days=16)
    await swept(client, late - timedelta(days=1))
    assert await told(client, "a.task_force", "RISE_PROPOSED") == []
    await swept(client, late)
    (one,) = await told(client, "a.task_force", "RISE_PROPOSED")
    assert (one["escalation"], one["problem"]) == ({"kind": "OVERDUE"}, None)
    assert await swept(client, late) == 0, "nothing is told twice"
    assert len(await told(client, "a.head", "RISE_PROPOSED")) == 1
    for who in ("a1.head", "city.head"):
        assert await told(client, who, "RISE_PROPOSED") == [], who
    await nobody_else(client, "RISE_PROPOSED")


async def test_a_proposal_that_nobody_swept_for_a_week_is_told_once_it_is_swept(
    client: Client,
) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1")
    late = ladder.now()["due_on"] + timedelta(days=16)
    await swept(client, late - timedelta(days=1))
    assert await propose(client.stage.database.relay_dsn, today=late) == 1
    assert await told(client, "a.task_force", "RISE_PROPOSED") == [], "the control"
    for days in (7, 8):
        await swept(client, late + timedelta(days=days))
        assert len(await told(client, "a.task_force", "RISE_PROPOSED")) == 1, days


async def test_statutory_days_of_what_rests_are_told_as_nobody_stops_them(client: Client) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a", list_type="PETITION")
    await ladder.triage("STAGED")
    await ladder.down("a1", deadline=civil(stage.now) + timedelta(days=26))
    await ladder.sign()
    await ladder.start()
    set_day = civil(stage.now) + timedelta(days=26)
    assert set_day in stage.one("select due_days from app.problem")
    review = civil(stage.now) + timedelta(days=80)
    await ladder.do("a.task_force", suspend_problem, SuspendProblem, review, "汛期")
    days = stage.one("select due_days from app.problem")
    assert len(days) > 2
    assert not {review, set_day} & set(days), "the control: what rests has a reminder of its own"
    query = "select distinct for_day from app.notice where kind = 'DUE' order by 1"
    for day in sorted({*days, review, set_day}):
        await swept(client, day)
    assert [day for (day,) in stage.rows(query)] == days
    assert differing(stage) == []


async def test_a_rest_that_is_over_is_told_and_what_rests_is_not_overdue(client: Client) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage("STAGED")
    await ladder.down("a1", deadline=civil(stage.now) + timedelta(days=4))
    await ladder.sign()
    await ladder.start()
    stage.now += timedelta(days=6)
    await swept(client, civil(stage.now))
    query = "select overdue from app.problem where id = %s"
    assert stage.one(query, ladder.problem), "the control: it was missed"
    until = civil(stage.now) + timedelta(days=9)
    await ladder.do("a.task_force", suspend_problem, SuspendProblem, until, "汛期")
    await swept(client, civil(stage.now))
    assert not stage.one(query, ladder.problem), "what rests with approval is not overdue"
    assert differing(stage) == []
    await swept(client, until - timedelta(days=1))
    assert await told(client, "a.task_force", "REVIEW_DUE") == []
    await swept(client, until)
    assert await swept(client, until + timedelta(days=1)) == 0, "nothing is told twice"
    for who in ("a.task_force", "a.head", "a1.head", "a1.handler"):
        assert len(await told(client, who, "REVIEW_DUE")) == 1, who
    await nobody_else(client, "REVIEW_DUE")
    stage.now += timedelta(days=9)
    await ladder.do("a.task_force", resume_problem, ResumeProblem, "恢复办理")
    await swept(client, civil(stage.now))
    assert stage.one(query, ladder.problem), "used time is not given back"


async def test_a_rebound_is_told_to_the_superior_of_the_level_that_closed(client: Client) -> None:
    stage = client.stage
    another_judge(stage)
    ladder = await closed(stage)
    stage.now += timedelta(days=31)
    await ladder.do(OTHER, open_recheck, OpenRecheck)
    assert await told(client, "city.task_force", "REBOUND") == []
    await ladder.do(OTHER, fail_recheck, FailRecheck, "水渠又堵")
    alerted = stage.one(
        "select t.name from app.rebound r join app.tenant t on t.id = r.alerted and t.root = r.root"
    )
    superior = {"甲县": "a", "测试市": "city"}[alerted]
    (one,) = await told(client, f"{superior}.task_force", "REBOUND")
    assert one["rebound"] == {"times": 1}
    assert await told(client, "a1x.head", "REBOUND") == []
    await nobody_else(client, "REBOUND")
    assert CLOSER != OTHER


async def test_an_index_below_the_line_is_told_to_the_superior(client: Client) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    stage.now = datetime(2026, 7, 10, 2, tzinfo=UTC)
    await stage.done("a.organisation_department", freeze_score, FreezeScore("2026-Q2"))
    assert stage.one("select band from app.score") == "WARN", "the control"
    (one,) = await told(client, "city.task_force", "SCORE_WARNED")
    assert (one["score"], one["problem"]) == ({"period": "2026-Q2"}, None)
    for who in ("a.head", "a1.head"):
        assert await told(client, who, "SCORE_WARNED") == [], who
    await nobody_else(client, "SCORE_WARNED")


async def test_a_negative_case_is_told_to_its_unit_and_a_positive_one_is_not(
    publicity: Publicity,
) -> None:
    client = publicity.client
    for polarity, count in (("POSITIVE", 0), ("NEGATIVE", 1)):
        draft = (await publicity.propose("a.task_force", "CASE", polarity=polarity, text=""))[
            "draft"
        ]
        draft = (await publicity.step("a.head", "checkPublication", draft))["draft"]
        draft = (await publicity.step("a.petition_bureau", "approvePublication", draft))["draft"]
        made = await publicity.step("a.handler", "publishPublication", draft)
        assert made["publication"]["id"], made
        for who in ("a1.head", "a.head"):
            assert len(await told(client, who, "NEGATIVE_CASE")) == count, (who, polarity)
    await nobody_else(client, "NEGATIVE_CASE")
