"""Mutations on the parts of those who help, beside signing, giving on, finishing and taking back."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.assignments.give_part import GivePart, give_part
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.assignments.acts import INPUT, ReceiverInput, receiver
from schema.fields import read
from schema.problems.members import must
from schema.problems.types import Problem


@strawberry.input(description="Adds those who help to an order that stands. 增加协办单位。")
class GivePartInput:
    """Adds those who help to an order that stands."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem, at work under your unit's order. 问题。")
    expected_version: int = must(VERSION)
    receivers: list[ReceiverInput] = must("Who helps with what of it, 1 to 20. 协办单位。")


@strawberry.type(description="It was done. 已办理。")
class GivePartSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


GivePartResult = Annotated[
    GivePartSuccess | RefusalType,
    union("GivePartResult", "What became of it. 办理结果。"),
]


@strawberry.type
class PartMutations:
    """What changes who helps with a problem."""

    @strawberry.mutation(
        description="Adds those who help to what your unit handed down, until it is claimed to be done; also in place "
        "of one whose part was withdrawn. 对本级已交办、尚未申请销号的问题增加协办单位，撤回协办后另行指定的也在此办理。"
    )
    async def give_part(self, info: Info, given: Annotated[GivePartInput, INPUT]) -> GivePartResult:
        """Adds those who help to an order that stands."""
        return await perform(
            info,
            give_part,
            lambda: GivePart(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                receivers=tuple(receiver(one) for one in given.receivers),
            ),
            key=given.key,
            success=GivePartSuccess,
            record="problem",
        )
