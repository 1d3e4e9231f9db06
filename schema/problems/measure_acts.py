"""Mutations on measures: one field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.problems.add_measures import AddMeasures, add_measures
from ledger.problems.measures import MeasureText
from ledger.problems.move_measure import MoveMeasure, move_measure
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.closing import MeasureInput
from schema.problems.members import must
from schema.problems.types import Problem

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


def measured(given: MeasureInput) -> MeasureText:
    """Gives one measure as it was said."""
    return MeasureText(
        text=given.text,
        owner_post=key_in(given.owner_post, "Post"),
        due_on=given.due_on,
        approach=given.approach.value if given.approach else None,
    )


@strawberry.input(description="Plans more measures. 追加措施。")
class AddMeasuresInput:
    """Plans more measures."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    measures: list[MeasureInput] = must("What is done, by whom, until when. 措施清单。")


@strawberry.input(description="Moves the day of a planned measure. 调整措施节点。")
class MoveMeasureInput:
    """Moves the day of a planned measure."""

    key: strawberry.ID = must(KEY)
    measure: strawberry.ID = must("The measure. 措施。")
    expected_version: int = must(VERSION)
    due_on: date = must("Its new day, no later than the problem's. 新的时限。")
    reason: str = must("Why, 1 to 1,000 characters. 理由。")


@strawberry.type(description="It was done. 已办理。")
class AddMeasuresSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class MoveMeasureSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


AddMeasuresResult = Annotated[
    AddMeasuresSuccess | RefusalType,
    union("AddMeasuresResult", "What became of it. 办理结果。"),
]
MoveMeasureResult = Annotated[
    MoveMeasureSuccess | RefusalType,
    union("MoveMeasureResult", "What became of it. 办理结果。"),
]


@strawberry.type
class MeasureMutations:
    """What can be done about measures while work goes on."""

    @strawberry.mutation(
        description="Plans more measures for a problem that is being rectified; what came back needs "
        "at least one before completion is claimed again. 追加措施；退回的，再次申请销号前至少追加一项。"
    )
    async def add_measures(
        self, info: Info, given: Annotated[AddMeasuresInput, INPUT]
    ) -> AddMeasuresResult:
        """Plans more measures."""
        return await perform(
            info,
            add_measures,
            lambda: AddMeasures(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                measures=tuple(measured(one) for one in given.measures),
            ),
            key=given.key,
            success=AddMeasuresSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Moves the day of a planned measure within the problem's own. 调整措施节点，不得晚于问题时限。"
    )
    async def move_measure(
        self, info: Info, given: Annotated[MoveMeasureInput, INPUT]
    ) -> MoveMeasureResult:
        """Moves the day of a planned measure."""
        return await perform(
            info,
            move_measure,
            lambda: MoveMeasure(
                measure=key_in(given.measure, "Measure"),
                expected_version=given.expected_version,
                due_on=given.due_on,
                reason=given.reason,
            ),
            key=given.key,
            success=MoveMeasureSuccess,
            record="problem",
        )
