"""Types of custom roles, groups of posts and grants."""

from datetime import date, datetime
from enum import Enum

import strawberry

from schema.fields import connection, read
from schema.nodes import Connection, Node
from schema.tenants.types import Appointment, Body, Person, Post, Tenant

REASON = "Why. 理由。"
DOCUMENT = "Number of the document. 文号。"
GIVER = "Who did it. 经办人。"
GIVEN_AT = "When it was recorded. 登记时间。"
FROM = "The first day. 起始日期。"
UNTIL = "The first day no longer. 终止日期（不含）。"
CHANGES = "Rises with each change. 版本。"


@strawberry.enum(description="Whether a custom role gives anything. 自定义角色状态。")
class CustomRoleState(Enum):
    """Whether a custom role gives anything."""

    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"


@strawberry.type(description="A role that a level composed of permissions. 自定义角色。")
class CustomRole(Node):
    """A role that a level composed."""

    title: str = read("Its name. 名称。")
    title_en: str = read("Its English name. 英文名称。")
    permissions: list[str] = read(
        "What it may do: the role of the book as which, a colon, the action. 权限：角色:操作。"
    )
    state: CustomRoleState = read("Whether it gives anything. 状态。")
    reason: str = read(REASON)
    document_no: str = read(DOCUMENT)
    given_by: Person | None = read(GIVER)
    given_at: datetime = read(GIVEN_AT)
    version: int = read(CHANGES)
    tenant: Tenant = read("Where it was defined: it is given there and below. 定义单位。")


@strawberry.type(description="A group of posts; what it is given, each has. 职务组。")
class PostGroup(Node):
    """A group of posts."""

    title: str = read("Its name. 名称。")
    title_en: str = read("Its English name. 英文名称。")
    members: Connection["GroupMember"] = connection("Posts in it, newest first. 组内职务。")
    grants: Connection["RoleGrant"] = connection("What it is given, newest first. 授权。")
    reason: str = read(REASON)
    document_no: str = read(DOCUMENT)
    given_by: Person | None = read(GIVER)
    given_at: datetime = read(GIVEN_AT)
    tenant: Tenant = read("Where it was made. 设立单位。")


@strawberry.type(description="A post in a group, dated. 入组记录。")
class GroupMember(Node):
    """A post in a group."""

    post: Post | None = read("The post. 职务。")
    group: PostGroup | None = read("The group. 职务组。")
    given_from: date = read(FROM)
    given_until: date | None = read(UNTIL)
    reason: str = read(REASON)
    document_no: str = read(DOCUMENT)
    given_by: Person | None = read(GIVER)
    given_at: datetime = read(GIVEN_AT)
    version: int = read(CHANGES)
    tenant: Tenant = read("Where the post is. 职务所在单位。")


@strawberry.type(description="A role given to a post or a group, dated. 授权。")
class RoleGrant(Node):
    """A role given to a post or a group."""

    role: str | None = read("The role of the book, if it is one. 规则手册角色。")
    custom_role: CustomRole | None = read("The custom role, if it is one. 自定义角色。")
    post: Post | None = read("The post, if it is one. 职务。")
    group: PostGroup | None = read("The group, if it is one. 职务组。")
    given_from: date = read(FROM)
    given_until: date | None = read(UNTIL)
    reason: str = read(REASON)
    document_no: str = read(DOCUMENT)
    given_by: Person | None = read(GIVER)
    given_at: datetime = read(GIVEN_AT)
    ended_reason: str | None = read("Why it was taken back. 收回理由。")
    ended_document_no: str | None = read("By which document. 收回文号。")
    version: int = read(CHANGES)
    tenant: Tenant = read("Where. 单位。")


@strawberry.type(description="A post as it was on a day. 某日的职务。")
class PostOnDayInfo:
    """A post as it was on a day."""

    post: Post | None = read("The post itself, as it stands now. 该职务（现状）。")
    title: str = read("Its title. 名称。")
    tenant: Tenant = read("Whose it was then. 当时所在单位。")
    roles: list[str] = read("Roles it carries besides those of its actor type. 自带的角色。")
    given: list[RoleGrant] = read("Roles given to it that day, if yours to read. 当日所授的角色。")
    held: list[Appointment] = read("Who held it that day, if yours to read. 当日任职。")


@strawberry.input(description="Which custom roles. 筛选条件。")
class CustomRoleFilter:
    """Which custom roles."""

    state: CustomRoleState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )


@strawberry.input(description="Which grants. 筛选条件。")
class RoleGrantFilter:
    """Which grants."""

    post: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="To this post. 职务。"
    )


@strawberry.type(description="A role, and whether the viewer could give it at a unit. 可授角色。")
class GrantableRoleInfo:
    """A role, and whether the viewer could give it at a unit."""

    role: str | None = read("The role of the book, if it is one. 规则手册角色。")
    custom_role_id: strawberry.ID | None = read("The custom role, if it is one. 自定义角色。")
    title_zh: str = read("Its Chinese name. 中文名称。")
    title_en: str = read("Its English name. 英文名称。")
    grantable: bool = read("Whether the viewer could give it there. 可否授予。")
    code: str | None = read("Why not, as the code of a refusal. 不可授予的代码。")
    message: str | None = read("Why not. 不可授予的原因。")


@strawberry.enum(description="How a request stands. 提请状态。")
class AdministratorRequestState(Enum):
    """How a request stands."""

    ASKED = "ASKED"
    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"


@strawberry.type(description="A request for a separated administrator. 三员提请。")
class AdministratorRequest(Node):
    """A request for a separated administrator."""

    post: Post | None = read("The post. 职务。")
    person: Person | None = read("Who is to hold it, if that is asked. 人员。")
    role: str | None = read("The role it is to have, if that is asked. 角色。")
    state: AdministratorRequestState = read("How it stands. 状态。")
    given_from: date = read(FROM)
    given_until: date | None = read(UNTIL)
    reason: str = read(REASON)
    document_no: str = read(DOCUMENT)
    asked_by: Person | None = read("Who asked. 提请人。")
    asked_at: datetime = read("When. 提请时间。")
    decided_by: Person | None = read("Who answered. 确认人。")
    decided_at: datetime | None = read("When. 确认时间。")
    answer: str | None = read("What was said to it. 答复。")
    version: int = read(CHANGES)
    tenant: Tenant = read("Where it was asked. 提请单位。")


@strawberry.enum(description="What became of a unit or a body. 沿革种类。")
class UnitChangeKind(Enum):
    """What became of a unit or a body."""

    FOUNDED = "FOUNDED"
    RENAMED = "RENAMED"
    CLOSED = "CLOSED"


@strawberry.type(description="What became of a unit or a body, dated. 沿革。")
class UnitChange(Node):
    """What became of a unit or a body."""

    change: UnitChangeKind = read("What. 种类。")
    name_before: str | None = read("Its name before. 原名称。")
    name_after: str | None = read("Its name after. 新名称。")
    effective_on: date = read("From which day. 生效日期。")
    reason: str = read(REASON)
    document_no: str = read(DOCUMENT)
    given_by: Person | None = read(GIVER)
    given_at: datetime = read(GIVEN_AT)
    body: Body | None = read("The body, if it is one. 党组织。")
    tenant: Tenant = read("The unit. 单位。")
