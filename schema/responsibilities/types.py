"""Types of the responsibility lists."""

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from schema.actions import ViewerActionInfo
from schema.catalogue.types import Actor, Cadence, Duty
from schema.fields import COMPLETE, connection, read
from schema.nodes import Connection, Node
from schema.scalars import Long
from schema.tenants.types import Appointment, Body, Person, Post, Tenant


@strawberry.enum(description="Where a list or clause stands. 清单或条款状态。")
class ListState(Enum):
    """Where a list or clause stands: what was issued is retired, a draft is withdrawn."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"
    WITHDRAWN = "WITHDRAWN"


@strawberry.enum(description="Common to the level below, or one's own. 共性或个性。")
class Part(Enum):
    """Common to the level below, or one's own."""

    COMMON = "COMMON"
    OWN = "OWN"


@strawberry.enum(description="Where an obligation stands. 任务状态。")
class ObligationState(Enum):
    """Where an obligation stands."""

    PLANNED = "PLANNED"
    RECORDED = "RECORDED"
    SELF_CHECKED = "SELF_CHECKED"
    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"
    WITHDRAWN = "WITHDRAWN"


@strawberry.enum(description="Where a file stands. 文件状态。")
class FileState(Enum):
    """Where a file stands."""

    PREPARED = "PREPARED"
    STORED = "STORED"
    CLAIMED = "CLAIMED"
    IN_DIARY = "IN_DIARY"


@strawberry.enum(description="How obligations are ordered. 排序方式。")
class ObligationOrder(Enum):
    """How obligations are ordered."""

    DUE_ON = "DUE_ON"
    DUE_ON_DESC = "DUE_ON_DESC"


def _any_of(description: str) -> Any:
    return strawberry.field(default=strawberry.UNSET, description=description)


@strawberry.input(description="Which obligations. 筛选条件。")
class ObligationFilter:
    """Which obligations."""

    open: bool | None = _any_of("Neither accepted nor withdrawn. 未办结。")
    overdue: bool | None = _any_of("Past their due day. 已逾期。")
    state: ObligationState | None = _any_of("In this state. 状态。")
    actor_type: str | None = _any_of(
        "Of this actor type, by key; refused when there is no such type (list.actor_type_unknown). 责任主体键。"
    )


@strawberry.input(description="Which obligations of a list. 筛选条件。")
class ListedObligationFilter:
    """Which obligations of a list."""

    open: bool | None = _any_of("Not yet accepted. 未办结。")
    overdue: bool | None = _any_of("Past their due day. 已逾期。")
    state: ObligationState | None = _any_of("In this state. 状态。")


@strawberry.input(description="Which lists. 筛选条件。")
class ListFilter:
    """Which lists."""

    actor_type: str | None = _any_of(
        "Of this actor type, by key; refused when there is no such type (list.actor_type_unknown). 责任主体键。"
    )
    year: int | None = _any_of("Of this year. 年度。")
    state: ListState | None = _any_of("In this state. 状态。")
    signed: bool | None = _any_of(
        "Signed by all who are to sign; false: in force and to be signed by somebody still. "
        "应签的人是否都已签；false 为已发布、尚有人未签的。"
    )


@strawberry.type(description="The duties of one actor of one unit for one year. 责任清单。")
class ResponsibilityList(Node):
    """A responsibility list."""

    year: int = read("The year. 年度。")
    state: ListState = read("Where it stands. 状态。")
    version: int = read("Rises with every change; pledges name it. 版本。")
    published_at: datetime | None = read("When it was last published. 发布时间。")
    signed: bool = read(
        "Whether everybody who holds a post of this actor has signed the version in force; false "
        "where nobody does. 现行版本是否由担任该责任主体的人全部签订；无人担任的为 false。"
    )
    to_sign: list[Appointment] = read(
        "Who has still to sign the version in force: holders of the actor's posts; a head's signature "
        "stands for none of them. 现行版本尚未签订的人；主要负责人的签字不代替本人。"
    )
    tenant: Tenant = read("Whose list it is. 所属单位。")
    actor_type: Actor = read("Which actor's. 责任主体。")
    body: Body | None = read("Which body's, where it is one's. 所属党组织。")
    clauses: Connection["Clause"] = connection(
        "What was written into it, drafts and what has ended among it. 写入本清单的条款，含草稿和已废止的。"
    )
    bindings: Connection["Binding"] = connection(
        "The clauses that bind it; those that did as well, where they are asked for. "
        "约束本清单的条款；另行要求的，含曾经约束的。",
        in_force=(
            bool | None,
            "True: those that bind it now; false: those that ended; null: both. 现行的；false 为已终止的，null 为全部。",
            True,
        ),
    )
    obligations: Connection["Obligation"] = connection(
        "What falls due under it. 任务。",
        filter=(ListedObligationFilter | None, "Which of them. 筛选。"),
        order_by=(ObligationOrder | None, "By due day. 排序。"),
    )
    pledges: Connection["Pledge"] = connection("Who signed which version. 责任书。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do now. 可办事项。")


@strawberry.type(description="One duty as a level said it. 条款。")
class Clause(Node):
    """A clause."""

    part: Part = read("Common or own. 共性或个性。")
    position: int = read("Its place in the list. 序号。")
    title: str = read("What is to be done. 标题。")
    title_en: str = read("The title in English, where there is one. 英文标题。")
    detail: str = read("More on it. 详细说明。")
    cadence: Cadence = read("How often. 周期。")
    min_per_period: int = read("How many times in each period at least. 每期最少次数。")
    due_rule: str = read("When it falls due. 到期规则。")
    weight: int = read("Its weight in the score. 权重。")
    evidence: list[str] = read("What shows that it was done. 佐证材料。")
    state: ListState = read("Where it stands. 状态。")
    version: int = read("Rises with every change. 版本。")
    said_on: date | None = read("Since when the level that said it first has said it. 自何日起。")
    duty: Duty | None = read("The duty of the catalogue it is taken from. 目录职责。")
    publisher: Tenant = read("The level that published it here. 发布单位。")
    said_by: Tenant = read("The level that said it first. 最初提出的层级。")
    handed_on_from: "Clause | None" = read("The clause of the level above it passes on. 承接条款。")
    supersedes: "Clause | None" = read("The version it replaces. 所替代的条款。")
    list: ResponsibilityList | None = read("The publisher's list it stands on. 所在清单。")


@strawberry.type(description="That a clause binds a list. 条款对清单的约束。")
class Binding(Node):
    """A binding."""

    part: Part = read("Common or own. 共性或个性。")
    position: int = read("Its place in the list. 序号。")
    since: date = read(
        "Since when; of one that ended and began again, since then."
        " 起始日期；终止后又恢复约束的，为恢复之日。"
    )
    until: date | None = read("Until when, that day not included. 终止日期。")
    clause: Clause | None = read("The clause. 条款。")
    list: ResponsibilityList | None = read("The list. 清单。")


@strawberry.type(description="A person's signature under a frozen version of a list. 目标责任书。")
class Pledge(Node):
    """A pledge."""

    list_version: int = read("The version that was signed. 签订的版本。")
    sha256: str = read("Hash of the frozen text. 冻结文本的哈希值。")
    frozen: str = read("The text that was signed. 签订的文本。")
    signed_at: datetime = read("When. 签订时间。")
    list: ResponsibilityList | None = read("The list. 清单。")
    person: Person | None = read("Who signed. 签订人。")
    post: Post | None = read("In which post. 签订时职务。")


@strawberry.type(description="What one clause asks in one period. 履职任务。")
class Obligation(Node):
    """An obligation."""

    period: str = read("The period, as 2026-Q1 or 2026-03. 期间。")
    starts_on: date = read("First day of the period. 起始日。")
    ends_on: date = read("Last day of the period. 截止日。")
    due_on: date = read("Last day to have it done. 到期日。")
    state: ObligationState = read("Where it stands. 状态。")
    open: bool = read("Not yet accepted. 是否未办结。")
    overdue: bool = read("Whether it is open and past its due day. 是否逾期未办结。")
    self_check: str | None = read("What the unit says of it. 自查情况。")
    review: str | None = read("What the direct superior says of it. 上级意见。")
    missing_entries: int = read(
        "How many entries are still missing to minPerPeriod of its clause; who accepts it without them "
        "says why. 距条款每期最少次数还差几次纪实；仍予认可的须写明理由。"
    )
    version: int = read("Rises with every change. 版本。")
    tenant: Tenant = read("Whose it is. 责任单位。")
    actor_type: Actor = read("Which actor's. 责任主体。")
    clause: Clause | None = read("The clause that asks for it. 条款。")
    recorded_by: Person | None = read("Who recorded it last. 最近纪实人。")
    entries: Connection["Entry"] = connection("The record handbook. 纪实手册。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do now. 可办事项。")
    list: ResponsibilityList | None = read("The list. 清单。")


@strawberry.type(description="An entry of the record handbook, never changed. 纪实。")
class Entry(Node):
    """An entry."""

    text: str = read("What was done. 内容。")
    held_on: date = read("On which day. 日期。")
    place: str = read("Where. 地点。")
    recorded_at: datetime = read("When it was written down. 记录时间。")
    obligation: Obligation | None = read("For which obligation. 任务。")
    author: Person | None = read("Who wrote it. 记录人。")
    author_post: Post | None = read("In which post. 记录人职务。")
    author_tenant: Tenant = read("Of which unit. 记录人单位。")
    files: list["File"] = read("Evidence. 佐证材料。")


@strawberry.type(description="A file of evidence. 佐证文件。")
class File(Node):
    """A file."""

    name: str = read("Its name. 文件名。")
    media_type: str = read("Its type. 类型。")
    size_bytes: Long = read("Its size in bytes. 字节数。")
    sha256: str = read("Hash of its content. 内容哈希值。")
    state: FileState = read("Where it stands. 状态。")
    url: str | None = read(
        "Where to have it, as an attachment: for this viewer alone and for five minutes; null until "
        "it has arrived. 下载地址，仅限本人、五分钟内有效。"
    )


@strawberry.type(description="Lists, pledges and records of a direct subordinate. 覆盖情况。")
class CoverageInfo:
    """Coverage of one actor type below one direct subordinate."""

    tenant: Tenant = read("The direct subordinate, with all below it. 直接下级（含所辖）。")
    actor_type: Actor = read("The actor type. 责任主体。")
    tenants: int = read(
        "How many units have such an actor; with several bodies that have one, one needs a list for each. 应有清单的单位数；有数个党组织的，每个一份。"
    )
    with_list: int = read(
        "How many have a published list for each such actor of theirs. 责任主体均已发布清单的单位数。"
    )
    with_pledge: int = read(
        "How many have lists that all have signed who are to. 应签的人均已签责任书的单位数。"
    )
    with_record: int = read(
        "How many have recorded something under each of those lists. 各份清单均有纪实的单位数。"
    )
    complete: bool = read(COMPLETE)


@strawberry.type(description="Obligations of a direct subordinate, counted. 任务汇总。")
class ObligationRollUpInfo:
    """Obligations below one direct subordinate."""

    tenant: Tenant = read("The direct subordinate, with all below it. 直接下级（含所辖）。")
    total: int = read("All of them. 总数。")
    open: int = read("Not yet accepted. 未办结数。")
    overdue: int = read("Past their due day. 逾期数。")
    accepted: int = read("Accepted. 已认可数。")
    complete: bool = read(COMPLETE)
