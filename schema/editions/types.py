"""Types of editions of the book."""

from datetime import datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.fields import read
from schema.nodes import Node
from schema.tenants.types import Person, Tenant


@strawberry.enum(description="How an edition of the book stands. 手册版本的状态。")
class BookEditionState(Enum):
    """How an edition of the book stands."""

    PROPOSED = "PROPOSED"
    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"
    WITHDRAWN = "WITHDRAWN"


@strawberry.type(
    description="What a deployment takes away from the shipped rule book, and forbids besides. "
    "规则手册版本：在出厂手册之上的收紧。"
)
class BookEdition(Node):
    """An edition of the book."""

    number: int | None = read(
        "Rises with each publication; null when it was never in force. 版本号。"
    )
    state: BookEditionState = read("How it stands. 状态。")
    title: str = read("What it is for, in Chinese. 说明（中文）。")
    title_en: str = read("The same in English. 说明（英文）。")
    text: str = read("The page as it is written. 原文。")
    digest: str = read("SHA-256 of the page; a confirmation names it. 原文摘要。")
    floor: str = read("The shipped book it was weighed by. 所依出厂手册。")
    beside: int = read("The edition then in force; 0 for the shipped book. 当时现行版本号。")
    struck: list[str] = read("Lines that allow no longer: role, action, word, rule. 划去的行。")
    forbidden: list[str] = read("Lines that forbid besides. 新增的禁止。")
    takes: list[str] = read("Cells of the truth tables it takes away, the first 100. 收回的格。")
    takes_count: int = read("How many there are. 共几格。")
    gains: list[str] = read("Who gains against the edition in force, the first 100. 谁将得到。")
    gains_count: int = read("How many cells. 共几格。")
    loses: list[str] = read("Who loses against the edition in force, the first 100. 谁将失去。")
    loses_count: int = read("How many cells. 共几格。")
    unseen: list[str] = read(
        "Lines without which no truth table would come out otherwise: nobody has shown what they "
        "do. 没有任何真值表能看出的行。"
    )
    reason: str = read("Why. 理由。")
    document_no: str = read("By which document. 文号。")
    proposed_by: Person | None = read("The first of the two persons. 提出人。")
    proposed_at: datetime = read("When. 提出时间。")
    confirmed_by: Person | None = read("The second one. 确认人。")
    confirmed_at: datetime | None = read("Since when it was in force. 确认时间。")
    withdrawn_because: str | None = read("Why it was withdrawn. 撤回理由。")
    version: int = read("Its version. 记录版本。")
    tenant: Tenant = read("The top unit whose line it binds. 最上一级单位。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do. 可办事项。")


@strawberry.enum(description="Which way a decision would change. 变化方向。")
class ShadowDirection(Enum):
    """Which way a decision would change."""

    GAINS = "GAINS"
    LOSES = "LOSES"


@strawberry.type(
    description="Real decisions that a proposed edition would have taken otherwise. 影子比对。"
)
class ShadowDifferenceInfo:
    """Real decisions that a proposed edition would have taken otherwise."""

    action: str = read("Of which action. 事项。")
    direction: ShadowDirection = read("Who is decided would gain or lose. 得到或失去。")
    rule: str = read("The rule that makes the difference. 所依规则。")
    decisions: int = read("How many decisions, counted beside the live book. 次数。")
    posts: int = read("In how many posts people asked. 涉及职务数。")
