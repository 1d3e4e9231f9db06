"""Measures while work goes on: planned anew after a return, moved with a reason, lapsed with the unit."""

from datetime import date, timedelta
from typing import Any

import pytest

from ledger.problems.add_measures import AddMeasures, add_measures
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.finish_measure import FinishMeasure, finish_measure
from ledger.problems.measures import MeasureText
from ledger.problems.move_measure import MoveMeasure, move_measure
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.rework_problem import ReworkProblem, rework_problem
from ledger.problems.take_over import TakeOver, take_over
from tests.ledger.ladder import DEADLINE, Ladder
from tests.world import key_of

JUDGE = "a.organisation_department"


def more(day: date = DEADLINE, *, owner: str = "a1.handler", number: int = 1) -> tuple[Any, ...]:
    said = MeasureText("清理支渠", key_of("post", owner), day)
    return add_measures, AddMeasures, (said,) * number


def planned(stage: Any) -> list[tuple[Any, ...]]:
    return stage.rows("select round, state, due_on from app.measure order by position, id")


async def working(stage: Any) -> Ladder:
    """A problem of county a's list that township a1 works on, one measure due on 20 April."""
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.start(due=date(2026, 4, 20))
    return ladder


async def returned(stage: Any) -> Ladder:
    """The same, done once; those served were dissatisfied, and it was taken up again."""
    ladder = await working(stage)
    await ladder.finish()
    await ladder.evaluate_self()
    await ladder.answer("DISSATISFIED", by=JUDGE)
    await ladder.do("a1.handler", rework_problem, ReworkProblem, "重新办理")
    return ladder


async def test_what_came_back_is_not_claimed_again_on_what_was_done_before(stage) -> None:
    ladder = await returned(stage)
    claim = (claim_completion, ClaimCompletion, "水渠已通")
    assert (await ladder.refused("a1.head", *claim)).code == "problem.nothing_planned_anew"
    await ladder.do("a1.handler", *more())
    assert (await ladder.refused("a1.head", *claim)).code == "problem.measures_open"
    await ladder.finish()
    assert ladder.now()["state"] == "COMPLETION_CLAIMED"
    assert planned(stage) == [(1, "DONE", date(2026, 4, 20)), (2, "DONE", DEADLINE)]
    story = "select act, shown from app.happening where act = 'add_measures'"
    assert stage.rows(story) == [("add_measures", "ALL")]


async def test_more_is_planned_as_the_first_measures_were(stage) -> None:
    ladder = await working(stage)
    for who, given, code in (
        ("a1.handler", more(DEADLINE + timedelta(days=1)), "problem.deadline_too_late"),
        ("a1.handler", more(stage.now.date() - timedelta(days=1)), "problem.deadline_passed"),
        ("a1.handler", more(owner="a1x.handler"), "problem.owner_not_there"),
        ("a1.handler", more(number=0), "problem.measures_missing"),
        ("a1.handler", more(number=20), "record.number_refused"),
        ("a1.task_force", more(), "book.not_allowed"),
        ("a.head", more(), "book.not_allowed"),
        ("a2.handler", more(), "problem.not_found"),
    ):
        assert (await ladder.refused(who, *given)).code == code, (who, code)
    await ladder.do("a1.handler", *more(number=19))
    assert len(planned(stage)) == 20
    await ladder.finish()
    assert (await ladder.refused("a1.handler", *more())).code == "problem.wrong_state"


async def test_after_the_deadline_more_is_planned_for_today_and_no_later(stage) -> None:
    ladder = await working(stage)
    stage.now += timedelta(days=60)
    today = stage.now.date()
    late = more(today + timedelta(days=1))
    refusal = await ladder.refused("a1.handler", *late)
    assert refusal.code == "problem.deadline_too_late"
    assert refusal.facts == {"deadline": str(today + timedelta(days=1)), "latest": str(today)}
    await ladder.do("a1.handler", *more(today))


async def test_a_planned_measure_moves_within_the_deadline_and_says_why(stage) -> None:
    ladder = await working(stage)
    key, version = stage.one("select id, version from app.measure")

    def to(day: date, reason: str = "汛期推迟", *, read: int = version) -> MoveMeasure:
        return MoveMeasure(key, read, day, reason)

    for who, given, code in (
        ("a1.handler", to(DEADLINE + timedelta(days=1)), "problem.deadline_too_late"),
        ("a1.handler", to(stage.now.date() - timedelta(days=1)), "problem.deadline_passed"),
        ("a1.handler", to(DEADLINE, ""), "record.text_refused"),
        ("a1.handler", to(DEADLINE, read=version + 1), "measure.stale"),
        ("a.task_force", to(DEADLINE), "book.not_allowed"),
        ("a2.handler", to(DEADLINE), "measure.not_found"),
    ):
        assert (await stage.refused(who, move_measure, given)).code == code, (who, code)
    due_on = ladder.now()["due_on"]
    await stage.done("a1.handler", move_measure, to(DEADLINE))
    assert planned(stage) == [(1, "PLANNED", DEADLINE)]
    assert ladder.now()["due_on"] == due_on, "the problem's own day stays"
    told = stage.one("select text from app.happening where act = 'move_measure'")
    assert told == f"2026-04-20 → {DEADLINE}：汛期推迟"
    await stage.done("a1.handler", finish_measure, FinishMeasure(key, version + 1, "已清淤"))
    done = await stage.refused("a1.handler", move_measure, to(DEADLINE, read=version + 2))
    assert done.code == "problem.wrong_state"


async def taken_over(ladder: Ladder) -> None:
    await ladder.do("a.task_force", take_over, TakeOver, "deadline_missed")


async def taken_up(ladder: Ladder) -> None:
    await ladder.do("a1.head", escalate_problem, EscalateProblem, "请县里统筹", "beyond_authority")
    assert planned(ladder.stage)[0][1] == "PLANNED", "it lies with them until it is taken up"
    await ladder.draw_in()


@pytest.mark.parametrize("taken", [taken_over, taken_up])
async def test_what_another_unit_had_planned_lapses_and_bars_nobody(stage, taken) -> None:
    ladder = await working(stage)
    await taken(ladder)
    key, version = stage.one("select id, version from app.measure")
    assert planned(stage) == [(1, "LAPSED", date(2026, 4, 20))]
    await ladder.triage()
    await ladder.down("a2")
    await ladder.do("a.task_force", recall_problem, RecallProblem, "wrong_unit")
    await ladder.triage()
    await ladder.down("a2")
    await ladder.sign()
    await ladder.start(due=DEADLINE)
    late = FinishMeasure(key, version, "已清淤")
    assert (await stage.refused("a2.handler", finish_measure, late)).code == "problem.wrong_state"
    claim = (claim_completion, ClaimCompletion, "水渠已通")
    refusal = await ladder.refused("a2.head", *claim)
    assert (refusal.code, refusal.open) == ("problem.measures_open", 1), "its own, no other"
    await ladder.finish()
    assert ladder.now()["state"] == "COMPLETION_CLAIMED"
    assert [one[1] for one in planned(stage)] == ["LAPSED", "DONE"]
