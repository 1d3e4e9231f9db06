"""Types of diaries and visits."""

from datetime import date, datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.fields import read
from schema.nodes import Node
from schema.problems.types import Problem
from schema.scalars import Long
from schema.tenants.types import Person, Post, Tenant


@strawberry.enum(description="What a diary entry is about. 日记类别。")
class DiaryKind(Enum):
    """What a diary entry is about."""

    VISIT = "VISIT"
    DIARY = "DIARY"


@strawberry.enum(description="Whether a checklist is in force. 走访清单状态。")
class VisitTemplateState(Enum):
    """Whether a checklist is in force."""

    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"


@strawberry.type(
    description="What a level has asked at visits in it and below; none is shipped. 走访清单。"
)
class VisitTemplate(Node):
    """What a level has asked at visits in it and below."""

    number: int = read("Rises with each change of the level. 版本号。")
    state: VisitTemplateState = read("Whether it is in force. 状态。")
    title: str = read("Its name in Chinese. 名称。")
    title_en: str = read("Its name in English. 英文名称。")
    lines: list[str] = read("Its lines in Chinese; none: the level above has the word. 各项。")
    lines_en: list[str] = read("The same lines in English. 各项英文。")
    set_at: datetime = read("When it was set. 设定时间。")
    tenant: Tenant | None = read("The level that set it. 设定单位。")


@strawberry.type(
    description="What somebody saw and heard on a day; read by its author and by the head of their unit, "
    "and no report. 民情日记。"
)
class DiaryEntry(Node):
    """What somebody saw and heard on a day."""

    kind: DiaryKind = read("A visit, or anything else. 类别。")
    day: date = read("The day it tells of. 日期。")
    place: str = read("Where. 地点。")
    household: str = read("The household by a code that names nobody. 住户编号。")
    text: str = read("What was seen and heard. 内容。")
    answers: list[str] = read(
        "What was answered, line by line; empty where nothing was. 逐项回答。"
    )
    lines: int = read("How many lines were asked. 应答项数。")
    unanswered: int = read("How many were left unanswered. 未答项数。")
    written_at: datetime = read("When it was written. 记录时间。")
    tenant: Tenant | None = read("The unit in which it was written. 单位。")
    author: Person | None = read("Who wrote it. 记录人。")
    author_post: Post | None = read("In which post. 记录人职务。")
    template: VisitTemplate | None = read("By which checklist was asked. 所用走访清单。")
    corrects: "DiaryEntry | None" = read("The entry that it corrects. 所更正的日记。")
    corrections: list["DiaryEntry"] = read("What corrects it; nothing is changed. 更正。")
    files: list["DiaryFile"] = read("What is attached to it, for who reads it. 附件。")
    problems: list[Problem] = read(
        "Problems reported from it, as far as you see them. 由此上报的问题。"
    )
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")


@strawberry.type(description="A file that a diary entry keeps. 民情日记附件。")
class DiaryFile(Node):
    """A file that a diary entry keeps."""

    name: str = read("Its name. 文件名。")
    media_type: str = read("Its type. 类型。")
    size_bytes: Long = read("Its size in bytes. 字节数。")
    sha256: str = read("Hash of its content. 内容哈希值。")
    added_at: datetime = read("When it was attached. 时间。")
    url: str | None = read(
        "Where to have it, as an attachment: for this viewer alone and for five minutes. "
        "下载地址，仅限本人、五分钟内有效。"
    )
    entry: DiaryEntry | None = read("The entry. 所属日记。")


@strawberry.type(
    description="Visits of a direct subordinate with all below it, never by person. 走访汇总。"
)
class VisitCountInfo:
    """Visits of a direct subordinate with all below it."""

    tenant: Tenant = read("The direct subordinate, with all below it. 直接下级（含所辖）。")
    visits: int = read("How many visits; a corrected one counts once. 走访次数。")
    lines: int = read("How many lines were asked. 应答项数。")
    unanswered: int = read("How many were left unanswered. 未答项数。")


@strawberry.input(description="Which diary entries. 筛选条件。")
class DiaryEntryFilter:
    """Which diary entries."""

    kind: DiaryKind | None = strawberry.field(
        default=strawberry.UNSET, description="Of this kind. 类别。"
    )
