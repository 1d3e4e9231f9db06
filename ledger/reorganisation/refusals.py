"""Refusals of reorganisations.

Refusal
├── NotFound
│   └── ReorganisationNotFound, ReorganisedUnitNotFound, ReorganisedPostNotFound
├── NotAllowed
│   └── NotOfYourLine
├── Conflict
│   └── ReorganisationStale, ReorganisationNotOpenToThis, MovedSince, NotTheDayYet,
│       DependedOn, TwoPersonsNeeded
└── Invalid
    └── StepRefused, OneTree, CodeRefused, DayPassed
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotAllowed, NotFound, WrongState

STATES: Mapping[str, tuple[str, str]] = {
    "DRAFT": ("拟订中", "a draft"),
    "PREVIEWED": ("已预演", "previewed"),
    "APPROVED": ("已批准", "approved"),
    "SCHEDULED": ("已定实施日", "set for a day"),
    "APPLIED": ("已实施", "applied"),
    "REVERSED": ("已还原", "reversed"),
    "WITHDRAWN": ("已撤回", "withdrawn"),
}


@dataclass(eq=False)
class ReorganisationNotFound(NotFound):
    """There is no such reorganisation, or it is not yours to see."""

    code: ClassVar[str] = "reorganisation.not_found"
    zh: ClassVar[str] = "没有这项区划调整，或您无权查看。"


@dataclass(eq=False)
class ReorganisedUnitNotFound(NotFound):
    """There is no such current unit (step {step})."""

    code: ClassVar[str] = "reorganisation.unit_not_found"
    zh: ClassVar[str] = "第{step}步所指的单位不存在或已撤销。"
    step: int


@dataclass(eq=False)
class ReorganisedPostNotFound(NotFound):
    """There is no such current post, or it is not yours to see (step {step})."""

    code: ClassVar[str] = "reorganisation.post_not_found"
    zh: ClassVar[str] = "第{step}步所指的职务不存在、已撤销或您无权查看。"
    step: int


@dataclass(eq=False)
class NotOfYourLine(NotAllowed):
    """None of the units in it is yours or below you."""

    code: ClassVar[str] = "reorganisation.not_of_your_line"
    zh: ClassVar[str] = "所涉单位都不是您本级或所辖的单位。"


@dataclass(eq=False)
class ReorganisationStale(Conflict):
    """The reorganisation changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "reorganisation.stale"
    zh: ClassVar[str] = "该区划调整已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class ReorganisationNotOpenToThis(WrongState):
    """That cannot be done with it now: it is {state}."""

    code: ClassVar[str] = "reorganisation.wrong_state"
    zh: ClassVar[str] = "该区划调整目前不能这样办理（{state}）。"
    names = STATES


@dataclass(eq=False)
class MovedSince(Conflict):
    """Something moved since it was previewed: preview it again."""

    code: ClassVar[str] = "reorganisation.moved_since"
    zh: ClassVar[str] = "预演之后情况已有变化，请重新预演。"
    constraint: ClassVar[str] = "reorganisation_as_previewed"


@dataclass(eq=False)
class NotTheDayYet(Conflict):
    """It takes effect on {day}, not before."""

    code: ClassVar[str] = "reorganisation.not_yet"
    zh: ClassVar[str] = "生效日期为{day}，尚未到期。"
    day: date


@dataclass(eq=False)
class DependedOn(Conflict):
    """It cannot be taken back: since then something was done that depends on it."""

    code: ClassVar[str] = "reorganisation.depended_on"
    zh: ClassVar[str] = "调整之后已有以其为前提的办理，不能撤回。"
    constraint: ClassVar[str] = "reorganisation_depended_on"


@dataclass(eq=False)
class TwoPersonsNeeded(Conflict):
    """Whoever proposed it does not approve it."""

    code: ClassVar[str] = "reorganisation.two_persons"
    zh: ClassVar[str] = "提出人不得审批本人提出的调整。"
    constraint: ClassVar[str] = "reorganisation_two_persons_check"


@dataclass(eq=False)
class StepRefused(Invalid):
    """Step {step} cannot be meant in a reorganisation of the kind {kind}."""

    code: ClassVar[str] = "reorganisation.step_refused"
    zh: ClassVar[str] = "第{step}步与“{kind}”类调整不符。"
    step: int
    kind: str


@dataclass(eq=False)
class OneTree(Invalid):
    """A unit hangs under a current one of a higher kind, of the same tree, and never below itself."""

    code: ClassVar[str] = "reorganisation.one_tree"
    zh: ClassVar[str] = "单位只能隶属于同一棵树中层级更高的现行单位，不得隶属于自身或其下级。"
    constraint: ClassVar[str] = "reorganisation_keeps_one_tree"


@dataclass(eq=False)
class CodeRefused(Invalid):
    """The code {given} is not well made for this kind (step {step})."""

    code: ClassVar[str] = "reorganisation.code_refused"
    zh: ClassVar[str] = "第{step}步的代码{given}不符合该层级的编码规则。"
    step: int
    given: str


@dataclass(eq=False)
class DayPassed(Invalid):
    """The day {day} has passed; a reorganisation takes effect from today on."""

    code: ClassVar[str] = "reorganisation.day_passed"
    zh: ClassVar[str] = "{day}已过；生效日期应为今天或以后。"
    day: date
