"""Mutations of a second person: what somebody proposed is confirmed or declined. One field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.problems.confirm_step import ConfirmStep, confirm_step
from ledger.problems.decline_step import DeclineStep, decline_step
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.members import may, must
from schema.problems.types import Problem

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(
    description="Confirms what another person of the unit proposed on a problem. 第二人确认。"
)
class ConfirmProblemStepInput:
    """Confirms what another person of the unit proposed on a problem."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = may("In other words than those of the proposal. 说明；不填沿用原说明。", "")


@strawberry.type(description="It was done. 已办理。")
class ConfirmProblemStepSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


ConfirmProblemStepResult = Annotated[
    ConfirmProblemStepSuccess | RefusalType,
    union("ConfirmProblemStepResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Declines what another person of the unit proposed on a problem. 第二人不予确认。"
)
class DeclineProblemStepInput:
    """Declines what another person of the unit proposed on a problem."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("Why not, 1 to 4,000 characters. 不予确认的理由。")


@strawberry.type(description="It was done. 已办理。")
class DeclineProblemStepSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


DeclineProblemStepResult = Annotated[
    DeclineProblemStepSuccess | RefusalType,
    union("DeclineProblemStepResult", "What became of it. 办理结果。"),
]


@strawberry.type
class ProblemSecondingMutations:
    """What a second person can do."""

    @strawberry.mutation(
        description="Confirms what another person of the unit proposed on a problem: it is rejected, listed or labelled. 第二人确认。"
    )
    async def confirm_problem_step(
        self, info: Info, given: Annotated[ConfirmProblemStepInput, INPUT]
    ) -> ConfirmProblemStepResult:
        """Confirms what another person of the unit proposed on a problem: it is rejected, listed or labelled."""
        return await perform(
            info,
            confirm_step,
            lambda: ConfirmStep(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=ConfirmProblemStepSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Declines what another person of the unit proposed on a problem; it stays where it was. 第二人不予确认。"
    )
    async def decline_problem_step(
        self, info: Info, given: Annotated[DeclineProblemStepInput, INPUT]
    ) -> DeclineProblemStepResult:
        """Declines what another person of the unit proposed on a problem; it stays where it was."""
        return await perform(
            info,
            decline_step,
            lambda: DeclineStep(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=DeclineProblemStepSuccess,
            record="problem",
        )
