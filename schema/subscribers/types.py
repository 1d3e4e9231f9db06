"""Types of the subscribers and of what they were sent."""

from datetime import datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.fields import connection, read
from schema.nodes import Connection, Node
from schema.tenants.types import Post, Tenant


@strawberry.enum(description="Whether a subscriber is sent anything. 订阅方状态。")
class SubscriberState(Enum):
    """Whether a subscriber is sent anything."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    GONE = "GONE"
    ENDED = "ENDED"


@strawberry.enum(description="How a delivery stands; DEAD is given up until replayed. 投递状态。")
class DeliveryState(Enum):
    """How a delivery stands."""

    WAITING = "WAITING"
    DELIVERED = "DELIVERED"
    DEAD = "DEAD"


@strawberry.type(description="A system that is told what a post may see. 事件订阅方。")
class Subscriber(Node):
    """A system that is told what a post may see."""

    name: str = read("What it is called. 名称。")
    url: str = read("Where events are posted to. 接收地址。")
    types: list[str] = read("Of which types it is told. 事件类型。")
    state: SubscriberState = read("Whether it is sent anything; GONE: it said so itself. 状态。")
    both_until: datetime | None = read("Until when two secrets sign. 新旧密钥并用至。")
    created_at: datetime = read("Since when. 登记时间。")
    version: int = read("Rises with each change. 版本。")
    post: Post | None = read("The post whose sight it has. 绑定的职务。")
    tenant: Tenant = read("Where that post is. 职务所在单位。")
    deliveries: Connection["EventDelivery"] = connection(
        "What it was sent, newest first; with DEAD the dead letters. 投递记录。",
        state=(DeliveryState | None, "Only those that stand so. 按状态筛选。"),
    )
    viewer_actions: list[ViewerActionInfo] = read("What you may do with it. 可办事项。")


@strawberry.type(description="An event on its way to a subscriber: no word of what it says. 投递。")
class EventDelivery(Node):
    """An event on its way to a subscriber."""

    event: str = read(
        "The event's id, the same at every attempt and for every receiver. 事件编号。"
    )
    type: str = read("Its type. 事件类型。")
    recorded_at: datetime = read("When it happened. 发生时间。")
    state: DeliveryState = read("How it stands. 状态。")
    attempts: int = read("How often it was tried since it last began. 尝试次数。")
    tried_at: datetime | None = read("When it was tried last. 最近一次尝试。")
    next_at: datetime = read("When it is tried next, while it waits. 下次尝试。")
    code: str | None = read("What the receiver said last: a status. 对方答复。")
    replays: int = read("How often it was sent anew on demand. 重放次数。")
    subscriber: Subscriber | None = read("To whom. 订阅方。")
