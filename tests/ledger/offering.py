"""Each act that ``viewerActions`` of a problem can offer, with an input that is in order."""

import dataclasses
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ledger.assignments.give_part import GivePart, give_part
from ledger.assignments.giving import Receiver
from ledger.assignments.hand_out import HandOut, hand_out
from ledger.assignments.uphold_objection import UpholdObjection, uphold_objection
from ledger.clocks.calendar import civil
from ledger.closing.close_problem import CloseProblem, close_problem
from ledger.closing.open_client_evaluation import OpenClientEvaluation, open_client_evaluation
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.problems.accept_assignment import AcceptAssignment, accept_assignment
from ledger.problems.add_measures import AddMeasures, add_measures
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.amend_report import AmendReport, amend_report
from ledger.problems.answer_about_submission import (
    AnswerAboutSubmission,
    answer_about_submission,
)
from ledger.problems.ask_about_submission import AskAboutSubmission, ask_about_submission
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.confirm_step import ConfirmStep, confirm_step
from ledger.problems.decline_suspension import DeclineSuspension, decline_suspension
from ledger.problems.divert_problem import DivertProblem, divert_problem
from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.fail_problem import FailProblem, fail_problem
from ledger.problems.grant_suspension import GrantSuspension, grant_suspension
from ledger.problems.hand_back import HandBack, hand_back
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.list_problem import ListProblem, list_problem
from ledger.problems.measures import MeasureText
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.order_rescreening import OrderRescreening, order_rescreening
from ledger.problems.overrule_objection import OverruleObjection, overrule_objection
from ledger.problems.publish_pledge import PublishPledge, publish_pledge
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.reject_problem import RejectProblem, reject_problem
from ledger.problems.report_progress import ReportProgress, report_progress
from ledger.problems.request_suspension import RequestSuspension, request_suspension
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from ledger.problems.resume_problem import ResumeProblem, resume_problem
from ledger.problems.rework_problem import ReworkProblem, rework_problem
from ledger.problems.self_evaluate import SelfEvaluate, self_evaluate
from ledger.problems.set_rework_deadline import SetReworkDeadline, set_rework_deadline
from ledger.problems.start_rectifying import StartRectifying, start_rectifying
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
from tenants.viewer import Viewer
from tests.ledger.ladder import LESSONS, PARTY
from tests.world import PARENT, TENANTS, key_of

NOW = datetime.now(UTC)
"""When it is all done: what is read is judged by the clock of the server."""
SOON, LATER = (civil(NOW) + timedelta(days=days) for days in (5, 25))
NAMES = tuple(name for name, *_ in TENANTS)


@dataclasses.dataclass(frozen=True)
class Who:
    """Somebody, and the units and posts that they would name."""

    name: str
    viewer: Viewer

    @property
    def at(self) -> str:
        return self.name.partition(".")[0]

    def post(self, unit: str = "", held: str = "handler") -> uuid.UUID:
        return key_of("post", f"{unit or self.at}.{held}")

    def below(self) -> list[str]:
        """Units directly below, or beside where there are none: then it is the unit that is refused."""
        found = [name for name in NAMES if PARENT[name] == self.at]
        return found or [self.at, "a"]

    def to(self, at: int = 0) -> Receiver:
        unit = self.below()[at]
        return Receiver(key_of("tenant", unit), self.post(unit, "head"), SOON, "分工")


def _measures(who: Who, due: date = SOON) -> tuple[MeasureText, ...]:
    return (MeasureText("再清一次", who.post(), due),)


def _down(who: Who) -> tuple[Any, ...]:
    to = who.to()
    return (to.unit, to.lead_post, SOON, "限期整改")


Given = Callable[[Who], tuple[Any, ...]]


def _is(*said: Any) -> Given:
    return lambda _: said


ACTS: dict[str, tuple[Any, Any, Given]] = {
    "AMEND": (amend_report, AmendReport, _is(None, None, "水渠又堵")),
    "REGISTER": (register_problem, RegisterProblem, _is()),
    "RESOLVE_ON_SPOT": (resolve_on_spot, ResolveOnSpot, _is("已疏通")),
    "ADMIT": (admit_problem, AdmitProblem, _is("finding")),
    "REJECT": (reject_problem, RejectProblem, _is("not_met", "不符")),
    "CONFIRM_REJECTION": (confirm_step, ConfirmStep, _is()),
    "DIVERT": (divert_problem, DivertProblem, _is("litigation", "依法办理")),
    "SUBMIT": (submit_up, SubmitUp, _is("请上级统筹", "beyond_authority")),
    "TAKE_UP": (take_up, TakeUp, _is("LAGGING", "收网")),
    "HAND_BACK": (hand_back, HandBack, _is("within_reach", "可自行解决")),
    "ASK_ABOUT_SUBMISSION": (ask_about_submission, AskAboutSubmission, _is("几户？", SOON)),
    "ANSWER_ABOUT_SUBMISSION": (answer_about_submission, AnswerAboutSubmission, _is("七户")),
    "WITHDRAW_SUBMISSION": (withdraw_submission, WithdrawSubmission, _is("自行办理")),
    "LIST": (list_problem, ListProblem, _is()),
    "TRIAGE": (triage_problem, TriageProblem, _is("SET_TIME", "机制不健全")),
    "CONFIRM_LISTING": (confirm_step, ConfirmStep, _is()),
    "CONFIRM_LABEL": (confirm_step, ConfirmStep, _is()),
    "HAND_DOWN": (hand_down, HandDown, _down),
    "HAND_OUT": (hand_out, HandOut, lambda who: (who.to(), (who.to(1),))),
    "GIVE_PART": (give_part, GivePart, lambda who: ((who.to(-1),),)),
    "OBJECT": (object_to_assignment, ObjectToAssignment, _is("not_ours", "非本单位职责")),
    "OVERRULE": (overrule_objection, OverruleObjection, _is("仍由你单位办理")),
    "UPHOLD": (
        *(uphold_objection, UpholdObjection),
        lambda who: (who.to(1).lead_post, SOON, "改交"),
    ),
    "RECALL": (recall_problem, RecallProblem, _is("wrong_unit", "收回")),
    "TAKE_OVER": (take_over, TakeOver, _is("deadline_missed", "接办")),
    "ACCEPT": (accept_assignment, AcceptAssignment, _is()),
    "START": (start_rectifying, StartRectifying, lambda who: (_measures(who),)),
    "REPORT_PROGRESS": (report_progress, ReportProgress, _is("已清一半")),
    "ADD_MEASURES": (add_measures, AddMeasures, lambda who: (_measures(who),)),
    "CLAIM_COMPLETION": (claim_completion, ClaimCompletion, _is("水渠已通")),
    "SUSPEND": (suspend_problem, SuspendProblem, _is(LATER, "山洪", True)),
    "REQUEST_SUSPENSION": (
        *(request_suspension, RequestSuspension),
        _is("FORCE_MAJEURE", LATER, "山洪"),
    ),
    "GRANT_SUSPENSION": (grant_suspension, GrantSuspension, _is("准予")),
    "DECLINE_SUSPENSION": (decline_suspension, DeclineSuspension, _is("不准")),
    "RESUME": (resume_problem, ResumeProblem, _is("恢复")),
    "SELF_EVALUATE": (self_evaluate, SelfEvaluate, _is(90, "已完成")),
    "OPEN_CLIENT_EVALUATION": (
        *(open_client_evaluation, OpenClientEvaluation),
        _is("LINK", "ABCDEF", b"0" * 32),
    ),
    "RECORD_CLIENT_ANSWER": (
        *(record_client_answer, RecordClientAnswer),
        _is("DISSATISFIED", "VISIT", "入户", False),
    ),
    "CLOSE": (
        *(close_problem, lambda *said: CloseProblem(*said, **PARTY)),
        _is(*LESSONS),
    ),
    "FAIL": (fail_problem, FailProblem, _is("未解决")),
    "REWORK": (rework_problem, ReworkProblem, _is("重新办理")),
    "SET_REWORK_DEADLINE": (set_rework_deadline, SetReworkDeadline, _is(SOON, "限期重办")),
    "ESCALATE": (escalate_problem, EscalateProblem, _is("请上级统筹", "beyond_authority")),
    "OPEN_RECHECK": (open_recheck, OpenRecheck, _is()),
    "PASS_RECHECK": (pass_recheck, PassRecheck, _is("GOOD", "仍通畅")),
    "FAIL_RECHECK": (fail_recheck, FailRecheck, _is("又堵")),
    "ORDER_RESCREENING": (order_rescreening, OrderRescreening, _is("重新筛查")),
    "PLEDGE": (publish_pledge, PublishPledge, _is("承诺", SOON, "公开承诺")),
    "ARCHIVE": (archive_problem, ArchiveProblem, _is()),
}
