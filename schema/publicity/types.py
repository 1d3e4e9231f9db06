"""Types of publicity."""

from datetime import date, datetime

import strawberry

from schema.actions import ViewerActionInfo
from schema.fields import connection, read
from schema.nodes import Connection, Node
from schema.problems.types import Problem
from schema.publicity.enums import (
    CommentState,
    DraftState,
    HiddenFor,
    Polarity,
    PublicationState,
    PublicityForm,
    PublicityKind,
    PublicityScope,
    WithdrawalReason,
)
from schema.tenants.types import Person, Tenant


@strawberry.type(
    description="A text on its way to the public: proposed, checked, approved and published by at least "
    "three persons. 拟公开件：提出、审核、审批、实施。"
)
class PublicationDraft(Node):
    """A text on its way to the public."""

    kind: PublicityKind = read("Pledge, progress or case. 类别。")
    polarity: Polarity | None = read("Of a case. 正面或负面。")
    scope: PublicityScope = read("Who is to read it. 公开范围。")
    form: PublicityForm = read("In which form. 公开形式。")
    planned_on: date = read("When it is to be published. 拟公开日期。")
    title: str = read("Its title. 标题。")
    text: str = read("The text, fixed once proposed. 正文，提出后不再改动。")
    about_client: bool = read("Whether it speaks of who brought the problem. 是否涉及反映人。")
    state: DraftState = read("Where it stands. 状态。")
    reason: str | None = read("Why it was returned or withdrawn, by its code. 退回或撤回理由。")
    note: str = read("What was noted last. 备注。")
    proposed_at: datetime = read("When it was proposed. 提出时间。")
    checked_at: datetime | None = read("When it was checked. 审核时间。")
    approved_at: datetime | None = read("When it was approved. 审批时间。")
    published_at: datetime | None = read("When it was published. 实施时间。")
    ended_at: datetime | None = read("When it was returned or withdrawn. 退回或撤回时间。")
    version: int = read("Rises with every step. 版本。")
    tenant: Tenant | None = read("The unit that proposed it. 提出单位。")
    approved_for: Tenant | None = read("The level that approves it. 审批层级。")
    problem: Problem | None = read("The problem it is about. 所涉问题。")
    proposed_by: Person | None = read("Who proposed it. 提出人。")
    checked_by: Person | None = read("Who checked it. 审核人。")
    approved_by: Person | None = read("Who approved it. 审批人。")
    published_by: Person | None = read("Who published it. 实施人。")
    ended_by: Person | None = read("Who returned or withdrew it. 退回或撤回人。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do now. 可办事项。")


@strawberry.type(
    description="What was made public: the approved text, frozen, with its hash. 公开件：经审批的定稿。"
)
class Publication(Node):
    """What was made public."""

    kind: PublicityKind = read("Pledge, progress or case. 类别。")
    polarity: Polarity | None = read("Of a case. 正面或负面。")
    scope: PublicityScope = read("Who reads it. 公开范围。")
    title: str = read("Its title. 标题。")
    text: str = read("The text as approved. 经审批的正文。")
    unit_name: str = read("Name of the unit when it was published. 公开时的单位名称。")
    sha256: str = read("Of kind, polarity, scope, unit, title and text. 定稿的摘要值。")
    state: PublicationState = read("Whether it can still be read. 状态。")
    published_at: datetime = read("Since when. 公开时间。")
    withdrawn_at: datetime | None = read("Until when. 撤回时间。")
    withdrawn_for: WithdrawalReason | None = read("Why it was withdrawn. 撤回理由。")
    version: int = read("Rises when it is withdrawn. 版本。")
    tenant: Tenant | None = read("The unit that published it. 公开单位。")
    draft: PublicationDraft | None = read("How it came about; not for the public. 拟公开件。")
    postings: list["PostingInfo"] = read("Where and when it was posted. 公开渠道登记。")
    comments: Connection["Comment"] = connection("What the public said. 公众留言。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do now. 可办事项。")


@strawberry.type(description="Where a publication could be read. 公开渠道登记。")
class PostingInfo:
    """Where a publication could be read."""

    form: PublicityForm = read("In which form. 形式。")
    place: str | None = read(
        "Where; for those who may read the draft, else null. 地点或媒体，看得到拟公开件的人可见。"
    )
    link: str | None = read(
        "A link to it, empty where there is none; for those who may read the draft, else null. "
        "链接，看得到拟公开件的人可见。"
    )
    posted_on: date = read("Since when. 日期。")


@strawberry.type(description="What somebody of the public said to a publication. 公众留言。")
class Comment(Node):
    """What somebody of the public said."""

    text: str = read("What was said. 内容。")
    state: CommentState = read("Whether it was let through. 状态。")
    hidden_for: HiddenFor | None = read("Why it is hidden. 隐去理由。")
    received_at: datetime = read("When it came. 收到时间。")
    version: int = read("Rises when it is moderated. 版本。")
    publication: Publication | None = read("What it was said to. 所留言的公开件。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do now. 可办事项。")


@strawberry.type(description="What of a problem is to be made public, until when. 公开日程。")
class PublicityDutyInfo:
    """What is to be made public."""

    kind: PublicityKind = read("Pledge or progress. 类别。")
    due_on: date = read("Until when. 期限。")
    overdue: bool = read("Whether its day has passed. 是否逾期。")
    tenant: Tenant | None = read("The unit that owes it. 责任单位。")
    problem: Problem | None = read("The problem. 问题。")
