"""Root fields of the feeds."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.feeds.reconciling import reconciled
from schema.acts import key_in
from schema.feeds.types import (
    Feed,
    FeedDifferenceInfo,
    FeedDifferenceKind,
    FeedFilter,
    FeedLine,
    FeedLinesFilter,
    FeedLinesWaitingFilter,
    FeedPlan,
    FeedReconciliationInfo,
)
from schema.fields import connection, listed
from schema.nodes import Connection


@strawberry.type
class FeedQueries:
    """What can be asked of feeds."""

    feed: Feed | None = listed(
        "A feed by its id. 按标识取数据源。", id=(strawberry.ID, "The feed's id. 全局标识。")
    )
    feeds: Connection[Feed] = connection(
        "Feeds of the viewer's unit and the next level. 本级和直接下级的数据源。",
        filter=(FeedFilter | None, "Which of them. 筛选。"),
    )
    feed_plan: FeedPlan | None = listed(
        "A plan by its id. 按标识取方案。", id=(strawberry.ID, "The plan's id. 全局标识。")
    )
    feed_lines: Connection[FeedLine] = connection(
        "What feeds brought that concerns the viewer's unit and the next level. 涉及本级的各项。",
        filter=(FeedLinesFilter | None, "Which of them. 筛选。"),
    )
    feed_lines_waiting: Connection[FeedLine] = connection(
        "What waits for somebody to confirm it. 待确认的各项。",
        filter=(FeedLinesWaitingFilter | None, "Which of them. 筛选。"),
    )

    @strawberry.field(
        description="What differs between what a feed tells and what stands here, and who keeps "
        "each field; null when the feed is not there or not yours to see. 核对数据源。"
    )
    async def reconcile(
        self,
        info: Info,
        feed: Annotated[strawberry.ID, strawberry.argument(description="The feed. 数据源。")],
    ) -> FeedReconciliationInfo | None:
        """Reconciles a feed."""
        context = info.context
        found = await reconciled(context.sittings, context.viewer, key_in(feed, "Feed"))
        if found is None:
            return None
        return FeedReconciliationInfo(
            differences=[
                FeedDifferenceInfo(
                    kind=FeedDifferenceKind(one.kind),
                    label=one.label,
                    told=one.told,
                    held=one.held,
                    managed_by=one.managed_by,
                )
                for one in found.differences
            ],
            entries=found.entries,
            more=found.more,
        )
