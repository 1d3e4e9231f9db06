"""Mutations on emergency windows: one field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.glass.break_glass import BreakGlass, break_glass
from ledger.glass.close_glass import CloseGlass, close_glass
from ledger.glass.confirm_glass import ConfirmGlass, confirm_glass
from ledger.glass.review_glass import ReviewGlass, review_glass
from schema.acts import (
    KEY,
    REPLAYED,
    VERSION,
    RefusalType,
    key_if_given,
    key_in,
    perform,
    union,
)
from schema.fields import read
from schema.glass.types import GlassFinding, GlassWindow
from schema.problems.members import may, must

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
RECORD = "The record as it stands now. 当前记录。"
BECAME = "What became of it. 办理结果。"
WINDOW = "The window. 应急查看。"


@strawberry.input(description="Opens an emergency window. 开启应急查看。")
class BreakGlassInput:
    """Opens an emergency window."""

    key: strawberry.ID = must(KEY)
    minutes: int = must("For how long; the book says how long at most. 分钟数，不超过手册所定。")
    reason: str = must(
        "Why, 4 to 400 characters; both levels read it, so name nobody. 理由，不写姓名。"
    )
    tenant: strawberry.ID | None = may(
        "The unit to read, with all below: your own unless said, or one below it. 范围。",
        strawberry.UNSET,
    )
    document_no: str = may("Document number, where there is one. 文号。", "")


@strawberry.input(description="Confirms a window that somebody else asked for. 确认应急查看。")
class ConfirmGlassInput:
    """Confirms a window that somebody else asked for."""

    key: strawberry.ID = must(KEY)
    window: strawberry.ID = must(WINDOW)
    expected_version: int = must(VERSION)


@strawberry.input(description="Ends a window. 结束应急查看。")
class CloseGlassInput:
    """Ends a window."""

    key: strawberry.ID = must(KEY)
    window: strawberry.ID = must(WINDOW)
    expected_version: int = must(VERSION)


@strawberry.input(description="Reviews a window that is over. 复核应急查看。")
class ReviewGlassInput:
    """Reviews a window that is over."""

    key: strawberry.ID = must(KEY)
    window: strawberry.ID = must(WINDOW)
    expected_version: int = must(VERSION)
    finding: GlassFinding = must("What was found. 结论。")
    text: str = must("Why, 4 to 1,000 characters. 意见。")


@strawberry.type(description="It was done. 已办理。")
class BreakGlassSuccess:
    """It was done."""

    glass_window: GlassWindow | None = read(RECORD)
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ConfirmGlassSuccess:
    """It was done."""

    glass_window: GlassWindow | None = read(RECORD)
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class CloseGlassSuccess:
    """It was done."""

    glass_window: GlassWindow | None = read(RECORD)
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ReviewGlassSuccess:
    """It was done."""

    glass_window: GlassWindow | None = read(RECORD)
    replayed: bool = read(REPLAYED)


BreakGlassResult = Annotated[
    BreakGlassSuccess | RefusalType,
    union("BreakGlassResult", BECAME),
]
ConfirmGlassResult = Annotated[
    ConfirmGlassSuccess | RefusalType,
    union("ConfirmGlassResult", BECAME),
]
CloseGlassResult = Annotated[
    CloseGlassSuccess | RefusalType,
    union("CloseGlassResult", BECAME),
]
ReviewGlassResult = Annotated[
    ReviewGlassSuccess | RefusalType,
    union("ReviewGlassResult", BECAME),
]


@strawberry.type
class GlassMutations:
    """What can be done about emergency windows."""

    @strawberry.mutation(
        description="Opens an emergency window: for a while you read everything at and below a unit; the level above is told at once. 开启应急查看。"
    )
    async def break_glass(
        self, info: Info, given: Annotated[BreakGlassInput, INPUT]
    ) -> BreakGlassResult:
        """Opens an emergency window, or asks for one that takes a second person."""
        return await perform(
            info,
            break_glass,
            lambda: BreakGlass(
                tenant=key_if_given(given.tenant, "Tenant"),
                minutes=given.minutes,
                reason=given.reason,
                document_no=given.document_no,
            ),
            key=given.key,
            success=BreakGlassSuccess,
            record="glass_window",
        )

    @strawberry.mutation(
        description="Opens the longer window that somebody else asked for. 确认应急查看。"
    )
    async def confirm_glass(
        self, info: Info, given: Annotated[ConfirmGlassInput, INPUT]
    ) -> ConfirmGlassResult:
        """Opens a window that somebody else asked for."""
        return await perform(
            info,
            confirm_glass,
            lambda: ConfirmGlass(
                window=key_in(given.window, "GlassWindow"),
                expected_version=given.expected_version,
            ),
            key=given.key,
            success=ConfirmGlassSuccess,
            record="glass_window",
        )

    @strawberry.mutation(
        description="Ends an emergency window now; it ends by itself otherwise. 提前结束应急查看。"
    )
    async def close_glass(
        self, info: Info, given: Annotated[CloseGlassInput, INPUT]
    ) -> CloseGlassResult:
        """Ends a window before its time."""
        return await perform(
            info,
            close_glass,
            lambda: CloseGlass(
                window=key_in(given.window, "GlassWindow"),
                expected_version=given.expected_version,
            ),
            key=given.key,
            success=CloseGlassSuccess,
            record="glass_window",
        )

    @strawberry.mutation(
        description="Records, once it is over, whether a window of the next level was justified. 复核应急查看。"
    )
    async def review_glass(
        self, info: Info, given: Annotated[ReviewGlassInput, INPUT]
    ) -> ReviewGlassResult:
        """Records whether a window was justified."""
        return await perform(
            info,
            review_glass,
            lambda: ReviewGlass(
                window=key_in(given.window, "GlassWindow"),
                expected_version=given.expected_version,
                finding=given.finding.value,
                text=given.text,
            ),
            key=given.key,
            success=ReviewGlassSuccess,
            record="glass_window",
        )
