"""Refusals of feeds.

Refusal
├── NotFound
│   └── FeedNotFound, FeedEntryNotFound, FeedPlanNotFound, FeedLineNotFound, FeedUnitNotFound
├── NotAllowed
│   └── FeedSuspendedNow, FeedKindNotAgreed
├── Conflict
│   └── FeedNameTaken, FeedExternalIdTaken, FeedStale, FeedEntryStale, FeedLineStale, FeedInState,
│       FeedPlanChanged, FeedUndoImpossible, FeedUndoStale, FeedLineDecidedAlready,
│       FeedLineElsewhere, FeedUnitsFull
└── Invalid
    └── FeedKindsRefused, FeedMemberUnknown, FeedLineUnsure, FeedFileFaulty, FeedCitizenNumberOpen
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotAllowed, NotFound, WrongState

FEED_STATES: Mapping[str, tuple[str, str]] = {
    "ACTIVE": ("启用", "active"),
    "STOPPED": ("自动停用", "stopped by itself"),
    "SUSPENDED": ("人工停用", "suspended"),
}

LINE_STATES: Mapping[str, tuple[str, str]] = {
    "APPLIED": ("已办理", "done"),
    "WAITING": ("待确认", "waiting"),
    "DECLINED": ("不予确认", "declined"),
    "UNDONE": ("已撤回", "taken back"),
    "OVERTAKEN": ("已被后来的报送取代", "overtaken by a later one"),
}


@dataclass(eq=False)
class FeedNotFound(NotFound):
    """There is no such feed, or it is not yours to see."""

    code: ClassVar[str] = "feed.not_found"
    zh: ClassVar[str] = "没有这个数据源，或您无权查看。"


@dataclass(eq=False)
class FeedUnitNotFound(NotFound):
    """There is no such unit for a feed."""

    code: ClassVar[str] = "feed.unit_not_found"
    zh: ClassVar[str] = "没有可设数据源的这个单位。"


@dataclass(eq=False)
class FeedEntryNotFound(NotFound):
    """This feed has told nothing under that id."""

    code: ClassVar[str] = "feed_entry.not_found"
    zh: ClassVar[str] = "本数据源没有以该标识报送过内容。"


@dataclass(eq=False)
class FeedPlanNotFound(NotFound):
    """There is no such plan, or it is not yours to see."""

    code: ClassVar[str] = "feed_plan.not_found"
    zh: ClassVar[str] = "没有这份方案，或您无权查看。"


@dataclass(eq=False)
class FeedLineNotFound(NotFound):
    """There is no such line of a plan, or it is not yours to see."""

    code: ClassVar[str] = "feed_line.not_found"
    zh: ClassVar[str] = "没有方案中的这一项，或您无权查看。"


@dataclass(eq=False)
class FeedSuspendedNow(NotAllowed):
    """This feed is suspended; ask the security administrator of its unit."""

    code: ClassVar[str] = "feed.suspended"
    zh: ClassVar[str] = "该数据源已停用，请联系其所属单位的安全管理员。"


@dataclass(eq=False)
class FeedKindNotAgreed(NotAllowed):
    """This feed was not set up to tell of {kind}."""

    code: ClassVar[str] = "feed.kind_not_agreed"
    zh: ClassVar[str] = "设立该数据源时未约定报送 {kind}。"
    kind: str


@dataclass(eq=False)
class FeedNameTaken(Conflict):
    """This feed has told of somebody under that user name already."""

    code: ClassVar[str] = "feed_entry.name_taken"
    zh: ClassVar[str] = "本数据源已以该用户名报送过。"
    constraint: ClassVar[str] = "feed_entry_user_name"


@dataclass(eq=False)
class FeedExternalIdTaken(Conflict):
    """This feed has told of something under that external id already."""

    code: ClassVar[str] = "feed_entry.external_id_taken"
    zh: ClassVar[str] = "本数据源已以该外部标识报送过。"
    constraint: ClassVar[str] = "feed_entry_external_id"


@dataclass(eq=False)
class FeedStale(Conflict):
    """The feed changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "feed.stale"
    zh: ClassVar[str] = "该数据源已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class FeedEntryStale(Conflict):
    """What was told changed since: it is at version {current}."""

    code: ClassVar[str] = "feed_entry.stale"
    zh: ClassVar[str] = "报送的内容已被更改，现为第{current}版。"
    current: int


@dataclass(eq=False)
class FeedInState(WrongState):
    """The feed is {state}: this cannot be done to it now."""

    code: ClassVar[str] = "feed.wrong_state"
    zh: ClassVar[str] = "该数据源处于“{state}”状态，现在不能这样办理。"
    names = FEED_STATES


@dataclass(eq=False)
class FeedPlanChanged(Conflict):
    """The plan is not the one you read; read it again and confirm what stands there now."""

    code: ClassVar[str] = "feed_plan.changed"
    zh: ClassVar[str] = "方案已不是您所看到的那份，请重新读取后再确认。"


@dataclass(eq=False)
class FeedUndoImpossible(Conflict):
    """It cannot be taken back: {label} has changed since."""

    code: ClassVar[str] = "feed_plan.changed_since"
    zh: ClassVar[str] = "无法撤回：{label} 之后又有变动。"
    label: str


@dataclass(eq=False)
class FeedUndoStale(Conflict):
    """More was done since you read the plan: {applied} lines now stand. Read them, then undo with
    the token {undo_token}. Nothing was taken back."""

    code: ClassVar[str] = "feed_plan.undo_stale"
    zh: ClassVar[str] = (
        "您读取之后方案又办理了别的事项，现有 {applied} 项；请重新读取，再凭 {undo_token} 撤回。"
        "此次未撤回任何一项。"
    )
    applied: int
    undo_token: str


@dataclass(eq=False)
class FeedLineStale(Conflict):
    """The line changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "feed_line.stale"
    zh: ClassVar[str] = "该项已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class FeedLineDecidedAlready(WrongState):
    """The line does not wait any more: {state}."""

    code: ClassVar[str] = "feed_line.wrong_state"
    zh: ClassVar[str] = "该项已不在待确认状态（{state}）。"
    names = LINE_STATES


@dataclass(eq=False)
class FeedLineElsewhere(Conflict):
    """This cannot be done from here ({reason}); do it where it belongs, then decline the line."""

    code: ClassVar[str] = "feed_line.elsewhere"
    zh: ClassVar[str] = "此项不能在这里办理（{reason}）；请在相应的地方办理后，对该项不予确认。"
    constraint: ClassVar[str] = "managed_field_once"
    reason: str = "ELSEWHERE"


@dataclass(eq=False)
class FeedUnitsFull(Conflict):
    """Of one feed {most} lines about units wait at most: decide on those that wait first."""

    code: ClassVar[str] = "feed.units_full"
    zh: ClassVar[str] = "一个数据源待处理的单位提议至多 {most} 项；请先处理已在等待的。"
    most: int


@dataclass(eq=False)
class FeedKindsRefused(Invalid):
    """A feed tells of {known}; {value} is none of them."""

    code: ClassVar[str] = "feed.kinds_refused"
    zh: ClassVar[str] = "数据源报送的种类为 {known}；{value} 不在其中。"
    known: str
    value: str


@dataclass(eq=False)
class FeedLineUnsure(Invalid):
    """Say who is meant: one of those whom the line names, or nobody of them."""

    code: ClassVar[str] = "feed_line.unsure"
    zh: ClassVar[str] = "请指明所指的是该项列出的哪一位，或者都不是。"


@dataclass(eq=False)
class FeedMemberUnknown(Invalid):
    """A member of a group must be a user that this feed has told of."""

    code: ClassVar[str] = "feed_entry.member_unknown"
    zh: ClassVar[str] = "组的成员须是本数据源报送过的人员。"


@dataclass(eq=False)
class FeedCitizenNumberOpen(Invalid):
    """In {field} stands a citizen number. It is told in citizenNumber alone, where it is sealed."""

    code: ClassVar[str] = "feed_entry.citizen_number"
    zh: ClassVar[str] = "{field} 中有公民身份号码；该号码只在 citizenNumber 中报送，到达即封存。"
    field: str


@dataclass(eq=False)
class FeedFileFaulty(Invalid):
    """The file has {count} faults, the first in {cell}: nothing of it was taken in."""

    code: ClassVar[str] = "feed_file.faulty"
    zh: ClassVar[str] = "文件中有 {count} 处错误，首处在 {cell}；一行也没有报送。"
    count: int
    cell: str
