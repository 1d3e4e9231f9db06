"""Refusals about measures, and about days that are set within that of the problem.

Refusal
├── NotFound
│   └── MeasureNotFound
├── Conflict
│   └── NothingPlannedAnew, MeasureStale
└── Invalid
    └── MeasuresMissing, DeadlineTooLate
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class MeasureNotFound(NotFound):
    """There is no such measure, or it is not yours to see."""

    code: ClassVar[str] = "measure.not_found"
    zh: ClassVar[str] = "没有这项整改措施，或您无权查看。"


@dataclass(eq=False)
class MeasuresMissing(Invalid):
    """Rectification begins with a list of measures."""

    code: ClassVar[str] = "problem.measures_missing"
    zh: ClassVar[str] = "整改应有措施清单。"


@dataclass(eq=False)
class NothingPlannedAnew(Conflict):
    """It came back: at least one measure is planned and done since, before it is claimed again."""

    code: ClassVar[str] = "problem.nothing_planned_anew"
    zh: ClassVar[str] = "该问题已退回：再次申请销号前，须新增并完成至少一项措施。"


@dataclass(eq=False)
class MeasureStale(Conflict):
    """The measure changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "measure.stale"
    zh: ClassVar[str] = "该项措施已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class DeadlineTooLate(Invalid):
    """{deadline} is too late: the last day is {latest}."""

    code: ClassVar[str] = "problem.deadline_too_late"
    zh: ClassVar[str] = "完成时限 {deadline} 过晚，最迟为 {latest}。"
    deadline: str
    latest: str
