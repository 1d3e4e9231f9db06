"""Mutations on parts and hand-overs: one field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.assignments.accept_part import AcceptPart, accept_part
from ledger.assignments.finish_part import FinishPart, finish_part
from ledger.assignments.giving import Receiver
from ledger.assignments.hand_on_part import HandOnPart, hand_on_part
from ledger.assignments.hand_out import HandOut, hand_out
from ledger.assignments.hand_over_items import HandOverItems, hand_over_items
from ledger.assignments.withdraw_part import WithdrawPart, withdraw_part
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.enums import Shown
from schema.problems.members import may, must
from schema.problems.types import Assignment, Problem
from schema.tenants.types import Post

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(
    description="A unit that gets a part: lead leader and deadline with it. 承办单位。"
)
class ReceiverInput:
    """A unit that gets a part: lead leader and deadline with it."""

    unit: strawberry.ID = must("The unit. 责任单位。")
    lead_post: strawberry.ID = must("The lead leader's post. 牵头领导职务。")
    deadline: date = must("Until when. 完成时限。")
    text: str = may("What its part is. 分工。", "")


def receiver(given: ReceiverInput) -> Receiver:
    return Receiver(
        key_in(given.unit, "Tenant"), key_in(given.lead_post, "Post"), given.deadline, given.text
    )


@strawberry.input(
    description="Hands a problem to several units at once, one of which leads. 多单位交办，明确主办、协办。"
)
class HandOutProblemInput:
    """Hands a problem to several units at once, one of which leads."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    main: ReceiverInput = must("The main handler, who gets the problem. 主办单位。")
    co_handlers: list[ReceiverInput] = must("Those who help, 1 to 19. 协办单位。")
    shown: Shown | None = may(
        "What those below see of it; as the line has set when left out. 对下公开程度。", None
    )


@strawberry.type(description="It was done. 已办理。")
class HandOutProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


HandOutProblemResult = Annotated[
    HandOutProblemSuccess | RefusalType,
    union("HandOutProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Signs for the part of a co-handler. 签收协办。")
class AcceptPartInput:
    """Signs for the part of a co-handler."""

    key: strawberry.ID = must(KEY)
    assignment: strawberry.ID = must("The part. 分办。")
    expected_version: int = must(VERSION)


@strawberry.type(description="It was done. 已办理。")
class AcceptPartSuccess:
    """It was done."""

    assignment: Assignment | None = read("The part as it stands now. 当前分办。")
    replayed: bool = read(REPLAYED)


AcceptPartResult = Annotated[
    AcceptPartSuccess | RefusalType,
    union("AcceptPartResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Gives a part on to direct subordinates or departments. 再交办。")
class HandOnPartInput:
    """Gives a part on to direct subordinates or departments."""

    key: strawberry.ID = must(KEY)
    assignment: strawberry.ID = must("The part. 分办。")
    expected_version: int = must(VERSION)
    receivers: list[ReceiverInput] = must(
        "Who gets what of it; 20 with those who have it in hand already. 承接单位，连同已承接的至多二十个。"
    )


@strawberry.type(description="It was done. 已办理。")
class HandOnPartSuccess:
    """It was done."""

    assignment: Assignment | None = read("The part as it stands now. 当前分办。")
    replayed: bool = read(REPLAYED)


HandOnPartResult = Annotated[
    HandOnPartSuccess | RefusalType,
    union("HandOnPartResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Finishes the part of a co-handler. 办结协办。")
class FinishPartInput:
    """Finishes the part of a co-handler."""

    key: strawberry.ID = must(KEY)
    assignment: strawberry.ID = must("The part. 分办。")
    expected_version: int = must(VERSION)
    result: str = must("What came of it. 结果。")


@strawberry.type(description="It was done. 已办理。")
class FinishPartSuccess:
    """It was done."""

    assignment: Assignment | None = read("The part as it stands now. 当前分办。")
    replayed: bool = read(REPLAYED)


FinishPartResult = Annotated[
    FinishPartSuccess | RefusalType,
    union("FinishPartResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Takes the part of a co-handler back. 撤回协办。")
class WithdrawPartInput:
    """Takes the part of a co-handler back."""

    key: strawberry.ID = must(KEY)
    assignment: strawberry.ID = must("The part. 分办。")
    expected_version: int = must(VERSION)
    text: str = must("Why. 理由。")


@strawberry.type(description="It was done. 已办理。")
class WithdrawPartSuccess:
    """It was done."""

    assignment: Assignment | None = read("The part as it stands now. 当前分办。")
    replayed: bool = read(REPLAYED)


WithdrawPartResult = Annotated[
    WithdrawPartSuccess | RefusalType,
    union("WithdrawPartResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Hands all that a post has in hand over to another post of the unit. 移交职务事项。"
)
class HandOverItemsInput:
    """Hands all that a post has in hand over to another post of the unit."""

    key: strawberry.ID = must(KEY)
    from_post: strawberry.ID = must("The post that is left. 移出职务。")
    to_post: strawberry.ID = must("The post that takes over. 接收职务。")


@strawberry.type(description="It was done. 已办理。")
class HandOverItemsSuccess:
    """It was done."""

    post: Post | None = read("The post that was left. 移出职务。")
    replayed: bool = read(REPLAYED)


HandOverItemsResult = Annotated[
    HandOverItemsSuccess | RefusalType,
    union("HandOverItemsResult", "What became of it. 办理结果。"),
]


@strawberry.type
class AssignmentMutations:
    """What can be done with parts of problems."""

    @strawberry.mutation(
        description="Hands a problem to several units at once, one of which leads. 多单位交办，明确主办、协办。"
    )
    async def hand_out_problem(
        self, info: Info, given: Annotated[HandOutProblemInput, INPUT]
    ) -> HandOutProblemResult:
        """Hands a problem to several units at once, one of which leads."""
        return await perform(
            info,
            hand_out,
            lambda: HandOut(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                main=receiver(given.main),
                co_handlers=tuple(receiver(one) for one in given.co_handlers),
                shown=given.shown.value if given.shown else None,
            ),
            key=given.key,
            success=HandOutProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(description="Signs for the part of a co-handler. 签收协办。")
    async def accept_part(
        self, info: Info, given: Annotated[AcceptPartInput, INPUT]
    ) -> AcceptPartResult:
        """Signs for the part of a co-handler."""
        return await perform(
            info,
            accept_part,
            lambda: AcceptPart(
                assignment=key_in(given.assignment, "Assignment"),
                expected_version=given.expected_version,
            ),
            key=given.key,
            success=AcceptPartSuccess,
            record="assignment",
        )

    @strawberry.mutation(
        description="Gives a part on to direct subordinates or departments. 再交办。"
    )
    async def hand_on_part(
        self, info: Info, given: Annotated[HandOnPartInput, INPUT]
    ) -> HandOnPartResult:
        """Gives a part on to direct subordinates or departments."""
        return await perform(
            info,
            hand_on_part,
            lambda: HandOnPart(
                assignment=key_in(given.assignment, "Assignment"),
                expected_version=given.expected_version,
                receivers=tuple(receiver(one) for one in given.receivers),
            ),
            key=given.key,
            success=HandOnPartSuccess,
            record="assignment",
        )

    @strawberry.mutation(description="Finishes the part of a co-handler. 办结协办。")
    async def finish_part(
        self, info: Info, given: Annotated[FinishPartInput, INPUT]
    ) -> FinishPartResult:
        """Finishes the part of a co-handler."""
        return await perform(
            info,
            finish_part,
            lambda: FinishPart(
                assignment=key_in(given.assignment, "Assignment"),
                expected_version=given.expected_version,
                result=given.result,
            ),
            key=given.key,
            success=FinishPartSuccess,
            record="assignment",
        )

    @strawberry.mutation(description="Takes the part of a co-handler back. 撤回协办。")
    async def withdraw_part(
        self, info: Info, given: Annotated[WithdrawPartInput, INPUT]
    ) -> WithdrawPartResult:
        """Takes the part of a co-handler back."""
        return await perform(
            info,
            withdraw_part,
            lambda: WithdrawPart(
                assignment=key_in(given.assignment, "Assignment"),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=WithdrawPartSuccess,
            record="assignment",
        )

    @strawberry.mutation(
        description="Hands all that a post has in hand over to another post of the unit. 移交职务事项。"
    )
    async def hand_over_items(
        self, info: Info, given: Annotated[HandOverItemsInput, INPUT]
    ) -> HandOverItemsResult:
        """Hands all that a post has in hand over to another post of the unit."""
        return await perform(
            info,
            hand_over_items,
            lambda: HandOverItems(
                from_post=key_in(given.from_post, "Post"), to_post=key_in(given.to_post, "Post")
            ),
            key=given.key,
            success=HandOverItemsSuccess,
            record="post",
        )
