"""Mutations: rectified, evaluated, closed and looked at again. One field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.fail_problem import FailProblem, fail_problem
from ledger.problems.finish_measure import FinishMeasure, finish_measure
from ledger.problems.report_progress import ReportProgress, report_progress
from ledger.problems.resume_problem import ResumeProblem, resume_problem
from ledger.problems.rework_problem import ReworkProblem, rework_problem
from ledger.problems.self_evaluate import SelfEvaluate, self_evaluate
from ledger.problems.start_rectifying import StartRectifying, start_rectifying
from ledger.problems.suspend_problem import SuspendProblem, suspend_problem
from schema.acts import key_in, perform
from schema.problems import closing as said
from schema.problems.measure_acts import measured

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
PROBLEM, MEASURE = "Problem", "Measure"


@strawberry.type
class ProblemClosingMutations:
    """What can be done: rectified, evaluated, closed and looked at again."""

    @strawberry.mutation(description="Begins the rectification of an accepted problem. 开始整改。")
    async def start_rectifying_problem(
        self, info: Info, given: Annotated[said.StartRectifyingProblemInput, INPUT]
    ) -> said.StartRectifyingProblemResult:
        """Begins the rectification of an accepted problem."""
        return await perform(
            info,
            start_rectifying,
            lambda: StartRectifying(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                measures=tuple(measured(one) for one in given.measures),
            ),
            key=given.key,
            success=said.StartRectifyingProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(description="Reports the progress of a rectification. 进度报告。")
    async def report_problem_progress(
        self, info: Info, given: Annotated[said.ReportProblemProgressInput, INPUT]
    ) -> said.ReportProblemProgressResult:
        """Reports the progress of a rectification."""
        return await perform(
            info,
            report_progress,
            lambda: ReportProgress(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                text=given.text,
                files=tuple(given.files),
            ),
            key=given.key,
            success=said.ReportProblemProgressSuccess,
            record="problem",
        )

    @strawberry.mutation(description="Marks a measure as done. 措施完成。")
    async def finish_measure(
        self, info: Info, given: Annotated[said.FinishMeasureInput, INPUT]
    ) -> said.FinishMeasureResult:
        """Marks a measure as done."""
        return await perform(
            info,
            finish_measure,
            lambda: FinishMeasure(
                measure=key_in(given.measure, MEASURE),
                expected_version=given.expected_version,
                result=given.result,
                files=tuple(given.files),
            ),
            key=given.key,
            success=said.FinishMeasureSuccess,
            record="problem",
        )

    @strawberry.mutation(description="Claims that a problem is solved. 申请销号。")
    async def claim_problem_completion(
        self, info: Info, given: Annotated[said.ClaimProblemCompletionInput, INPUT]
    ) -> said.ClaimProblemCompletionResult:
        """Claims that a problem is solved."""
        return await perform(
            info,
            claim_completion,
            lambda: ClaimCompletion(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                text=given.text,
                files=tuple(given.files),
            ),
            key=given.key,
            success=said.ClaimProblemCompletionSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Suspends the rectification of a direct subordinate until a review date. 暂缓办理。"
    )
    async def suspend_problem(
        self, info: Info, given: Annotated[said.SuspendProblemInput, INPUT]
    ) -> said.SuspendProblemResult:
        """Suspends the rectification of a direct subordinate until a review date."""
        return await perform(
            info,
            suspend_problem,
            lambda: SuspendProblem(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                review_on=given.review_on,
                text=given.text,
                force_majeure=given.force_majeure,
            ),
            key=given.key,
            success=said.SuspendProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Resumes a suspended problem of a direct subordinate. 恢复办理。"
    )
    async def resume_problem(
        self, info: Info, given: Annotated[said.ResumeProblemInput, INPUT]
    ) -> said.ResumeProblemResult:
        """Resumes a suspended problem of a direct subordinate."""
        return await perform(
            info,
            resume_problem,
            lambda: ResumeProblem(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=said.ResumeProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Evaluates the unit's own work: the first of three parties. 自评。"
    )
    async def self_evaluate_problem(
        self, info: Info, given: Annotated[said.SelfEvaluateProblemInput, INPUT]
    ) -> said.SelfEvaluateProblemResult:
        """Evaluates the unit's own work: the first of three parties."""
        return await perform(
            info,
            self_evaluate,
            lambda: SelfEvaluate(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                score=given.score,
                text=given.text,
                files=tuple(given.files),
            ),
            key=given.key,
            success=said.SelfEvaluateProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Fails a problem at its organisational evaluation: it goes back to work. 验收不合格。"
    )
    async def fail_problem(
        self, info: Info, given: Annotated[said.FailProblemInput, INPUT]
    ) -> said.FailProblemResult:
        """Fails a problem at its organisational evaluation: it goes back to work."""
        return await perform(
            info,
            fail_problem,
            lambda: FailProblem(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                text=given.text,
                false_completion=given.false_completion,
            ),
            key=given.key,
            success=said.FailProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(description="Begins the work on a returned problem anew. 重新办理。")
    async def rework_problem(
        self, info: Info, given: Annotated[said.ReworkProblemInput, INPUT]
    ) -> said.ReworkProblemResult:
        """Begins the work on a returned problem anew."""
        return await perform(
            info,
            rework_problem,
            lambda: ReworkProblem(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=said.ReworkProblemSuccess,
            record="problem",
        )
