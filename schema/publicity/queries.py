"""Root fields of publicity."""

import strawberry

from schema.fields import connection, listed
from schema.nodes import Connection, Result
from schema.publicity.enums import DraftState, Polarity, PublicityKind
from schema.publicity.types import Comment, Publication, PublicationDraft, PublicityDutyInfo


@strawberry.input(description="Which publications. 筛选条件。")
class PublicationFilter:
    """Which publications."""

    kind: PublicityKind | None = strawberry.field(
        default=strawberry.UNSET, description="Of this kind. 类别。"
    )
    polarity: Polarity | None = strawberry.field(
        default=strawberry.UNSET, description="Cases of this sort. 正面或负面。"
    )
    tenant: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of this unit. 单位。"
    )


@strawberry.input(description="Which drafts. 筛选条件。")
class PublicationDraftFilter:
    """Which drafts."""

    state: DraftState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )
    kind: PublicityKind | None = strawberry.field(
        default=strawberry.UNSET, description="Of this kind. 类别。"
    )
    problem: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="About this problem. 问题。"
    )


@strawberry.type
class PublicityQueries:
    """What can be asked of publicity; publications also by nobody."""

    publication: Publication | None = listed(
        "A publication by its id. 按标识取公开件。",
        id=(strawberry.ID, "The publication's id. 全局标识。"),
    )
    publications: Connection[Publication] = connection(
        "What is published to you, newest first; what is public, to everybody. 公开件。",
        filter=(PublicationFilter | None, "Which of them. 筛选。"),
    )
    publication_draft: PublicationDraft | None = listed(
        "A draft by its id. 按标识取拟公开件。",
        id=(strawberry.ID, "The draft's id. 全局标识。"),
    )
    publication_drafts: Connection[PublicationDraft] = connection(
        "Drafts of your unit, of the next level, or for your level to approve. 拟公开件。",
        filter=(PublicationDraftFilter | None, "Which of them. 筛选。"),
    )
    comments_to_moderate: Connection[Comment] = connection(
        "Comments that wait for your level to let them through. 待审核的公众留言。"
    )
    publicity_due: Result[PublicityDutyInfo] = connection(
        "What your unit and its direct subordinates are to publish, first due first. 公开日程。"
    )
