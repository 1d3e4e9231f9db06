"""Refusals of proposals.

Refusal
├── NotFound
│   └── EscalationNotFound
└── Conflict
    └── EscalationStale, EscalationAnswered
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, NotFound, WrongState

STATES: Mapping[str, tuple[str, str]] = {
    "PROPOSED": ("待答复", "waiting"),
    "FOLLOWED": ("已照办", "followed"),
    "DISMISSED": ("不予提级", "dismissed"),
    "LAPSED": ("已作废", "lapsed"),
}


@dataclass(eq=False)
class EscalationNotFound(NotFound):
    """There is no such proposal, or it is not yours to see."""

    code: ClassVar[str] = "escalation.not_found"
    zh: ClassVar[str] = "没有这条提级建议，或您无权查看。"


@dataclass(eq=False)
class EscalationStale(Conflict):
    """The proposal changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "escalation.stale"
    zh: ClassVar[str] = "提级建议已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class EscalationAnswered(WrongState):
    """The proposal is {state}: it was answered already."""

    code: ClassVar[str] = "escalation.wrong_state"
    zh: ClassVar[str] = "提级建议状态为“{state}”，已有结果。"
    names = STATES
