"""Mutations on changes that are previewed: one field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.editions.weighing import Desk
from ledger.effects.set_change_threshold import SetChangeThreshold, set_change_threshold
from ledger.previews.apply_change import ApplyChange, apply_change
from ledger.previews.confirm_change import ConfirmChange, confirm_change
from ledger.previews.decline_change import DeclineChange, decline_change
from ledger.previews.preview_change import preview_change
from schema.acts import key_in, perform
from schema.previews.inputs import (
    ApplyChangeInput,
    ApplyChangeResult,
    ApplyChangeSuccess,
    ConfirmChangeInput,
    ConfirmChangeResult,
    ConfirmChangeSuccess,
    DeclineChangeInput,
    DeclineChangeResult,
    DeclineChangeSuccess,
    PreviewChangeInput,
    PreviewChangeResult,
    PreviewChangeSuccess,
    SetChangeThresholdInput,
    SetChangeThresholdResult,
    SetChangeThresholdSuccess,
)
from schema.previews.reading import change_of

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.type
class PreviewMutations:
    """What can be done about changes that are previewed."""

    @strawberry.mutation(
        description="Says what a change of rights would mean; nothing is changed. 预演更改。"
    )
    async def preview_change(
        self, info: Info, given: Annotated[PreviewChangeInput, INPUT]
    ) -> PreviewChangeResult:
        """Says what a change of rights would mean."""
        return await perform(
            info,
            preview_change,
            lambda: change_of(given.change, Desk(info.context.reading.book)),
            key=given.key,
            success=PreviewChangeSuccess,
            record="change",
        )

    @strawberry.mutation(
        description="Makes exactly the change that was previewed, or proposes it to the level "
        "above when it is for two persons. 按预演实施；超过限额的，提请上一级确认。"
    )
    async def apply_change(
        self, info: Info, given: Annotated[ApplyChangeInput, INPUT]
    ) -> ApplyChangeResult:
        """Makes exactly the change that was previewed."""
        return await perform(
            info,
            apply_change,
            lambda: ApplyChange(
                change=key_in(str(given.change), "ProposedChange"),
                expected_version=given.expected_version,
                preview_hash=given.preview_hash,
                desk=Desk(info.context.reading.book),
            ),
            key=given.key,
            success=ApplyChangeSuccess,
            record="change",
        )

    @strawberry.mutation(description="Confirms a change of the level below. 上一级确认。")
    async def confirm_change(
        self, info: Info, given: Annotated[ConfirmChangeInput, INPUT]
    ) -> ConfirmChangeResult:
        """Confirms a change of the level below."""
        return await perform(
            info,
            confirm_change,
            lambda: ConfirmChange(
                change=key_in(str(given.change), "ProposedChange"),
                expected_version=given.expected_version,
                preview_hash=given.preview_hash,
                text=given.text,
            ),
            key=given.key,
            success=ConfirmChangeSuccess,
            record="change",
        )

    @strawberry.mutation(description="Declines a change of the level below. 上一级不予确认。")
    async def decline_change(
        self, info: Info, given: Annotated[DeclineChangeInput, INPUT]
    ) -> DeclineChangeResult:
        """Declines a change of the level below."""
        return await perform(
            info,
            decline_change,
            lambda: DeclineChange(
                change=key_in(str(given.change), "ProposedChange"),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=DeclineChangeSuccess,
            record="change",
        )

    @strawberry.mutation(
        description="Sets how much one person may give alone. 设定一人可自行办理的限额。"
    )
    async def set_change_threshold(
        self, info: Info, given: Annotated[SetChangeThresholdInput, INPUT]
    ) -> SetChangeThresholdResult:
        """Sets how much one person may give alone."""
        return await perform(
            info,
            set_change_threshold,
            lambda: SetChangeThreshold(
                expected_number=given.expected_number,
                people=given.people,
                records=given.records,
            ),
            key=given.key,
            success=SetChangeThresholdSuccess,
            record="threshold",
        )
