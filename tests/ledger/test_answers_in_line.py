"""Who may take an answer of those served: what passes, nobody who handled it; what returns it, anybody."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from ledger.clocks.statutory import ACTS
from ledger.closing.open_client_evaluation import OpenClientEvaluation, open_client_evaluation
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.closing.rules import new_code
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.ask_about_submission import AskAboutSubmission, ask_about_submission
from ledger.problems.confirm_step import ConfirmStep, confirm_step
from ledger.problems.handling import NEUTRAL
from ledger.problems.order_rescreening import OrderRescreening, order_rescreening
from ledger.problems.record_statutory import RecordStatutory, record_statutory
from ledger.problems.reject_problem import RejectProblem, reject_problem
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from tests.ledger.ladder import Ladder
from tests.ledger.test_closing import BUREAU, opening
from tests.ledger.test_scores_timely import taken_in

SAID = record_client_answer, RecordClientAnswer
HAPPY = "SATISFIED", "VISIT", "在其家中", True
UNHAPPY = "DISSATISFIED", "VISIT", "", False
CODE = open_client_evaluation, OpenClientEvaluation


async def settled_after_rescreening(stage: Any) -> Ladder:
    """Rejected by a village, screened anew by order of its township, settled on the spot."""
    ladder = await taken_in(stage, "AUDIT")
    await ladder.do("a1x.task_force", reject_problem, RejectProblem, "not_met", "不符标准")
    await ladder.do("a1x.head", confirm_step, ConfirmStep)
    await ladder.do("a1.task_force", order_rescreening, OrderRescreening, "重新筛查")
    await ladder.do("a1x.handler", resolve_on_spot, ResolveOnSpot, "当日清淤")
    return ladder


@pytest.mark.parametrize(("said", "state"), [(HAPPY, "RESOLVED_ON_SPOT"), (UNHAPPY, "REGISTERED")])
async def test_who_ordered_the_screening_anew_calls_back(stage: Any, said: Any, state: str) -> None:
    ladder = await settled_after_rescreening(stage)
    await ladder.do("a1.task_force", *SAID, *said)
    assert ladder.now()["state"] == state


def test_what_is_no_handling_is_an_act() -> None:
    assert {one for one in NEUTRAL if one.isupper()} <= set(ACTS)


async def settled_after_hand_back(stage: Any) -> Ladder:
    """Submitted by a village, asked about and handed back by its township, settled on the spot."""
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.submit()
    asked = AskAboutSubmission, "何时可以完工？", stage.now.date() + timedelta(days=5)
    await ladder.do("a1.task_force", ask_about_submission, *asked)
    await ladder.back()
    await ladder.do("a1x.handler", resolve_on_spot, ResolveOnSpot, "当日清淤")
    return ladder


@pytest.mark.parametrize(("said", "state"), [(HAPPY, "RESOLVED_ON_SPOT"), (UNHAPPY, "REGISTERED")])
async def test_who_asked_about_it_and_handed_it_back_calls_back(
    stage: Any, said: Any, state: str
) -> None:
    ladder = await settled_after_hand_back(stage)
    await ladder.do("a1.task_force", *SAID, *said)
    assert ladder.now()["state"] == state


async def hotline(stage: Any) -> Ladder:
    """A call on the county's list that its township has done; the county's bureau called first."""
    ladder = await taken_in(stage, "HOTLINE_12345")
    await ladder.do("a1x.task_force", admit_problem, AdmitProblem, "overdue")
    await ladder.rise_to("a")
    await ladder.do(BUREAU, record_statutory, RecordStatutory, "FIRST_CONTACT", "已电话联系")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    return ladder


@pytest.mark.parametrize(("said", "state"), [(HAPPY, "CLIENT_EVALUATED"), (UNHAPPY, "RETURNED")])
async def test_who_kept_in_contact_calls_back(stage: Any, said: Any, state: str) -> None:
    ladder = await hotline(stage)
    await ladder.do(BUREAU, *CODE, *opening(new_code()))
    await ladder.do(BUREAU, *SAID, *said)
    assert ladder.now()["state"] == state


def recorded_as(stage: Any, act: str) -> None:
    """Has what the bureau wrote down been another statutory act."""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        changed = "update app.happening set reason = %s where act = 'record_statutory'"
        assert connection.execute(changed, [act]).rowcount == 1


async def test_who_wrote_down_what_the_petitioner_asks_for_calls_back(stage: Any) -> None:
    ladder = await hotline(stage)
    for asked in ("REVIEW_REQUESTED", "RECHECK_REQUESTED"):
        recorded_as(stage, asked)
        await ladder.do(BUREAU, *CODE, *opening(new_code()))
    await ladder.do(BUREAU, *SAID, *HAPPY)
    assert ladder.now()["state"] == "CLIENT_EVALUATED"


@pytest.mark.parametrize("act", ["OPINION_GIVEN", "REVIEW_ANSWERED", "RECHECK_ANSWERED"])
async def test_who_gave_the_opinion_does_not(stage: Any, act: str) -> None:
    ladder = await hotline(stage)
    recorded_as(stage, act)
    refusal = await ladder.refused(BUREAU, *SAID, *HAPPY)
    assert refusal.code == "evaluation.in_the_line"
    await ladder.do(BUREAU, *SAID, *UNHAPPY)
    assert ladder.now()["state"] == "RETURNED", "what returns it is taken from anybody"
