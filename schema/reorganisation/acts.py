"""Mutations on the tree: one field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.reorganisation.apply_reorganisation import ApplyReorganisation, apply_reorganisation
from ledger.reorganisation.approve_reorganisation import (
    ApproveReorganisation,
    approve_reorganisation,
)
from ledger.reorganisation.draft_reorganisation import DraftReorganisation, draft_reorganisation
from ledger.reorganisation.preview_reorganisation import (
    PreviewReorganisation,
    preview_reorganisation,
)
from ledger.reorganisation.reverse_reorganisation import (
    ReverseReorganisation,
    reverse_reorganisation,
)
from ledger.reorganisation.schedule_reorganisation import (
    ScheduleReorganisation,
    schedule_reorganisation,
)
from ledger.reorganisation.withdraw_reorganisation import (
    WithdrawReorganisation,
    withdraw_reorganisation,
)
from schema.acts import key_in, perform
from schema.reorganisation.inputs import (
    ApplyReorganisationInput,
    ApplyReorganisationResult,
    ApplyReorganisationSuccess,
    ApproveReorganisationInput,
    ApproveReorganisationResult,
    ApproveReorganisationSuccess,
    DraftReorganisationInput,
    DraftReorganisationResult,
    DraftReorganisationSuccess,
    PreviewReorganisationInput,
    PreviewReorganisationResult,
    PreviewReorganisationSuccess,
    ReverseReorganisationInput,
    ReverseReorganisationResult,
    ReverseReorganisationSuccess,
    ScheduleReorganisationInput,
    ScheduleReorganisationResult,
    ScheduleReorganisationSuccess,
    WithdrawReorganisationInput,
    WithdrawReorganisationResult,
    WithdrawReorganisationSuccess,
    step_of,
)

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.type
class ReorganisationMutations:
    """What can be done about the tree."""

    @strawberry.mutation(
        description="Proposes a change of the tree to the common superior of all units in it. 提出区划调整。"
    )
    async def draft_reorganisation(
        self, info: Info, given: Annotated[DraftReorganisationInput, INPUT]
    ) -> DraftReorganisationResult:
        """Proposes a change of the tree to the common superior of all units in it."""
        return await perform(
            info,
            draft_reorganisation,
            lambda: DraftReorganisation(
                kind=given.kind.value,
                title=given.title,
                document_no=given.document_no,
                reason=given.reason,
                steps=tuple(step_of(one) for one in given.steps),
            ),
            key=given.key,
            success=DraftReorganisationSuccess,
            record="reorganisation",
        )

    @strawberry.mutation(
        description="Works out what the change will mean, and names exactly that by a hash; nothing moves. 预演区划调整：会有什么影响。"
    )
    async def preview_reorganisation(
        self, info: Info, given: Annotated[PreviewReorganisationInput, INPUT]
    ) -> PreviewReorganisationResult:
        """Works out what the change will mean, and names exactly that by a hash; nothing moves."""
        return await perform(
            info,
            preview_reorganisation,
            lambda: PreviewReorganisation(
                reorganisation=key_in(given.reorganisation, "Reorganisation"),
                expected_version=given.expected_version,
            ),
            key=given.key,
            success=PreviewReorganisationSuccess,
            record="reorganisation",
        )

    @strawberry.mutation(
        description="Approves exactly what was previewed; never by whoever proposed it. 批准区划调整（须另一人）。"
    )
    async def approve_reorganisation(
        self, info: Info, given: Annotated[ApproveReorganisationInput, INPUT]
    ) -> ApproveReorganisationResult:
        """Approves exactly what was previewed; never by whoever proposed it."""
        return await perform(
            info,
            approve_reorganisation,
            lambda: ApproveReorganisation(
                reorganisation=key_in(given.reorganisation, "Reorganisation"),
                expected_version=given.expected_version,
                preview_hash=given.preview_hash,
            ),
            key=given.key,
            success=ApproveReorganisationSuccess,
            record="reorganisation",
        )

    @strawberry.mutation(
        description="Sets the day from which an approved change may be applied. 确定区划调整的生效日期。"
    )
    async def schedule_reorganisation(
        self, info: Info, given: Annotated[ScheduleReorganisationInput, INPUT]
    ) -> ScheduleReorganisationResult:
        """Sets the day from which an approved change may be applied."""
        return await perform(
            info,
            schedule_reorganisation,
            lambda: ScheduleReorganisation(
                reorganisation=key_in(given.reorganisation, "Reorganisation"),
                expected_version=given.expected_version,
                effective_on=given.effective_on,
            ),
            key=given.key,
            success=ScheduleReorganisationSuccess,
            record="reorganisation",
        )

    @strawberry.mutation(
        description="Changes the tree exactly as it was previewed; all that hangs on it follows at once. 实施区划调整。"
    )
    async def apply_reorganisation(
        self, info: Info, given: Annotated[ApplyReorganisationInput, INPUT]
    ) -> ApplyReorganisationResult:
        """Changes the tree exactly as it was previewed; all that hangs on it follows at once."""
        return await perform(
            info,
            apply_reorganisation,
            lambda: ApplyReorganisation(
                reorganisation=key_in(given.reorganisation, "Reorganisation"),
                expected_version=given.expected_version,
                preview_hash=given.preview_hash,
            ),
            key=given.key,
            success=ApplyReorganisationSuccess,
            record="reorganisation",
        )

    @strawberry.mutation(
        description="Takes an applied change back, as long as nothing depends on it. 恢复区划调整之前的状态。"
    )
    async def reverse_reorganisation(
        self, info: Info, given: Annotated[ReverseReorganisationInput, INPUT]
    ) -> ReverseReorganisationResult:
        """Takes an applied change back, as long as nothing depends on it."""
        return await perform(
            info,
            reverse_reorganisation,
            lambda: ReverseReorganisation(
                reorganisation=key_in(given.reorganisation, "Reorganisation"),
                expected_version=given.expected_version,
                reason=given.reason,
            ),
            key=given.key,
            success=ReverseReorganisationSuccess,
            record="reorganisation",
        )

    @strawberry.mutation(description="Withdraws a change that was not applied yet. 撤回区划调整。")
    async def withdraw_reorganisation(
        self, info: Info, given: Annotated[WithdrawReorganisationInput, INPUT]
    ) -> WithdrawReorganisationResult:
        """Withdraws a change that was not applied yet."""
        return await perform(
            info,
            withdraw_reorganisation,
            lambda: WithdrawReorganisation(
                reorganisation=key_in(given.reorganisation, "Reorganisation"),
                expected_version=given.expected_version,
                reason=given.reason,
            ),
            key=given.key,
            success=WithdrawReorganisationSuccess,
            record="reorganisation",
        )
