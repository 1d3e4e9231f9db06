"""What changes while one looks on, and what changed while one did not."""

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.live.following import READ_ANEW, Following, Told
from ledger.live.since import changes_since
from schema.live.types import ChangeInfo, ChangesInfo, LiveEventInfo
from storage.paging import BadInput
from tenants.refusals import Language, refusal_classes
from tenants.viewer import NOTICES

MOST = 200
_READ_ANEW = {
    "zh": "您的权限或规则已变化，请重新读取。",
    "en": "What you may see, or the rule book, has changed: read anew.",
}


@strawberry.type
class LiveQueries:
    """What changed while a client was away."""

    @strawberry.field(
        description="Problems that changed since a cursor, for clients that were away: without one it "
        "gives only where to begin. 离线后取变化。"
    )
    async def changes_since(
        self,
        info: Info,
        cursor: Annotated[
            str | None, strawberry.argument(description="What was given last. 上次的游标。")
        ] = None,
        first: Annotated[
            int, strawberry.argument(description="How many, at most 200. 数量。")
        ] = 50,
    ) -> ChangesInfo:
        """One page of changes."""
        if not 1 <= first <= MOST:
            raise BadInput("first", f"must be 1 to {MOST}", zh=f"须为1至{MOST}")
        context = info.context
        found = await changes_since(context.feed, context.viewer, cursor, first=first)
        return ChangesInfo(
            changes=[
                ChangeInfo(
                    id=strawberry.ID(one.id),
                    kind="Problem",
                    version=one.version,
                    revoked=one.revoked,
                )
                for one in found.changes
            ],
            cursor=found.cursor,
            has_more=found.has_more,
            reset=found.reset,
        )


@strawberry.type
class LiveSubscriptions:
    """What changes while one looks on."""

    @strawberry.subscription(
        description="Problems that come into your inbox, change there or leave it, those of which your "
        "unit has a part among them. 待办变化，协办的在内。"
    )
    async def inbox_changed(self, info: Info) -> AsyncIterator[LiveEventInfo]:
        """News of the viewer's inbox."""
        async for one in _following(info).inbox():
            yield _shown(one, info.context.language)

    @strawberry.subscription(
        description="Each change of one problem, until you may no longer read it. 单个问题的变化。"
    )
    async def problem_changed(
        self,
        info: Info,
        record: Annotated[
            strawberry.ID, strawberry.argument(name="id", description="The problem. 问题的标识。")
        ],
    ) -> AsyncIterator[LiveEventInfo]:
        """News of one problem."""
        async for one in _following(info).problem(str(record)):
            yield _shown(one, info.context.language)


def _following(info: Info) -> Following:
    context = info.context
    return Following(context.feed, context.listening, context.viewer, context.request.renew)


def _shown(told: Told, language: Language) -> LiveEventInfo:
    return LiveEventInfo(
        kind=told.kind,
        id=None if told.id is None else strawberry.ID(told.id),
        version=told.version,
        in_inbox=told.present,
        cursor=told.cursor,
        notice_code=told.notice,
        notice=None if told.notice is None else _sentence(told.notice, language),
    )


def _sentence(code: str, language: Language) -> str:
    if code == READ_ANEW:
        return _READ_ANEW[language]
    if code in NOTICES:
        return NOTICES[code][language]
    said = refusal_classes()[code]
    return said().message(language)
