"""Types of the reorganisations."""

from datetime import date, datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.fields import read
from schema.nodes import Node
from schema.tenants.types import Post, Tenant, TenantKind


@strawberry.enum(description="What sort of change of the tree. 区划调整的类别。")
class ReorganisationKind(Enum):
    """What sort of change of the tree."""

    RENAME = "RENAME"
    UPGRADE = "UPGRADE"
    MOVE = "MOVE"
    MERGE = "MERGE"
    SPLIT = "SPLIT"


@strawberry.enum(description="How a reorganisation stands. 区划调整的状态。")
class ReorganisationState(Enum):
    """How a reorganisation stands."""

    DRAFT = "DRAFT"
    PREVIEWED = "PREVIEWED"
    APPROVED = "APPROVED"
    SCHEDULED = "SCHEDULED"
    APPLIED = "APPLIED"
    REVERSED = "REVERSED"
    WITHDRAWN = "WITHDRAWN"


@strawberry.enum(
    description="What a step does: name anew, hang under another parent, merge into a successor, "
    "found a unit, move a post with what it has in hand. "
    "一步做什么：更名、划转、并入、新设、划转职务。"
)
class ReorganisationVerb(Enum):
    """What a step does."""

    RENAME = "RENAME"
    MOVE = "MOVE"
    MERGE = "MERGE"
    FOUND = "FOUND"
    MOVE_POST = "MOVE_POST"


@strawberry.enum(
    description="What an effect counts: records that go to a successor, that units gain or lose "
    "sight of, that stay, that end; open items whose holder would lose sight; deadlines that move. "
    "影响的种类：移交、新可见、不再可见、留存、终止、承办人失去可见、时限变动。"
)
class ReorganisationEffectSort(Enum):
    """What an effect counts."""

    MOVES = "MOVES"
    GAINS = "GAINS"
    LOSES = "LOSES"
    STAYS = "STAYS"
    ENDS = "ENDS"
    BLIND = "BLIND"
    DEADLINES = "DEADLINES"


@strawberry.type(description="One step of a reorganisation. 调整的一步。")
class ReorganisationStep(Node):
    """One step."""

    position: int = read("Its number, from 1. 序号。")
    verb: ReorganisationVerb = read("What is done. 做什么。")
    unit: Tenant | None = read("The unit it is done to. 所涉单位。")
    to: Tenant | None = read("The new parent or successor. 新的上级或承接单位。")
    to_step: int | None = read("The step that founds it. 由第几步新设。")
    founded: Tenant | None = read("The unit that this step founded. 新设单位。")
    post: Post | None = read("The post that goes. 划转的职务。")
    name: str | None = read("The new name. 新名称。")
    code: str | None = read("The new code. 新代码。")
    unit_kind: TenantKind | None = read("The kind of a new or upgraded unit. 单位种类。")


@strawberry.type(
    description="What a reorganisation will mean, in numbers. 区划调整的影响（只有数目）。"
)
class ReorganisationEffect(Node):
    """An effect."""

    sort: ReorganisationEffectSort = read("What is counted. 种类。")
    noun: str = read("Which records. 哪类记录。")
    unit: Tenant | None = read("For which unit. 对哪个单位。")
    items: int = read("How many. 数目。")
    open_items: int = read("How many of them are open. 其中未办结。")


@strawberry.type(description="A change of the tree, from draft to applied. 区划调整。")
class Reorganisation(Node):
    """A reorganisation."""

    kind: ReorganisationKind = read("Of which kind. 类别。")
    state: ReorganisationState = read("How it stands. 状态。")
    title: str = read("What it is called. 名称。")
    document_no: str = read("Number of the document. 文号。")
    reason: str = read("Why. 理由。")
    drafted_at: datetime = read("When it was proposed. 提出时间。")
    preview_hash: str | None = read("Names exactly what was previewed. 预演散列值。")
    previewed_at: datetime | None = read("When it was previewed. 预演时间。")
    approved_at: datetime | None = read("When it was approved. 批准时间。")
    effective_on: date | None = read("From which day it may be applied. 生效日期。")
    applied_on: date | None = read("On which day it was applied. 实施日期。")
    reversed_at: datetime | None = read("When it was taken back. 恢复时间。")
    ended_because: str | None = read("Why it was withdrawn or taken back. 撤回或恢复的理由。")
    version: int = read("Rises with each change. 版本。")
    superior: Tenant = read("The common superior, which decides. 共同上级。")
    proposed_by: Tenant = read("The unit that proposed it. 提出单位。")
    steps: list[ReorganisationStep] = read("What is done, in order. 各步骤。")
    effects: list[ReorganisationEffect] = read("What the last preview says. 最近一次预演的影响。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")


@strawberry.input(description="Which reorganisations. 筛选条件。")
class ReorganisationFilter:
    """Which reorganisations."""

    state: ReorganisationState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )
