"""Types of the emergency windows."""

from datetime import datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.fields import read
from schema.nodes import Node
from schema.tenants.types import Person, Post, Tenant


@strawberry.enum(description="How an emergency window stands. 应急查看状态。")
class GlassWindowState(Enum):
    """How an emergency window stands."""

    ASKED = "ASKED"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    REVIEWED = "REVIEWED"
    WITHDRAWN = "WITHDRAWN"


@strawberry.enum(description="What a review found. 复核结论。")
class GlassFinding(Enum):
    """What a review found."""

    JUSTIFIED = "JUSTIFIED"
    NOT_JUSTIFIED = "NOT_JUSTIFIED"


@strawberry.type(
    description="A while in which somebody reads everything at and below a unit, in an emergency; "
    "announced to the level above and reviewed by it. 应急查看。"
)
class GlassWindow(Node):
    """An emergency window."""

    state: GlassWindowState = read(
        "How it stands; OPEN stays written when its time is over: see isOpen. 状态。"
    )
    is_open: bool = read("Whether it is open in this moment. 此刻是否开启。")
    minutes: int = read("For how long it was opened. 分钟数。")
    reason: str = read("Why. 理由。")
    document_no: str | None = read("Document number. 文号。")
    asked_at: datetime = read("When it was asked for. 提出时间。")
    opened_at: datetime | None = read("When it was opened. 开启时间。")
    ends_at: datetime | None = read("When it ends by itself. 到时时间。")
    closed_at: datetime | None = read("When it was ended or withdrawn. 提前结束时间。")
    reviewed_at: datetime | None = read("When it was reviewed. 复核时间。")
    finding: GlassFinding | None = read("What the review found. 复核结论。")
    review: str | None = read("What the review says. 复核意见。")
    version: int = read("Rises with each change. 版本。")
    tenant: Tenant | None = read("The unit that opened it. 开启单位。")
    covers: Tenant | None = read("The unit over which it lies, with all below. 范围。")
    opened_by: Person | None = read("Who opened it. 开启人。")
    post: Post | None = read("In which post. 所任职务。")
    confirmed_by: Person | None = read("The second person, where it took one. 确认人。")
    closed_by: Person | None = read("Who ended it. 结束人。")
    reviewed_by: Person | None = read("Who reviewed it. 复核人。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")


@strawberry.input(description="Which windows. 筛选条件。")
class GlassWindowFilter:
    """Which windows."""

    state: GlassWindowState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )
