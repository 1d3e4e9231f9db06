"""What else must be said to ask for an act of the ladder, of the clocks or of the vault."""

import uuid
from collections.abc import Mapping
from typing import Any

from tests.evidence.days import SOON

TEXT = {"text": "一"}
_UNIT = f"Tenant_{uuid.UUID(int=1)}"
_POST = f"Post_{uuid.UUID(int=1)}"
_OTHER = f"Tenant_{uuid.UUID(int=2)}"
_RECEIVER = {"unit": _UNIT, "leadPost": _POST, "deadline": SOON}
_MEASURES = [{"text": "清淤", "ownerPost": _POST, "dueOn": SOON}]
_SCORES = {"teamProblemControl": 80, "chiefDutyBearing": 80, "cadreWorkDrive": 80}
_LESSONS = {"rootCause": "STYLE", "partyBuildingReason": "一", "mechanism": "一"}

_PUBLICITY = {
    "kind": "PROGRESS", "scope": "PUBLIC", "form": "PORTAL", "plannedOn": SOON, "title": "一",
}  # fmt: skip  # reads as a table

AT_A_VERSION: Mapping[str, Mapping[str, Any]] = {
    "amendReport": {"title": "一"},
    "nameAccused": {"units": [_UNIT], "reason": "一"},
    "registerProblem": {},
    "resolveProblemOnSpot": TEXT,
    "admitProblem": {"line": "finding"},
    "rejectProblem": {"reason": "no_facts"},
    "confirmProblemStep": {},
    "declineProblemStep": TEXT,
    "divertProblem": {"channel": "litigation"} | TEXT,
    "mergeProblem": {"master": f"Problem_{uuid.UUID(int=1)}"},
    "listProblem": {},
    "triageProblem": {"label": "SET_TIME"},
    "orderProblemRescreening": TEXT,
    "submitProblem": {"suggestion": "一", "reason": "beyond_authority"},
    "takeUpProblem": {"ground": "LAGGING"},
    "handBackProblem": {"reason": "within_reach"},
    "askAboutSubmission": {"question": "一", "answerBy": SOON},
    "answerAboutSubmission": TEXT,
    "withdrawSubmission": TEXT,
    "handDownProblem": {"unit": _UNIT, "leadPost": _POST, "deadline": SOON},
    "objectToAssignment": {"reason": "not_ours"} | TEXT,
    "overruleObjection": TEXT,
    "recallProblem": {"reason": "wrong_unit"},
    "takeOverProblem": {"reason": "deadline_missed"},
    "escalateProblem": {"suggestion": "一", "reason": "beyond_authority"},
    "copyProblemUpward": {"unit": _UNIT} | TEXT,
    "acceptAssignment": {},
    "startRectifyingProblem": {"measures": _MEASURES},
    "addMeasures": {"measures": _MEASURES},
    "reportProblemProgress": TEXT,
    "claimProblemCompletion": TEXT,
    "requestSuspension": {"ground": "FORCE_MAJEURE", "reviewOn": SOON} | TEXT,
    "grantSuspension": TEXT,
    "declineSuspension": TEXT,
    "suspendProblem": {"reviewOn": SOON} | TEXT,
    "resumeProblem": TEXT,
    "selfEvaluateProblem": {"score": 90} | TEXT,
    "openClientEvaluation": {"channel": "PAPER"},
    "recordClientAnswer": {"rating": "SATISFIED", "channel": "VISIT", "solved": True} | TEXT,
    "closeProblem": _SCORES | _LESSONS,
    "failProblem": TEXT,
    "reworkProblem": TEXT,
    "givePart": {"receivers": [_RECEIVER]},
    "upholdObjection": {"leadPost": _POST, "deadline": "2026-12-31"} | TEXT,
    "setReworkDeadline": {"deadline": "2026-12-31"} | TEXT,
    "openProblemRecheck": {},
    "passProblemRecheck": {"grade": "GOOD"} | TEXT,
    "failProblemRecheck": TEXT,
    "handOutProblem": {"main": _RECEIVER, "coHandlers": [_RECEIVER | {"unit": _OTHER}]},
    "signProblemPledge": {"deadline": SOON, "publicText": "一"} | TEXT,
    "formProblemTaskForce": {"leader": _POST},
    "takeProblemLead": TEXT,
    "releaseProblemLead": {"reason": "一"},
    "overrideProblemRefusal": {"ground": "UNLAWFUL", "members": [_POST]} | TEXT,
    "categoriseProblem": {"category": "land"},
    "findBreach": {"about": _UNIT, "breach": "RETALIATION"} | TEXT,
    "revokeBreach": {"about": _UNIT, "breach": "RETALIATION"} | TEXT,
    "recordStatutoryAct": {"act": "RESULT_REPORTED"} | TEXT,
    "archiveProblem": {},
}
"""Acts on a problem at a version of it."""
LADDER: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    **{
        act: ("problem", "problem", {"expectedVersion": 1, **more})
        for act, more in AT_A_VERSION.items()
    },
    "supportProblem": ("problem", "problem", TEXT),
    "registerPetitioner": (
        "problem", "problem", {"kind": "ANONYMOUS", "matter": "REQUEST", "channel": "LETTER"},
    ),
    "finishMeasure": ("measure", "measure", {"expectedVersion": 1, "result": "一"}),
    "moveMeasure": (
        "measure", "measure", {"expectedVersion": 1, "dueOn": SOON, "reason": "一"},
    ),
    "acceptPart": ("assignment", "assignment", {"expectedVersion": 1}),
    "handOnPart": (
        "assignment", "assignment", {"expectedVersion": 1, "receivers": [_RECEIVER]},
    ),
    "finishPart": ("assignment", "assignment", {"expectedVersion": 1, "result": "一"}),
    "objectToPart": (
        "assignment", "assignment", {"expectedVersion": 1, "reason": "not_ours", **TEXT},
    ),
    "overrulePartObjection": ("assignment", "assignment", {"expectedVersion": 1, **TEXT}),
    "withdrawPart": ("assignment", "assignment", {"expectedVersion": 1, **TEXT}),
    "handOverItems": ("post", "fromPost", {"toPost": _POST}),
    "dismissEscalation": ("escalation", "escalation", {"expectedVersion": 1, "reason": "一"}),
    "askPetitionerIdentity": ("petitioner", "petitioner", {"reason": "回访核实"}),
    "proposePublication": ("problem", "problem", _PUBLICITY),
    "checkPublication": ("draft", "draft", {"expectedVersion": 1}),
    "approvePublication": ("draft", "draft", {"expectedVersion": 1}),
    "returnPublication": ("draft", "draft", {"expectedVersion": 1, "reason": "UNCLEAR"}),
    "publishPublication": ("draft", "draft", {"expectedVersion": 1}),
    "withdrawPublication": ("draft", "draft", {"expectedVersion": 1, "reason": "NOT_NEEDED"}),
    "recordPosting": (
        "publication",
        "publication",
        {"form": "MEDIA", "place": "日报", "postedOn": "2026-04-15"},
    ),
    "commentOnPublication": ("publication", "publication", {"text": "一二"}),
    "moderateComment": ("comment", "comment", {"expectedVersion": 1}),
    "recordConsent": (
        "petitioner",
        "petitioner",
        {"form": "WRITTEN", "givenOn": "2026-04-15", "covers": "公开办理结果"},
    ),
    "withdrawConsent": ("petitioner", "petitioner", {}),
    "joinCluster": (
        "cluster", "cluster", {"expectedVersion": 1, "problem": f"Problem_{uuid.UUID(int=1)}"},
    ),
    "leaveCluster": (
        "cluster", "cluster", {"expectedVersion": 1, "problem": f"Problem_{uuid.UUID(int=1)}"},
    ),
    "closeCluster": ("cluster", "cluster", {"expectedVersion": 1, "mechanism": "一"}),
    "putOnAgenda": ("meeting", "meeting", {"problem": f"Problem_{uuid.UUID(int=1)}"}),
    "keepMeetingMinutes": ("meeting", "meeting", {"expectedVersion": 1} | TEXT),
    "callOffMeeting": ("meeting", "meeting", {"expectedVersion": 1, "reason": "POSTPONED"}),
    "concludeMeetingItem": (
        "meeting_item", "item", {"expectedVersion": 1, "conclusion": "JOINTLY"} | TEXT,
    ),
    "askExtension": (
        "problem", "problem",
        {"expectedVersion": 1, "clock": "RECTIFICATION", "days": 5, "reason": "一"},
    ),
    "approveExtension": ("extension", "extension", {"expectedVersion": 1}),
    "refuseExtension": ("extension", "extension", {"expectedVersion": 1} | TEXT),
    "createSubscriber": (
        "post", "post",
        {"name": "一", "url": "https://a.example.cn/", "types": ["levelwise.problem.closed.v1"]},
    ),
    "rotateSubscriberSecret": ("subscriber", "subscriber", {"expectedVersion": 1}),
    "pingSubscriber": ("subscriber", "subscriber", {"expectedVersion": 1}),
    "pauseSubscriber": ("subscriber", "subscriber", {"expectedVersion": 1}),
    "resumeSubscriber": ("subscriber", "subscriber", {"expectedVersion": 1}),
    "endSubscriber": ("subscriber", "subscriber", {"expectedVersion": 1}),
    "replayEvents": (
        "subscriber", "subscriber",
        {"expectedVersion": 1, "since": "2026-01-01T00:00:00Z", "until": "2026-02-01T00:00:00Z"},
    ),
    "markNoticesRead": ("notice", "notice", {}),
    "reportFollowUp": ("follow_up", "followUp", {"expectedVersion": 1, "result": "一"}),
    "writeDiaryEntry": ("diary_entry", "corrects", {"day": "2026-01-05", "text": "一"}),
    "publishContactCard": ("post", "post", {"phone": "0856-5230000", "hours": "工作日"}),
    "withdrawContactCard": ("contact_card", "card", {"expectedVersion": 1}),
    "takeBackCalendarDay": ("calendar_day", "calendarDay", {"expectedVersion": 1}),
}  # fmt: skip  # reads as a table
"""Acts that name a record: its noun, the input's field, and what else must be said."""
