"""Mutations on editions of the book: one field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.editions.confirm_edition import ConfirmEdition, confirm_edition
from ledger.editions.propose_edition import ProposeEdition, propose_edition
from ledger.editions.return_to_edition import ReturnToEdition, return_to_edition
from ledger.editions.weighing import Desk
from ledger.editions.withdraw_edition import WithdrawEdition, withdraw_edition
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_if_given, key_in, perform, union
from schema.editions.types import BookEdition
from schema.fields import read
from schema.problems.members import may, must

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
REASON = "Why. 理由。"
DOCUMENT = "By which document. 文号。"
DONE = "It was done. 已办理。"
TOLD = "What became of it. 办理结果。"
EDITION = "The edition. 手册版本。"


@strawberry.input(description="Proposes an edition of the rule book. 提出手册版本。")
class ProposeBookEditionInput:
    """Proposes an edition of the rule book."""

    key: strawberry.ID = must(KEY)
    text: str = must("The page: what is struck, what is forbidden besides. 原文（YAML）。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)


@strawberry.input(description="Proposes that an earlier edition be in force again. 提出恢复。")
class ReturnToBookEditionInput:
    """Proposes that an earlier edition be in force again."""

    key: strawberry.ID = must(KEY)
    edition: strawberry.ID | None = may(
        "One that was in force; left out: the shipped book. 曾经现行的版本；不填为出厂手册。", None
    )
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)


@strawberry.input(description="Confirms an edition that somebody else proposed. 确认手册版本。")
class ConfirmBookEditionInput:
    """Confirms an edition that somebody else proposed."""

    key: strawberry.ID = must(KEY)
    edition: strawberry.ID = must(EDITION)
    expected_version: int = must(VERSION)
    digest: str = must("The digest of the text that was read. 所读原文的摘要。")
    despite_unseen: bool = may(
        "That lines which no table of truth sees (`unseen`) are to be in force nevertheless; the audit "
        "keeps it. 真值表看不出的行仍要生效；记入审计。",
        False,
    )


@strawberry.input(description="Withdraws an edition that waits. 撤回待确认的手册版本。")
class WithdrawBookEditionInput:
    """Withdraws an edition that waits."""

    key: strawberry.ID = must(KEY)
    edition: strawberry.ID = must(EDITION)
    expected_version: int = must(VERSION)
    reason: str = must(REASON)


@strawberry.type(description=DONE)
class ProposeBookEditionSuccess:
    """It was done."""

    book_edition: BookEdition | None = read(EDITION)
    replayed: bool = read(REPLAYED)


@strawberry.type(description=DONE)
class ReturnToBookEditionSuccess:
    """It was done."""

    book_edition: BookEdition | None = read(EDITION)
    replayed: bool = read(REPLAYED)


@strawberry.type(description=DONE)
class ConfirmBookEditionSuccess:
    """It was done."""

    book_edition: BookEdition | None = read(EDITION)
    replayed: bool = read(REPLAYED)


@strawberry.type(description=DONE)
class WithdrawBookEditionSuccess:
    """It was done."""

    book_edition: BookEdition | None = read(EDITION)
    replayed: bool = read(REPLAYED)


ProposeBookEditionResult = Annotated[
    ProposeBookEditionSuccess | RefusalType, union("ProposeBookEditionResult", TOLD)
]
ReturnToBookEditionResult = Annotated[
    ReturnToBookEditionSuccess | RefusalType, union("ReturnToBookEditionResult", TOLD)
]
ConfirmBookEditionResult = Annotated[
    ConfirmBookEditionSuccess | RefusalType, union("ConfirmBookEditionResult", TOLD)
]
WithdrawBookEditionResult = Annotated[
    WithdrawBookEditionSuccess | RefusalType, union("WithdrawBookEditionResult", TOLD)
]


def _desk(info: Info) -> Desk:
    return Desk(info.context.reading.book)


@strawberry.type
class EditionMutations:
    """What can be done with editions of the book."""

    @strawberry.mutation(
        description="Proposes an edition of the rule book, which only tightens; it is weighed by "
        "the truth tables and in force once somebody else confirms it. 提出手册版本。"
    )
    async def propose_book_edition(
        self, info: Info, given: Annotated[ProposeBookEditionInput, INPUT]
    ) -> ProposeBookEditionResult:
        """Proposes an edition of the rule book."""
        return await perform(
            info,
            propose_edition,
            lambda: ProposeEdition(given.text, given.reason, given.document_no, _desk(info)),
            key=given.key,
            success=ProposeBookEditionSuccess,
            record="book_edition",
        )

    @strawberry.mutation(
        description="Proposes that an earlier edition, or the shipped book, be in force again; it "
        "takes two persons as well. 提出恢复到以前的版本或出厂手册。"
    )
    async def return_to_book_edition(
        self, info: Info, given: Annotated[ReturnToBookEditionInput, INPUT]
    ) -> ReturnToBookEditionResult:
        """Proposes that an earlier edition be in force again."""
        earlier = key_if_given(given.edition, "BookEdition")
        return await perform(
            info,
            return_to_edition,
            lambda: ReturnToEdition(earlier, given.reason, given.document_no, _desk(info)),
            key=given.key,
            success=ReturnToBookEditionSuccess,
            record="book_edition",
        )

    @strawberry.mutation(
        description="Confirms an edition that somebody else proposed, exactly as it was weighed: "
        "whoever asks after the answer is decided by it. 确认手册版本，即时生效。"
    )
    async def confirm_book_edition(
        self, info: Info, given: Annotated[ConfirmBookEditionInput, INPUT]
    ) -> ConfirmBookEditionResult:
        """Confirms an edition that somebody else proposed."""
        edition = key_in(given.edition, "BookEdition")
        return await perform(
            info,
            confirm_edition,
            lambda: ConfirmEdition(
                edition,
                given.expected_version,
                given.digest,
                _desk(info),
                despite_unseen=given.despite_unseen,
            ),
            key=given.key,
            success=ConfirmBookEditionSuccess,
            record="book_edition",
        )

    @strawberry.mutation(
        description="Withdraws an edition that waits: it never comes into force. 撤回手册版本。"
    )
    async def withdraw_book_edition(
        self, info: Info, given: Annotated[WithdrawBookEditionInput, INPUT]
    ) -> WithdrawBookEditionResult:
        """Withdraws an edition that waits."""
        edition = key_in(given.edition, "BookEdition")
        return await perform(
            info,
            withdraw_edition,
            lambda: WithdrawEdition(edition, given.expected_version, given.reason),
            key=given.key,
            success=WithdrawBookEditionSuccess,
            record="book_edition",
        )
