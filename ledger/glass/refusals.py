"""Refusals of emergency windows.

Refusal
├── NotFound
│   └── GlassNotFound, GlassScopeNotFound
├── Conflict
│   └── GlassStale, GlassWrongState, GlassStillOpen, GlassOpenAlready, GlassAskedTooLongAgo,
│       GlassNobodyHears, GlassNotSteppedSo, GlassOver, GlassAskerGone
└── Invalid
    └── GlassTooLong
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound, WrongState

STATES: Mapping[str, tuple[str, str]] = {
    "ASKED": ("待确认", "waiting to be confirmed"),
    "OPEN": ("已开启", "open"),
    "CLOSED": ("已结束", "over"),
    "REVIEWED": ("已复核", "reviewed"),
    "WITHDRAWN": ("已撤回", "withdrawn"),
}


@dataclass(eq=False)
class GlassNotFound(NotFound):
    """There is no such emergency window, or it is not yours to see."""

    code: ClassVar[str] = "glass.not_found"
    zh: ClassVar[str] = "没有这次应急查看，或您无权查看。"


@dataclass(eq=False)
class GlassScopeNotFound(NotFound):
    """There is no such unit within your own: a window lies over your unit or one below it."""

    code: ClassVar[str] = "glass.scope_not_found"
    zh: ClassVar[str] = "本单位所辖没有这个单位：应急查看只能覆盖本单位或所辖的单位。"
    constraint: ClassVar[str] = "glass_window_within"


@dataclass(eq=False)
class GlassStale(Conflict):
    """The window changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "glass.stale"
    zh: ClassVar[str] = "该应急查看已有变动，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class GlassWrongState(WrongState):
    """That cannot be done with a window in this state: {state}."""

    code: ClassVar[str] = "glass.wrong_state"
    zh: ClassVar[str] = "该应急查看现为“{state}”，不能这样办理。"
    names = STATES


@dataclass(eq=False)
class GlassStillOpen(Conflict):
    """The window is still open: it is reviewed once it is over. End it first, or wait."""

    code: ClassVar[str] = "glass.still_open"
    zh: ClassVar[str] = "应急查看尚未结束，结束后才能复核；可先提前结束。"


@dataclass(eq=False)
class GlassOpenAlready(Conflict):
    """You have a window open already. End it before you open another one."""

    code: ClassVar[str] = "glass.open_already"
    zh: ClassVar[str] = "您已有一次应急查看正在进行，请先结束。"
    constraint: ClassVar[str] = "glass_window_one_at_a_time"


@dataclass(eq=False)
class GlassAskedTooLongAgo(Conflict):
    """This window was asked for more than {minutes} minutes ago; whoever needs it asks anew."""

    code: ClassVar[str] = "glass.asked_too_long_ago"
    zh: ClassVar[str] = "该应急查看提出已超过{minutes}分钟，不再确认；确有需要的请重新提出。"
    minutes: int


@dataclass(eq=False)
class GlassNobodyHears(Conflict):
    """Nobody would hear of this window: neither the unit above nor an administrator has a post filled."""

    code: ClassVar[str] = "glass.nobody_hears"
    zh: ClassVar[str] = "没有人能收到通报：上一级和本级三员都没有在任的人，不得开启应急查看。"
    constraint: ClassVar[str] = "glass_window_announced"


@dataclass(eq=False)
class GlassNotSteppedSo(Conflict):
    """A window goes step by step, each on the record."""

    code: ClassVar[str] = "glass.not_stepped_so"
    zh: ClassVar[str] = "应急查看须按步骤办理，每一步都要留痕。"
    constraint: ClassVar[str] = "glass_window_step_by_step"


@dataclass(eq=False)
class GlassOver(Conflict):
    """This window has ended by itself: there is nothing left to end. It can be reviewed."""

    code: ClassVar[str] = "glass.over"
    zh: ClassVar[str] = "该应急查看已到时自止，不必再结束；可以复核。"


@dataclass(eq=False)
class GlassAskerGone(Conflict):
    """Whoever asked for this window is not in the office any more in which they asked."""

    code: ClassVar[str] = "glass.asker_gone"
    zh: ClassVar[str] = "提出人现已不担任提出时的职务，该应急查看不再开启。"
    constraint: ClassVar[str] = "glass_window_asked_in_office"


@dataclass(eq=False)
class GlassTooLong(Invalid):
    """A window lasts from 1 to {most} minutes, not {minutes}."""

    code: ClassVar[str] = "glass.too_long"
    zh: ClassVar[str] = "应急查看须在1至{most}分钟之内，不能是{minutes}分钟。"
    minutes: int
    most: int
