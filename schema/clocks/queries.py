"""Root fields of the clocks."""

from datetime import UTC, datetime
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.clocks.calendar import civil
from ledger.clocks.of_problems import deadline_trace
from schema.clocks.types import DeadlineTraceInfo, trace_info


@strawberry.type
class ClockQueries:
    """What can be asked of the clocks."""

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
