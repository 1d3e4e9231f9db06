"""Types of scores."""

from datetime import date, datetime
from enum import Enum

import strawberry

from schema.fields import BY_BOUNDARIES, COMPLETE, read
from schema.nodes import Node
from schema.problems.types import Problem
from schema.tenants.types import Person, Tenant

OWN_DAY = (
    "What those served said always counts by the boundaries of the day on which they said it. "
    "群众评议一律按评议当日的区划统计。"
)


@strawberry.enum(description="The rates, and what is deducted (docs/scores.md). 比率与扣分项。")
class Rate(Enum):
    """The rates, and what is deducted."""

    R_DISCOVERY = "R_DISCOVERY"
    R_ACCEPT = "R_ACCEPT"
    R_ON_TIME = "R_ON_TIME"
    R_SETTLE = "R_SETTLE"
    R_SATISFY = "R_SATISFY"
    R_RECUR = "R_RECUR"
    R_SOLVE = "R_SOLVE"
    R_PARTICIPATE = "R_PARTICIPATE"
    R_RETURN = "R_RETURN"
    R_STATUTORY = "R_STATUTORY"
    R_RESPONSE = "R_RESPONSE"
    R_PUBLISH = "R_PUBLISH"
    R_REPEAT = "R_REPEAT"
    R_PARTY_LINK = "R_PARTY_LINK"
    FALSE_CLOSING = "FALSE_CLOSING"
    OVERDUE_30 = "OVERDUE_30"
    NEGATIVE_CASE = "NEGATIVE_CASE"
    POSITIVE_CASE = "POSITIVE_CASE"
    BREACH = "BREACH"


@strawberry.enum(description="How an index stands: 正常、关注、警示（建议约谈）。")
class Band(Enum):
    """How an index stands."""

    NORMAL = "NORMAL"
    WATCH = "WATCH"
    WARN = "WARN"


@strawberry.type(description="One rate of an index. 指数的一项。")
class IndexPartInfo:
    """One rate of an index."""

    key: Rate = read("Which. 比率。")
    weight: str = read("Its weight, in hundredths as 0.25; 0.00 is shown beside. 权重。")
    value: str | None = read("Its value, as 0.840; null over nothing, or when hidden. 值。")
    numerator: int | None = read("How many; null when hidden. 分子。")
    denominator: int | None = read("Of how many; null when hidden. 分母。")
    hidden: bool = read("Kept back: fewer than five of those served answered. 人数过少，不予显示。")
    inverted: bool = read("The value is one minus the rate. 取 1 减该率。")
    ranked: bool = read("Enough items to be compared with others. 是否参与排名。")


@strawberry.type(description="What is taken off an index. 扣分项。")
class IndexDeductionInfo:
    """What is taken off an index."""

    key: Rate = read("For what. 事由。")
    count: int = read("How many. 件数。")
    points: str = read("How much, bounded. 分值。")


@strawberry.enum(description="The index families: 党建统领力、问题管控力、工作推进力。")
class IndexFamily(Enum):
    """The index families."""

    PARTY_LEADERSHIP = "PARTY_LEADERSHIP"
    PROBLEM_CONTROL = "PROBLEM_CONTROL"
    WORK_DRIVE = "WORK_DRIVE"


@strawberry.type(description="One of three index families, shown beside the index. 一类指数。")
class IndexFamilyInfo:
    """One of three index families."""

    key: IndexFamily = read("Which. 哪一类。")
    value: str | None = read(
        "The plain mean of its rates that are shown, 0 to 100, as 81.2; null when none is. 均值。"
    )
    rates: list[Rate] = read("Its rates. 所属比率。")
    counted: int = read("How many of them are shown and make the mean. 计入的项数。")


@strawberry.type(description="A unit's control index with everything it was made of. 管控力指数。")
class ControlIndexInfo:
    """A unit's control index."""

    period: str = read("The period. 期间。")
    value: str | None = read("0 to 100, as 81.2; null when nothing can be counted. 指数。")
    version: int = read("The version of the formula. 公式版本。")
    band: Band | None = read("How it stands. 档次。")
    parts: list[IndexPartInfo] = read("Its rates. 各项。")
    deductions: list[IndexDeductionInfo] = read("What was taken off. 扣分。")
    bonuses: list[IndexDeductionInfo] = read("What was added. 加分。")
    complete: bool = read(f"{COMPLETE} True without boundariesAsOf. 未指定区划日期时为是。")
    void: bool = read(
        "Nothing for the period, by decision: retaliation, or a leak of who petitioned. 经认定为零。"
    )
    families: list[IndexFamilyInfo] = read(
        "Three families of its rates; they change no weight of the index. 三类指数，不改变指数权重。"
    )
    families_version: int = read("The version of that grouping. 分类版本。")
    closings: int = read("Closings that the organisation department scored. 销号件数。")
    team_problem_control: int | None = read("班子问题管控力, mean. 均分。")
    chief_duty_bearing: int | None = read("一把手履职担当力, mean. 均分。")
    cadre_work_drive: int | None = read("干部工作推进力, mean. 均分。")


@strawberry.type(description="A frozen index. 已定稿的指数。")
class Score(Node):
    """A frozen index."""

    period: str = read("The period. 期间。")
    tenths: int | None = read("The value in tenths of a point. 指数（十分之一分）。")
    band: Band | None = read("How it stands. 档次。")
    formula_version: int = read("The version of the formula. 公式版本。")
    parts: str = read("Its parts as they stood, as JSON. 定稿时的各项，JSON。")
    frozen_at: datetime = read("When. 定稿时间。")
    tenant: Tenant | None = read("The unit. 单位。")
    frozen_by: Person | None = read("Who froze it. 定稿人。")


@strawberry.type(description="A problem that a rate counts. 比率所计的一件。")
class RateItemInfo:
    """A problem that a rate counts."""

    in_numerator: bool = read("Whether it is in the numerator too. 是否计入分子。")
    problem: Problem | None = read("The problem. 问题。")


@strawberry.input(description="Which frozen scores. 筛选条件。")
class ScoreFilter:
    """Which frozen scores."""

    period: str | None = strawberry.field(
        default=strawberry.UNSET, description="Of this period. 期间。"
    )


@strawberry.input(description="Which items. 哪些件。")
class RateItemFilter:
    """Which items."""

    tenant: strawberry.ID = strawberry.field(
        description="The unit: one's own or a direct subordinate. 单位。"
    )
    rate: Rate = strawberry.field(description="Which rate. 比率。")
    begins: date = strawberry.field(description="From this day. 起日。")
    ends: date = strawberry.field(description="Up to this day, which is outside. 止日（不含）。")
    boundaries_as_of: date | None = strawberry.field(
        default=strawberry.UNSET, description=f"{BY_BOUNDARIES} {OWN_DAY}"
    )
