"""Refusals of meetings.

Refusal
├── NotFound
│   └── MeetingNotFound, MeetingItemNotFound
├── Conflict
│   └── MeetingStale, MeetingHeld, MeetingAhead, MeetingOff, MeetingConcluded, OnTheAgenda,
│       MeetingItemStale, MeetingItemDecidedAlready
└── Invalid
    └── MeetingDayRefused, MeetingPartiesRefused
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class MeetingNotFound(NotFound):
    """There is no such meeting, or it is not yours to see."""

    code: ClassVar[str] = "meeting.not_found"
    zh: ClassVar[str] = "没有这次会议，或您无权查看。"


@dataclass(eq=False)
class MeetingItemNotFound(NotFound):
    """There is no such item of a meeting, or it is not yours to see."""

    code: ClassVar[str] = "meeting.item_not_found"
    zh: ClassVar[str] = "没有这项议题，或您无权查看。"


@dataclass(eq=False)
class MeetingStale(Conflict):
    """The meeting changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "meeting.stale"
    zh: ClassVar[str] = "会议已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class MeetingHeld(Conflict):
    """The meeting was held and its minutes are kept: nothing is put on its agenda any more."""

    code: ClassVar[str] = "meeting.held"
    zh: ClassVar[str] = "会议已经召开并留有纪要，不再增加议题，也不另留纪要。"


@dataclass(eq=False)
class MeetingAhead(Conflict):
    """The meeting is on {day}: its minutes are kept from that day on."""

    code: ClassVar[str] = "meeting.ahead"
    zh: ClassVar[str] = "会议定于{day}召开，当日起方可留存纪要。"
    day: str


@dataclass(eq=False)
class MeetingOff(Conflict):
    """The meeting was called off: it has no agenda, no conclusions and no minutes any more."""

    code: ClassVar[str] = "meeting.called_off"
    zh: ClassVar[str] = "会议已经取消，不再列入议题、作出结论或留存纪要。"


@dataclass(eq=False)
class MeetingConcluded(Conflict):
    """The meeting concluded on an item of its agenda: it took place. Keep its minutes."""

    code: ClassVar[str] = "meeting.concluded"
    zh: ClassVar[str] = "会议已对议题作出结论，说明已经召开，不能取消；请留存纪要。"
    constraint: ClassVar[str] = "meeting_concluded_nothing"


@dataclass(eq=False)
class OnTheAgenda(Conflict):
    """The problem is on the agenda of this meeting already."""

    code: ClassVar[str] = "meeting.on_agenda_already"
    zh: ClassVar[str] = "该问题已列入这次会议的议题。"
    constraint: ClassVar[str] = "meeting_item_once"


@dataclass(eq=False)
class MeetingItemStale(Conflict):
    """The item changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "meeting.item_stale"
    zh: ClassVar[str] = "议题已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class MeetingItemDecidedAlready(Conflict):
    """The meeting has concluded on this item already."""

    code: ClassVar[str] = "meeting.item_decided"
    zh: ClassVar[str] = "该议题已有结论。"


@dataclass(eq=False)
class MeetingDayRefused(Invalid):
    """The day does not fit: {first} to {last}; the next meeting is later than the one that was held."""

    code: ClassVar[str] = "meeting.day_refused"
    zh: ClassVar[str] = "日期不合适：应在{first}至{last}之间；下次会议应晚于本次。"
    first: str
    last: str


@dataclass(eq=False)
class MeetingPartiesRefused(Invalid):
    """Each unit takes part once, and at most {most} units do."""

    code: ClassVar[str] = "meeting.parties_refused"
    zh: ClassVar[str] = "每个单位只列一次，最多{most}个单位。"
    most: int
