"""Types of contact cards."""

from datetime import date, datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.fields import read
from schema.nodes import Node
from schema.tenants.types import Post, Tenant


@strawberry.enum(
    description="Whether a contact card is published; on the day in untilOn it has ended. 联系卡状态。"
)
class ContactCardState(Enum):
    """Whether a contact card is published."""

    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"
    ENDED = "ENDED"


@strawberry.type(
    description="At which duty telephone, when and where a post is reached; it names no person. 联系卡。"
)
class ContactCard(Node):
    """At which duty telephone, when and where a post is reached."""

    title: str = read("The post as it was called when it was published. 职务名称。")
    phone: str = read("The duty telephone, no personal one. 值班电话。")
    hours: str = read("When it answers. 接听时间。")
    place: str = read("Where people are received. 接待地点。")
    from_on: date = read("The first day on which it holds. 起始日期。")
    until_on: date | None = read("The first day on which it holds no more. 截止日期（不含）。")
    state: ContactCardState = read("Whether it is published, as of today. 今日状态。")
    published_at: datetime = read("When it was published. 公布时间。")
    withdrawn_at: datetime | None = read("When it was withdrawn. 撤下时间。")
    version: int = read("Rises with each change. 版本。")
    tenant: Tenant | None = read("The unit to which the post belongs. 所属单位。")
    post: Post | None = read("The post, for those who see posts. 职务。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")


@strawberry.input(description="Which contact cards. 筛选条件。")
class ContactCardFilter:
    """Which contact cards."""

    tenant: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of this unit. 单位。"
    )
