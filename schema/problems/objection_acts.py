"""The mutation that upholds an objection. One field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.assignments.uphold_objection import UpholdObjection, uphold_objection
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.enums import Shown
from schema.problems.members import may, must
from schema.problems.types import Problem

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(
    description="Upholds an objection and hands the problem to the unit that it names. 异议成立，改交。"
)
class UpholdObjectionInput:
    """Upholds an objection and hands the problem to the unit that it names."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    lead_post: strawberry.ID = must("Whose post there leads it. 牵头领导的职务。")
    deadline: date = must("Until when, as of any order. 完成时限，同交办。")
    text: str = must("The decision, 1 to 4,000 characters. 裁定。")
    shown: Shown | None = may(
        "What those below see of it; as the line has set when left out. 对下公开程度。", None
    )


@strawberry.type(description="It was done. 已办理。")
class UpholdObjectionSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


UpholdObjectionResult = Annotated[
    UpholdObjectionSuccess | RefusalType,
    union("UpholdObjectionResult", "What became of it. 办理结果。"),
]


@strawberry.type
class ObjectionMutations:
    """What the assigner does about an objection, beside letting the order stand and taking it home."""

    @strawberry.mutation(
        description="Upholds an objection and hands the problem down to the unit that it names, in one step; the rules "
        "of an order hold. Where it names none, or your own unit, take it home (recallProblem). "
        "异议成立，一步改交异议所提的单位，适用交办的各项规则；没有提出单位，或者提出由本单位承办的，用 recallProblem 收回。"
    )
    async def uphold_objection(
        self, info: Info, given: Annotated[UpholdObjectionInput, INPUT]
    ) -> UpholdObjectionResult:
        """Upholds an objection and hands the problem to the unit that it names."""
        return await perform(
            info,
            uphold_objection,
            lambda: UpholdObjection(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                lead_post=key_in(given.lead_post, "Post"),
                deadline=given.deadline,
                text=given.text,
                shown=given.shown.value if given.shown else None,
            ),
            key=given.key,
            success=UpholdObjectionSuccess,
            record="problem",
        )
