"""Closed lists of publicity, equal to those of its rules."""

from enum import Enum

import strawberry


@strawberry.enum(
    description="What is made public: pledge, progress or case. 公开类别：承诺、进度、案例。"
)
class PublicityKind(Enum):
    """What is made public: pledge, progress or case."""

    PLEDGE = "PLEDGE"
    PROGRESS = "PROGRESS"
    CASE = "CASE"


@strawberry.enum(description="Whether a case is an example or a warning. 正面或负面案例。")
class Polarity(Enum):
    """Whether a case is an example or a warning."""

    POSITIVE = "POSITIVE"
    NEGATIVE = "NEGATIVE"


@strawberry.enum(
    description="Who is to read it: the unit, the line below, all in post, everybody. 公开范围。"
)
class PublicityScope(Enum):
    """Who is to read it: the unit, the line below, all in post, everybody."""

    UNIT = "UNIT"
    MEMBERS = "MEMBERS"
    STAFF = "STAFF"
    PUBLIC = "PUBLIC"


@strawberry.enum(description="In which form it can be read. 公开形式。")
class PublicityForm(Enum):
    """In which form it can be read."""

    NOTICE_BOARD = "NOTICE_BOARD"
    PORTAL = "PORTAL"
    MEDIA = "MEDIA"
    MEETING = "MEETING"


@strawberry.enum(description="Where a draft stands. 拟公开件状态。")
class DraftState(Enum):
    """Where a draft stands."""

    PROPOSED = "PROPOSED"
    CHECKED = "CHECKED"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"
    RETURNED = "RETURNED"
    WITHDRAWN = "WITHDRAWN"


@strawberry.enum(description="Whether a publication can still be read. 公开件状态。")
class PublicationState(Enum):
    """Whether a publication can still be read."""

    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"


@strawberry.enum(description="Why a draft is returned. 退回理由。")
class ReturnReason(Enum):
    """Why a draft is returned."""

    INACCURATE = "INACCURATE"
    PERSONAL_DATA = "PERSONAL_DATA"
    SECRECY = "SECRECY"
    NOT_NECESSARY = "NOT_NECESSARY"
    UNCLEAR = "UNCLEAR"


@strawberry.enum(description="Why a text is withdrawn. 撤回理由。")
class WithdrawalReason(Enum):
    """Why a text is withdrawn."""

    INACCURATE = "INACCURATE"
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    CONSENT_MISSING = "CONSENT_MISSING"
    SECRECY = "SECRECY"
    SUPERSEDED = "SUPERSEDED"
    NOT_NEEDED = "NOT_NEEDED"


@strawberry.enum(description="Whether a comment was let through. 留言状态。")
class CommentState(Enum):
    """Whether a comment was let through."""

    RECEIVED = "RECEIVED"
    PUBLISHED = "PUBLISHED"
    HIDDEN = "HIDDEN"


@strawberry.enum(description="Why a comment is hidden; not for what it thinks. 留言隐去的理由。")
class HiddenFor(Enum):
    """Why a comment is hidden; not for what it thinks."""

    ABUSE = "ABUSE"
    PERSONAL_DATA = "PERSONAL_DATA"
    ACCUSATION = "ACCUSATION"
    OFF_TOPIC = "OFF_TOPIC"
    ADVERTISING = "ADVERTISING"
