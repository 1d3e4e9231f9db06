"""Types of the extensions."""

from datetime import datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.fields import read
from schema.nodes import Node
from schema.problems.types import Problem


@strawberry.enum(description="Which clock more time is asked of. 申请延长的时限。")
class ExtensibleClock(Enum):
    """Which clock more time is asked of."""

    STATUTORY = "STATUTORY"
    RECTIFICATION = "RECTIFICATION"


@strawberry.enum(description="How a request for more time stands. 延期申请状态。")
class ExtensionState(Enum):
    """How a request for more time stands."""

    ASKED = "ASKED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    LAPSED = "LAPSED"


@strawberry.type(description="A request for more time, and what was said to it. 延期申请。")
class Extension(Node):
    """A request for more time."""

    clock: ExtensibleClock = read("Which clock. 时限种类。")
    days: int = read("How many days more. 延长天数。")
    reason: str = read("Why. 理由。")
    state: ExtensionState = read("How it stands. 状态。")
    asked_at: datetime = read("When it was asked for. 申请时间。")
    decided_at: datetime | None = read("When it was answered. 答复时间。")
    answer: str | None = read("What was said to it. 答复。")
    petitioner_told: str | None = read("How the petitioner was told. 如何告知反映人。")
    version: int = read("Rises with each change. 版本。")
    problem: Problem | None = read("The problem. 问题。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")


@strawberry.input(description="Which requests. 筛选条件。")
class ExtensionFilter:
    """Which requests."""

    state: ExtensionState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )
    problem: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of this problem. 问题。"
    )
