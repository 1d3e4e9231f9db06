"""Mutations of leaders in charge: a leader of the level above takes an item, and gives it up."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.problems.release_lead import ReleaseLead, release_lead
from ledger.problems.take_lead import TakeLead, take_lead
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.members import may, must
from schema.problems.types import Problem

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(
    description="Puts a leader of the viewer's unit in charge of an item at a direct subordinate. 领衔领办。"
)
class TakeProblemLeadInput:
    """Puts a leader of the viewer's unit in charge of an item at a direct subordinate."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    leader: strawberry.ID | None = may(
        "The leader's post; the one in which you act when left out. 领衔领导职务，不填为本人现职务。",
        None,
    )
    text: str = may("What it is to come to. 领办目标。", "")


@strawberry.type(description="It was done. 已办理。")
class TakeProblemLeadSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


TakeProblemLeadResult = Annotated[
    TakeProblemLeadSuccess | RefusalType,
    union("TakeProblemLeadResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Ends the lead of an item at a unit below. 结束领衔。")
class ReleaseProblemLeadInput:
    """Ends the lead of an item at a unit below."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    reason: str = must("Why. 理由。")


@strawberry.type(description="It was done. 已办理。")
class ReleaseProblemLeadSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


ReleaseProblemLeadResult = Annotated[
    ReleaseProblemLeadSuccess | RefusalType,
    union("ReleaseProblemLeadResult", "What became of it. 办理结果。"),
]


@strawberry.type
class ProblemLeadingMutations:
    """What leaders of a level above do with an item."""

    @strawberry.mutation(
        description="Puts a leader of the viewer's unit in charge of an item at a direct subordinate. 领衔领办。"
    )
    async def take_problem_lead(
        self, info: Info, given: Annotated[TakeProblemLeadInput, INPUT]
    ) -> TakeProblemLeadResult:
        """Puts a leader of the viewer's unit in charge of an item at a direct subordinate."""
        return await perform(
            info,
            take_lead,
            lambda: TakeLead(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                leader=None if given.leader is None else key_in(given.leader, "Post"),
                text=given.text,
            ),
            key=given.key,
            success=TakeProblemLeadSuccess,
            record="problem",
        )

    @strawberry.mutation(description="Ends the lead of an item at a unit below. 结束领衔。")
    async def release_problem_lead(
        self, info: Info, given: Annotated[ReleaseProblemLeadInput, INPUT]
    ) -> ReleaseProblemLeadResult:
        """Ends the lead of an item at a unit below."""
        return await perform(
            info,
            release_lead,
            lambda: ReleaseLead(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                reason=given.reason,
            ),
            key=given.key,
            success=ReleaseProblemLeadSuccess,
            record="problem",
        )
