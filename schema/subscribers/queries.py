"""Root fields of the subscribers, and events for those who would rather pull."""

from datetime import datetime
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.outgoing.since import events_since
from ledger.reading import Stale
from schema.fields import connection, listed, read
from schema.nodes import Connection
from schema.subscribers.types import Subscriber
from storage.paging import BadInput
from tenants.sitting import Outdated

MOST = 200


@strawberry.type(description="Something that happened to a record you may read. 事件。")
class EventInfo:
    """An event, as thin as it is sent to subscribers."""

    id: str = read("The event's id: the same as subscribers are sent. 事件编号。")
    type: str = read("Its type. 事件类型。")
    subject: strawberry.ID = read("The record; read it under your own rights. 记录。")
    version: int = read("The record's version then. 当时版本。")
    time: datetime = read("When it happened. 发生时间。")


@strawberry.type(description="What happened since a cursor. 自游标以来的事件。")
class EventsInfo:
    """A page of events."""

    events: list[EventInfo] = read("In the order in which they took effect. 事件，按生效次序。")
    cursor: str = read("Where to go on. 续取的游标。")
    has_more: bool = read("Whether to ask again at once. 是否还有。")


@strawberry.type
class SubscriberQueries:
    """What can be asked of subscribers."""

    subscriber: Subscriber | None = listed(
        "A system that is told what happens, by its id. 按标识取订阅方。",
        id=(strawberry.ID, "The subscriber's id. 全局标识。"),
    )
    subscribers: Connection[Subscriber] = connection(
        "Systems that are told what happens, as far as you may see them. 事件订阅方。"
    )

    @strawberry.field(
        description="What happened since a cursor to records you may read now, for systems that "
        "would rather pull; without a cursor it gives only where to begin. 主动拉取事件。"
    )
    async def events_since(
        self,
        info: Info,
        cursor: Annotated[
            str | None, strawberry.argument(description="What was given last. 上次的游标。")
        ] = None,
        first: Annotated[
            int, strawberry.argument(description="How many are looked at, at most 200. 数量。")
        ] = 50,
    ) -> EventsInfo:
        """One page of events."""
        if not 1 <= first <= MOST:
            raise BadInput("first", f"must be 1 to {MOST}", zh=f"须为1至{MOST}")
        context = info.context
        try:
            found = await events_since(context.sittings, context.viewer, cursor, first=first)
        except Outdated:
            raise Stale from None
        return EventsInfo(
            events=[
                EventInfo(
                    id=str(one.event),
                    type=type_name,
                    subject=strawberry.ID(one.subject),
                    version=one.version,
                    time=one.at,
                )
                for one, type_name in found.events
            ],
            cursor=found.cursor,
            has_more=found.has_more,
        )
