"""A walk through every mutation over the small world, each done once for good, in an order that works.

A value ``@name`` is the id of what an earlier step made under that name; ``@Tenant:a1y`` and
``@Post:a1y.head`` are of the world, ``@measure:p1`` and ``@obligation:l1`` the last one of a record.
``expectedVersion`` is filled in. A test holds that no mutation is left out without a reason.
"""

from dataclasses import dataclass, field
from typing import Any

DEADLINE = "2026-04-28"
DUTY = {"title": "走访", "cadence": "QUARTERLY", "dueRule": "quarter end"}
MEASURES = {"measures": [{"text": "清淤", "ownerPost": "@Post:a1y.handler", "dueOn": "2026-04-20"}]}
LESSONS = {
    "teamProblemControl": 80, "chiefDutyBearing": 85, "cadreWorkDrive": 90, "rootCause": "STYLE",
    "partyBuildingReason": "管护不清", "mechanism": "管护制度",
    "causeBody": "@Body:city.work_committee", "solvedByBody": "@Body:city.work_committee",
}  # fmt: skip  # reads as a table
TEXT = {"text": "说明"}
UP = {"suggestion": "请上级统筹", "reason": "beyond_authority"}
HEAD, SECRETARY, ABOVE = "a1x.head", "a1x.branch_secretary", "a1.task_force"
JUDGE, AGAIN = "a.organisation_department", "a.organisation_checker"


@dataclass(frozen=True)
class Step:
    """Who does what, on what, and under which name what it makes is known afterwards."""

    who: str
    act: str
    given: dict[str, Any] = field(default_factory=dict)
    makes: str = ""


def _found(name: str, at: str = "a1x", list_type: str = "AUDIT") -> tuple[Step, Step]:
    report = {"id": f"@new:{name}", "listType": list_type, "title": f"水渠堵塞{name}"}
    return (
        Step(
            f"{at}.handler",
            "reportProblem",
            report | {"facts": "村东水渠堵塞三月", "place": "村东"},
            name,
        ),
        Step(f"{at}.handler", "registerProblem", {"problem": f"@{name}"}),
    )


def _on(name: str, *steps: tuple[Any, ...]) -> tuple[Step, ...]:
    return tuple(
        Step(who, act, {"problem": f"@{name}", **(said[0] if said else {})})
        for who, act, *said in steps
    )


def _down(to: str) -> dict[str, Any]:
    return {"unit": f"@Tenant:{to}", "leadPost": f"@Post:{to}.head", "deadline": DEADLINE}


_DONE = (
    ("a1y.head", "claimProblemCompletion", TEXT),
    ("a1y.head", "selfEvaluateProblem", TEXT | {"score": 90}),
)
REST = {"ground": "STAGED", "reviewOn": "2026-05-10"}
FINISHED = Step("a1y.handler", "finishMeasure", {"measure": "@measure:p1", "result": "已清"})
_ASKED = {"rating": "SATISFIED", "channel": "VISIT", "solved": True, "text": "在其家中"}
_RESPONSIBILITIES = (
    Step(HEAD, "draftResponsibilityList", {"actorType": "branch_secretary", "year": 2026}, "l1"),
    Step(HEAD, "addClause", {"list": "@l1", "text": DUTY}, "c1"),
    Step(HEAD, "addClause", {"list": "@l1", "text": DUTY | {"title": "巡河"}}, "c2"),
    Step(HEAD, "amendClause", {"clause": "@c1", "text": DUTY | {"title": "每月走访"}}),
    Step(HEAD, "retireClause", {"clause": "@c2"}),
    Step(HEAD, "publishResponsibilityList", {"list": "@l1"}),
    Step(SECRETARY, "signPledge", {"list": "@l1"}),
    Step(HEAD, "openPeriod", {"list": "@l1", "period": "2026-Q1"}),
    Step(SECRETARY, "recordEntry",
         {"obligation": "@obligation:l1", "text": "走访10户", "heldOn": "2026-04-01"}),
    Step(SECRETARY, "selfCheckObligation", {"obligation": "@obligation:l1", "finding": "完成"}),
    Step("a1.head", "returnObligation", {"obligation": "@obligation:l1", "review": "缺照片"}),
    Step(SECRETARY, "recordEntry",
         {"obligation": "@obligation:l1", "text": "补拍", "heldOn": "2026-04-02"}),
    Step(SECRETARY, "selfCheckObligation", {"obligation": "@obligation:l1", "finding": "已补"}),
    Step("a1.head", "acceptObligation", {"obligation": "@obligation:l1"}),
    Step("a1y.head", "draftResponsibilityList",
         {"actorType": "branch_secretary", "year": 2026}, "l2"),
    Step("a1y.head", "retireResponsibilityList", {"list": "@l2"}),
    Step(SECRETARY, "prepareUpload",
         {"name": "x.pdf", "size": "5", "sha256": "0" * 64, "type": "application/pdf"}),
    Step("a.head", "publishSupplement", {
        "tenant": "@Tenant:a", "ruleKey": "pb_members_meeting", "text": "会前三日通知",
        "documentNo": "甲县〔2026〕3号", "validFrom": "2026-05-01"}, "s1"),
    Step("a.head", "retireSupplement", {"supplement": "@s1"}),
    Step("a.head", "declareCalendarDay",
         {"day": "2026-06-06", "works": True, "reason": "防汛值守"}, "d1"),
    Step("a.head", "takeBackCalendarDay", {"calendarDay": "@d1"}),
)  # fmt: skip  # columns side by side
_PROBLEMS = (
    *_found("p1"),
    *_on("p1", ("a1x.handler", "supportProblem", TEXT)),
    Step("a1x.handler", "registerPetitioner", {
        "problem": "@p1", "kind": "PERSON", "matter": "REQUEST", "channel": "VISIT",
        "identity": {"name": "王小明", "contact": "13812345678"}}, "r1"),
    Step("a1x.handler", "askPetitionerIdentity", {"petitioner": "@r1", "reason": "入户核实情况"}, "t1"),
    Step("a1x.handler", "redeemPetitionerIdentity", {"ticket": "@t1"}),
    *_on(
        "p1",
        (HEAD, "recordStatutoryAct", TEXT | {"act": "RESULT_REPORTED"}),
        ("a1x.task_force", "admitProblem", {"line": "finding"}),
        (HEAD, "copyProblemUpward", TEXT | {"unit": "@Tenant:a"}),
        (HEAD, "submitProblem", UP),
        (ABOVE, "handBackProblem", {"reason": "within_reach"}),
        (HEAD, "submitProblem", UP),
        (ABOVE, "askAboutSubmission", {"question": "涉及几户", "answerBy": "2026-04-20"}),
        (HEAD, "answerAboutSubmission", TEXT),
        (HEAD, "withdrawSubmission", TEXT),
        (HEAD, "submitProblem", UP),
        (ABOVE, "takeUpProblem", {"ground": "LAGGING"}),
        (ABOVE, "triageProblem", {"label": "SET_TIME"}),
        (ABOVE, "handDownProblem", _down("a1x")),
        (HEAD, "objectToAssignment", TEXT | {"reason": "not_ours", "proposedOwner": "@Tenant:a1y"}),
        (ABOVE, "upholdObjection", TEXT | {"leadPost": "@Post:a1y.head", "deadline": DEADLINE}),
        (ABOVE, "recallProblem", {"reason": "wrong_unit"}),
        (ABOVE, "triageProblem", {"label": "STAGED"}),
        (ABOVE, "handDownProblem", _down("a1y")),
        ("a1y.head", "objectToAssignment", TEXT | {"reason": "not_ours"}),
        (ABOVE, "overruleObjection", TEXT),
        ("a1y.head", "acceptAssignment"),
        ("a1y.handler", "startRectifyingProblem", MEASURES),
        ("a1y.handler", "reportProblemProgress", TEXT),
        ("a1.head", "takeProblemLead", TEXT),
        ("a1.head", "releaseProblemLead", {"reason": "分工调整"}),
        (JUDGE, "findBreach", TEXT | {"about": "@Tenant:a1y", "breach": "RETALIATION"}),
        (AGAIN, "revokeBreach", TEXT | {"about": "@Tenant:a1y", "breach": "RETALIATION"}),
        (ABOVE, "suspendProblem", TEXT | {"reviewOn": "2026-05-10"}),
        (ABOVE, "resumeProblem", TEXT),
        ("a1y.handler", "requestSuspension", TEXT | REST),
        (ABOVE, "declineSuspension", TEXT),
        ("a1y.handler", "requestSuspension", TEXT | REST),
        (ABOVE, "grantSuspension", TEXT),
        (ABOVE, "resumeProblem", TEXT),
        (ABOVE, "takeOverProblem", {"reason": "deadline_missed"}),
        (ABOVE, "triageProblem", {"label": "SET_TIME"}),
        (ABOVE, "handDownProblem", _down("a1y")),
        ("a1y.head", "acceptAssignment"),
        ("a1y.handler", "startRectifyingProblem", MEASURES),
    ),
    Step("a1y.handler", "moveMeasure",
         {"measure": "@measure:p1", "dueOn": "2026-04-18", "reason": "提前完成"}),
    FINISHED,
    *_on(
        "p1",
        *_DONE,
        (JUDGE, "recordClientAnswer", _ASKED | {"rating": "DISSATISFIED", "solved": False}),
        (ABOVE, "setReworkDeadline", TEXT | {"deadline": "2026-04-28"}),
        ("a1y.handler", "reworkProblem", TEXT),
        ("a1y.handler", "addMeasures", MEASURES),
    ),
    FINISHED,
    *_on(
        "p1",
        *_DONE,
        (JUDGE, "recordClientAnswer", _ASKED),
        (JUDGE, "failProblem", TEXT),
        ("a1y.handler", "reworkProblem", TEXT),
        ("a1y.handler", "addMeasures", MEASURES),
    ),
    FINISHED,
    *_on(
        "p1",
        *_DONE,
        (AGAIN, "recordClientAnswer", _ASKED),
        (JUDGE, "closeProblem", LESSONS),
        (AGAIN, "openProblemRecheck"),
        (AGAIN, "passProblemRecheck", TEXT | {"grade": "GOOD"}),
        (AGAIN, "openProblemRecheck"),
        (AGAIN, "failProblemRecheck", TEXT),
        ("a1y.head", "escalateProblem", UP),
    ),
    *_found("p2"),
    *_on(
        "p2",
        ("a1x.task_force", "rejectProblem", {"reason": "no_facts"}),
        ("a1x.head", "declineProblemStep", TEXT),
        ("a1x.task_force", "rejectProblem", {"reason": "no_facts"}),
        ("a1x.head", "confirmProblemStep"),
        (ABOVE, "orderProblemRescreening", TEXT),
        ("a1x.handler", "resolveProblemOnSpot", TEXT),
    ),
    *_found("p3"),
    *_on("p3", ("a1x.task_force", "divertProblem", TEXT | {"channel": "litigation"})),
    *_found("p4"),
    *_found("p5"),
    *_on("p5", ("a1x.task_force", "mergeProblem", {"master": "@p4"})),
    *_found("p6", "a1"),
    *_on(
        "p6",
        (ABOVE, "admitProblem", {"line": "finding"}),
        (ABOVE, "listProblem"),
    ),
)  # fmt: skip  # columns side by side
_MANY = (
    Step("a1x.handler", "captureProblems", {"reports": [
        {"id": "@new:p7", "listType": "AUDIT", "title": "桥栏松动", "facts": "村西桥栏松动"}]}),
    Step(HEAD, "prepareExport", {"kind": "PROBLEMS"}),
    Step(HEAD, "prepareImport", {"kind": "PROBLEMS"}),
    Step(HEAD, "declareHandlingNumber", {"number": "13812345678"}),
    Step(HEAD, "setLanguage", {"language": "EN"}),
    # The last: whoever opens it sees everything of the village for a while.
    Step(HEAD, "breakGlass", {"minutes": 30, "reason": "汛期核查险情"}),
)  # fmt: skip  # columns side by side
STEPS: tuple[Step, ...] = (*_RESPONSIBILITIES, *_PROBLEMS, *_MANY)
