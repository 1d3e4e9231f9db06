"""Refusals of the working calendar.

Refusal
├── NotFound
│   └── CalendarDayNotFound
├── Conflict
│   └── DeclaredAlready, CalendarDayStale, CalendarDayRetired
└── Invalid
    └── DayBegun, DayTooFar
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class CalendarDayNotFound(NotFound):
    """There is no such day in the calendar of your level, or it is not yours to see."""

    code: ClassVar[str] = "calendar.not_found"
    zh: ClassVar[str] = "日历中没有这条调整，或您无权查看。"


@dataclass(eq=False)
class DeclaredAlready(Conflict):
    """Your unit has already declared this day. Take the former declaration back first."""

    code: ClassVar[str] = "calendar.declared_already"
    zh: ClassVar[str] = "本单位已对该日作出调整；请先撤销原调整。"
    constraint: ClassVar[str] = "calendar_day_once"


@dataclass(eq=False)
class CalendarDayStale(Conflict):
    """The declaration changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "calendar.stale"
    zh: ClassVar[str] = "该调整已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class CalendarDayRetired(Conflict):
    """The declaration was taken back already."""

    code: ClassVar[str] = "calendar.wrong_state"
    zh: ClassVar[str] = "该调整已经撤销。"


@dataclass(eq=False)
class DayBegun(Invalid):
    """{day} has begun or is past: a day stays what it was, and used time is never given back."""

    code: ClassVar[str] = "calendar.day_begun"
    zh: ClassVar[str] = "{day} 已经开始或已过去：日子保持原样，已用的时间不退。"
    day: str


@dataclass(eq=False)
class DayTooFar(Invalid):
    """{day} is more than {days} days ahead."""

    code: ClassVar[str] = "calendar.too_far"
    zh: ClassVar[str] = "{day} 距今超过{days}天，尚不能调整。"
    day: str
    days: int
