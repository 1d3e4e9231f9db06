"""Types of changes that are previewed, and of what one person may give alone."""

from datetime import date, datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.appointments.types import CustomRole, PostGroup
from schema.editions.types import BookEdition
from schema.fields import connection, read
from schema.nodes import Connection, Node
from schema.reorganisation.types import Reorganisation
from schema.tenants.types import Person, Post, Tenant


@strawberry.enum(description="What is to be changed. 更改的种类。")
class ProposedChangeKind(Enum):
    """What is to be changed."""

    GRANT_ROLE = "GRANT_ROLE"
    TAKE_BACK_ROLE = "TAKE_BACK_ROLE"
    DEFINE_ROLE = "DEFINE_ROLE"
    AMEND_ROLE = "AMEND_ROLE"
    RETIRE_ROLE = "RETIRE_ROLE"
    GROUP_POST = "GROUP_POST"
    UNGROUP_POST = "UNGROUP_POST"
    APPOINT_PERSON = "APPOINT_PERSON"
    APPOINT_SUBSTITUTE = "APPOINT_SUBSTITUTE"
    RELIEVE_PERSON = "RELIEVE_PERSON"
    SUSPEND_PERSON = "SUSPEND_PERSON"
    REINSTATE_PERSON = "REINSTATE_PERSON"
    EXTEND_APPOINTMENT = "EXTEND_APPOINTMENT"
    REORGANISATION = "REORGANISATION"
    BOOK_EDITION = "BOOK_EDITION"


@strawberry.enum(
    description="How a change stands: previewed only; proposed to the level above; confirmed or "
    "declined there; applied. 更改的状态：已预演、待上一级确认、已确认、不予确认、已实施。"
)
class ProposedChangeState(Enum):
    """How a change stands."""

    PREVIEWED = "PREVIEWED"
    PROPOSED = "PROPOSED"
    CONFIRMED = "CONFIRMED"
    DECLINED = "DECLINED"
    APPLIED = "APPLIED"


@strawberry.enum(
    description="What an effect says: somebody gains a right, loses one, or loses sight of open "
    "items that lie at their post; of a change of the tree also what goes along, stays, ends, and whose "
    "deadline moves. 影响的种类：获得、失去、承办人不再看得到手上事项；区划调整另有移交、留存、终止、时限变动。"
)
class ChangeEffectSort(Enum):
    """What an effect says."""

    GAINS = "GAINS"
    LOSES = "LOSES"
    BLIND = "BLIND"
    MOVES = "MOVES"
    STAYS = "STAYS"
    ENDS = "ENDS"
    DEADLINES = "DEADLINES"


@strawberry.input(description="Which effects. 筛选条件。")
class ChangeEffectFilter:
    """Which effects."""

    sort: ChangeEffectSort | None = strawberry.field(
        default=strawberry.UNSET, description="Of this sort. 种类。"
    )


@strawberry.type(description="A right that somebody gains or loses by a change. 更改的一项影响。")
class ChangeEffect(Node):
    """An effect."""

    sort: ChangeEffectSort = read("What it says. 种类。")
    person: Person | None = read(
        "Who; null of a vacant post, of somebody you may not see, and of a change of the tree, which is "
        "told by unit. 何人；空缺职务、无权查看的、区划调整的为空。"
    )
    post: Post | None = read("In which post. 以哪个职务。")
    unit: Tenant | None = read("From which unit it reaches. 在哪个单位。")
    action: str | None = read("What may be done; null of a role that may be given. 操作。")
    ranges: list[str] = read(
        "On which records: words of the rule book, any of which is enough. 范围：规则手册的条件用语。"
    )
    role: str | None = read("A role that may be given from then on, or no longer. 可授予的角色。")
    noun: str = read("Of which records; empty of a role. 哪类记录。")
    records: int | None = read(
        "On how many records at the unit of who previewed it and below, none against anybody among "
        "them; null when they are not counted. 涉及记录数（预演人辖区内，不含任何反映件）。"
    )
    open_records: int | None = read("How many of them are open. 其中未办结。")
    exact: bool = read("Whether it is counted to the end. 是否确数。")


@strawberry.type(description="A change that is previewed before it is made. 拟办更改。")
class ProposedChange(Node):
    """A change that is previewed before it is made."""

    kind: ProposedChangeKind = read("What is to be changed. 种类。")
    state: ProposedChangeState = read("How it stands. 状态。")
    post: Post | None = read("The post it is about. 所涉职务。")
    group: PostGroup | None = read("The group of posts it is about. 所涉职务组。")
    person: Person | None = read("The person it is about. 所涉人员。")
    custom_role: CustomRole | None = read("The custom role it is about. 所涉自定义角色。")
    reorganisation: Reorganisation | None = read(
        "The reorganisation; its effects are told here, too. 区划调整，影响也列于此。"
    )
    book_edition: BookEdition | None = read("The edition of the book. 手册版本。")
    role: str | None = read("The role of the book, or the name of a custom role. 角色。")
    permissions: list[str] = read("Of a custom role: what it may do from then on. 权限。")
    reason: str = read("Why. 理由。")
    document_no: str = read("Number of the document. 文号。")
    preview_hash: str = read("Names exactly what was previewed. 预演散列值。")
    effective_on: date = read("The first day on which it makes a difference. 起作用的日期。")
    people_gaining: int = read("How many people gain something. 获得权限的人数。")
    people_losing: int = read("How many people lose something. 失去权限的人数。")
    needs_second: bool = read(
        "Whether it gives more than one person gives alone. 是否超过一人可自行办理的限额。"
    )
    effects: Connection[ChangeEffect] = connection(
        "Who gains and loses what; of the first 20 people. 何人获得或失去什么（前20人）。",
        filter=(ChangeEffectFilter | None, "Which of them. 筛选。"),
    )
    previewed_by: Person | None = read("Who previewed it; nobody else applies it. 预演人。")
    previewed_at: datetime = read("When. 预演时间。")
    decided_by: Person | None = read("Who confirmed or declined it. 确认人。")
    decided_at: datetime | None = read("When. 确认时间。")
    answer: str | None = read("What was said to it. 意见。")
    applied_at: datetime | None = read("When it was applied. 实施时间。")
    version: int = read("Rises with each change. 版本。")
    tenant: Tenant = read("Where it was previewed. 预演单位。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")


@strawberry.input(description="Which changes. 筛选条件。")
class ProposedChangeFilter:
    """Which changes."""

    state: ProposedChangeState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )


@strawberry.enum(description="Whether a threshold is in force. 限额状态。")
class ChangeThresholdState(Enum):
    """Whether a threshold is in force."""

    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"


@strawberry.type(description="How much one person may give alone. 一人可自行办理的限额。")
class ChangeThreshold(Node):
    """How much one person may give alone."""

    number: int = read("Its number at the level, from 1. 版本号。")
    state: ChangeThresholdState = read("Whether it is in force. 状态。")
    people: int = read("At most so many people. 人数上限。")
    records: int | None = read("At most so many records of one kind to one person. 同类记录上限。")
    set_at: datetime = read("When it was set. 设定时间。")
    tenant: Tenant = read("For which level and the line below. 设定单位。")
