"""Root fields of the clocks."""

from datetime import UTC, datetime
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.clocks.calendar import civil
from ledger.clocks.of_problems import deadline_trace
from schema.clocks.types import (
    CalendarDay,
    CalendarDayState,
    DeadlineTraceInfo,
    trace_info,
)
from schema.fields import connection, listed
from schema.nodes import Connection


@strawberry.input(description="Which declared days. 筛选条件。")
class CalendarDayFilter:
    """Which declared days."""

    state: CalendarDayState | None = strawberry.field(
        default=strawberry.UNSET, description="In force or taken back. 状态。"
    )


@strawberry.type
class ClockQueries:
    """What can be asked of the clocks."""

    calendar_day: CalendarDay | None = listed(
        "A declared day by its id. 按标识取日历调整。",
        id=(strawberry.ID, "The declaration's id. 全局标识。"),
    )
    calendar_days: Connection[CalendarDay] = connection(
        "Days that levels declared, as far as the viewer may see. 可见的日历调整。",
        filter=(CalendarDayFilter | None, "Which of them. 筛选。"),
    )

    @strawberry.field(
        description="How each deadline of a problem comes about, line by line; null when it is not "
        "there or not yours to oversee. 时限计算过程。"
    )
    async def deadline_trace(
        self,
        info: Info,
        problem: Annotated[strawberry.ID, strawberry.argument(description="The problem. 问题。")],
    ) -> DeadlineTraceInfo | None:
        """Replays the clocks of a problem."""
        context = info.context
        told = await deadline_trace(context.sittings, context.viewer, str(problem))
        return None if told is None else trace_info(told, civil(datetime.now(UTC)))
