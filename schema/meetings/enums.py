"""Closed lists of the meetings."""

from enum import Enum

import strawberry


@strawberry.enum(description="What kind of meeting it is. 会议种类。")
class MeetingKind(Enum):
    """What kind of meeting it is."""

    COORDINATION = strawberry.enum_value("COORDINATION", description="To set things going. 碰头会。")
    ANALYSIS = strawberry.enum_value("ANALYSIS", description="To study and judge. 分析研判会。")
    MEDIATION = strawberry.enum_value("MEDIATION", description="To settle between parties. 调处会。")


@strawberry.enum(description="Whether it is ahead or was held. 会议状态。")
class MeetingState(Enum):
    """Whether it is ahead or was held."""

    PLANNED = "PLANNED"
    HELD = "HELD"


@strawberry.enum(description="Whether the meeting has concluded on it. 议题状态。")
class MeetingItemState(Enum):
    """Whether the meeting has concluded on it."""

    OPEN = "OPEN"
    DECIDED = "DECIDED"


@strawberry.enum(
    description="What was concluded; it moves nothing by itself. 会议结论（不自动流转）。"
)
class MeetingConclusion(Enum):
    """What was concluded."""

    SETTLED = strawberry.enum_value("SETTLED", description="Settled there. 当场解决、调处成功。")
    HANDLE_HERE = strawberry.enum_value(
        "HANDLE_HERE", description="This level handles it. 由本级办理。"
    )
    HAND_DOWN = strawberry.enum_value(
        "HAND_DOWN", description="To be handed down to one unit. 交办。"
    )
    JOINTLY = strawberry.enum_value(
        "JOINTLY", description="Several units work on it together. 协同办理。"
    )
    SUBMIT_UP = strawberry.enum_value(
        "SUBMIT_UP", description="To be submitted to the superior. 提请上级统筹。"
    )
    MEET_AGAIN = strawberry.enum_value(
        "MEET_AGAIN", description="To be met about again. 继续研判，下次再议。"
    )
    NOT_SETTLED = strawberry.enum_value(
        "NOT_SETTLED", description="The parties did not agree. 调处未成。"
    )


@strawberry.enum(description="Who works on an item: it lies there, or a part does. 主办或协办。")
class ControlRoomRole(Enum):
    """How a unit works on an item."""

    MAIN = "MAIN"
    CO = "CO"
