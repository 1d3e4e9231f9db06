"""Mutations on the parts of those who help, beside signing, giving on, finishing and taking back."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.assignments.give_part import GivePart, give_part
from ledger.assignments.object_to_part import ObjectToPart, object_to_part
from ledger.assignments.overrule_part_objection import (
    OverrulePartObjection,
    overrule_part_objection,
)
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.assignments.acts import INPUT, ReceiverInput, receiver
from schema.fields import read
from schema.problems.members import must
from schema.problems.types import Assignment, Problem


@strawberry.input(description="Adds those who help to an order that stands. 增加协办单位。")
class GivePartInput:
    """Adds those who help to an order that stands."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem, at work under your unit's order. 问题。")
    expected_version: int = must(VERSION)
    receivers: list[ReceiverInput] = must(
        "Who helps with what of it; 20 with those who lead and help already. 协办单位，连同主办和已在协办的至多二十个。"
    )


@strawberry.type(description="It was done. 已办理。")
class GivePartSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


GivePartResult = Annotated[
    GivePartSuccess | RefusalType,
    union("GivePartResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Objects to the part of a co-handler, once, before it is signed for. 提出协办异议。"
)
class ObjectToPartInput:
    """Objects to the part of a co-handler."""

    key: strawberry.ID = must(KEY)
    assignment: strawberry.ID = must("The part. 分办。")
    expected_version: int = must(VERSION)
    reason: str = must(
        "A code of the closed list of objections to an order. 理由代码，同交办异议。"
    )
    text: str = must("Why, 1 to 4,000 characters. 说明。")


@strawberry.type(description="It was done. 已办理。")
class ObjectToPartSuccess:
    """It was done."""

    assignment: Assignment | None = read("The part as it stands now. 当前分办。")
    replayed: bool = read(REPLAYED)


ObjectToPartResult = Annotated[
    ObjectToPartSuccess | RefusalType,
    union("ObjectToPartResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Overrules the objection to a part: it stands. 协办异议不成立。")
class OverrulePartObjectionInput:
    """Overrules the objection to a part: it stands."""

    key: strawberry.ID = must(KEY)
    assignment: strawberry.ID = must("The part. 分办。")
    expected_version: int = must(VERSION)
    text: str = must("The decision, 1 to 4,000 characters. 裁定。")


@strawberry.type(description="It was done. 已办理。")
class OverrulePartObjectionSuccess:
    """It was done."""

    assignment: Assignment | None = read("The part as it stands now. 当前分办。")
    replayed: bool = read(REPLAYED)


OverrulePartObjectionResult = Annotated[
    OverrulePartObjectionSuccess | RefusalType,
    union("OverrulePartObjectionResult", "What became of it. 办理结果。"),
]


@strawberry.type
class PartMutations:
    """What changes who helps with a problem."""

    @strawberry.mutation(
        description="Adds those who help to what your unit handed to the unit that has it, until it is claimed to be done; also "
        "in place of one whose part was withdrawn. Once that unit has handed it on, it names who helps. "
        "对本级直接交办现承办单位、尚未申请销号的问题增加协办单位，撤回协办后另行指定的也在此办理；已再往下交办的，由该下级增加。"
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

    @strawberry.mutation(
        description="Objects to the part of a co-handler, once, before it is signed for and within the days in which an "
        "order is objected to. Whoever gave it out takes it back (withdrawPart) or lets it stand (overrulePartObjection). "
        "协办单位签收以前对协办提出异议，一次为限，期限与交办异议相同；交出单位认为成立的撤回协办（withdrawPart），不成立的予以驳回。"
    )
    async def object_to_part(
        self, info: Info, given: Annotated[ObjectToPartInput, INPUT]
    ) -> ObjectToPartResult:
        """Objects to the part of a co-handler."""
        return await perform(
            info,
            object_to_part,
            lambda: ObjectToPart(
                assignment=key_in(given.assignment, "Assignment"),
                expected_version=given.expected_version,
                reason=given.reason,
                text=given.text,
            ),
            key=given.key,
            success=ObjectToPartSuccess,
            record="assignment",
        )

    @strawberry.mutation(
        description="Overrules the objection to a part: it is signed for. 协办异议不成立，仍由其协办。"
    )
    async def overrule_part_objection(
        self, info: Info, given: Annotated[OverrulePartObjectionInput, INPUT]
    ) -> OverrulePartObjectionResult:
        """Overrules the objection to a part: it stands."""
        return await perform(
            info,
            overrule_part_objection,
            lambda: OverrulePartObjection(
                assignment=key_in(given.assignment, "Assignment"),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=OverrulePartObjectionSuccess,
            record="assignment",
        )
