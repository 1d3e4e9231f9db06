"""Closed lists of the meetings."""

from enum import Enum

import strawberry


@strawberry.enum(
    description="What kind of meeting it is: to set things going, to study and judge, to settle "
    "between parties. 会议种类：碰头会、分析研判会、调处会。"
)
class MeetingKind(Enum):
    """What kind of meeting it is."""

    COORDINATION = "COORDINATION"
    ANALYSIS = "ANALYSIS"
    MEDIATION = "MEDIATION"


@strawberry.enum(description="Whether it is ahead, was held, or was called off. 会议状态。")
class MeetingState(Enum):
    """Whether it is ahead, was held, or was called off."""

    PLANNED = "PLANNED"
    HELD = "HELD"
    CALLED_OFF = "CALLED_OFF"


@strawberry.enum(
    description="Why a meeting was called off: for another day, nothing to meet about, too few could "
    "come, or together with another one. 取消原因：改期、无需召开、到会人数不足、并入其他会议。"
)
class MeetingCallOffReason(Enum):
    """Why a meeting was called off."""

    POSTPONED = "POSTPONED"
    NOT_NEEDED = "NOT_NEEDED"
    TOO_FEW = "TOO_FEW"
    JOINED_TO_ANOTHER = "JOINED_TO_ANOTHER"


@strawberry.enum(
    description="Whether the meeting has concluded on it, or was called off before. 议题状态。"
)
class MeetingItemState(Enum):
    """Whether the meeting has concluded on it, or was called off before."""

    OPEN = "OPEN"
    DECIDED = "DECIDED"
    CALLED_OFF = "CALLED_OFF"


@strawberry.enum(
    description="What was concluded; it moves nothing by itself: settled there, handled by this level, "
    "to be handed down, worked on jointly, submitted to the superior, met about again, or not settled. "
    "会议结论（不自动流转）：当场解决、本级办理、交办、协同办理、提请上级、下次再议、调处未成。"
)
class MeetingConclusion(Enum):
    """What was concluded."""

    SETTLED = "SETTLED"
    HANDLE_HERE = "HANDLE_HERE"
    HAND_DOWN = "HAND_DOWN"
    JOINTLY = "JOINTLY"
    SUBMIT_UP = "SUBMIT_UP"
    MEET_AGAIN = "MEET_AGAIN"
    NOT_SETTLED = "NOT_SETTLED"


@strawberry.enum(description="Who works on an item: it lies there, or a part does. 主办或协办。")
class ControlRoomRole(Enum):
    """How a unit works on an item."""

    MAIN = "MAIN"
    CO = "CO"
