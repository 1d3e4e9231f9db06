"""Inputs and results of the acts of re-check."""

from typing import Annotated

import strawberry

from schema.acts import KEY, REPLAYED, VERSION, RefusalType, union
from schema.fields import read
from schema.problems.members import evidence
from schema.problems.types import Problem
from schema.rechecks.types import RecheckForm, RecheckGrade, RecheckSample
from schema.responsibilities.inputs import may, must


@strawberry.input(description="Draws what is looked at again of a quarter's closings. 回头看抽样。")
class DrawRecheckSampleInput:
    """Draws what is looked at again of a quarter's closings."""

    key: strawberry.ID = must(KEY)
    quarter: str = must("A quarter that is over, as 2026-Q1. 已结束的季度。")


@strawberry.type(description="It was done. 已办理。")
class DrawRecheckSampleSuccess:
    """It was done."""

    sample: RecheckSample | None = read("The sample. 样本。")
    replayed: bool = read(REPLAYED)


DrawRecheckSampleResult = Annotated[
    DrawRecheckSampleSuccess | RefusalType,
    union("DrawRecheckSampleResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Opens the re-check of a closed problem. 回头看。")
class OpenProblemRecheckInput:
    """Opens the re-check of a closed problem."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    form: RecheckForm = may("In which form. 方式。", RecheckForm.ON_SITE)
    text: str = may("In words. 说明。", "")


@strawberry.type(description="It was done. 已办理。")
class OpenProblemRecheckSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


OpenProblemRecheckResult = Annotated[
    OpenProblemRecheckSuccess | RefusalType,
    union("OpenProblemRecheckResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Confirms a closing at its re-check. 回头看合格。")
class PassProblemRecheckInput:
    """Confirms a closing at its re-check."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    grade: RecheckGrade = must(
        "How well it was rectified; the last two order a second look. 等次。"
    )
    text: str = must("In words. 说明。")
    files: list[str] = evidence()


@strawberry.type(description="It was done. 已办理。")
class PassProblemRecheckSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


PassProblemRecheckResult = Annotated[
    PassProblemRecheckSuccess | RefusalType,
    union("PassProblemRecheckResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Cancels a closing: the problem is back, which is charged to the level that closed it. 反弹。"
)
class FailProblemRecheckInput:
    """Cancels a closing: the problem is back, which is charged to the level that closed it."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("In words. 说明。")
    false_closing: bool = may("It was never solved at all. 虚假销号。", False)
    files: list[str] = evidence()


@strawberry.type(description="It was done. 已办理。")
class FailProblemRecheckSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


FailProblemRecheckResult = Annotated[
    FailProblemRecheckSuccess | RefusalType,
    union("FailProblemRecheckResult", "What became of it. 办理结果。"),
]
