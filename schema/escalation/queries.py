"""Root fields of proposals to escalate."""

import strawberry

from schema.escalation.types import Escalation, EscalationState
from schema.fields import connection
from schema.nodes import Connection


@strawberry.input(description="Which proposals. 筛选条件。")
class EscalationFilter:
    """Which proposals."""

    state: EscalationState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )


@strawberry.type
class EscalationQueries:
    """What can be asked of proposals."""

    escalations: Connection[Escalation] = connection(
        "What is proposed to the viewer's level, newest first. 提给本级的提级建议。",
        filter=(EscalationFilter | None, "Which of them. 筛选。"),
    )
