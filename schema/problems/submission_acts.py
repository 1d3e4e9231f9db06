"""Mutations while a submission waits: more is asked and told, or it is taken back. One field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.problems.answer_about_submission import AnswerAboutSubmission, answer_about_submission
from ledger.problems.ask_about_submission import AskAboutSubmission, ask_about_submission
from ledger.problems.withdraw_submission import WithdrawSubmission, withdraw_submission
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.members import evidence, must
from schema.problems.types import Problem

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(
    description="Asks a direct subordinate for more about what it submitted. 要求补充情况。"
)
class AskAboutSubmissionInput:
    """Asks a direct subordinate for more about what it submitted."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    question: str = must("What is to be told, 1 to 4,000 characters. 要求补充的内容。")
    answer_by: date = must("By when, within 15 days. 答复日期，15日以内。")


@strawberry.input(description="Tells the superior more about what was submitted. 补充情况。")
class AnswerAboutSubmissionInput:
    """Tells the superior more about what was submitted."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("The answer, 1 to 4,000 characters. 补充的情况。")
    files: list[str] = evidence()


@strawberry.input(
    description="Takes a submission back before the superior has answered it. 撤回上报。"
)
class WithdrawSubmissionInput:
    """Takes a submission back before the superior has answered it."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("Why, 1 to 4,000 characters. 撤回理由。")


@strawberry.type(description="It was done. 已办理。")
class AskAboutSubmissionSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class AnswerAboutSubmissionSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class WithdrawSubmissionSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


AskAboutSubmissionResult = Annotated[
    AskAboutSubmissionSuccess | RefusalType,
    union("AskAboutSubmissionResult", "What became of it. 办理结果。"),
]
AnswerAboutSubmissionResult = Annotated[
    AnswerAboutSubmissionSuccess | RefusalType,
    union("AnswerAboutSubmissionResult", "What became of it. 办理结果。"),
]
WithdrawSubmissionResult = Annotated[
    WithdrawSubmissionSuccess | RefusalType,
    union("WithdrawSubmissionResult", "What became of it. 办理结果。"),
]


@strawberry.type
class SubmissionMutations:
    """What can be done while a submission waits for the superior."""

    @strawberry.mutation(
        description="Asks a direct subordinate for more about what it submitted: nothing moves, the sender owes "
        "the answer, and the time of the level above rests meanwhile. 要求补充情况：问题不动，由上报单位"
        "限期补充，其间上级答复时限暂停。"
    )
    async def ask_about_submission(
        self, info: Info, given: Annotated[AskAboutSubmissionInput, INPUT]
    ) -> AskAboutSubmissionResult:
        """Asks a direct subordinate for more about what it submitted."""
        return await perform(
            info,
            ask_about_submission,
            lambda: AskAboutSubmission(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                question=given.question,
                answer_by=given.answer_by,
            ),
            key=given.key,
            success=AskAboutSubmissionSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Tells the superior more about what was submitted; it answers in what was left of its time. "
        "补充情况；上级在所余时限内答复。"
    )
    async def answer_about_submission(
        self, info: Info, given: Annotated[AnswerAboutSubmissionInput, INPUT]
    ) -> AnswerAboutSubmissionResult:
        """Tells the superior more about what was submitted."""
        return await perform(
            info,
            answer_about_submission,
            lambda: AnswerAboutSubmission(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                text=given.text,
                files=tuple(given.files),
            ),
            key=given.key,
            success=AnswerAboutSubmissionSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Takes a submission back before the superior has taken it up or handed it back; no used time "
        "is given back. 在上级收网、退回之前撤回上报；已用的时间不退。"
    )
    async def withdraw_submission(
        self, info: Info, given: Annotated[WithdrawSubmissionInput, INPUT]
    ) -> WithdrawSubmissionResult:
        """Takes a submission back before the superior has answered it."""
        return await perform(
            info,
            withdraw_submission,
            lambda: WithdrawSubmission(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=WithdrawSubmissionSuccess,
            record="problem",
        )
