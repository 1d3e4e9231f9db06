"""Nobody judges what they worked on, however long ago and wherever they sit now."""

from datetime import date
from typing import Any

import psycopg
import pytest

from ledger.closing.close_problem import CloseProblem, close_problem
from ledger.closing.override_refusal import OverrideRefusal, override_refusal
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.fail_problem import FailProblem, fail_problem
from ledger.problems.finish_measure import FinishMeasure, finish_measure
from ledger.problems.handling import workers
from ledger.problems.merge_problem import MergeProblem, merge_problem
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.stepping import fetched
from ledger.rechecks.fail_recheck import FailRecheck, fail_recheck
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from ledger.rechecks.pass_recheck import PassRecheck, pass_recheck
from tests.ledger.ladder import LESSONS, PARTY, Ladder
from tests.ledger.test_rechecks import CLOSER, OTHER, SEEN, another_judge
from tests.world import key_of, put

WORKER, NEXT = "a1x.handler", "a1x.head"
BUREAU = "a.petition_bureau"


def to_the_department(stage: Any, who: str) -> None:
    """Moves somebody from their village to the county's organisation department."""
    held = {"root": stage.world.tenants["city"], "holder": stage.world.tenants["a"]}
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "update app.appointment set relieved_on = %s where person_id = %s",
            [stage.now.date(), key_of("person", who)],
        )
        connection.execute("set session_replication_role = origin")
        post = key_of("post", f"moved:{who}")
        role = {"id": post, "title": "组织部干部", "roles": ["organisation_department"]}
        put(connection, "post", held | role)
        since = {
            "leading": True,
            "appointed_on": date(2024, 1, 1),
            "person_id": key_of("person", who),
        }
        known = {"id": key_of("appointment", f"moved:{who}"), "post_id": post}
        put(connection, "appointment", held | known | since)


async def evaluated(stage: Any, answer: str = "SATISFIED") -> Ladder:
    """A village's problem: one began the work, another one ended it, and those served answered."""
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.triage("AT_ONCE")
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.start()
    to_the_department(stage, WORKER)
    key, version = stage.one("select id, version from app.measure")
    await stage.done(NEXT, finish_measure, FinishMeasure(key, version, "已清淤"))
    await ladder.do(NEXT, claim_completion, ClaimCompletion, "水渠已通")
    assert stage.one("select handled_by from app.problem") == key_of("person", NEXT)
    await ladder.evaluate_self()
    await ladder.answer(answer, by=CLOSER)
    return ladder


@pytest.mark.parametrize(
    "judging",
    [
        (close_problem, CloseProblem, *LESSONS),
        (fail_problem, FailProblem, "证据不足"),
    ],
    ids=["close", "fail"],
)
async def test_who_began_the_work_and_changed_sides_does_not_judge_it(stage, judging) -> None:
    ladder = await evaluated(stage)
    named = PARTY if judging[1] is CloseProblem else {}
    refusal = await ladder.refused(WORKER, *judging, **named)
    assert refusal.code == "closing.by_handler"
    await ladder.do(CLOSER, *judging, **named)
    assert ladder.now()["state"] in ("CLOSED", "RETURNED")


async def test_nor_do_they_look_at_it_again(stage) -> None:
    another_judge(stage)
    ladder = await evaluated(stage)
    await ladder.close(by=CLOSER)
    opening = (open_recheck, OpenRecheck)
    assert (await ladder.refused(WORKER, *opening)).code == "recheck.by_handler"
    await ladder.do(OTHER, *opening)
    for look in ((pass_recheck, PassRecheck, "GOOD", SEEN), (fail_recheck, FailRecheck, "又堵了")):
        assert (await ladder.refused(WORKER, *look)).code == "recheck.by_handler"
    await ladder.do(OTHER, pass_recheck, PassRecheck, "GOOD", SEEN)
    assert ladder.now()["state"] == "CLOSED"


async def test_nor_do_they_write_down_that_a_panel_found_the_refusal_unreasonable(stage) -> None:
    ladder = await evaluated(stage, "DISSATISFIED")
    panel = tuple(key_of("post", f"a1.{post}") for post in ("head", "task_force", "handler"))
    given = (override_refusal, OverrideRefusal, "unlawful", "要求于法无据", panel)
    assert (await ladder.refused(WORKER, *given)).code == "closing.by_handler"
    assert ladder.now()["state"] == "RETURNED"
    await ladder.do(CLOSER, *given)
    assert ladder.now()["state"] == "CLIENT_EVALUATED"


async def test_who_handled_what_was_merged_handled_what_it_was_merged_into(stage) -> None:
    """One of the county reports and merges a petition; of its master they take no answer either."""
    master, merged = Ladder(stage), Ladder(stage)
    await master.report("a", list_type="PETITION")
    given = ReportProblem(merged.problem, "PETITION", "水渠堵塞", "村东水渠堵塞三月", "村东")
    await stage.done(BUREAU, report_problem, given)
    await merged.do(BUREAU, register_problem, RegisterProblem)
    await merged.do("a.task_force", merge_problem, MergeProblem, master.problem)
    await master.do("a.task_force", admit_problem, AdmitProblem, "repeated")
    await master.triage()
    await master.down("a1")
    await master.sign()
    await master.work()
    await master.evaluate_self()
    answer = (record_client_answer, RecordClientAnswer, "SATISFIED", "VISIT", "在其家中", True)
    assert (await master.refused(BUREAU, *answer)).code == "evaluation.in_the_line"
    assert master.now()["state"] == "SELF_EVALUATED"
    await master.do(CLOSER, *answer)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "update app.happening set act = 'report_progress' where problem_id = %s"
            " and act = 'register_problem'",
            [merged.problem],
        )
    async with stage.sittings.open(await stage.viewer(CLOSER)) as sitting:
        found = await fetched(sitting, master.problem)
        assert key_of("person", BUREAU) in await workers(sitting, found)
