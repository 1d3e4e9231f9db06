"""Refusals of scores.

Refusal
├── NotFound
│   └── ScoredUnitNotFound
├── Conflict
│   └── PeriodOpen, FrozenAlready
└── Invalid
    └── PeriodUnknown
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class ScoredUnitNotFound(NotFound):
    """There is no such unit among your own level and its direct subordinates."""

    code: ClassVar[str] = "score.unit_not_found"
    zh: ClassVar[str] = "本级和直接下级中没有这个单位。"


@dataclass(eq=False)
class PeriodUnknown(Invalid):
    """A period is written as 2026-Q1, 2026-H1 or 2026."""

    code: ClassVar[str] = "score.period_unknown"
    zh: ClassVar[str] = "期间写作 2026-Q1、2026-H1 或 2026。"


@dataclass(eq=False)
class PeriodOpen(Conflict):
    """A period is frozen from the tenth day after its end: {from_day}."""

    code: ClassVar[str] = "score.period_open"
    zh: ClassVar[str] = "期间结束后第十日起方可定稿：{from_day}。"
    from_day: str


@dataclass(eq=False)
class FrozenAlready(Conflict):
    """The index of this unit and period is frozen."""

    code: ClassVar[str] = "score.frozen_already"
    zh: ClassVar[str] = "该单位该期间的指数已经定稿。"
    constraint: ClassVar[str] = "score_once"
