"""A refusal says in words what was to be done and where it stands; the keys are in its facts."""

import pytest

from ledger.extensions.refusals import ClockNotRunning, NotExtensible
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from policies import book
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder

CLAIM = (claim_completion, ClaimCompletion, "水渠已通")


async def test_the_book_names_the_act_as_it_calls_it(stage: Stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    refusal = await ladder.refused("a1.handler", *CLAIM)
    assert (refusal.code, refusal.facts["act"]) == ("book.not_allowed", "problem.claim")
    named = book.load().actions["problem.claim"]
    assert f"“{named.zh}”" in refusal.message("zh")
    assert f"does not allow you to {named.en} here" in refusal.message("en")
    for language in ("zh", "en"):
        assert "problem.claim" not in refusal.message(language)


async def test_a_state_is_told_by_its_name(stage: Stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    refusal = await ladder.refused("a1.task_force", admit_problem, AdmitProblem, "finding")
    assert refusal.code == "problem.wrong_state"
    assert refusal.facts == {"state": "BANKED", "state_zh": "已入库"}
    assert refusal.message("zh") == "问题处于“已入库”状态，不能办理此事。"


def test_a_clock_and_its_stages_are_told_by_their_names() -> None:
    running = NotExtensible(clock="STATUTORY", stages="PETITION_NOTIFY, PETITION_REVIEW")
    assert running.message("zh") == "正在计算的法定时限不得延长：书面告知是否受理、信访复查。"
    assert "STATUTORY is not extended: PETITION_NOTIFY, PETITION_REVIEW" in running.message("en")
    assert ClockNotRunning(clock="LEVEL").message("zh").endswith("没有正在计算的本级时限。")
    assert ClockNotRunning(clock="X").facts == {"clock": "X", "clock_zh": "X"}


@pytest.mark.parametrize(
    ("list_type", "code"),
    [("PETITION", "problem.list_has_no_tracks"), ("AUDIT", "problem.track_unknown")],
)
async def test_a_list_without_tracks_offers_none(stage: Stage, list_type: str, code: str) -> None:
    ladder = Ladder(stage)
    found = ReportProblem(ladder.problem, list_type, "路灯不亮", "路灯不亮", "村部")
    await stage.done("a1x.handler", report_problem, found)
    refusal = await ladder.refused("a1x.handler", register_problem, RegisterProblem, "HANDLE")
    assert refusal.code == code
    assert "known are: ." not in refusal.message("en")
    assert ladder.now()["state"] == "COLLECTED"
