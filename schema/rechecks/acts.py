"""Mutations: looked at again. One field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.rechecks.draw_recheck_sample import DrawRecheckSample, draw_recheck_sample
from ledger.rechecks.fail_recheck import FailRecheck, fail_recheck
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from ledger.rechecks.pass_recheck import PassRecheck, pass_recheck
from schema.acts import key_in, perform
from schema.rechecks import results as said

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.type
class RecheckMutations:
    """What can be done: looked at again."""

    @strawberry.mutation(
        description="Draws what is looked at again of a quarter's closings. 回头看抽样。"
    )
    async def draw_recheck_sample(
        self, info: Info, given: Annotated[said.DrawRecheckSampleInput, INPUT]
    ) -> said.DrawRecheckSampleResult:
        """Draws what is looked at again of a quarter's closings."""
        return await perform(
            info,
            draw_recheck_sample,
            lambda: DrawRecheckSample(given.quarter),
            key=given.key,
            success=said.DrawRecheckSampleSuccess,
            record="sample",
        )

    @strawberry.mutation(description="Opens the re-check of a closed problem. 回头看。")
    async def open_problem_recheck(
        self, info: Info, given: Annotated[said.OpenProblemRecheckInput, INPUT]
    ) -> said.OpenProblemRecheckResult:
        """Opens the re-check of a closed problem."""
        return await perform(
            info,
            open_recheck,
            lambda: OpenRecheck(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                form=given.form.value,
                text=given.text,
            ),
            key=given.key,
            success=said.OpenProblemRecheckSuccess,
            record="problem",
        )

    @strawberry.mutation(description="Confirms a closing at its re-check. 回头看合格。")
    async def pass_problem_recheck(
        self, info: Info, given: Annotated[said.PassProblemRecheckInput, INPUT]
    ) -> said.PassProblemRecheckResult:
        """Confirms a closing at its re-check."""
        return await perform(
            info,
            pass_recheck,
            lambda: PassRecheck(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                grade=given.grade.value,
                text=given.text,
                files=tuple(given.files),
            ),
            key=given.key,
            success=said.PassProblemRecheckSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Cancels a closing: the problem is back, which is charged to the level that closed it. 反弹。"
    )
    async def fail_problem_recheck(
        self, info: Info, given: Annotated[said.FailProblemRecheckInput, INPUT]
    ) -> said.FailProblemRecheckResult:
        """Cancels a closing: the problem is back, which is charged to the level that closed it."""
        return await perform(
            info,
            fail_recheck,
            lambda: FailRecheck(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                text=given.text,
                false_closing=given.false_closing,
                files=tuple(given.files),
            ),
            key=given.key,
            success=said.FailProblemRecheckSuccess,
            record="problem",
        )
