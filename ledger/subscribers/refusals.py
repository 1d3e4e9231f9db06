"""Refusals of subscribers.

Refusal
├── NotFound
│   └── SubscriberNotFound, SubscriberPostNotFound
├── Conflict
│   └── SubscriberStale, SubscriberEnded
└── Invalid
    └── SubscriberAddressRefused, SubscriberTypeUnknown, ReplayRefused
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound, WrongState

STATES: Mapping[str, tuple[str, str]] = {
    "ACTIVE": ("启用", "active"),
    "PAUSED": ("暂停", "paused"),
    "GONE": ("地址已失效", "gone from its address"),
    "ENDED": ("已终止", "ended"),
}


@dataclass(eq=False)
class SubscriberNotFound(NotFound):
    """There is no such subscriber, or it is not yours to see."""

    code: ClassVar[str] = "subscriber.not_found"
    zh: ClassVar[str] = "没有这个事件订阅方，或您无权查看。"


@dataclass(eq=False)
class SubscriberPostNotFound(NotFound):
    """There is no such post, or it is not yours to see."""

    code: ClassVar[str] = "subscriber.post_not_found"
    zh: ClassVar[str] = "没有这个职务，或您无权查看。"


@dataclass(eq=False)
class SubscriberStale(Conflict):
    """The subscriber changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "subscriber.stale"
    zh: ClassVar[str] = "该订阅方已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class SubscriberEnded(WrongState):
    """This cannot be done with a subscriber that is {state}."""

    code: ClassVar[str] = "subscriber.wrong_state"
    zh: ClassVar[str] = "订阅方处于“{state}”状态，不能这样办理。"
    names = STATES


@dataclass(eq=False)
class SubscriberAddressRefused(Invalid):
    """Events cannot be sent to this address: {why}."""

    code: ClassVar[str] = "subscriber.address_refused"
    zh: ClassVar[str] = "不能向该地址发送事件：{why}。"
    why: str


@dataclass(eq=False)
class SubscriberTypeUnknown(Invalid):
    """There is no event type {type}; docs/events.md lists them all."""

    code: ClassVar[str] = "subscriber.type_unknown"
    zh: ClassVar[str] = "没有 {type} 这种事件；全部事件见 docs/events.md。"
    type: str


@dataclass(eq=False)
class ReplayRefused(Invalid):
    """A replay names one delivery, or a range that begins before it ends ({since} to {until})."""

    code: ClassVar[str] = "subscriber.replay_refused"
    zh: ClassVar[str] = "重放须指明一次投递，或一段起早于止的时间（{since} 至 {until}）。"
    since: datetime | None = None
    until: datetime | None = None
