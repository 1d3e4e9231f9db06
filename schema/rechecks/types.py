"""Types of re-checks."""

from datetime import date, datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.closing.types import Closing
from schema.fields import connection, read
from schema.nodes import Connection, Node
from schema.problems.types import Problem
from schema.tenants.types import Person, Tenant


@strawberry.enum(
    description="Why something is looked at again: major, drawn, a second look, ordered. 回头看缘由。"
)
class RecheckReason(Enum):
    """Why something is looked at again."""

    MAJOR = "MAJOR"
    SAMPLE = "SAMPLE"
    SECOND = "SECOND"
    ORDERED = "ORDERED"


@strawberry.enum(description="Where a re-check stands. 回头看状态。")
class RecheckState(Enum):
    """Where a re-check stands."""

    PLANNED = "PLANNED"
    OPEN = "OPEN"
    HELD = "HELD"
    REBOUND = "REBOUND"
    LAPSED = "LAPSED"


@strawberry.enum(description="In which form: 实地、查阅资料、电话、暗访。")
class RecheckForm(Enum):
    """In which form."""

    ON_SITE = "ON_SITE"
    DOCUMENTS = "DOCUMENTS"
    CALL = "CALL"
    HIDDEN_VISIT = "HIDDEN_VISIT"


@strawberry.enum(description="How well it was rectified: 好、较好、一般、差。")
class RecheckGrade(Enum):
    """How well it was rectified."""

    GOOD = "GOOD"
    FAIRLY_GOOD = "FAIRLY_GOOD"
    ORDINARY = "ORDINARY"
    POOR = "POOR"


@strawberry.enum(
    description="What a rebound proposes: nothing more, or a summons (约谈). 反弹处置建议。"
)
class ReboundProposal(Enum):
    """What a rebound proposes."""

    NONE = "NONE"
    SUMMONS = "SUMMONS"


@strawberry.type(
    description="What was drawn to be looked at again of a quarter, and from which seed. 回头看样本。"
)
class RecheckSample(Node):
    """A sample."""

    quarter: str = read("The quarter, as 2026-Q1. 季度。")
    seed: str = read(
        "From which it was drawn: the same seed over the same population draws the same. 随机种子。"
    )
    share_percent: int = read("Of each stratum, so much. 抽样比例。")
    population: int = read("From how many. 总体。")
    population_sha256: str = read("Their hash. 总体摘要。")
    drawn: int = read("How many. 抽中数。")
    drawn_at: datetime = read("When. 抽样时间。")
    tenant: Tenant | None = read("The level that drew. 抽样层级。")
    drawn_by: Person | None = read("Who drew. 抽样人。")
    rechecks: Connection["Recheck"] = connection("What was drawn. 抽中的问题。")


@strawberry.type(
    description="A look at a problem that was closed. The responsible unit sees it once it is done. 回头看。"
)
class Recheck(Node):
    """A re-check."""

    reason: RecheckReason = read("Why. 缘由。")
    state: RecheckState = read("Where it stands. 状态。")
    due_on: date = read("Until when. 时限。")
    form: RecheckForm | None = read("In which form. 方式。")
    grade: RecheckGrade | None = read("How well it was rectified. 等次。")
    why: str = read("Why it was opened. 启动缘由。")
    text: str = read("What was seen. 情况。")
    planned_at: datetime = read("When it was planned. 计划时间。")
    done_at: datetime | None = read("When it was done. 完成时间。")
    version: int = read("Rises with every change. 版本。")
    level: Tenant | None = read("The level to which the closing is charged. 列单层级。")
    looked_by: Person | None = read("Who looked: neither handler, lead leader nor closer. 复核人。")
    problem: Problem | None = read("The problem. 问题。")
    closing: Closing | None = read("The closing that is looked at. 销号单。")
    sample: RecheckSample | None = read("The sample it was drawn in. 样本。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do now. 可办事项。")


@strawberry.type(
    description="A closed problem that came back, charged to the level that closed it. 反弹。"
)
class Rebound(Node):
    """A rebound."""

    times: int = read("Which time. 第几次。")
    proposal: ReboundProposal = read("What it proposes; twice proposes a summons. 处置建议。")
    found_on: date = read("On which day. 日期。")
    found_at: datetime = read("When. 时间。")
    charged_to: Tenant | None = read("The level that closed it. 计入层级。")
    alerted: Tenant | None = read("The superior who is told. 报告对象。")
    problem: Problem | None = read("The problem. 问题。")
    closing: Closing | None = read("The closing that it cancelled. 被撤销的销号单。")
    recheck: Recheck | None = read("The re-check that found it. 回头看。")
