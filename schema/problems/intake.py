"""Inputs and results: what is found, screened and listed."""

from datetime import date
from typing import Annotated

import strawberry

from schema.acts import KEY, REPLAYED, VERSION, RefusalType, union
from schema.fields import read
from schema.problems.enums import (
    Channel,
    HandlingMode,
    ProblemField,
    ProblemLabel,
    ProblemListType,
    StatutoryTrack,
)
from schema.problems.members import evidence, may, must
from schema.problems.types import Problem


@strawberry.input(description="Writes down a problem that your unit found. 采集问题。")
class ReportProblemInput:
    """Writes down a problem that your unit found."""

    key: strawberry.ID = must(KEY)
    id: strawberry.ID = must(
        "Made by the client, a UUID, best of version 7; the same for every attempt. "
        "客户端生成的标识（建议 UUIDv7），重试时不变。"
    )
    list_type: ProblemListType = must("Which of the six lists. 所属清单。")
    title: str = must("What it is, in a line, 1 to 200 characters. 标题。")
    facts: str = must("What was found. 事实。")
    place: str = may("Where. 地点。", "")
    source: str = may("How it was found. 来源。", "")
    channel: Channel = may("The upstream system that fed it. 来源渠道。", Channel.OWN_FINDING)
    channel_number: str = may("The order's number in that system. 渠道单号。", "")
    accused: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="Units it is against: they, all below them and every post of their people never "
        "learn of it. 被反映的单位。",
    )
    field: ProblemField = may("Which field of work it is about. 领域。", ProblemField.OTHER)
    found_on: date | None = may(
        "When it was found, where that is known; today or before. 发现日期。", None
    )
    from_entry: strawberry.ID | None = may(
        "The diary entry that it comes from, one of your unit that you read. 来自哪篇民情日记。",
        None,
    )


@strawberry.type(description="It was done. 已办理。")
class ReportProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


ReportProblemResult = Annotated[
    ReportProblemSuccess | RefusalType,
    union("ReportProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Registers a collected problem; from now on its origin is frozen. 登记问题。"
)
class RegisterProblemInput:
    """Registers a collected problem; from now on its origin is frozen."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    track: StatutoryTrack | None = may(
        "On which track, where the list knows several; the first when nothing is said. 办理类别。",
        None,
    )
    found_by_body: strawberry.ID | None = may(
        "The Party organisation that found it; the nearest of the unit's line when nothing is said. "
        "发现问题的党组织。",
        None,
    )
    place: str | None = may(
        "Where it is, if it was reported without a place; none is registered without. 地点；登记时必填。",
        None,
    )


@strawberry.type(description="It was done. 已办理。")
class RegisterProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


RegisterProblemResult = Annotated[
    RegisterProblemSuccess | RefusalType,
    union("RegisterProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Joins a problem that is there already, instead of filing it again. 附议。"
)
class SupportProblemInput:
    """Joins a problem that is there already, instead of filing it again."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    text: str = must("In words. 说明。")


@strawberry.type(description="It was done. 已办理。")
class SupportProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


SupportProblemResult = Annotated[
    SupportProblemSuccess | RefusalType,
    union("SupportProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Settles a problem where it was found: it never goes up. 就地解决。")
class ResolveProblemOnSpotInput:
    """Settles a problem where it was found: it never goes up."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("In words. 说明。")
    files: list[str] = evidence()


@strawberry.type(description="It was done. 已办理。")
class ResolveProblemOnSpotSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


ResolveProblemOnSpotResult = Annotated[
    ResolveProblemOnSpotSuccess | RefusalType,
    union("ResolveProblemOnSpotResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Admits a registered problem by a line of the standard of its list. 筛网入库。"
)
class AdmitProblemInput:
    """Admits a registered problem by a line of the standard of its list."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    line: str = must("The line of the standard that it meets. 准入标准条目。")
    also_met: list[str] = strawberry.field(
        default_factory=list, description="Other lines that it meets. 同时符合的条目。"
    )


@strawberry.type(description="It was done. 已办理。")
class AdmitProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


AdmitProblemResult = Annotated[
    AdmitProblemSuccess | RefusalType,
    union("AdmitProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Refuses to admit a registered problem to the bank. 不予入库。")
class RejectProblemInput:
    """Refuses to admit a registered problem to the bank."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    reason: str = must("Why, by its code. 理由代码。")
    text: str = may("In words. 说明。", "")


@strawberry.type(description="It was done. 已办理。")
class RejectProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


RejectProblemResult = Annotated[
    RejectProblemSuccess | RefusalType,
    union("RejectProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Leads a problem to the channel where it belongs. 转法定途径。")
class DivertProblemInput:
    """Leads a problem to the channel where it belongs."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    channel: str = must("By which channel. 渠道。")
    text: str = must("In words. 说明。")


@strawberry.type(description="It was done. 已办理。")
class DivertProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


DivertProblemResult = Annotated[
    DivertProblemSuccess | RefusalType,
    union("DivertProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Merges a problem into another open one; both trails are kept. 并案。"
)
class MergeProblemInput:
    """Merges a problem into another open one; both trails are kept."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    master: strawberry.ID = must("The problem it is merged into. 主件。")


@strawberry.type(description="It was done. 已办理。")
class MergeProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


MergeProblemResult = Annotated[
    MergeProblemSuccess | RefusalType,
    union("MergeProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Lists a banked problem at its own level. 列入清单。")
class ListProblemInput:
    """Lists a banked problem at its own level."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = may("In words. 说明。", "")


@strawberry.type(description="It was done. 已办理。")
class ListProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


ListProblemResult = Annotated[
    ListProblemSuccess | RefusalType,
    union("ListProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Classes a listed problem; the colour follows the class. 研判贴标。")
class TriageProblemInput:
    """Classes a listed problem; the colour follows the class."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    label: ProblemLabel = must("Its class. 类别。")
    text: str = may("In words. 说明。", "")
    mode: HandlingMode | None = may("How it is to be rectified. 整改方式。", None)
    track: StatutoryTrack | None = may(
        "Its track, where it was wrongly chosen; its clocks count as if chosen at once. 更正办理类别。",
        None,
    )


@strawberry.type(description="It was done. 已办理。")
class TriageProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


TriageProblemResult = Annotated[
    TriageProblemSuccess | RefusalType,
    union("TriageProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Orders a direct subordinate to screen a rejected problem again. 责令重新筛查。"
)
class OrderProblemRescreeningInput:
    """Orders a direct subordinate to screen a rejected problem again."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("In words. 说明。")


@strawberry.type(description="It was done. 已办理。")
class OrderProblemRescreeningSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


OrderProblemRescreeningResult = Annotated[
    OrderProblemRescreeningSuccess | RefusalType,
    union("OrderProblemRescreeningResult", "What became of it. 办理结果。"),
]
