"""Whoever has to handle a caller's order answers within a time of their own, whatever others said before."""

from typing import Any

from ledger.clocks.deadlines import ClockTrace
from ledger.clocks.limits import Clock
from ledger.clocks.of_problems import traced
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.record_statutory import RecordStatutory, record_statutory
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.replaying import differing
from tests.ledger.test_clocks_statutory import story

HOTLINE = {"list_type": "HOTLINE_12345", "class": None}
ANSWERED = record_statutory, RecordStatutory, "CALLER_ANSWERED", "已答复来电人"
QUERY = """query ($p: ID!) { deadlineTrace(problem: $p) { clocks { stage state } } }"""


def runs(steps: list[dict[str, Any]], stage: str = "HOTLINE_HANDLE") -> list[ClockTrace]:
    told = traced(HOTLINE, steps)
    return [one for one in told.clocks if (one.clock, one.stage) == (Clock.STATUTORY, stage)]


def states(steps: list[dict[str, Any]], stage: str = "HOTLINE_HANDLE") -> list[str]:
    return [str(one.state) for one in runs(steps, stage)]


def test_an_early_answer_leaves_nobody_without_a_clock() -> None:
    early = [("REGISTERED", 0), ("CALLER_ANSWERED", 1), ("BANKED", 2), ("ASSIGNED", 3)]
    assert states(story(*early)) == ["STOPPED", "RUNNING"]
    before = story(("COLLECTED", 0), ("CALLER_ANSWERED", 1), ("REGISTERED", 2), ("ASSIGNED", 3))
    assert states(before) == ["RUNNING"], "answered before there was a clock"
    passed_on = [*early, ("CALLER_ANSWERED", 4), ("OBJECTED", 5), ("LISTED", 6), ("ASSIGNED", 9)]
    assert states(story(*passed_on)) == ["STOPPED", "STOPPED", "RUNNING"]
    assert states(story(*passed_on, ("CALLER_ANSWERED", 10)))[-1] == "STOPPED"
    # The control: what runs goes on, and to hand it about gives nobody a later day.
    handed = story(*early[:1], ("ASSIGNED", 3), ("OBJECTED", 5), ("LISTED", 6), ("ASSIGNED", 90))
    assert states(handed) == ["STOPPED", "RUNNING"]
    assert runs(handed)[-1].started_at == handed[1]["happened_at"]
    # The control: a caller is contacted once, by whoever it is.
    contacted = story(("REGISTERED", 0), ("FIRST_CONTACT", 1), ("BANKED", 2), ("ASSIGNED", 3))
    assert states(contacted, "HOTLINE_CONTACT") == ["STOPPED"]


def test_a_claim_that_was_not_true_leaves_the_next_unit_its_clock() -> None:
    told = story(("REGISTERED", 0), ("ASSIGNED", 3), ("COMPLETION_CLAIMED", 30), ("RETURNED", 40),
                 ("PENDING_UPPER", 50), ("LISTED", 60), ("ASSIGNED", 70))  # fmt: skip  # one story
    told[2] |= {"act": "claim_completion"}
    assert states(told) == ["STOPPED", "STOPPED", "RUNNING"]
    assert states(told[:-1]) == ["STOPPED", "STOPPED"], "the control: only who has to handle it"


async def test_the_bureau_answers_early_and_the_township_answers_again(client: Client) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    found = ReportProblem(ladder.problem, "HOTLINE_12345", "路灯不亮", "村口路灯不亮", "村口")
    await stage.done("a.handler", report_problem, found)
    await ladder.do("a.handler", register_problem, RegisterProblem)
    await ladder.do("a.petition_bureau", *ANSWERED)
    again = await ladder.refused("a.petition_bureau", *ANSWERED)
    assert again.code == "problem.statutory_act_done"
    await ladder.do("a.task_force", admit_problem, AdmitProblem, "repeated")
    await ladder.triage()
    await ladder.down("a1")

    async def answering() -> list[str]:
        told = await client.ask("a1.head", QUERY, {"p": f"Problem_{ladder.problem}"})
        clocks = told["data"]["deadlineTrace"]["clocks"]
        return [one["state"] for one in clocks if one["stage"] == "HOTLINE_HANDLE"]

    assert await answering() == ["STOPPED", "RUNNING"]
    await ladder.do("a1.handler", *ANSWERED)
    assert await answering() == ["STOPPED", "STOPPED"]
    again = await ladder.refused("a1.handler", *ANSWERED)
    assert again.code == "problem.statutory_act_done", "once for each that has to handle it"
    assert differing(stage) == []
