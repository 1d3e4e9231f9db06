"""Inputs and results: one level up, one level down."""

from datetime import date
from typing import Annotated

import strawberry

from schema.acts import KEY, REPLAYED, VERSION, RefusalType, union
from schema.fields import read
from schema.problems.enums import EscalationForum, Ground, Shown, StatutoryTrack
from schema.problems.members import may, must
from schema.problems.types import Problem


@strawberry.input(
    description="Submits a problem to the direct superior; it stays here until the superior takes it up. 上报。"
)
class SubmitProblemInput:
    """Submits a problem to the direct superior; it stays here until the superior takes it up."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    suggestion: str = must("How it should be handled. 办理建议。")
    reason: str = must("Why, by its code. 理由代码。")


@strawberry.type(description="It was done. 已办理。")
class SubmitProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


SubmitProblemResult = Annotated[
    SubmitProblemSuccess | RefusalType,
    union("SubmitProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Takes a waiting problem up from a direct subordinate: it moves one level. 收网。"
)
class TakeUpProblemInput:
    """Takes a waiting problem up from a direct subordinate: it moves one level."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    ground: Ground = must("Why it is netted in. 收网理由。")
    text: str = may("In words. 说明。", "")
    shown: Shown | None = may(
        "What those below see of it; as the line has set when left out. 对下公开程度。", None
    )
    track: StatutoryTrack | None = may(
        "Its track, where it was wrongly chosen; its clocks count as if chosen at once. 更正办理类别。",
        None,
    )


@strawberry.type(description="It was done. 已办理。")
class TakeUpProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


TakeUpProblemResult = Annotated[
    TakeUpProblemSuccess | RefusalType,
    union("TakeUpProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Hands a waiting problem back to the direct subordinate that submitted it. 退回下级。"
)
class HandBackProblemInput:
    """Hands a waiting problem back to the direct subordinate that submitted it."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    reason: str = must("Why, by its code. 理由代码。")
    text: str = may("In words. 说明。", "")


@strawberry.type(description="It was done. 已办理。")
class HandBackProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


HandBackProblemResult = Annotated[
    HandBackProblemSuccess | RefusalType,
    union("HandBackProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Hands a problem down to a direct subordinate or a department of the same level. 交办。"
)
class HandDownProblemInput:
    """Hands a problem down to a direct subordinate or a department of the same level."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    unit: strawberry.ID = must("The responsible unit. 责任主体。")
    lead_post: strawberry.ID = must("The lead leader's post. 牵头领导职务。")
    deadline: date = must("Until when. 完成时限。")
    text: str = may("In words. 说明。", "")
    shown: Shown | None = may(
        "What those below see of it; as the line has set when left out. 对下公开程度。", None
    )


@strawberry.type(description="It was done. 已办理。")
class HandDownProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


HandDownProblemResult = Annotated[
    HandDownProblemSuccess | RefusalType,
    union("HandDownProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Objects to an assignment, once. 提出异议。")
class ObjectToAssignmentInput:
    """Objects to an assignment, once."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    reason: str = must("Why, by its code. 理由代码。")
    text: str = must("In words. 说明。")
    proposed_owner: strawberry.ID | None = may(
        "Which unit should have it instead: one next below the assigner, or the assigner itself. "
        "建议承办的单位：交办单位的直接下级、部门，或者交办单位自己。",
        None,
    )


@strawberry.type(description="It was done. 已办理。")
class ObjectToAssignmentSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


ObjectToAssignmentResult = Annotated[
    ObjectToAssignmentSuccess | RefusalType,
    union("ObjectToAssignmentResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Overrules an objection: the assignment stands. 异议不成立。")
class OverruleObjectionInput:
    """Overrules an objection: the assignment stands."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("In words. 说明。")


@strawberry.type(description="It was done. 已办理。")
class OverruleObjectionSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


OverruleObjectionResult = Annotated[
    OverruleObjectionSuccess | RefusalType,
    union("OverruleObjectionResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Recalls an assignment, or upholds an objection to it: the problem moves one level up. 收回。"
)
class RecallProblemInput:
    """Recalls an assignment, or upholds an objection to it: the problem moves one level up."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    reason: str = must("Why, by its code. 理由代码。")
    text: str = may("In words. 说明。", "")


@strawberry.type(description="It was done. 已办理。")
class RecallProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


RecallProblemResult = Annotated[
    RecallProblemSuccess | RefusalType,
    union("RecallProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Takes a problem over from a direct subordinate that cannot get it done: one level up. 提级接办。"
)
class TakeOverProblemInput:
    """Takes a problem over from a direct subordinate that cannot get it done: one level up."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    reason: str = must("Why, by its code. 理由代码。")
    text: str = may("In words. 说明。", "")


@strawberry.type(description="It was done. 已办理。")
class TakeOverProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


TakeOverProblemResult = Annotated[
    TakeOverProblemSuccess | RefusalType,
    union("TakeOverProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Asks the direct superior to take a problem up; the duty to act goes on until it does. 提级。"
)
class EscalateProblemInput:
    """Asks the direct superior to take a problem up; the duty to act goes on until it does."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    suggestion: str = must("How it should be handled. 办理建议。")
    reason: str = must("Why, by its code. 理由代码。")
    forum: EscalationForum | None = may(
        "Before which forum of the level above it is brought, if any. 提交的议事形式，可不填。",
        None,
    )


@strawberry.type(description="It was done. 已办理。")
class EscalateProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


EscalateProblemResult = Annotated[
    EscalateProblemSuccess | RefusalType,
    union("EscalateProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Sends an emergency copy to a unit above; nothing moves. 紧急抄报。")
class CopyProblemUpwardInput:
    """Sends an emergency copy to a unit above; nothing moves."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    unit: strawberry.ID = must("The responsible unit. 责任主体。")
    text: str = must("In words. 说明。")


@strawberry.type(description="It was done. 已办理。")
class CopyProblemUpwardSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


CopyProblemUpwardResult = Annotated[
    CopyProblemUpwardSuccess | RefusalType,
    union("CopyProblemUpwardResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Signs for an assigned problem. 签收。")
class AcceptAssignmentInput:
    """Signs for an assigned problem."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)


@strawberry.type(description="It was done. 已办理。")
class AcceptAssignmentSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


AcceptAssignmentResult = Annotated[
    AcceptAssignmentSuccess | RefusalType,
    union("AcceptAssignmentResult", "What became of it. 办理结果。"),
]
