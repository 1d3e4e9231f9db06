"""The mutation on the day of a rework. One field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.problems.set_rework_deadline import SetReworkDeadline, set_rework_deadline
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.members import must
from schema.problems.types import Problem

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(
    description="Sets the day by which what came back is to be reworked. 定退回后重新办理的时限。"
)
class SetReworkDeadlineInput:
    """Sets the day by which what came back is to be reworked."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    deadline: date = must(
        "The last day; no later than the days of the class from today, nor than your own order. "
        "完成时限，不得晚于该类期限和本级受领的时限。"
    )
    text: str = must("On what basis, 1 to 4,000 characters. 依据和理由。")


@strawberry.type(description="It was done. 已办理。")
class SetReworkDeadlineSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


SetReworkDeadlineResult = Annotated[
    SetReworkDeadlineSuccess | RefusalType,
    union("SetReworkDeadlineResult", "What became of it. 办理结果。"),
]


@strawberry.type
class ReworkMutations:
    """What the assigner does about what came back."""

    @strawberry.mutation(
        description="Sets the day by which a direct subordinate reworks what came back to it: once for each return, "
        "before the rework begins or within five working days of that. Statutory clocks stay as they are; where no day "
        "is set, the days that were left go on. 退回重办的，由交办的上级重新限期，每次退回一次，开始重办后五个工作日"
        "以内为限；法定时限不变，不另定的按所余时限接着算。"
    )
    async def set_rework_deadline(
        self, info: Info, given: Annotated[SetReworkDeadlineInput, INPUT]
    ) -> SetReworkDeadlineResult:
        """Sets the day by which what came back is to be reworked."""
        return await perform(
            info,
            set_rework_deadline,
            lambda: SetReworkDeadline(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                deadline=given.deadline,
                text=given.text,
            ),
            key=given.key,
            success=SetReworkDeadlineSuccess,
            record="problem",
        )
