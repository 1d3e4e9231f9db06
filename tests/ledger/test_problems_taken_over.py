"""What nothing moves where it lies has a way out: the superior takes it over, or home."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import psycopg
import pytest

from ledger.problems.publish_pledge import PublishPledge, publish_pledge
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.take_over import TakeOver, take_over
from server.sweeping import propose
from tests.ledger.ladder import DEADLINE, Ladder

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
