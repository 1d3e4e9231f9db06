"""Mutations on rests: the unit at work asks, its assigner answers. One field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.problems.decline_suspension import DeclineSuspension, decline_suspension
from ledger.problems.grant_suspension import GrantSuspension, grant_suspension
from ledger.problems.request_suspension import RequestSuspension, request_suspension
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.enums import RestGround
from schema.problems.members import may, must
from schema.problems.types import Problem

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(description="Asks the assigner to let a problem rest. 申请暂缓。")
class RequestSuspensionInput:
    """Asks the assigner to let a problem rest."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    ground: RestGround = must("On what ground. 暂缓的情形。")
    review_on: date = must("Until which review date, within 90 days. 复核日，90日以内。")
    text: str = must("Why, 1 to 4,000 characters. 理由。")


@strawberry.input(description="Grants the rest that was asked for. 准予暂缓。")
class GrantSuspensionInput:
    """Grants the rest that was asked for."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("A word on it, 1 to 4,000 characters. 说明。")
    review_on: date | None = may(
        "The review date, where it is another than the one asked for. 另定的复核日，不填按所申请的。",
        None,
    )


@strawberry.input(description="Declines the rest that was asked for. 不予暂缓。")
class DeclineSuspensionInput:
    """Declines the rest that was asked for."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("Why not, 1 to 4,000 characters. 理由。")


@strawberry.type(description="It was done. 已办理。")
class RequestSuspensionSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class GrantSuspensionSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class DeclineSuspensionSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


RequestSuspensionResult = Annotated[
    RequestSuspensionSuccess | RefusalType,
    union("RequestSuspensionResult", "What became of it. 办理结果。"),
]
GrantSuspensionResult = Annotated[
    GrantSuspensionSuccess | RefusalType,
    union("GrantSuspensionResult", "What became of it. 办理结果。"),
]
DeclineSuspensionResult = Annotated[
    DeclineSuspensionSuccess | RefusalType,
    union("DeclineSuspensionResult", "What became of it. 办理结果。"),
]


@strawberry.type
class RestMutations:
    """What can be asked and said about letting work rest."""

    @strawberry.mutation(
        description="Asks the assigner to let a problem rest until a review date; until it is granted no clock "
        "stops. 申请暂缓：批准之前时限照算。"
    )
    async def request_suspension(
        self, info: Info, given: Annotated[RequestSuspensionInput, INPUT]
    ) -> RequestSuspensionResult:
        """Asks the assigner to let a problem rest."""
        return await perform(
            info,
            request_suspension,
            lambda: RequestSuspension(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                ground=given.ground.value,
                review_on=given.review_on,
                text=given.text,
            ),
            key=given.key,
            success=RequestSuspensionSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Lets a problem of a direct subordinate rest, as its unit asked; on the review date the work "
        "goes on by itself. 准予暂缓；复核日自动恢复办理。"
    )
    async def grant_suspension(
        self, info: Info, given: Annotated[GrantSuspensionInput, INPUT]
    ) -> GrantSuspensionResult:
        """Grants the rest that was asked for."""
        return await perform(
            info,
            grant_suspension,
            lambda: GrantSuspension(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                text=given.text,
                review_on=given.review_on,
            ),
            key=given.key,
            success=GrantSuspensionSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Declines to let a problem of a direct subordinate rest; the work goes on. 不予暂缓。"
    )
    async def decline_suspension(
        self, info: Info, given: Annotated[DeclineSuspensionInput, INPUT]
    ) -> DeclineSuspensionResult:
        """Declines the rest that was asked for."""
        return await perform(
            info,
            decline_suspension,
            lambda: DeclineSuspension(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=DeclineSuspensionSuccess,
            record="problem",
        )
