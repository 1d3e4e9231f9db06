"""Mutations on extensions: one field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.extensions.approve_extension import ApproveExtension, approve_extension
from ledger.extensions.ask_extension import AskExtension, ask_extension
from ledger.extensions.refuse_extension import RefuseExtension, refuse_extension
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.extensions.types import ExtensibleClock, Extension
from schema.fields import read
from schema.problems.members import may, must

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(description="Asks for more time. 申请延期。")
class AskExtensionInput:
    """Asks for more time."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    clock: ExtensibleClock = must("Which clock. 时限种类。")
    days: int = must("How many days more. 延长天数。")
    reason: str = must("Why, 1 to 1,000 characters. 理由。")


@strawberry.input(description="Grants more time. 批准延期。")
class ApproveExtensionInput:
    """Grants more time."""

    key: strawberry.ID = must(KEY)
    extension: strawberry.ID = must("The request. 申请。")
    expected_version: int = must(VERSION)
    text: str = may("A word on it. 说明。", "")
    petitioner_told: str = may(
        "How the petitioner was told; a statutory time needs it. 如何告知反映人（法定时限必填）。",
        "",
    )


@strawberry.input(description="Refuses more time. 不予延期。")
class RefuseExtensionInput:
    """Refuses more time."""

    key: strawberry.ID = must(KEY)
    extension: strawberry.ID = must("The request. 申请。")
    expected_version: int = must(VERSION)
    text: str = must("Why not, 1 to 1,000 characters. 理由。")


@strawberry.type(description="It was done. 已办理。")
class AskExtensionSuccess:
    """It was done."""

    extension: Extension | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ApproveExtensionSuccess:
    """It was done."""

    extension: Extension | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class RefuseExtensionSuccess:
    """It was done."""

    extension: Extension | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


AskExtensionResult = Annotated[
    AskExtensionSuccess | RefusalType,
    union("AskExtensionResult", "What became of it. 办理结果。"),
]
ApproveExtensionResult = Annotated[
    ApproveExtensionSuccess | RefusalType,
    union("ApproveExtensionResult", "What became of it. 办理结果。"),
]
RefuseExtensionResult = Annotated[
    RefuseExtensionSuccess | RefusalType,
    union("RefuseExtensionResult", "What became of it. 办理结果。"),
]


@strawberry.type
class ExtensionMutations:
    """What can be done about more time."""

    @strawberry.mutation(
        description="Asks for more time for a problem that your unit handles. 申请延期。"
    )
    async def ask_extension(
        self, info: Info, given: Annotated[AskExtensionInput, INPUT]
    ) -> AskExtensionResult:
        """Asks for more time."""
        return await perform(
            info,
            ask_extension,
            lambda: AskExtension(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                clock=given.clock.value,
                days=given.days,
                reason=given.reason,
            ),
            key=given.key,
            success=AskExtensionSuccess,
            record="extension",
        )

    @strawberry.mutation(description="Grants more time; the due days follow. 批准延期。")
    async def approve_extension(
        self, info: Info, given: Annotated[ApproveExtensionInput, INPUT]
    ) -> ApproveExtensionResult:
        """Grants more time."""
        return await perform(
            info,
            approve_extension,
            lambda: ApproveExtension(
                extension=key_in(given.extension, "Extension"),
                expected_version=given.expected_version,
                text=given.text,
                petitioner_told=given.petitioner_told,
            ),
            key=given.key,
            success=ApproveExtensionSuccess,
            record="extension",
        )

    @strawberry.mutation(description="Refuses more time; the due day stays. 不予延期。")
    async def refuse_extension(
        self, info: Info, given: Annotated[RefuseExtensionInput, INPUT]
    ) -> RefuseExtensionResult:
        """Refuses more time."""
        return await perform(
            info,
            refuse_extension,
            lambda: RefuseExtension(
                extension=key_in(given.extension, "Extension"),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=RefuseExtensionSuccess,
            record="extension",
        )
