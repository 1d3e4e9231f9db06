"""Mutations of publicity: one field, one act."""

from functools import partial
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.petitioners.vault import Vault
from ledger.publicity.approve_publication import ApprovePublication, approve_publication
from ledger.publicity.check_publication import CheckPublication, check_publication
from ledger.publicity.comment_on_publication import CommentOnPublication, comment_on_publication
from ledger.publicity.moderate_comment import ModerateComment, moderate_comment
from ledger.publicity.propose_publication import ProposePublication, propose_publication
from ledger.publicity.publish_publication import PublishPublication, publish_publication
from ledger.publicity.record_consent import RecordConsent, record_consent
from ledger.publicity.record_posting import RecordPosting, record_posting
from ledger.publicity.return_publication import ReturnPublication, return_publication
from ledger.publicity.withdraw_consent import WithdrawConsent, withdraw_consent
from ledger.publicity.withdraw_publication import WithdrawPublication, withdraw_publication
from ledger.scanning import names_in
from schema.acts import key_in, perform, told
from schema.publicity import steps as said
from tenants.refusals import Refusal

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
DRAFT, PUBLICATION, COMMENT = "PublicationDraft", "Publication", "Comment"
PETITIONER = "Petitioner"
LONGEST = 4400
"""Longer texts are refused by the act; their pieces are not looked up."""


@strawberry.type
class PublicityMutations:
    """What can be done to make something public."""

    @strawberry.mutation(
        description="Proposes a pledge, progress or a case to be made public. 提出公开。"
    )
    async def propose_publication(
        self, info: Info, given: Annotated[said.ProposePublicationInput, INPUT]
    ) -> said.ProposePublicationResult:
        """Proposes a pledge, progress or a case to be made public."""
        return await perform(
            info,
            propose_publication,
            lambda: proposing(info.context.vault, given),
            key=given.key,
            success=said.ProposePublicationSuccess,
            record="draft",
        )

    @strawberry.mutation(description="Checks a draft: secrecy, necessity, accuracy. 审核。")
    async def check_publication(
        self, info: Info, given: Annotated[said.CheckPublicationInput, INPUT]
    ) -> said.CheckPublicationResult:
        """Checks a draft: secrecy, necessity, accuracy."""
        return await perform(
            info,
            check_publication,
            lambda: CheckPublication(
                key_in(given.draft, DRAFT), given.expected_version, given.note
            ),
            key=given.key,
            success=said.CheckPublicationSuccess,
            record="draft",
        )

    @strawberry.mutation(description="Approves a draft that was checked. 审批。")
    async def approve_publication(
        self, info: Info, given: Annotated[said.ApprovePublicationInput, INPUT]
    ) -> said.ApprovePublicationResult:
        """Approves a draft that was checked."""
        return await perform(
            info,
            approve_publication,
            lambda: ApprovePublication(
                key_in(given.draft, DRAFT), given.expected_version, given.note
            ),
            key=given.key,
            success=said.ApprovePublicationSuccess,
            record="draft",
        )

    @strawberry.mutation(description="Returns a draft to who proposed it. 退回。")
    async def return_publication(
        self, info: Info, given: Annotated[said.ReturnPublicationInput, INPUT]
    ) -> said.ReturnPublicationResult:
        """Returns a draft to who proposed it."""
        return await perform(
            info,
            return_publication,
            lambda: ReturnPublication(
                key_in(given.draft, DRAFT),
                given.expected_version,
                given.reason.value,
                given.note,
            ),
            key=given.key,
            success=said.ReturnPublicationSuccess,
            record="draft",
        )

    @strawberry.mutation(description="Makes an approved draft public. 实施公开。")
    async def publish_publication(
        self, info: Info, given: Annotated[said.PublishPublicationInput, INPUT]
    ) -> said.PublishPublicationResult:
        """Makes an approved draft public."""
        return await perform(
            info,
            publish_publication,
            lambda: PublishPublication(key_in(given.draft, DRAFT), given.expected_version),
            key=given.key,
            success=said.PublishPublicationSuccess,
            record="publication",
        )

    @strawberry.mutation(description="Withdraws a text, published or not; the trail stays. 撤回。")
    async def withdraw_publication(
        self, info: Info, given: Annotated[said.WithdrawPublicationInput, INPUT]
    ) -> said.WithdrawPublicationResult:
        """Withdraws a text, published or not; the trail stays."""
        return await perform(
            info,
            withdraw_publication,
            lambda: WithdrawPublication(
                key_in(given.draft, DRAFT),
                given.expected_version,
                given.reason.value,
                given.note,
            ),
            key=given.key,
            success=said.WithdrawPublicationSuccess,
            record="draft",
        )

    @strawberry.mutation(
        description="Records where and when a publication was posted. 登记公开渠道。"
    )
    async def record_posting(
        self, info: Info, given: Annotated[said.RecordPostingInput, INPUT]
    ) -> said.RecordPostingResult:
        """Records where and when a publication was posted."""
        return await perform(
            info,
            record_posting,
            lambda: RecordPosting(
                key_in(given.publication, PUBLICATION),
                given.form.value,
                given.place,
                given.posted_on,
                given.link,
            ),
            key=given.key,
            success=said.RecordPostingSuccess,
            record="publication",
        )

    @strawberry.mutation(
        description="Records a separate consent to be spoken of in public. 登记单独同意。"
    )
    async def record_consent(
        self, info: Info, given: Annotated[said.RecordConsentInput, INPUT]
    ) -> said.RecordConsentResult:
        """Records a separate consent to be spoken of in public."""
        return await perform(
            info,
            record_consent,
            lambda: RecordConsent(
                key_in(given.petitioner, PETITIONER),
                given.form.value,
                given.given_on,
                given.covers,
            ),
            key=given.key,
            success=said.RecordConsentSuccess,
            record="petitioner",
        )

    @strawberry.mutation(description="Ends a consent, and withdraws what rests on it. 撤回同意。")
    async def withdraw_consent(
        self, info: Info, given: Annotated[said.WithdrawConsentInput, INPUT]
    ) -> said.WithdrawConsentResult:
        """Ends a consent, and withdraws what rests on it."""
        return await perform(
            info,
            withdraw_consent,
            lambda: WithdrawConsent(key_in(given.petitioner, PETITIONER)),
            key=given.key,
            success=said.WithdrawConsentSuccess,
            record="petitioner",
        )

    @strawberry.mutation(
        description="Lets a comment of the public through, or hides it. 审核公众留言。"
    )
    async def moderate_comment(
        self, info: Info, given: Annotated[said.ModerateCommentInput, INPUT]
    ) -> said.ModerateCommentResult:
        """Lets a comment of the public through, or hides it."""
        return await perform(
            info,
            moderate_comment,
            lambda: ModerateComment(
                key_in(given.comment, COMMENT),
                given.expected_version,
                None if given.hidden_for is None else given.hidden_for.value,
                partial(hashed_names, info.context.vault),
            ),
            key=given.key,
            success=said.ModerateCommentSuccess,
            record="comment",
        )

    @strawberry.mutation(
        description="Says something to a public publication, without signing in; shown once let through. 公众留言。"
    )
    async def comment_on_publication(
        self, info: Info, given: Annotated[said.CommentOnPublicationInput, INPUT]
    ) -> said.CommentOnPublicationResult:
        """Says something to a public publication, without signing in; shown once let through."""
        asked = CommentOnPublication(
            key_in(given.publication, PUBLICATION), given.text, str(given.key)
        )
        context = info.context
        try:
            replayed = await comment_on_publication(
                context.sittings, context.viewer, asked, address=context.request.address
            )
        except Refusal as refusal:
            return told(info, refusal)
        return said.CommentOnPublicationSuccess(
            publication=asked.publication,  # type: ignore[arg-type]  # read anew by its key
            replayed=replayed,
        )


def proposing(vault: Vault | None, given: said.ProposePublicationInput) -> ProposePublication:
    """Gives what is proposed, with keyed hashes of whatever in it could be somebody's name."""
    return ProposePublication(
        problem=key_in(given.problem, "Problem"),
        kind=given.kind.value,
        scope=given.scope.value,
        form=given.form.value,
        planned_on=given.planned_on,
        title=given.title,
        text=given.text,
        polarity=None if given.polarity is None else given.polarity.value,
        about_client=given.about_client,
        note=given.note,
        names=hashed_names(vault, f"{given.title}，{given.text}"),
    )


def hashed_names(vault: Vault | None, text: str) -> tuple[bytes, ...]:
    """Gives keyed hashes of every piece of a text that could be a name."""
    whole = "".join(text.split())
    pieces = names_in(whole) if len(whole) <= LONGEST else ()
    return () if vault is None else tuple(vault.blinds("name", pieces))
