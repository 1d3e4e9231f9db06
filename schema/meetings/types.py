"""Types of the meetings and of the control room."""

from datetime import date, datetime

import strawberry

from schema.actions import ViewerActionInfo
from schema.fields import connection, read
from schema.meetings.enums import (
    ControlRoomRole,
    MeetingCallOffReason,
    MeetingConclusion,
    MeetingItemState,
    MeetingKind,
    MeetingState,
)
from schema.nodes import Connection, Node
from schema.problems.enums import Shown
from schema.problems.types import Problem
from schema.tenants.types import Tenant


@strawberry.type(description="A unit that takes part in a meeting. 参会单位。")
class MeetingPartyInfo:
    """A unit that takes part."""

    tenant: Tenant = read("The unit. 单位。")


@strawberry.type(
    description="What was said at a meeting, of all its items together; read by those of the level "
    "that convened who read all of them. 会议纪要。"
)
class MeetingMinutes(Node):
    """The minutes of a meeting."""

    text: str = read("What was said. 纪要内容。")
    kept_by: str = read("Which post kept them. 记录职务。")
    kept_at: datetime = read("When. 记录时间。")


@strawberry.type(
    description="A problem on the agenda of a meeting, read by whoever may read the problem; to take "
    "part shows nobody another problem. 会议议题。"
)
class MeetingItem(Node):
    """A problem on the agenda."""

    state: MeetingItemState = read("Whether it is concluded. 状态。")
    shown: Shown = read("What those who had the problem before see of it. 对经手下级公开程度。")
    put_at: datetime = read("When it was put on the agenda. 列入时间。")
    decided_at: datetime | None = read("When it was concluded. 结论时间。")
    conclusion: MeetingConclusion | None = read(
        "What was concluded; null when not yet, or not shown to you. 结论。"
    )
    text: str | None = read("In words; null when not yet, or not shown to you. 结论内容。")
    version: int = read("Rises with each change. 版本。")
    meeting: "Meeting | None" = read("The meeting; null when it is not yours to see. 会议。")
    convener: Tenant = read("The level that convened. 召集单位。")
    problem: Problem | None = read("The problem. 问题。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")


@strawberry.type(
    description="A meeting of a level about its problems (碰头会、分析研判会、调处会). It says nothing of "
    "any case itself. 会议。"
)
class Meeting(Node):
    """A meeting of a level."""

    kind: MeetingKind = read("What kind. 种类。")
    state: MeetingState = read("Whether it is ahead, was held, or was called off. 状态。")
    held_on: date = read("On which day. 日期。")
    next_on: date | None = read("When they mean to meet again. 下次会议日期。")
    convened_by: str = read("Which post convened it. 召集职务。")
    convened_at: datetime = read("When it was convened. 召集时间。")
    called_off_for: MeetingCallOffReason | None = read("Why it was called off. 取消原因。")
    called_off_by: str | None = read("Which post called it off. 取消职务。")
    called_off_at: datetime | None = read("When it was called off. 取消时间。")
    version: int = read("Rises with each change. 版本。")
    tenant: Tenant = read("The level that convened. 召集单位。")
    parties: list[MeetingPartyInfo] = read(
        "Departments of the level and direct subordinates that take part. 参会单位。"
    )
    items: Connection[MeetingItem] = connection(
        "Its agenda, as far as the viewer may read the problems. 可见的议题。"
    )
    minutes: MeetingMinutes | None = read(
        "Its minutes, where there are any and they are yours to read. 纪要。"
    )
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")


@strawberry.type(description="An item, and how a unit works on it. 某单位在办的议题。")
class ControlRoomWorkInfo:
    """An item that a unit works on."""

    role: ControlRoomRole = read("Main handler or co-handler. 主办或协办。")
    item: MeetingItem | None = read("The item. 议题。")


@strawberry.type(
    description="What one unit has of the level's agendas: below a direct subordinate, with a "
    "department, or with the level itself. 各部门、各下级在办议题。"
)
class ControlRoomUnitInfo:
    """What one unit has of the agendas."""

    tenant: Tenant = read("The unit. 单位。")
    undecided: int = read("How many are not concluded, of those the viewer may see. 未决数。")
    decided: int = read("How many are concluded, of those the viewer may see. 已决数。")
    work: list[ControlRoomWorkInfo] = read("The items themselves. 议题。")


@strawberry.type(
    description="The control room (中控室) of the viewer's level: what it meets about, what is decided, "
    "and which unit works on what, in one reading. 中控室。"
)
class ControlRoomInfo:
    """The control room of a level."""

    tenant: Tenant = read("The level. 本级。")
    upcoming: Connection[Meeting] = connection(
        "Its meetings that were not held yet, the nearest first. 待召开的会议。"
    )
    undecided: Connection[MeetingItem] = connection("Items without a conclusion. 未决议题。")
    decided: Connection[MeetingItem] = connection(
        "Items with a conclusion, newest first. 已决议题。"
    )
    units: list[ControlRoomUnitInfo] = read("The same by unit. 按单位分列。")
