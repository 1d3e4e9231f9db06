"""All pairs of states and acts, asked of the acts themselves: each goes on from where the prose says."""

from datetime import date
from typing import Any

import psycopg
import pytest

from ledger.assignments.giving import Receiver
from ledger.assignments.hand_out import HandOut, hand_out
from ledger.assignments.uphold_objection import UpholdObjection, uphold_objection
from ledger.closing.close_problem import CloseProblem, close_problem
from ledger.closing.override_refusal import OverrideRefusal, override_refusal
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.problems import rules
from ledger.problems.accept_assignment import AcceptAssignment, accept_assignment
from ledger.problems.add_measures import AddMeasures, add_measures
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.amend_report import AmendReport, amend_report
from ledger.problems.answer_about_submission import AnswerAboutSubmission, answer_about_submission
from ledger.problems.ask_about_submission import AskAboutSubmission, ask_about_submission
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.confirm_step import ConfirmStep, confirm_step
from ledger.problems.decline_suspension import DeclineSuspension, decline_suspension
from ledger.problems.divert_problem import DivertProblem, divert_problem
from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.fail_problem import FailProblem, fail_problem
from ledger.problems.hand_back import HandBack, hand_back
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.list_problem import ListProblem, list_problem
from ledger.problems.merge_problem import MergeProblem, merge_problem
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.order_rescreening import OrderRescreening, order_rescreening
from ledger.problems.overrule_objection import OverruleObjection, overrule_objection
from ledger.problems.publish_pledge import PublishPledge, publish_pledge
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_progress import ReportProgress, report_progress
from ledger.problems.request_suspension import RequestSuspension, request_suspension
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from ledger.problems.resume_problem import ResumeProblem, resume_problem
from ledger.problems.rework_problem import ReworkProblem, rework_problem
from ledger.problems.self_evaluate import SelfEvaluate, self_evaluate
from ledger.problems.set_rework_deadline import SetReworkDeadline, set_rework_deadline
from ledger.problems.start_rectifying import MeasureText, StartRectifying, start_rectifying
from ledger.problems.submit_up import SubmitUp, submit_up
from ledger.problems.suspend_problem import SuspendProblem, suspend_problem
from ledger.problems.take_over import TakeOver, take_over
from ledger.problems.take_up import TakeUp, take_up
from ledger.problems.triage_problem import TriageProblem, triage_problem
from ledger.problems.withdraw_submission import WithdrawSubmission, withdraw_submission
from ledger.rechecks.archive_problem import ArchiveProblem, archive_problem
from ledger.rechecks.fail_recheck import FailRecheck, fail_recheck
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from ledger.rechecks.pass_recheck import PassRecheck, pass_recheck
from tenants.refusals import Refusal
from tests.ledger.ladder import BODY, DEADLINE, Ladder
from tests.reference.problems_model import MAY
from tests.world import key_of

HEAD, FORCE, HANDLER = "a1.head", "a1.task_force", "a1.handler"
ABOVE, JUDGE = "a.task_force", "city.organisation_department"
BELOW = (key_of("tenant", "a1x"), key_of("post", "a1x.head"), DEADLINE)
MEASURES = (MeasureText("清淤", key_of("post", HANDLER), DEADLINE),)
LESSONS = (80, 80, 80, "STYLE", "一", "一", (), "", BODY, BODY)
ANSWER_BY = date(2026, 4, 20)
PANEL = tuple(key_of("post", f"a.{name}") for name in ("head", "task_force", "petition_bureau"))

ACTS: dict[str, tuple[str, Any, Any, tuple[Any, ...]]] = {
    "amend_report": (HANDLER, amend_report, AmendReport, (None, None, "水渠又堵")),
    "register_problem": (HANDLER, register_problem, RegisterProblem, ()),
    "resolve_on_spot": (HANDLER, resolve_on_spot, ResolveOnSpot, ("一",)),
    # The step itself is the second person's: who proposes it leaves the state as it is.
    "reject_problem": (HEAD, confirm_step, ConfirmStep, ("一",)),
    "merge_problem": (FORCE, merge_problem, MergeProblem, (key_of("problem", "master"),)),
    "divert_problem": (FORCE, divert_problem, DivertProblem, ("litigation", "一")),
    "admit_problem": (FORCE, admit_problem, AdmitProblem, ("finding",)),
    "submit_up": (HEAD, submit_up, SubmitUp, ("一", "repeated")),
    "hand_back": (ABOVE, hand_back, HandBack, ("within_reach",)),
    "ask_about_submission": (ABOVE, ask_about_submission, AskAboutSubmission, ("一", ANSWER_BY)),
    "answer_about_submission": (HEAD, answer_about_submission, AnswerAboutSubmission, ("一",)),
    "withdraw_submission": (HEAD, withdraw_submission, WithdrawSubmission, ("一",)),
    "take_up": (ABOVE, take_up, TakeUp, ("LAGGING",)),
    "list_problem": (FORCE, list_problem, ListProblem, ()),
    "triage_problem": (FORCE, triage_problem, TriageProblem, ("STAGED",)),
    "hand_down": (HEAD, hand_down, HandDown, BELOW),
    "object_to_assignment": (HEAD, object_to_assignment, ObjectToAssignment, ("not_ours", "一")),
    "overrule_objection": (ABOVE, overrule_objection, OverruleObjection, ("一",)),
    "uphold_objection": (ABOVE, uphold_objection, UpholdObjection, (*BELOW[1:], "一")),
    "accept_assignment": (HEAD, accept_assignment, AcceptAssignment, ()),
    "publish_pledge": (HEAD, publish_pledge, PublishPledge, ("一", DEADLINE, "一")),
    "start_rectifying": (HANDLER, start_rectifying, StartRectifying, (MEASURES,)),
    "request_suspension": (
        HANDLER,
        request_suspension,
        RequestSuspension,
        ("FORCE_MAJEURE", DEADLINE, "一"),
    ),
    "decline_suspension": (ABOVE, decline_suspension, DeclineSuspension, ("一",)),
    "suspend_problem": (ABOVE, suspend_problem, SuspendProblem, (DEADLINE, "一")),
    "resume_problem": (ABOVE, resume_problem, ResumeProblem, ("一",)),
    "report_progress": (HANDLER, report_progress, ReportProgress, ("一",)),
    "add_measures": (HANDLER, add_measures, AddMeasures, (MEASURES,)),
    "claim_completion": (HEAD, claim_completion, ClaimCompletion, ("一",)),
    "self_evaluate": (HEAD, self_evaluate, SelfEvaluate, (90, "一")),
    "record_client_answer": (
        JUDGE,
        record_client_answer,
        RecordClientAnswer,
        ("SATISFIED", "VISIT", "一", True),
    ),
    "close_problem": (JUDGE, close_problem, CloseProblem, LESSONS),
    "fail_problem": (JUDGE, fail_problem, FailProblem, ("一",)),
    "rework_problem": (HANDLER, rework_problem, ReworkProblem, ("一",)),
    "set_rework_deadline": (ABOVE, set_rework_deadline, SetReworkDeadline, (DEADLINE, "一")),
    "open_recheck": (JUDGE, open_recheck, OpenRecheck, ()),
    "pass_recheck": (JUDGE, pass_recheck, PassRecheck, ("GOOD", "一")),
    "fail_recheck": (JUDGE, fail_recheck, FailRecheck, ("一",)),
    "archive_problem": (JUDGE, archive_problem, ArchiveProblem, ()),
    "recall_problem": (ABOVE, recall_problem, RecallProblem, ("wrong_unit",)),
    "escalate_problem": (HEAD, escalate_problem, EscalateProblem, ("一", "repeated")),
    "take_over": (ABOVE, take_over, TakeOver, ("wrong_unit",)),
    "order_rescreening": (ABOVE, order_rescreening, OrderRescreening, ("一",)),
    "override_refusal": (JUDGE, override_refusal, OverrideRefusal, ("unlawful", "一", PANEL)),
}
BY_THEMSELVES = {"record_dissatisfaction", "reopen_problem", "rise_by_rule", "report_problem"}
"""What another act does of itself, and what there is no problem for yet."""
FURTHER = {
    # Found by somebody else, as it lies here.
    ("COLLECTED", "amend_report"): "problem.report_not_yours",
    ("REGISTERED", "merge_problem"): "problem.master_refused",
    ("RECTIFYING", "claim_completion"): "problem.nothing_planned_anew",
    # Nothing was submitted at work.
    ("PENDING_UPPER", "report_progress"): "problem.wrong_state",
    ("PENDING_UPPER", "answer_about_submission"): "problem.nothing_asked",
    ("RECTIFYING", "decline_suspension"): "problem.no_rest_asked",
    ("OBJECTED", "uphold_objection"): "problem.no_owner_proposed",
    ("RECTIFYING", "set_rework_deadline"): "problem.nothing_returned",
    ("CLIENT_EVALUATED", "record_client_answer"): "problem.answered_already",
    ("CLOSED", "pass_recheck"): "recheck.nothing_open",
    ("CLOSED", "fail_recheck"): "recheck.nothing_open",
    ("BANKED", "reject_problem"): "problem.nothing_proposed",
    ("LISTED", "reject_problem"): "problem.nothing_proposed",
    ("BANKED", "take_over"): "problem.not_stuck",
    ("COLLECTED", "take_over"): "problem.not_stuck",
    ("REGISTERED", "take_over"): "problem.not_stuck",
    ("LISTED", "take_over"): "problem.not_stuck",
    ("TRIAGED", "take_over"): "problem.not_stuck",
    ("ACCEPTED", "take_over"): "problem.not_stuck",
    ("PLEDGED", "take_over"): "problem.not_stuck",
    ("COMPLETION_CLAIMED", "take_over"): "problem.not_stuck",
}
"""Pairs that are open but ask for more than this stage has."""
STORY = """insert into app.happening (root, id, holder, problem_id, act, after, author_tenant,
    author_person, author_post, author_title, happened_at)
  select root, gen_random_uuid(), holder, id, a.act, a.after, holder, reported_by, %s, 'x', a.at
  from app.problem, (values ('close_problem', 'CLOSED', timestamptz '2025-01-01'),
    ('resolve_on_spot', 'RESOLVED_ON_SPOT', '2026-04-10'),
    ('record_dissatisfaction', 'RETURNED', '2026-04-10')) a (act, after, at)"""

CLOSING = """with sheet as (
    insert into app.closing (root, id, holder, problem_id, closed_by, root_cause,
      party_building_reason, team_problem_control, chief_duty_bearing, cadre_work_drive,
      author_tenant, author_person, closed_at)
    select root, gen_random_uuid(), holder, id, %(who)s, 'STYLE', '一', 80, 80, 80, holder, %(who)s,
      '2025-01-01' from app.problem returning *)
  insert into app.recheck (root, id, holder, problem_id, closing_id, reason, state, due_on)
  select root, gen_random_uuid(), holder, problem_id, id, 'ORDERED', 'HELD', '2025-02-01' from sheet"""
"""A closing that somebody else made, looked at again once; in RECHECKING that look is under way."""


PUT = """update app.problem set state = %(state)s, open = %(open)s,
    proposal = case %(state)s::text when 'REGISTERED' then 'REJECT' end,
    proposed_by = case %(state)s::text when 'REGISTERED' then %(who)s::uuid end,
    proposed_ground = case %(state)s::text when 'REGISTERED' then 'no_facts' end"""
"""In a state; registered, with a rejection that the task force proposed."""


class _Undone(Exception):
    """Takes an act back that was done."""


async def asked(sitting: Any, act: str, given: Any) -> str:
    """What an act says, and nothing stays of it: a refusal's code, or that it was done."""
    try:
        async with sitting.connection.begin_nested():
            await ACTS[act][1](sitting, given)
            raise _Undone
    except Refusal as refusal:
        return refusal.code
    except _Undone:
        return "done"


async def test_every_act_takes_a_problem_from_the_states_of_the_prose_and_from_no_other(
    stage,
) -> None:
    """A problem of township a1, on the list of county a, in each state in turn."""
    assert set(ACTS) == {line.act for line in rules.TRANSITIONS} - BY_THEMSELVES
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage("STAGED")
    await ladder.down("a1")
    proposer = stage.world.person(FORCE)
    viewers = {who: await stage.viewer(who) for who in {said[0] for said in ACTS.values()}}
    with psycopg.connect(stage.database.superuser_dsn, autocommit=True) as connection:
        connection.execute(STORY, [key_of("post", HEAD)])
        connection.execute(CLOSING, {"who": stage.world.person("a.petition_bureau")})
        connection.execute("update app.problem set returns = 2")
        pairs = 0
        for state in rules.STATES:
            connection.execute(
                PUT, {"state": state, "open": state not in rules.TERMINAL, "who": proposer}
            )
            look = "OPEN" if state == "RECHECKING" else "HELD"
            connection.execute("update app.recheck set state = %s", [look])
            version = ladder.now()["version"]
            for who, viewer in viewers.items():
                async with stage.sittings.open(viewer) as sitting:
                    for act in (act for act in ACTS if ACTS[act][0] == who):
                        _, _, kind, said = ACTS[act]
                        told = await asked(sitting, act, kind(ladder.problem, version, *said))
                        expected = "done" if (state, act) in MAY else "problem.wrong_state"
                        expected = FURTHER.get((state, act), expected)
                        assert told == expected, (state, act)
                        pairs += 1
    assert pairs == len(rules.STATES) * len(ACTS)


@pytest.mark.parametrize("state", ["BANKED", "TRIAGED", "ACCEPTED"])
async def test_handing_out_to_several_starts_where_handing_down_does(stage, state: str) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    if state != "BANKED":
        await ladder.triage()
    if state == "ACCEPTED":
        await ladder.down("a1")
        await ladder.sign()
    at = ladder.now()["holder"]
    units = {"a": ("a1", "a2"), "a1": ("a1x", "a1y")}[at]
    to = [Receiver(key_of("tenant", x), key_of("post", f"{x}.head"), DEADLINE) for x in units]
    given = (hand_out, HandOut, to[0], (to[1],))
    await ladder.do(f"{at}.head", *given)
    assert ladder.now()["state"] == "ASSIGNED"
    refusal = await ladder.refused(f"{at}.head", *given)
    assert refusal.code == "book.not_allowed", "it lies below now"
