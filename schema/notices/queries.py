"""Root fields of the notices."""

from collections.abc import AsyncIterator

import strawberry
from strawberry import Info

from ledger.notices.unread import arriving, unread
from ledger.reading import Stale
from schema.fields import connection, listed, read
from schema.nodes import Connection
from schema.notices.types import Notice, NoticeArrivedInfo, NoticeSetting
from storage.ids import printed
from tenants.sitting import Outdated


@strawberry.type
class NoticeQueries:
    """What can be asked of notices."""

    notice: Notice | None = listed(
        "A notice of yours by its id. 按标识取提醒。",
        id=(strawberry.ID, "The notice's id. 全局标识。"),
    )
    notices: Connection[Notice] = connection(
        "Your notices in the post you act in, newest first; without those of what you may no longer "
        "see. 我的提醒。",
        unread_only=(bool | None, "Only those not read. 只看未读。"),
    )
    notice_settings: list[NoticeSetting] = read(
        "How you want notices; empty while you have said nothing. 我的提醒设置。"
    )

    @strawberry.field(description="How many of them are unread. 未读提醒数。")
    async def unread_notices(self, info: Info) -> int:
        """Counts what the list would show."""
        context = info.context
        if context.viewer.person is None:
            return 0
        try:
            async with context.sittings.open(context.viewer) as sitting:
                return (await unread(sitting)).count
        except Outdated:
            raise Stale from None


@strawberry.type
class NoticeSubscriptions:
    """What can be listened for."""

    @strawberry.subscription(
        description="How many notices are unread: at once, then whenever that changes. Read the "
        "newest by its id, under your rights of then. 有新提醒。"
    )
    async def notice_arrived(self, info: Info) -> AsyncIterator[NoticeArrivedInfo]:
        """The number at once, then every later one."""
        context = info.context
        asked = (context.sittings, context.listening, context.viewer, context.request.renew)
        async for found in arriving(*asked):
            newest = None if found.newest is None else printed("Notice", found.newest)
            shown = None if newest is None else strawberry.ID(newest)
            yield NoticeArrivedInfo(unread=found.count, newest=shown)
