"""What nothing moves where it lies has a way out: the superior takes it over, or home."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import psycopg
import pytest

from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.list_problem import ListProblem, list_problem
from ledger.problems.publish_pledge import PublishPledge, publish_pledge
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.reject_problem import RejectProblem, reject_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.take_over import TakeOver, take_over
from server.sweeping import propose
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.test_problems_guards import HOP, as_app

ABOVE = ("a.task_force", take_over, TakeOver)
JUDGE = "a.organisation_department"


async def ordered(stage) -> Ladder:
    """A problem of county a, handed down to township a1 and signed for there."""
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage("SET_TIME")
    await ladder.down("a1")
    await ladder.sign()
    return ladder


async def banked(stage) -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    return ladder


async def listed(stage) -> Ladder:
    ladder = await banked(stage)
    await ladder.do("a1.task_force", list_problem, ListProblem)
    return ladder


async def labelled(stage) -> Ladder:
    ladder = await banked(stage)
    await ladder.triage("SET_TIME")
    return ladder


async def collected(stage) -> Ladder:
    ladder = Ladder(stage)
    given = ReportProblem(ladder.problem, "AUDIT", "水渠堵塞", "村东水渠堵塞三月", "")
    await stage.done("a1.handler", report_problem, given)
    return ladder


async def registered(stage, list_type: str = "AUDIT") -> Ladder:
    ladder = Ladder(stage)
    await ladder.report("a1", list_type=list_type)
    await ladder.do("a1.task_force", reject_problem, RejectProblem, "not_met")
    return ladder


async def pledged(stage) -> Ladder:
    ladder = await ordered(stage)
    await ladder.do("a1.head", publish_pledge, PublishPledge, "四月底前疏通", DEADLINE, "公开栏")
    return ladder


async def claimed(stage) -> Ladder:
    ladder = await ordered(stage)
    await ladder.work()
    return ladder


async def returned(stage, times: int = 1) -> Ladder:
    ladder = await claimed(stage)
    for n in range(times):
        if n:
            await ladder.rework()
            await ladder.finish()
        await ladder.evaluate_self()
        await ladder.answer("DISSATISFIED", by=JUDGE)
    return ladder


@pytest.mark.parametrize(
    ("reached", "state"),
    [
        (ordered, "ACCEPTED"),
        (pledged, "PLEDGED"),
        (claimed, "COMPLETION_CLAIMED"),
        (banked, "BANKED"),
        (listed, "LISTED"),
        (labelled, "TRIAGED"),
        (returned, "RETURNED"),
    ],
)
async def test_what_is_overdue_where_nothing_moves_it_is_taken_over(
    stage, reached: Callable[..., Awaitable[Ladder]], state: str
) -> None:
    ladder = await reached(stage)
    before = ladder.now()
    assert before["state"] == state
    refusal = await ladder.refused(*ABOVE, "deadline_missed")
    assert (refusal.code, ladder.now()) == ("problem.not_stuck", before), "it is in time"
    stage.now += timedelta(days=30)
    refusal = await ladder.refused("city.task_force", take_over, TakeOver, "deadline_missed")
    assert refusal.code in {"problem.not_found", "book.not_allowed"}, (
        "nobody skips the level between"
    )
    refusal = await ladder.refused("a1.head", take_over, TakeOver, "deadline_missed")
    assert (refusal.code, ladder.now()) == ("book.not_allowed", before)
    await ladder.do(*ABOVE, "deadline_missed")
    now = ladder.now()
    assert (now["holder"], now["state"], now["hops"]) == ("a", "LISTED", before["hops"] + 1)
    assert stage.one("select listed_by from app.problem") == stage.world.tenants["a"]


@pytest.mark.parametrize(
    ("reached", "state"), [(collected, "COLLECTED"), (registered, "REGISTERED")]
)
async def test_what_nobody_has_screened_is_taken_over_to_be_screened(
    stage, reached: Callable[..., Awaitable[Ladder]], state: str
) -> None:
    ladder = await reached(stage)
    before = ladder.now()
    assert before["state"] == state
    refusal = await ladder.refused(*ABOVE, "deadline_missed")
    assert (refusal.code, ladder.now()) == ("problem.not_stuck", before), "it is in time"
    stage.now += timedelta(days=30)
    await ladder.do(*ABOVE, "deadline_missed")
    now = ladder.now()
    assert (now["holder"], now["state"], now["hops"]) == ("a", state, before["hops"] + 1)
    kept = "select listed_by, proposal, lead_post from app.problem"
    assert stage.one(kept) == (None, None, None), "no list, and no rejection that a1 proposed"
    assert stage.one("select due_on from app.problem") > stage.now.date(), "the stage begins here"
    if state == "COLLECTED":
        await ladder.do("a.handler", register_problem, RegisterProblem, place="村东")
        assert stage.one("select number from app.problem")
    await ladder.do("a.task_force", admit_problem, AdmitProblem, "finding")
    await ladder.do("a.task_force", list_problem, ListProblem)
    assert stage.one("select listed_by from app.problem") == stage.world.tenants["a"]


async def test_a_day_of_the_law_is_given_back_to_nobody(stage) -> None:
    ladder = await registered(stage, "PETITION")
    law = ladder.now()["due_on"]
    stage.now += timedelta(days=30)
    await ladder.do(*ABOVE, "deadline_missed")
    assert ladder.now()["due_on"] == law
    assert law < stage.now.date()


async def test_the_stage_of_what_stays_listed_begins_anew_at_the_level_above(stage) -> None:
    ladder = await listed(stage)
    stage.now += timedelta(days=30)
    await ladder.do(*ABOVE, "deadline_missed")
    due, overdue = stage.one("select due_on, missed_on from app.problem")
    assert due > stage.now.date()
    assert overdue is None
    # So nobody further up finds it late: not skipped, nor passed on by the days of the unit below.
    refusal = await ladder.refused("city.task_force", take_over, TakeOver, "deadline_missed")
    assert refusal.code == "problem.not_stuck"


@pytest.mark.parametrize("reached", [collected, registered, banked, listed, labelled])
async def test_sql_relieves_no_unit_of_what_is_in_time_there(
    stage, reached: Callable[..., Awaitable[Ladder]]
) -> None:
    ladder = await reached(stage)
    above, below = (stage.world.tenants[name] for name in ("a", "a1"))
    hop = HOP.replace("made_by)", "made_by, made_at)").replace("'x'", "'x', %s")
    viewer = await stage.viewer("a.head")

    def moved(at: datetime) -> None:
        ids = (uuid.uuid4(), "UP", below, above, at, below, ladder.problem)
        as_app(stage, viewer, hop, *ids)

    with pytest.raises(psycopg.errors.CheckViolation) as caught:
        moved(stage.now)
    assert caught.value.diag.constraint_name == "hop_of_what_is_overdue"
    assert ladder.now()["holder"] == "a1"
    moved(stage.now + timedelta(days=30))
    assert ladder.now()["holder"] == "a", "the control"


async def test_the_unit_is_told_that_its_own_was_taken_up(client: Client) -> None:
    ladder = await listed(client.stage)
    client.stage.now += timedelta(days=30)
    await ladder.do(*ABOVE, "deadline_missed")
    query = "select kind from app.notice where person_id = %s"
    assert client.stage.rows(query, client.stage.world.person("a1.head")) == [("TAKEN_UP",)]


async def test_what_came_back_twice_is_taken_over_as_it_was_proposed(stage) -> None:
    ladder = await returned(stage, times=2)
    await propose(stage.database.relay_dsn, today=stage.now.date())
    proposed = "select kind, state from app.escalation"
    assert stage.rows(proposed) == [("RETURNED", "PROPOSED")]
    await ladder.do(*ABOVE, "returned_often")
    await propose(stage.database.relay_dsn, today=stage.now.date())
    assert (ladder.now()["state"], stage.rows(proposed)) == ("LISTED", [("RETURNED", "FOLLOWED")])
    # It stopped with them: nobody owes the rectification until it is ordered anew.
    assert stage.one("select rectify_by from app.problem") is None


async def test_by_the_sweep_it_is_late_as_well(stage) -> None:
    ladder = await claimed(stage)
    with psycopg.connect(stage.database.relay_dsn) as connection:
        connection.execute("select app.sweep_overdue(%s)", [stage.now.date() + timedelta(days=60)])
    assert stage.one("select overdue from app.problem")
    await ladder.do(*ABOVE, "cross_unit_deadlock")
    assert ladder.now()["state"] == "LISTED"


async def test_an_order_to_the_wrong_unit_is_recalled_until_work_began(stage) -> None:
    ladder = await ordered(stage)
    await ladder.do("a.task_force", recall_problem, RecallProblem, "wrong_unit")
    assert (ladder.now()["holder"], ladder.now()["state"]) == ("a", "LISTED")
    await ladder.triage("SET_TIME")
    await ladder.down("a2")
    await ladder.sign()
    await ladder.start()
    refusal = await ladder.refused("a.task_force", recall_problem, RecallProblem, "wrong_unit")
    assert refusal.code == "problem.wrong_state"
