"""Mutations on proposals to escalate: one field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.escalation.dismiss_escalation import DismissEscalation, dismiss_escalation
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.escalation.types import Escalation
from schema.fields import read
from schema.problems.members import must

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(
    description="Leaves a problem where it is although it is proposed to take it up. 不采纳提级建议。"
)
class DismissEscalationInput:
    """Leaves a problem where it is although it is proposed to take it up."""

    key: strawberry.ID = must(KEY)
    escalation: strawberry.ID = must("The proposal. 提级建议。")
    expected_version: int = must(VERSION)
    reason: str = must("Why it is not followed. 理由。")


@strawberry.type(description="It was done. 已办理。")
class DismissEscalationSuccess:
    """It was done."""

    escalation: Escalation | None = read("The proposal as it stands now. 当前建议。")
    replayed: bool = read(REPLAYED)


DismissEscalationResult = Annotated[
    DismissEscalationSuccess | RefusalType,
    union("DismissEscalationResult", "What became of it. 办理结果。"),
]


@strawberry.type
class EscalationMutations:
    """What can be done with proposals."""

    @strawberry.mutation(
        description="Leaves a problem where it is although it is proposed to take it up. 不采纳提级建议。"
    )
    async def dismiss_escalation(
        self, info: Info, given: Annotated[DismissEscalationInput, INPUT]
    ) -> DismissEscalationResult:
        """Leaves a problem where it is although it is proposed to take it up."""
        return await perform(
            info,
            dismiss_escalation,
            lambda: DismissEscalation(
                escalation=key_in(given.escalation, "Escalation"),
                expected_version=given.expected_version,
                reason=given.reason,
            ),
            key=given.key,
            success=DismissEscalationSuccess,
            record="escalation",
        )
