"""Refusals of re-checks.

Refusal
├── NotFound
│   └── NothingToRecheck
├── Conflict
│   └── RecheckedByHandler, SampleDrawnAlready, QuarterNotOver
└── Invalid
    └── QuarterUnknown
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class NothingToRecheck(NotFound):
    """No closing of this problem stands, or no re-check of it is open."""

    code: ClassVar[str] = "recheck.nothing_open"
    zh: ClassVar[str] = "该问题没有有效的销号，或没有进行中的回头看。"


@dataclass(eq=False)
class RecheckedByHandler(Conflict):
    """Whoever worked on it at any time, led or closed it does not look at it again."""

    code: ClassVar[str] = "recheck.by_handler"
    zh: ClassVar[str] = "承办过的人、牵头领导和销号人不得回头看。"
    constraint: ClassVar[str] = "recheck_by_another_check"


@dataclass(eq=False)
class SampleDrawnAlready(Conflict):
    """The sample of this quarter was drawn; its seed stands."""

    code: ClassVar[str] = "recheck_sample.drawn_already"
    zh: ClassVar[str] = "该季度的样本已经抽取，种子不再更改。"
    constraint: ClassVar[str] = "recheck_sample_once"


@dataclass(eq=False)
class QuarterNotOver(Conflict):
    """A quarter's sample is drawn once the quarter is over: from {begins} on."""

    code: ClassVar[str] = "recheck_sample.quarter_not_over"
    zh: ClassVar[str] = "季度结束后方可抽样：{begins} 起。"
    begins: str


@dataclass(eq=False)
class QuarterUnknown(Invalid):
    """A quarter is written as 2026-Q1."""

    code: ClassVar[str] = "recheck_sample.quarter_unknown"
    zh: ClassVar[str] = "季度写作 2026-Q1。"
