"""Refusals of the work rules.

Refusal
├── NotFound
│   └── WorkRuleNotFound, SupplementNotFound, SupplementTenantNotFound
├── Conflict
│   ├── RuleNotInForce
│   ├── ParameterFixed, NotStricter
│   └── SupplementStale, SupplementEnded
└── Invalid
    ├── ParameterUnknown, ValueRefused, OperatorRefused, SupplementEmpty
    └── BeginRefused, EndRefused
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound


# ------------------------------------------------------------------------------- not found
@dataclass(eq=False)
class WorkRuleNotFound(NotFound):
    """No work rule called {rule} is in force on {day}."""

    code: ClassVar[str] = "workrule.not_found"
    zh: ClassVar[str] = "{day} 没有名为 {rule} 的现行工作规则。"
    rule: str
    day: str


@dataclass(eq=False)
class SupplementNotFound(NotFound):
    """There is no such supplement, or it is not yours to see."""

    code: ClassVar[str] = "supplement.not_found"
    zh: ClassVar[str] = "没有这项补充规定，或您无权查看。"


@dataclass(eq=False)
class SupplementTenantNotFound(NotFound):
    """There is no such unit."""

    code: ClassVar[str] = "supplement.tenant_not_found"
    zh: ClassVar[str] = "没有这个单位。"


# ------------------------------------------------------------------------------- tightening
@dataclass(eq=False)
class RuleNotInForce(Conflict):
    """The rule {rule} ({level}) is in force neither on this unit nor below it on {day}."""

    code: ClassVar[str] = "workrule.not_in_force"
    zh: ClassVar[str] = "{day} 规则 {rule}（{level_zh}）在本单位及所辖各级均不适用。"
    rule: str
    level: str
    level_zh: str
    day: str


@dataclass(eq=False)
class ParameterFixed(Conflict):
    """No level changes {parameter}: {why} It is {bound}. A supplement may still add a text."""

    code: ClassVar[str] = "supplement.parameter_fixed"
    zh: ClassVar[str] = "{parameter} 不得自定：{why_zh}现为 {bound}。仍可作文字补充。"
    parameter: str
    bound: str
    why: str
    why_zh: str


@dataclass(eq=False)
class NotStricter(Conflict):
    """{asked} is not stricter than {bound}, which binds since {since} by {level} ({document}).
    A supplement may tighten, never loosen: {why}"""

    code: ClassVar[str] = "supplement.not_stricter"
    zh: ClassVar[str] = (
        "{asked} 并不严于 {level_zh} 自 {since} 起规定的 {bound}（{document}）。"
        "补充规定只可加严，不得放宽：{why_zh}"
    )
    parameter: str
    asked: str
    bound: str
    level: str
    level_zh: str
    since: str
    document: str
    why: str
    why_zh: str


# ------------------------------------------------------------------------------- supplements
@dataclass(eq=False)
class SupplementStale(Conflict):
    """The supplement changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "supplement.stale"
    zh: ClassVar[str] = "补充规定已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class SupplementEnded(Conflict):
    """The supplement ends on {day} already."""

    code: ClassVar[str] = "supplement.ended"
    zh: ClassVar[str] = "该补充规定已定于 {day} 终止。"
    day: str


# ------------------------------------------------------------------------------- what was sent
@dataclass(eq=False)
class ParameterUnknown(Invalid):
    """The rule {rule} has no parameter {parameter}; it has: {known}."""

    code: ClassVar[str] = "supplement.parameter_unknown"
    zh: ClassVar[str] = "规则 {rule} 没有参数 {parameter}；现有：{known}。"
    rule: str
    parameter: str
    known: str


@dataclass(eq=False)
class ValueRefused(Invalid):
    """{value} cannot be the value of a {kind}; write for example {example}."""

    code: ClassVar[str] = "supplement.value_refused"
    zh: ClassVar[str] = "{value} 不能作为 {kind} 的值；例如：{example}。"
    value: str
    kind: str
    example: str


@dataclass(eq=False)
class OperatorRefused(Invalid):
    """{parameter} takes {known}, not {operator}."""

    code: ClassVar[str] = "supplement.operator_refused"
    zh: ClassVar[str] = "参数 {parameter} 只用 {known}，不用 {operator}。"
    parameter: str
    operator: str
    known: str


@dataclass(eq=False)
class SupplementEmpty(Invalid):
    """A supplement says a value for a parameter, or a text; a value needs its parameter."""

    code: ClassVar[str] = "supplement.empty"
    zh: ClassVar[str] = "补充规定须写明某一参数的值，或写一段文字；写值须指明参数。"


@dataclass(eq=False)
class BeginRefused(Invalid):
    """A supplement begins on {first} or later, not on {day}: what was in force stays told."""

    code: ClassVar[str] = "supplement.begin_refused"
    zh: ClassVar[str] = "补充规定最早自 {first} 起生效，不能定于 {day}：已经执行的不得改写。"
    constraint: ClassVar[str] = "supplement_begins_in_time"
    day: str = "—"
    first: str = "—"


@dataclass(eq=False)
class EndRefused(Invalid):
    """A supplement ends today or later, not on {day}: what was in force stays told."""

    code: ClassVar[str] = "supplement.end_refused"
    zh: ClassVar[str] = "补充规定只能自今日或以后终止，不能定于 {day}：已经执行的不得改写。"
    day: str
