"""Inputs and results: rectified, evaluated, closed and looked at again."""

from datetime import date
from typing import Annotated

import strawberry

from schema.acts import KEY, REPLAYED, VERSION, RefusalType, union
from schema.fields import read
from schema.problems.enums import Approach
from schema.problems.members import evidence, may, must
from schema.problems.types import Problem


@strawberry.input(description="One measure: what, by which post, until when. 一项措施。")
class MeasureInput:
    """One measure."""

    text: str = must("What is to be done. 内容。")
    owner_post: strawberry.ID = must("The post that does it. 责任职务。")
    due_on: date = must("Until when. 时限。")
    approach: Approach | None = may("What kind of measure it is. 措施类型。", None)


@strawberry.input(description="Begins the rectification of an accepted problem. 开始整改。")
class StartRectifyingProblemInput:
    """Begins the rectification of an accepted problem."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    measures: list[MeasureInput] = must("What is done, by whom, until when. 措施清单。")


@strawberry.type(description="It was done. 已办理。")
class StartRectifyingProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


StartRectifyingProblemResult = Annotated[
    StartRectifyingProblemSuccess | RefusalType,
    union("StartRectifyingProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Reports the progress of a rectification. 进度报告。")
class ReportProblemProgressInput:
    """Reports the progress of a rectification."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("In words. 说明。")
    files: list[str] = evidence()


@strawberry.type(description="It was done. 已办理。")
class ReportProblemProgressSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


ReportProblemProgressResult = Annotated[
    ReportProblemProgressSuccess | RefusalType,
    union("ReportProblemProgressResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Marks a measure as done. 措施完成。")
class FinishMeasureInput:
    """Marks a measure as done."""

    key: strawberry.ID = must(KEY)
    measure: strawberry.ID = must("The measure. 措施。")
    expected_version: int = must(VERSION)
    result: str = must("What came of it. 结果。")
    files: list[str] = evidence()


@strawberry.type(description="It was done. 已办理。")
class FinishMeasureSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


FinishMeasureResult = Annotated[
    FinishMeasureSuccess | RefusalType,
    union("FinishMeasureResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Claims that a problem is solved. 申请销号。")
class ClaimProblemCompletionInput:
    """Claims that a problem is solved."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("In words. 说明。")
    files: list[str] = evidence()


@strawberry.type(description="It was done. 已办理。")
class ClaimProblemCompletionSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


ClaimProblemCompletionResult = Annotated[
    ClaimProblemCompletionSuccess | RefusalType,
    union("ClaimProblemCompletionResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Suspends the rectification of a direct subordinate until a review date. 暂缓办理。"
)
class SuspendProblemInput:
    """Suspends the rectification of a direct subordinate until a review date."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    review_on: date = must("When it is looked at again. 复核日。")
    text: str = must("In words. 说明。")
    force_majeure: bool = may(
        "By force majeure: it may rest whatever its class, and its time stands. 是否因不可抗力；是则不论分类均可暂缓，时限中止。",
        False,
    )


@strawberry.type(description="It was done. 已办理。")
class SuspendProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


SuspendProblemResult = Annotated[
    SuspendProblemSuccess | RefusalType,
    union("SuspendProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Resumes a suspended problem of a direct subordinate. 恢复办理。")
class ResumeProblemInput:
    """Resumes a suspended problem of a direct subordinate."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("In words. 说明。")


@strawberry.type(description="It was done. 已办理。")
class ResumeProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


ResumeProblemResult = Annotated[
    ResumeProblemSuccess | RefusalType,
    union("ResumeProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Evaluates the unit's own work: the first of three parties. 自评。")
class SelfEvaluateProblemInput:
    """Evaluates the unit's own work: the first of three parties."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    score: int = must("0 to 100. 自评分。")
    text: str = must("In words. 说明。")
    files: list[str] = evidence()


@strawberry.type(description="It was done. 已办理。")
class SelfEvaluateProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


SelfEvaluateProblemResult = Annotated[
    SelfEvaluateProblemSuccess | RefusalType,
    union("SelfEvaluateProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Fails a problem at its organisational evaluation: it goes back to work. 验收不合格。"
)
class FailProblemInput:
    """Fails a problem at its organisational evaluation: it goes back to work."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("In words. 说明。")
    false_completion: bool = may("Completion was claimed falsely. 虚假申请销号。", False)


@strawberry.type(description="It was done. 已办理。")
class FailProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


FailProblemResult = Annotated[
    FailProblemSuccess | RefusalType,
    union("FailProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Begins the work on a returned problem anew. 重新办理。")
class ReworkProblemInput:
    """Begins the work on a returned problem anew."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("In words. 说明。")


@strawberry.type(description="It was done. 已办理。")
class ReworkProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


ReworkProblemResult = Annotated[
    ReworkProblemSuccess | RefusalType,
    union("ReworkProblemResult", "What became of it. 办理结果。"),
]
