"""Types of the feeds."""

from datetime import date, datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.assignments.queries import HandoverItemInfo
from schema.fields import connection, read
from schema.nodes import Connection, Node
from schema.tenants.types import Person, Post, Tenant, TenantKind


@strawberry.enum(description="What a feed tells of. 报送种类。")
class FeedKind(Enum):
    """What a feed tells of."""

    PEOPLE = "PEOPLE"
    POSTS = "POSTS"
    UNITS = "UNITS"


@strawberry.enum(description="By which way a feed comes in. 接入方式。")
class FeedSource(Enum):
    """By which way a feed comes in."""

    SCIM = "SCIM"
    FILE = "FILE"
    DIRECTORY = "DIRECTORY"


@strawberry.enum(description="How a feed stands. 数据源状态。")
class FeedState(Enum):
    """How a feed stands."""

    ACTIVE = "ACTIVE"
    STOPPED = "STOPPED"
    SUSPENDED = "SUSPENDED"


@strawberry.enum(description="What a line of a plan does. 变动种类。")
class FeedLineKind(Enum):
    """What a line of a plan does."""

    CREATE = "CREATE"
    MOVE = "MOVE"
    RENAME = "RENAME"
    LEAVE = "LEAVE"
    AMBIGUOUS = "AMBIGUOUS"


@strawberry.enum(description="What a line of a plan is about. 变动对象。")
class FeedLineSubject(Enum):
    """What a line of a plan is about."""

    PERSON = "PERSON"
    POST = "POST"
    UNIT = "UNIT"


@strawberry.enum(description="How a line of a plan stands. 变动状态。")
class FeedLineState(Enum):
    """How a line of a plan stands."""

    APPLIED = "APPLIED"
    WAITING = "WAITING"
    DECLINED = "DECLINED"
    UNDONE = "UNDONE"
    OVERTAKEN = "OVERTAKEN"


@strawberry.enum(description="What a line waits for, or waited for. 等待的缘由。")
class FeedLineReason(Enum):
    """What a line waits for."""

    NOTHING = "NOTHING"
    BUDGET = "BUDGET"
    RIGHTS = "RIGHTS"
    HANDOVER = "HANDOVER"
    UNIT = "UNIT"
    UNSURE = "UNSURE"
    UNCLAIMED = "UNCLAIMED"
    SCOPE = "SCOPE"
    UNKNOWN_UNIT = "UNKNOWN_UNIT"
    ELSEWHERE = "ELSEWHERE"


@strawberry.type(description="One change that a feed brings, done or waiting. 方案中的一项。")
class FeedLine(Node):
    """One change that a feed brings."""

    kind: FeedLineKind = read("What it does. 种类。")
    subject: FeedLineSubject = read("What it is about. 对象。")
    state: FeedLineState = read("How it stands. 状态。")
    reason: FeedLineReason = read("What it waits or waited for. 等待的缘由。")
    confidence: int = read("How sure it is who is meant, 0 to 100. 把握程度。")
    label: str = read("Of whom or what it speaks. 对象名称。")
    from_text: str = read("What is so. 变动前。")
    to_text: str = read("What would be so. 变动后。")
    gains: list[str] = read(
        "Roles of the post that is taken up, as they were when the line was made; what they mean is "
        "told by feedPlanEffects. 因此得到的角色；影响见 feedPlanEffects。"
    )
    loses: list[str] = read("Roles of the post that is left, as they were then. 因此失去的角色。")
    made_at: datetime = read("When the feed brought it. 提出时间。")
    decided_at: datetime | None = read("When it was done or declined. 办结时间。")
    kept_because: str | None = read(
        "Why it was not taken back when the plan was: the code of a refusal. 撤回方案时未撤回的缘由。"
    )
    version: int = read("Rises with each change. 版本。")
    tenant: Tenant = read("The unit concerned. 所涉单位。")
    plan: "FeedPlan | None" = read("The plan it is part of. 所属方案。")
    person: Person | None = read("Who is meant. 人员。")
    from_post: Post | None = read("The post that is left. 离开的职务。")
    to_post: Post | None = read("The post that is taken up. 担任的职务。")
    handover: list[HandoverItemInfo] = read(
        "What the post that is left still has in hand. 离开的职务上未办结的事项。"
    )
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")


@strawberry.input(description="Which lines. 筛选条件。")
class FeedLineFilter:
    """Which lines."""

    state: FeedLineState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )
    reason: FeedLineReason | None = strawberry.field(
        default=strawberry.UNSET, description="Waiting for this. 缘由。"
    )


@strawberry.input(description="Which lines. 筛选条件。")
class FeedLinesFilter:
    """Which lines, of any plan."""

    state: FeedLineState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )
    reason: FeedLineReason | None = strawberry.field(
        default=strawberry.UNSET, description="Waiting for this. 缘由。"
    )
    plan: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of this plan. 方案。"
    )


@strawberry.input(description="Which lines. 筛选条件。")
class FeedLinesWaitingFilter:
    """Which of the lines that wait."""

    reason: FeedLineReason | None = strawberry.field(
        default=strawberry.UNSET, description="Waiting for this. 缘由。"
    )


@strawberry.type(description="All that a feed brought on one day. 数据源一日的方案。")
class FeedPlan(Node):
    """All that a feed brought on one day."""

    planned_on: date = read("The day. 日期。")
    people: int = read("How many people it has changed. 已变动人数。")
    hash: str = read("Stands for what the lines say; given when the plan is confirmed. 内容摘要。")
    undo_token: str = read(
        "Given when the plan is taken back; another one as soon as another line is done. 撤回凭据。"
    )
    applied: int = read("Lines that are done and can be taken back. 已办理、可撤回的项数。")
    kept: int = read("Lines that were not taken back, and say why. 未能撤回的项数。")
    undone: int = read("Lines that were taken back. 已撤回的项数。")
    waiting: int = read("Lines that wait. 待确认的项数。")
    changed_at: datetime = read("When it changed last. 最近变动时间。")
    version: int = read("Rises with each change. 版本。")
    feed: "Feed | None" = read("Whose it is. 数据源。")
    lines: Connection[FeedLine] = connection(
        "Its lines, in the order in which they came. 各项。",
        filter=(FeedLineFilter | None, "Which of them. 筛选。"),
    )


@strawberry.input(description="Which feeds. 筛选条件。")
class FeedFilter:
    """Which feeds."""

    state: FeedState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )


@strawberry.type(description="Another system that tells of people, posts and units. 数据源。")
class Feed(Node):
    """Another system that tells of people, posts and units."""

    name: str = read("Its name. 名称。")
    source: FeedSource = read("By which way it comes in. 接入方式。")
    kinds: list[str] = read("What it tells of. 报送种类。")
    budget: int = read("People, in per cent, that may change in a day. 每日变动上限（百分比）。")
    rights_from: TenantKind = read(
        "The lowest kind of unit whose posts with rights wait for a person. 须经人确认的最低单位种类。"
    )
    state: FeedState = read("How it stands. 状态。")
    created_at: datetime = read("When it was set up. 设立时间。")
    former_secret_until: datetime | None = read("Until when two secrets open it. 旧密钥有效至。")
    last_call_at: datetime | None = read("When it called last. 最近一次报送。")
    last_error_at: datetime | None = read("When a call failed last. 最近一次出错的时间。")
    last_error: str | None = read("Status and code of that failure. 出错的状态和代码。")
    version: int = read("Rises with each change. 版本。")
    tenant: Tenant = read("The unit for which, with all below, it speaks. 所属单位。")
    plans: Connection[FeedPlan] = connection("What it brought, day by day. 历日方案。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")


@strawberry.enum(description="In what a feed and this record differ. 差异种类。")
class FeedDifferenceKind(Enum):
    """In what a feed and this record differ."""

    NOT_TAKEN_IN = "NOT_TAKEN_IN"
    NAME = "NAME"
    TITLE = "TITLE"
    UNIT = "UNIT"
    TOLD_BUT_NOT_HELD = "TOLD_BUT_NOT_HELD"
    HELD_BUT_NOT_TOLD = "HELD_BUT_NOT_TOLD"


@strawberry.type(description="Something in which a feed and this record differ. 一处差异。")
class FeedDifferenceInfo:
    """Something in which a feed and this record differ."""

    kind: FeedDifferenceKind = strawberry.field(description="In what. 种类。")
    label: str = strawberry.field(description="Of whom or what. 对象。")
    told: str = strawberry.field(description="What the feed tells. 数据源所报。")
    held: str = strawberry.field(description="What stands here. 本系统所记。")
    managed_by: str = strawberry.field(
        description="Who keeps the field: the feed of that name, or nobody from outside. 字段由谁管理。"
    )


@strawberry.type(description="What differs between a feed and this record. 核对结果。")
class FeedReconciliationInfo:
    """What differs between a feed and this record."""

    differences: list[FeedDifferenceInfo] = strawberry.field(
        description="At most 200, in the order of the entries. 差异，最多200处。"
    )
    entries: int = strawberry.field(description="How many entries the feed has. 条目总数。")
    more: bool = strawberry.field(description="Whether there are more. 是否还有。")
