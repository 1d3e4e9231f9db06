"""Inputs and results of publicity."""

from datetime import date
from typing import Annotated

import strawberry

from schema.acts import KEY, REPLAYED, VERSION, RefusalType, union
from schema.fields import read
from schema.petitioners.types import ConsentForm, Petitioner
from schema.problems.members import may, must
from schema.publicity import enums
from schema.publicity.types import Comment, Publication, PublicationDraft


@strawberry.input(description="Proposes a pledge, progress or a case to be made public. 提出公开。")
class ProposePublicationInput:
    """Proposes a pledge, progress or a case to be made public."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    kind: enums.PublicityKind = must("Pledge, progress or case. 类别。")
    scope: enums.PublicityScope = must("Who is to read it. 公开范围。")
    form: enums.PublicityForm = must("In which form. 公开形式。")
    planned_on: date = must("When it is to be published. 拟公开日期。")
    title: str = must("Its title. 标题。")
    text: str = may(
        "The text; left out, a pledge is the one that was signed, another is made by template. "
        "正文；不填，承诺用签订的公开文本，其余按模板生成。",
        "",
    )
    polarity: enums.Polarity | None = may("Of a case. 正面或负面。", None)
    about_client: bool = may(
        "Whether it speaks of who brought the problem. 是否涉及反映人。", False
    )
    note: str = may("For who checks it. 备注。", "")


@strawberry.type(description="It was done. 已办理。")
class ProposePublicationSuccess:
    """It was done."""

    draft: PublicationDraft | None = read("The draft as it stands now. 拟公开件。")
    replayed: bool = read(REPLAYED)


ProposePublicationResult = Annotated[
    ProposePublicationSuccess | RefusalType,
    union("ProposePublicationResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Checks a draft: secrecy, necessity, accuracy. 审核。")
class CheckPublicationInput:
    """Checks a draft: secrecy, necessity, accuracy."""

    key: strawberry.ID = must(KEY)
    draft: strawberry.ID = must("The draft. 拟公开件。")
    expected_version: int = must(VERSION)
    note: str = may("What is noted. 备注。", "")


@strawberry.type(description="It was done. 已办理。")
class CheckPublicationSuccess:
    """It was done."""

    draft: PublicationDraft | None = read("The draft as it stands now. 拟公开件。")
    replayed: bool = read(REPLAYED)


CheckPublicationResult = Annotated[
    CheckPublicationSuccess | RefusalType,
    union("CheckPublicationResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Approves a draft that was checked. 审批。")
class ApprovePublicationInput:
    """Approves a draft that was checked."""

    key: strawberry.ID = must(KEY)
    draft: strawberry.ID = must("The draft. 拟公开件。")
    expected_version: int = must(VERSION)
    note: str = may("What is noted. 备注。", "")


@strawberry.type(description="It was done. 已办理。")
class ApprovePublicationSuccess:
    """It was done."""

    draft: PublicationDraft | None = read("The draft as it stands now. 拟公开件。")
    replayed: bool = read(REPLAYED)


ApprovePublicationResult = Annotated[
    ApprovePublicationSuccess | RefusalType,
    union("ApprovePublicationResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Returns a draft to who proposed it. 退回。")
class ReturnPublicationInput:
    """Returns a draft to who proposed it."""

    key: strawberry.ID = must(KEY)
    draft: strawberry.ID = must("The draft. 拟公开件。")
    expected_version: int = must(VERSION)
    reason: enums.ReturnReason = must("Why. 理由。")
    note: str = may("In words. 说明。", "")


@strawberry.type(description="It was done. 已办理。")
class ReturnPublicationSuccess:
    """It was done."""

    draft: PublicationDraft | None = read("The draft as it stands now. 拟公开件。")
    replayed: bool = read(REPLAYED)


ReturnPublicationResult = Annotated[
    ReturnPublicationSuccess | RefusalType,
    union("ReturnPublicationResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Makes an approved draft public. 实施公开。")
class PublishPublicationInput:
    """Makes an approved draft public."""

    key: strawberry.ID = must(KEY)
    draft: strawberry.ID = must("The draft. 拟公开件。")
    expected_version: int = must(VERSION)


@strawberry.type(description="It was done. 已办理。")
class PublishPublicationSuccess:
    """It was done."""

    publication: Publication | None = read("The publication as it stands now. 公开件。")
    replayed: bool = read(REPLAYED)


PublishPublicationResult = Annotated[
    PublishPublicationSuccess | RefusalType,
    union("PublishPublicationResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Withdraws a text, published or not; the trail stays. 撤回。")
class WithdrawPublicationInput:
    """Withdraws a text, published or not; the trail stays."""

    key: strawberry.ID = must(KEY)
    draft: strawberry.ID = must("The draft. 拟公开件。")
    expected_version: int = must(VERSION)
    reason: enums.WithdrawalReason = must("Why. 理由。")
    note: str = may("In words. 说明。", "")


@strawberry.type(description="It was done. 已办理。")
class WithdrawPublicationSuccess:
    """It was done."""

    draft: PublicationDraft | None = read("The draft as it stands now. 拟公开件。")
    replayed: bool = read(REPLAYED)


WithdrawPublicationResult = Annotated[
    WithdrawPublicationSuccess | RefusalType,
    union("WithdrawPublicationResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Records where and when a publication was posted. 登记公开渠道。")
class RecordPostingInput:
    """Records where and when a publication was posted."""

    key: strawberry.ID = must(KEY)
    publication: strawberry.ID = must("The publication. 公开件。")
    form: enums.PublicityForm = must("In which form. 形式。")
    place: str = must("Where. 地点或媒体。")
    posted_on: date = must("Since when, today or before. 日期，不晚于今日。")
    link: str = may("A link to it, https only. 链接，须为 https。", "")


@strawberry.type(description="It was done. 已办理。")
class RecordPostingSuccess:
    """It was done."""

    publication: Publication | None = read("The publication as it stands now. 公开件。")
    replayed: bool = read(REPLAYED)


RecordPostingResult = Annotated[
    RecordPostingSuccess | RefusalType,
    union("RecordPostingResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Records a separate consent to be spoken of in public. 登记单独同意。"
)
class RecordConsentInput:
    """Records a separate consent to be spoken of in public."""

    key: strawberry.ID = must(KEY)
    petitioner: strawberry.ID = must("Whose. 反映人。")
    form: ConsentForm = must("How it was given. 方式。")
    given_on: date = must("When. 日期。")
    covers: str = must("What may be published; it names nobody. 同意公开的内容。")


@strawberry.type(description="It was done. 已办理。")
class RecordConsentSuccess:
    """It was done."""

    petitioner: Petitioner | None = read("The masked form. 反映人（遮蔽）。")
    replayed: bool = read(REPLAYED)


RecordConsentResult = Annotated[
    RecordConsentSuccess | RefusalType,
    union("RecordConsentResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Ends a consent, and withdraws what rests on it. 撤回同意。")
class WithdrawConsentInput:
    """Ends a consent, and withdraws what rests on it."""

    key: strawberry.ID = must(KEY)
    petitioner: strawberry.ID = must("Whose. 反映人。")


@strawberry.type(description="It was done. 已办理。")
class WithdrawConsentSuccess:
    """It was done."""

    petitioner: Petitioner | None = read("The masked form. 反映人（遮蔽）。")
    replayed: bool = read(REPLAYED)


WithdrawConsentResult = Annotated[
    WithdrawConsentSuccess | RefusalType,
    union("WithdrawConsentResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Lets a comment of the public through, or hides it. 审核公众留言。")
class ModerateCommentInput:
    """Lets a comment of the public through, or hides it."""

    key: strawberry.ID = must(KEY)
    comment: strawberry.ID = must("The comment. 留言。")
    expected_version: int = must(VERSION)
    hidden_for: enums.HiddenFor | None = may(
        "Why it is hidden, also after it was let through; left out, it is let through. "
        "隐去理由，已通过的也可隐去；不填则通过。",
        None,
    )


@strawberry.type(description="It was done. 已办理。")
class ModerateCommentSuccess:
    """It was done."""

    comment: Comment | None = read("The comment as it stands now. 留言。")
    replayed: bool = read(REPLAYED)


ModerateCommentResult = Annotated[
    ModerateCommentSuccess | RefusalType,
    union("ModerateCommentResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Says something to a public publication, also as nobody; shown once let through. 公众留言。"
)
class CommentOnPublicationInput:
    """Says something to a public publication, also as nobody; shown once let through."""

    key: strawberry.ID = must(KEY)
    publication: strawberry.ID = must("The publication. 公开件。")
    text: str = must("What is said, 2 to 500 characters. 内容。")


@strawberry.type(description="It was done. 已办理。")
class CommentOnPublicationSuccess:
    """It was done."""

    publication: Publication | None = read("The publication as it stands now. 公开件。")
    replayed: bool = read(REPLAYED)


CommentOnPublicationResult = Annotated[
    CommentOnPublicationSuccess | RefusalType,
    union("CommentOnPublicationResult", "What became of it. 办理结果。"),
]
