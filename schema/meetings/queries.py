"""Root fields of the meetings."""

import strawberry

from schema.fields import connection, listed
from schema.meetings.enums import MeetingItemState, MeetingState
from schema.meetings.types import ControlRoomInfo, Meeting, MeetingItem
from schema.nodes import Connection


@strawberry.input(description="Which meetings. 筛选条件。")
class MeetingFilter:
    """Which meetings."""

    state: MeetingState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )


@strawberry.input(description="Which items. 筛选条件。")
class MeetingItemFilter:
    """Which items."""

    state: MeetingItemState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )
    problem: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of this problem. 问题。"
    )


@strawberry.type
class MeetingQueries:
    """What can be asked of meetings."""

    meeting: Meeting | None = listed(
        "A meeting by its id. 按标识取会议。",
        id=(strawberry.ID, "The meeting's id. 全局标识。"),
    )
    meetings: Connection[Meeting] = connection(
        "Meetings of the viewer's unit, and those to which it is invited, newest first. "
        "本单位召集或参加的会议。",
        filter=(MeetingFilter | None, "Which of them. 筛选。"),
    )
    meeting_items: Connection[MeetingItem] = connection(
        "Problems on agendas, newest first, as far as the viewer may read the problems. 可见的议题。",
        filter=(MeetingItemFilter | None, "Which of them. 筛选。"),
    )
    control_room: list[ControlRoomInfo] = listed(
        "The control room of the viewer's unit: one row, none for who holds no post. 中控室。"
    )
