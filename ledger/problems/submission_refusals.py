"""Refusals of what stands between a sender and its superior while a submission waits.

Refusal
├── Conflict
│   └── AskedTooOften, AskedBefore, NothingAsked, WithdrawnTooOften
└── Invalid
    └── AskingDayRefused, ForumUnknown
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid


@dataclass(eq=False)
class AskedTooOften(Conflict):
    """More was asked of this submission {times} times: take it up or hand it back."""

    code: ClassVar[str] = "problem.asked_too_often"
    zh: ClassVar[str] = "本次上报已要求补充 {times} 次，请收网或退回。"
    times: int


@dataclass(eq=False)
class AskedBefore(Conflict):
    """You asked already and the sender has not answered yet."""

    code: ClassVar[str] = "problem.asked_before"
    zh: ClassVar[str] = "已要求补充，下级尚未答复。"


@dataclass(eq=False)
class NothingAsked(Conflict):
    """Your superior has not asked for more."""

    code: ClassVar[str] = "problem.nothing_asked"
    zh: ClassVar[str] = "上级没有要求补充情况。"


@dataclass(eq=False)
class AskingDayRefused(Invalid):
    """The day to answer by lies ahead, within {days} days."""

    code: ClassVar[str] = "problem.asking_day_refused"
    zh: ClassVar[str] = "答复日期须在今日之后、{days} 日以内。"
    days: int


@dataclass(eq=False)
class WithdrawnTooOften(Conflict):
    """Your unit has taken this problem back {times} times: it waits for the superior now."""

    code: ClassVar[str] = "problem.withdrawn_too_often"
    zh: ClassVar[str] = "本单位已撤回 {times} 次，不得再撤回，请等候上级答复。"
    times: int


@dataclass(eq=False)
class ForumUnknown(Invalid):
    """{forum} is no forum before which an escalation is brought; known are: {known}."""

    code: ClassVar[str] = "problem.forum_unknown"
    zh: ClassVar[str] = "{forum} 不是提级所提交的议事形式；可用：{known}。"
    forum: str
    known: str
