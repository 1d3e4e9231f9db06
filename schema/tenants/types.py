"""Types of the tree and of people in posts."""

from datetime import date
from enum import Enum

import strawberry

from schema.catalogue.types import Actor
from schema.fields import connection, read
from schema.nodes import Connection, Node


@strawberry.enum(description="What a tenant is. 层级或单位的种类。")
class TenantKind(Enum):
    """What a tenant is."""

    PROVINCE = "PROVINCE"
    CITY = "CITY"
    COUNTY = "COUNTY"
    TOWNSHIP = "TOWNSHIP"
    VILLAGE = "VILLAGE"
    DEPARTMENT = "DEPARTMENT"
    OFFICE = "OFFICE"


@strawberry.enum(description="How somebody is in a post. 任职方式。")
class AppointmentKind(Enum):
    """How somebody is in a post."""

    REGULAR = "REGULAR"
    SUBSTITUTE = "SUBSTITUTE"


@strawberry.enum(description="How tenants are ordered. 排序方式。")
class TenantOrder(Enum):
    """How tenants are ordered."""

    CODE = "CODE"
    NAME = "NAME"


@strawberry.input(description="Which tenants. 筛选条件。")
class TenantFilter:
    """Which tenants."""

    kind: TenantKind | None = strawberry.field(
        default=strawberry.UNSET, description="Of this kind. 种类。"
    )


@strawberry.input(description="Which tenants to search for. 检索条件。")
class TenantSearch:
    """Which tenants to search for."""

    kind: TenantKind | None = strawberry.field(
        default=strawberry.UNSET, description="Of this kind. 种类。"
    )
    search: str | None = strawberry.field(
        default=strawberry.UNSET,
        description=(
            "Part of the name, full-width or not, with blanks or without, or pinyin initials from the "
            "start. 名称片段（全角半角、有无空格均可）或拼音首字母。"
        ),
    )
    under: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET,
        description="In the subtree of this tenant, itself included. 所辖范围。",
    )


ORDER = (TenantOrder | None, "By code, or by Chinese name in pinyin order. 排序。")


@strawberry.type(description="A level of the area line, a department or an office. 层级或单位。")
class Tenant(Node):
    """A node of the tree."""

    code: str = read("Its statistical code, or a department's local code. 代码。")
    kind: TenantKind = read("What it is. 种类。")
    name: str = read("Its name. 名称。")
    path: str = read("Names from the root down, joined by slashes. 全路径。")
    slot: int = read("Its place in the line: 1 province … 6 office. 层级序号。")
    credit_code: str | None = read("A department's unified social credit code. 统一社会信用代码。")
    trade: str | None = read("A department's line of business. 条线。")
    suspended: bool = read("Whether nobody can act here now. 是否停用。")
    synthetic: bool = read("Whether it was made up for a demonstration. 是否演示数据。")
    valid_from: date = read("Since when it stands. 设立日期。")
    valid_until: date | None = read("Until when, that day not included. 撤销日期。")
    parent: "Tenant | None" = read("The level directly above. 直接上级。")
    ancestors: list["Tenant"] = read("The line from the root to the parent. 各上级。")
    children: Connection["Tenant"] = connection(
        "Direct subordinates. 直接下级。",
        filter=(TenantFilter | None, "Which of them. 筛选。"),
        order_by=ORDER,
    )
    bodies: Connection["Body"] = connection("Bodies that live here. 所设党组织。")
    posts: Connection["Post"] = connection("Posts here. 职务。")
    former_names: list["FormerNameInfo"] = read("How it was called before. 曾用名称。")
    successors: list["SuccessionInfo"] = read("Who took over what it had. 承接单位。")
    predecessors: list["SuccessionInfo"] = read("Whose affairs it took over. 前身。")


@strawberry.type(description="How a unit was called on days before. 曾用名称。")
class FormerNameInfo:
    """A former name."""

    name: str = read("The name. 名称。")
    kind: TenantKind = read("What it was. 种类。")
    code: str = read("The code. 代码。")
    valid_from: date = read("Since when. 起始日期。")
    valid_until: date = read("Until when, that day not included. 终止日期。")


@strawberry.type(description="That a unit took over what another one had. 承接关系。")
class SuccessionInfo:
    """A succession."""

    former: Tenant = read("The unit that ended. 撤销单位。")
    successor: Tenant = read("The unit that took over. 承接单位。")
    since: date = read("Since when. 起始日期。")
    until: date | None = read("The day on which it was taken back. 恢复日期。")


@strawberry.type(description="A unit as it stood on a day. 某日的单位。")
class TenantOnDayInfo:
    """A unit as it stood on a day."""

    tenant: Tenant = read("The unit itself, as it stands now. 该单位（现状）。")
    name: str = read("How it was called then. 当时名称。")
    kind: TenantKind = read("What it was then. 当时种类。")
    code: str = read("Its code then. 当时代码。")
    parent: Tenant | None = read("Its superior then. 当时上级。")
    path: str = read("Names of that day from the root down, joined by slashes. 当时全路径。")


@strawberry.type(description="A kind of body. 组织种类。")
class BodyKindInfo:
    """A kind of body."""

    key: str = read("Its key. 键。")
    title_zh: str = read("Its Chinese title. 中文名称。")
    title_en: str = read("Its English title. 英文名称。")


@strawberry.type(description="A Party body that lives in a tenant. 党组织。")
class Body(Node):
    """A body."""

    kind: BodyKindInfo = read("What it is. 种类。")
    name: str = read("Its name. 名称。")
    full_members: int | None = read("How many full members. 正式党员人数。")
    valid_from: date = read("Since when it stands. 成立日期。")
    valid_until: date | None = read("Until when, that day not included. 撤销日期。")
    tenant: Tenant = read("Where it lives. 所在单位。")
    parent: "Body | None" = read("The body above it. 上级党组织。")
    posts: Connection["Post"] = connection("Posts in it. 职务。")
    former_names: list["BodyFormerNameInfo"] = read("How it was called before. 曾用名称。")


@strawberry.type(description="How a body was called before. 党组织曾用名称。")
class BodyFormerNameInfo:
    """A name that a body no longer has."""

    name: str = read("The name. 名称。")
    valid_until: date = read("Until when, that day not included. 终止日期。")


@strawberry.type(description="A person. 人员。")
class Person(Node):
    """A person."""

    name: str = read("The person's name. 姓名。")
    synthetic: bool = read("Whether made up for a demonstration. 是否演示数据。")
    tenant: Tenant = read("The person's own unit. 所在单位。")
    appointments: Connection["Appointment"] = connection("Posts held, newest first. 任职。")


@strawberry.type(description="A post, whoever holds it. 职务。")
class Post(Node):
    """A post."""

    title: str = read("Its title. 名称。")
    title_en: str = read("Its English title. 英文名称。")
    roles: list[str] = read("Roles it carries besides those of its actor type. 角色。")
    heads: bool = read("Whether its holder signs for the body. 是否代表集体。")
    heads_unit: bool = read(
        "Whether its holder is head of the unit, by its roles or by its actor type. 是否单位主要负责人职务。"
    )
    valid_from: date = read("Since when it stands. 设立日期。")
    valid_until: date | None = read("Until when, that day not included. 撤销日期。")
    tenant: Tenant = read("Where it is. 所在单位。")
    body: Body | None = read("The body it is in. 所属党组织。")
    actor_type: Actor | None = read("The actor type it makes its holder. 责任主体类型。")
    appointments: Connection["Appointment"] = connection("Who holds or held it. 任职。")


@strawberry.type(description="A person in a post, dated. 任职。")
class Appointment(Node):
    """An appointment."""

    leading: bool = read("Whether it is the person's primary post. 是否主职。")
    appointed_on: date = read("The first day. 任职日期。")
    relieved_on: date | None = read("The first day no longer held. 免职日期。")
    document_no: str = read("Number of the document. 文号。")
    kind: AppointmentKind = read("Regular, or for somebody else. 任职方式。")
    reason: str = read("Why. 理由。")
    suspended_on: date | None = read("The first day of a suspension. 停职日期。")
    resumed_on: date | None = read("The first day after it. 复职日期。")
    ended_reason: str | None = read("Why it was ended or changed. 免职、变更理由。")
    ended_document_no: str | None = read("By which document. 免职、变更文号。")
    version: int = read("Rises with each change. 版本。")
    on_behalf_of: "Appointment | None" = read("Whose appointment it stands in for. 被代理的任职。")
    post: Post | None = read("The post. 职务。")
    person: Person | None = read("Who holds it. 任职人员。")
    tenant: Tenant = read("Where. 单位。")
