"""Root fields of evaluation and closing."""

import strawberry

from schema.closing.types import Closing, EvaluationCode, FollowUp, FollowUpKind, FollowUpState
from schema.fields import connection, listed
from schema.nodes import Connection

_PROBLEM = (strawberry.ID, "The problem. 问题。")


@strawberry.input(description="Of which problem. 筛选条件。")
class EvaluationCodeFilter:
    """Of which problem."""

    problem: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of this problem. 问题。"
    )


@strawberry.input(description="Which closings. 筛选条件。")
class ClosingFilter:
    """Which closings."""

    problem: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of this problem. 问题。"
    )


@strawberry.input(description="Which follow-ups. 筛选条件。")
class FollowUpFilter:
    """Which follow-ups."""

    problem: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of this problem. 问题。"
    )
    state: FollowUpState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )
    kind: FollowUpKind | None = strawberry.field(
        default=strawberry.UNSET, description="Of this kind. 类别。"
    )


@strawberry.type
class ClosingQueries:
    """What can be asked of evaluation and closing."""

    evaluation_codes: Connection[EvaluationCode] = connection(
        "Codes that the viewer's unit opened. 本单位开具的评议码。",
        filter=(EvaluationCodeFilter | None, "Which of them. 筛选。"),
    )
    closing: Closing | None = listed(
        "A closing by its id. 按标识取销号单。", id=(strawberry.ID, "The closing's id. 全局标识。")
    )
    closing_sheet: Closing | None = listed(
        "The latest closing of a problem, cancelled or not. 问题最近一次的销号单。",
        problem=_PROBLEM,
    )
    closings: Connection[Closing] = connection(
        "Closings that the viewer may read. 可见的销号单。",
        filter=(ClosingFilter | None, "Which of them. 筛选。"),
    )
    follow_ups: Connection[FollowUp] = connection(
        "What closings ordered beyond their case. 可见的举一反三措施。",
        filter=(FollowUpFilter | None, "Which of them. 筛选。"),
    )
