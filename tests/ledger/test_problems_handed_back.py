"""What a superior hands back goes on where it was, and can be settled where it was found."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.finish_measure import FinishMeasure, finish_measure
from ledger.problems.list_problem import ListProblem, list_problem
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.report_progress import ReportProgress, report_progress
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from tests.ledger.ladder import Ladder
from tests.ledger.replaying import differing

SPOT = (resolve_on_spot, ResolveOnSpot, "已自行清淤")
PROGRESS = (report_progress, ReportProgress, "已清淤一半")
UPWARD = (escalate_problem, EscalateProblem, "请县里统筹", "beyond_authority")
DAY = "select rectify_by from app.problem where id = %s"


async def at_work(stage) -> Ladder:
    """A problem of county a that township a1 is working on, by one measure."""
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.start(due=date(2026, 4, 20))
    return ladder


def measure_of(ladder: Ladder) -> tuple:
    query = "select id, version, state from app.measure where problem_id = %s"
    return ladder.stage.one(query, ladder.problem)


# -------------------------------------------------------------------------------- where it goes back to


async def test_what_was_submitted_at_work_is_worked_on_until_it_is_taken_up_and_after(
    stage,
) -> None:
    ladder = await at_work(stage)
    due = stage.one(DAY, ladder.problem)
    await ladder.do("a1.head", *UPWARD)
    await ladder.do("a1.handler", *PROGRESS)
    assert ladder.now()["state"] == "PENDING_UPPER"
    await ladder.back()
    now = ladder.now()
    assert (now["holder"], now["state"]) == ("a1", "RECTIFYING")
    assert measure_of(ladder)[2] == "PLANNED"
    assert stage.one(DAY, ladder.problem) == due, "whoever owes it owes it as before"
    await ladder.do("a1.head", *UPWARD)
    await ladder.do_measures()
    assert (ladder.now()["state"], measure_of(ladder)[2]) == ("PENDING_UPPER", "DONE")
    await ladder.back()
    await ladder.finish()
    assert ladder.now()["state"] == "COMPLETION_CLAIMED"
    assert differing(stage) == []


async def test_of_what_waits_from_the_bank_no_progress_is_told(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.submit()
    before = ladder.now()
    assert (await ladder.refused("a1.handler", *PROGRESS)).code == "problem.wrong_state"
    assert ladder.now() == before


async def test_what_was_taken_up_is_worked_on_below_no_more(stage) -> None:
    ladder = await at_work(stage)
    key, version, _ = measure_of(ladder)
    await ladder.do("a1.head", *UPWARD)
    await ladder.draw_in()
    for given in (FinishMeasure(key, version, "已清淤"), FinishMeasure(key, version + 1, "已清淤")):
        await stage.refused("a1.handler", finish_measure, given)
    assert measure_of(ladder)[2] == "LAPSED"
    assert (await ladder.refused("a1.handler", *PROGRESS)).code == "book.not_allowed"


async def test_what_was_on_a_list_goes_back_onto_it(stage) -> None:
    listed, labelled = Ladder(stage), Ladder(stage)
    for one in (listed, labelled):
        await one.bank("a1")
        await one.do("a1.task_force", list_problem, ListProblem)
    await labelled.triage()
    for one, state in ((listed, "LISTED"), (labelled, "TRIAGED")):
        await one.submit()
        await one.back()
        assert one.now()["state"] == state
    assert differing(stage) == []


async def test_what_had_been_returned_goes_back_to_work(stage) -> None:
    ladder = await at_work(stage)
    for again in (False, True):
        if again:
            await ladder.rework()
        await ladder.finish()
        await ladder.evaluate_self()
        await ladder.answer("DISSATISFIED", by="a.organisation_department")
    await ladder.do("a1.head", escalate_problem, EscalateProblem, "请县里统筹", "repeated")
    await ladder.back()
    now = ladder.now()
    assert (now["state"], now["returns"]) == ("RECTIFYING", 2)
    assert differing(stage) == []


async def test_the_application_role_hands_back_to_where_it_was_and_to_nowhere_else(stage) -> None:
    ladder = await at_work(stage)
    await ladder.do("a1.head", *UPWARD)
    put = "update app.problem set state = :state where id = :id"
    viewer = await stage.viewer("a.task_force")
    for state in ("BANKED", "ACCEPTED", "LISTED"):
        with pytest.raises(IntegrityError, match="where it was submitted from"):
            async with stage.sittings.open(viewer) as sitting:
                await sitting.connection.execute(text(put), {"state": state, "id": ladder.problem})
    assert ladder.now()["state"] == "PENDING_UPPER"
    async with stage.sittings.open(viewer) as sitting:
        await sitting.connection.execute(text(put), {"state": "RECTIFYING", "id": ladder.problem})
    assert ladder.now()["state"] == "RECTIFYING"
    assert stage.one("select withdrawals from app.problem where id = %s", ladder.problem) == 0


# -------------------------------------------------------------------------------- 小问题不出村、不出镇


async def test_what_is_handed_back_as_within_reach_is_settled_where_it_was_found(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.submit()
    assert (await ladder.refused("a1x.handler", *SPOT)).code == "problem.wrong_state"
    await ladder.back()
    await ladder.do("a1x.handler", *SPOT)
    assert ladder.now()["state"] == "RESOLVED_ON_SPOT"
    assert differing(stage) == []


async def test_it_goes_below_by_order_when_it_was_handed_back_twice(stage) -> None:
    """Each way counts by itself: who was told to do it oneself is not spared it for that."""
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    for _ in range(2):
        await ladder.submit()
        await ladder.back()
    await ladder.submit()
    assert (ladder.now()["holder"], ladder.now()["state"]) == ("a1", "LISTED"), "risen by rule"
    await ladder.triage()
    await ladder.down("a1x")
    assert ladder.now()["holder"] == "a1x"


async def test_an_objection_and_a_submission_handed_back_are_not_counted_together(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.submit()
    await ladder.back()
    await ladder.rise_to("a1")
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.do("a1x.head", object_to_assignment, ObjectToAssignment, "not_ours", "不属本村")
    await ladder.do("a1.task_force", recall_problem, RecallProblem, "objection_upheld")
    await ladder.triage()
    await ladder.down("a1x")
    assert ladder.now()["holder"] == "a1x"


async def test_a_county_settles_nothing_on_the_spot_from_its_bank(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    assert (await ladder.refused("a.handler", *SPOT)).code == "problem.not_settled_here"
    assert ladder.now()["state"] == "BANKED"
