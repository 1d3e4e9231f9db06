"""Mutations on subscribers: one field, one act. A secret is shown in the reply that made it, once."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, Protocol, TypeVar
from uuid import UUID

import strawberry
from strawberry import Info

from ledger.outgoing.types import event_types
from ledger.subscribers.create_subscriber import CreateSubscriber, create_subscriber
from ledger.subscribers.end_subscriber import EndSubscriber, end_subscriber
from ledger.subscribers.pause_subscriber import PauseSubscriber, pause_subscriber
from ledger.subscribers.ping_subscriber import PingSubscriber, ping_subscriber
from ledger.subscribers.replay_events import ReplayEvents, replay_events
from ledger.subscribers.resume_subscriber import ResumeSubscriber, resume_subscriber
from ledger.subscribers.rotate_subscriber_secret import (
    RotateSubscriberSecret,
    rotate_subscriber_secret,
)
from ledger.subscribers.secrets import Secrets
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_if_given, key_in, perform, union
from schema.fields import read
from schema.problems.members import may, must
from schema.subscribers.types import Subscriber
from storage.ids import new_key
from tenants.refusals import Bug
from tenants.sitting import Sitting

Asked = TypeVar("Asked")
Success = TypeVar("Success")
INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
NAMED = "The subscriber. 订阅方。"
SHOWN_ONCE = (
    "The secret that signs, as receivers write it down. Shown here and never again: null in a "
    "replay. 签名密钥，只显示这一次。"
)


@strawberry.input(description="Subscribes a system to what a post may see. 登记事件订阅方。")
class CreateSubscriberInput:
    """Subscribes a system to what a post may see."""

    key: strawberry.ID = must(KEY)
    post: strawberry.ID = must("The post whose sight it has. 绑定的职务。")
    name: str = must("What it is called, 1 to 100 characters. 名称。")
    url: str = must("Where events are posted to, by https. 接收地址。")
    types: list[str] = must("Of which types it is told; /events lists them. 事件类型。")


@strawberry.input(description="Gives a subscriber a new secret. 轮换密钥。")
class RotateSubscriberSecretInput:
    """Gives a subscriber a new secret."""

    key: strawberry.ID = must(KEY)
    subscriber: strawberry.ID = must(NAMED)
    expected_version: int = must(VERSION)
    both_hours: int = may("How many hours both secrets sign, 0 to 168. 新旧并用小时数。", 24)


@strawberry.input(description="Sends a subscriber a ping. 测试投递。")
class PingSubscriberInput:
    """Sends a subscriber a ping."""

    key: strawberry.ID = must(KEY)
    subscriber: strawberry.ID = must(NAMED)
    expected_version: int = must(VERSION)


@strawberry.input(description="Pauses a subscriber. 暂停订阅。")
class PauseSubscriberInput:
    """Pauses a subscriber."""

    key: strawberry.ID = must(KEY)
    subscriber: strawberry.ID = must(NAMED)
    expected_version: int = must(VERSION)


@strawberry.input(description="Resumes a subscriber. 恢复订阅。")
class ResumeSubscriberInput:
    """Resumes a subscriber."""

    key: strawberry.ID = must(KEY)
    subscriber: strawberry.ID = must(NAMED)
    expected_version: int = must(VERSION)


@strawberry.input(description="Ends a subscriber for good. 终止订阅。")
class EndSubscriberInput:
    """Ends a subscriber for good."""

    key: strawberry.ID = must(KEY)
    subscriber: strawberry.ID = must(NAMED)
    expected_version: int = must(VERSION)


@strawberry.input(description="Sends again: one delivery, or all of a range. 重放事件。")
class ReplayEventsInput:
    """Sends again: one delivery, or all of a range."""

    key: strawberry.ID = must(KEY)
    subscriber: strawberry.ID = must(NAMED)
    expected_version: int = must(VERSION)
    delivery: strawberry.ID | None = may("This one only. 仅此一次投递。", None)
    since: datetime | None = may("All that happened from then on. 起始时间。", None)
    until: datetime | None = may("And before then. 截止时间。", None)
    also_delivered: bool = may("Those too that arrived. 已送达的也重放。", default=False)


@strawberry.type(description="It was done. 已办理。")
class CreateSubscriberSuccess:
    """It was done."""

    subscriber: Subscriber | None = read("The subscriber. 订阅方。")
    secret: str | None = read(SHOWN_ONCE)
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class RotateSubscriberSecretSuccess:
    """It was done."""

    subscriber: Subscriber | None = read("The subscriber. 订阅方。")
    secret: str | None = read(SHOWN_ONCE)
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class PingSubscriberSuccess:
    """It was done."""

    subscriber: Subscriber | None = read("The subscriber. 订阅方。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class PauseSubscriberSuccess:
    """It was done."""

    subscriber: Subscriber | None = read("The subscriber. 订阅方。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ResumeSubscriberSuccess:
    """It was done."""

    subscriber: Subscriber | None = read("The subscriber. 订阅方。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class EndSubscriberSuccess:
    """It was done."""

    subscriber: Subscriber | None = read("The subscriber. 订阅方。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ReplayEventsSuccess:
    """It was done."""

    subscriber: Subscriber | None = read("The subscriber. 订阅方。")
    replayed: bool = read(REPLAYED)


CreateSubscriberResult = Annotated[
    CreateSubscriberSuccess | RefusalType,
    union("CreateSubscriberResult", "What became of it. 办理结果。"),
]
RotateSubscriberSecretResult = Annotated[
    RotateSubscriberSecretSuccess | RefusalType,
    union("RotateSubscriberSecretResult", "What became of it. 办理结果。"),
]
PingSubscriberResult = Annotated[
    PingSubscriberSuccess | RefusalType,
    union("PingSubscriberResult", "What became of it. 办理结果。"),
]
PauseSubscriberResult = Annotated[
    PauseSubscriberSuccess | RefusalType,
    union("PauseSubscriberResult", "What became of it. 办理结果。"),
]
ResumeSubscriberResult = Annotated[
    ResumeSubscriberSuccess | RefusalType,
    union("ResumeSubscriberResult", "What became of it. 办理结果。"),
]
EndSubscriberResult = Annotated[
    EndSubscriberSuccess | RefusalType,
    union("EndSubscriberResult", "What became of it. 办理结果。"),
]
ReplayEventsResult = Annotated[
    ReplayEventsSuccess | RefusalType,
    union("ReplayEventsResult", "What became of it. 办理结果。"),
]


class _Naming(Protocol):
    """What names a subscriber at a version."""

    key: strawberry.ID
    subscriber: strawberry.ID
    expected_version: int


@strawberry.type
class SubscriberMutations:
    """What can be done with subscribers."""

    @strawberry.mutation(description="Subscribes a system to what a post may see. 登记事件订阅方。")
    async def create_subscriber(
        self, info: Info, given: Annotated[CreateSubscriberInput, INPUT]
    ) -> CreateSubscriberResult:
        """Subscribes a system to what a post may see."""
        secrets, key = _secrets(info), new_key()
        secret = secrets.made()
        return await perform(
            info,
            create_subscriber,
            lambda: CreateSubscriber(
                key_in(given.post, "Post"),
                given.name,
                given.url,
                tuple(given.types),
                key=key,
                secret=secrets.sealed(secret, key),
                outward=info.context.outward,
                known=frozenset(event_types()),
            ),
            key=given.key,
            success=_showing(CreateSubscriberSuccess, secret),
            record="subscriber",
        )

    @strawberry.mutation(description="Gives a subscriber a new secret. 轮换密钥。")
    async def rotate_subscriber_secret(
        self, info: Info, given: Annotated[RotateSubscriberSecretInput, INPUT]
    ) -> RotateSubscriberSecretResult:
        """Gives a subscriber a new secret."""
        secrets, key = _secrets(info), key_in(given.subscriber, "Subscriber")
        secret = secrets.made()
        return await perform(
            info,
            rotate_subscriber_secret,
            lambda: RotateSubscriberSecret(
                key, given.expected_version, given.both_hours, secrets.sealed(secret, key)
            ),
            key=given.key,
            success=_showing(RotateSubscriberSecretSuccess, secret),
            record="subscriber",
        )

    @strawberry.mutation(description="Sends a subscriber a ping. 测试投递。")
    async def ping_subscriber(
        self, info: Info, given: Annotated[PingSubscriberInput, INPUT]
    ) -> PingSubscriberResult:
        """Sends a subscriber a ping."""
        return await _upon(info, ping_subscriber, PingSubscriber, given, PingSubscriberSuccess)

    @strawberry.mutation(
        description="Pauses a subscriber: nothing is sent and nothing lost. 暂停订阅。"
    )
    async def pause_subscriber(
        self, info: Info, given: Annotated[PauseSubscriberInput, INPUT]
    ) -> PauseSubscriberResult:
        """Pauses a subscriber."""
        return await _upon(info, pause_subscriber, PauseSubscriber, given, PauseSubscriberSuccess)

    @strawberry.mutation(
        description="Resumes a subscriber; what waits is tried at once. 恢复订阅。"
    )
    async def resume_subscriber(
        self, info: Info, given: Annotated[ResumeSubscriberInput, INPUT]
    ) -> ResumeSubscriberResult:
        """Resumes a subscriber."""
        return await _upon(
            info, resume_subscriber, ResumeSubscriber, given, ResumeSubscriberSuccess
        )

    @strawberry.mutation(description="Ends a subscriber for good. 终止订阅。")
    async def end_subscriber(
        self, info: Info, given: Annotated[EndSubscriberInput, INPUT]
    ) -> EndSubscriberResult:
        """Ends a subscriber for good."""
        return await _upon(info, end_subscriber, EndSubscriber, given, EndSubscriberSuccess)

    @strawberry.mutation(
        description="Sends dead letters again, or all of a range. 重放死信或一段时间的事件。"
    )
    async def replay_events(
        self, info: Info, given: Annotated[ReplayEventsInput, INPUT]
    ) -> ReplayEventsResult:
        """Sends again: one delivery, or all of a range."""
        return await perform(
            info,
            replay_events,
            lambda: ReplayEvents(
                key_in(given.subscriber, "Subscriber"),
                given.expected_version,
                delivery=key_if_given(given.delivery, "EventDelivery"),
                since=given.since,
                until=given.until,
                also_delivered=given.also_delivered,
            ),
            key=given.key,
            success=ReplayEventsSuccess,
            record="subscriber",
        )


async def _upon(
    info: Info,
    act: Callable[[Sitting, Asked], Awaitable[UUID]],
    asked: Callable[[UUID, int], Asked],
    given: _Naming,
    success: Callable[..., Success],
) -> Success | RefusalType:
    """Performs an act that names a subscriber and the version that was read."""
    return await perform(
        info,
        act,
        lambda: asked(key_in(given.subscriber, "Subscriber"), given.expected_version),
        key=given.key,
        success=success,
        record="subscriber",
    )


def _showing(success: Callable[..., Any], secret: str) -> Callable[..., Any]:
    """Shows a secret to the request that made it; whoever comes again has none."""

    def told(*, subscriber: UUID, replayed: bool) -> Any:
        return success(
            subscriber=subscriber, secret=None if replayed else secret, replayed=replayed
        )

    return told


def _secrets(info: Info) -> Secrets:
    vault = info.context.vault
    if vault is None:
        raise Bug("without a vault no secret can be kept")
    return Secrets(vault.keys)
