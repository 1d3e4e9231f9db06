"""What else must be said to ask for an act of the ladder, of the clocks or of the vault."""

import uuid
from collections.abc import Mapping
from typing import Any

TEXT = {"text": "一"}
_UNIT = f"Tenant_{uuid.UUID(int=1)}"
_POST = f"Post_{uuid.UUID(int=1)}"
_MEASURES = [{"text": "清淤", "ownerPost": _POST, "dueOn": "2026-04-20"}]
_SCORES = {"teamProblemControl": 80, "chiefDutyBearing": 80, "cadreWorkDrive": 80}
_LESSONS = {"rootCause": "一", "lastingMechanism": "一", "sameTypeFollowUp": "一"}

AT_A_VERSION: Mapping[str, Mapping[str, Any]] = {
    "registerProblem": {},
    "resolveProblemOnSpot": TEXT,
    "admitProblem": {"line": "finding"},
    "rejectProblem": {"reason": "no_facts"},
    "divertProblem": {"channel": "litigation"} | TEXT,
    "mergeProblem": {"master": f"Problem_{uuid.UUID(int=1)}"},
    "listProblem": {},
    "triageProblem": {"label": "SET_TIME"},
    "orderProblemRescreening": TEXT,
    "submitProblem": {"suggestion": "一", "reason": "beyond_authority"},
    "takeUpProblem": {"ground": "LAGGING"},
    "handBackProblem": {"reason": "within_reach"},
    "handDownProblem": {"unit": _UNIT, "leadPost": _POST, "deadline": "2026-12-31"},
    "objectToAssignment": {"reason": "not_ours"} | TEXT,
    "overruleObjection": TEXT,
    "recallProblem": {"reason": "wrong_unit"},
    "takeOverProblem": {"reason": "deadline_missed"},
    "escalateProblem": {"suggestion": "一", "reason": "beyond_authority"},
    "copyProblemUpward": {"unit": _UNIT} | TEXT,
    "acceptAssignment": {},
    "startRectifyingProblem": {"measures": _MEASURES},
    "reportProblemProgress": TEXT,
    "claimProblemCompletion": TEXT,
    "suspendProblem": {"reviewOn": "2026-12-31"} | TEXT,
    "resumeProblem": TEXT,
    "selfEvaluateProblem": {"score": 90} | TEXT,
    "recordClientAnswer": {"rating": "SATISFIED", "channel": "电话回访"},
    "closeProblem": _SCORES | _LESSONS,
    "failProblem": TEXT,
    "reworkProblem": TEXT,
    "openProblemRecheck": {},
    "passProblemRecheck": TEXT,
    "failProblemRecheck": TEXT,
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
    "askPetitionerIdentity": ("petitioner", "petitioner", {"reason": "回访核实"}),
    "takeBackCalendarDay": ("calendar_day", "calendarDay", {"expectedVersion": 1}),
}  # fmt: skip
"""Acts that name a record: its noun, the input's field, and what else must be said."""
