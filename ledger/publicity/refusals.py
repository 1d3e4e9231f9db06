"""Refusals of publicity. None of them repeats what was sent.

Refusal
├── NotFound
│   └── DraftNotFound, PublicationNotFound, CommentNotFound, ConsentPetitionerNotFound,
│       PublicityProblemNotFound
├── NotAllowed
│   └── CommentByStaff
├── Conflict
│   └── PublicityStale, PublicityNotOpenToThis, ConsentMissing, ThreePersonsNeeded,
│       DraftStepRefused, PublicationNotAsApproved, PledgeUnsigned, PublicityNotYours
├── Invalid
│   └── PersonalDataFound, PolarityRefused, PublicityReasonUnknown, PostingLinkRefused
└── Busy
    └── TooManyComments
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Busy, Conflict, Invalid, NotAllowed, NotFound, WrongState

STATES: Mapping[str, tuple[str, str]] = {
    "PROPOSED": ("已提出", "proposed"),
    "CHECKED": ("已审核", "checked"),
    "APPROVED": ("已审批", "approved"),
    "PUBLISHED": ("已公开", "published"),
    "RETURNED": ("已退回", "returned"),
    "WITHDRAWN": ("已撤下", "withdrawn"),
    "RECEIVED": ("待审看", "received"),
    "HIDDEN": ("不予公开", "hidden"),
}


@dataclass(eq=False)
class DraftNotFound(NotFound):
    """There is no such draft, or it is not yours to see."""

    code: ClassVar[str] = "publicity.draft_not_found"
    zh: ClassVar[str] = "没有这份拟公开件，或您无权查看。"


@dataclass(eq=False)
class PublicationNotFound(NotFound):
    """There is no such publication, or it is not yours to see."""

    code: ClassVar[str] = "publicity.publication_not_found"
    zh: ClassVar[str] = "没有这份公开件，或您无权查看。"


@dataclass(eq=False)
class CommentByStaff(NotAllowed):
    """The public comments; whoever sits in the unit that published, above it or below it does not."""

    code: ClassVar[str] = "publicity.not_for_staff"
    zh: ClassVar[str] = "留言供群众监督；在公开单位及其上级、下级任职的人员不在此留言。"


@dataclass(eq=False)
class CommentNotFound(NotFound):
    """There is no such comment, or it is not yours to see."""

    code: ClassVar[str] = "publicity.comment_not_found"
    zh: ClassVar[str] = "没有这条留言，或您无权查看。"


@dataclass(eq=False)
class ConsentPetitionerNotFound(NotFound):
    """There is no such petitioner, or it is not yours to see."""

    code: ClassVar[str] = "publicity.petitioner_not_found"
    zh: ClassVar[str] = "没有这位反映人，或您无权查看。"


@dataclass(eq=False)
class PublicityProblemNotFound(NotFound):
    """There is no such problem, or it is not yours to see."""

    code: ClassVar[str] = "publicity.problem_not_found"
    zh: ClassVar[str] = "没有这个问题，或您无权查看。"


@dataclass(eq=False)
class PublicityStale(Conflict):
    """It has changed since you read it: it is at version {current} now."""

    code: ClassVar[str] = "publicity.stale"
    zh: ClassVar[str] = "您阅读之后它已变更，现为第{current}版。"
    current: int


@dataclass(eq=False)
class PublicityNotOpenToThis(WrongState):
    """That cannot be done while it is {state}."""

    code: ClassVar[str] = "publicity.wrong_state"
    zh: ClassVar[str] = "处于“{state}”状态时不能这样办理。"
    names = STATES


@dataclass(eq=False)
class ConsentMissing(Conflict):
    """The text is about somebody who brought the problem, and no separate consent of theirs is on
    record.
    """

    code: ClassVar[str] = "publicity.consent_missing"
    zh: ClassVar[str] = "内容涉及反映人，而没有其单独同意的记录。"
    constraint: ClassVar[str] = "publication_consented"


@dataclass(eq=False)
class ThreePersonsNeeded(Conflict):
    """Who proposes, who checks and who approves are three different persons."""

    code: ClassVar[str] = "publicity.three_persons"
    zh: ClassVar[str] = "提出、审核、审批须由三个不同的人办理。"
    constraint: ClassVar[str] = "publication_draft_three_persons_check"


@dataclass(eq=False)
class DraftStepRefused(Conflict):
    """A draft goes step by step, each step signed by who takes it."""

    code: ClassVar[str] = "publicity.step_by_step"
    zh: ClassVar[str] = "拟公开件须逐步办理，每一步由本人签署。"
    constraint: ClassVar[str] = "publication_draft_step_by_step"


@dataclass(eq=False)
class PublicationNotAsApproved(Conflict):
    """Only the text that was approved can be published."""

    code: ClassVar[str] = "publicity.not_as_approved"
    zh: ClassVar[str] = "只能公开经审批的原文。"
    constraint: ClassVar[str] = "publication_as_approved"


@dataclass(eq=False)
class PersonalDataFound(Invalid):
    """{field} carries personal data that may not be published: {found}."""

    code: ClassVar[str] = "publicity.personal_data"
    zh: ClassVar[str] = "{field} 含有不得公开的个人信息：{found}。"
    field: str
    found: str


@dataclass(eq=False)
class PolarityRefused(Invalid):
    """A case is positive or negative; a pledge or progress is neither."""

    code: ClassVar[str] = "publicity.polarity_refused"
    zh: ClassVar[str] = "案例须注明正面或负面；承诺、进度不注明。"


@dataclass(eq=False)
class PublicityReasonUnknown(Invalid):
    """The reason is one of: {known}."""

    code: ClassVar[str] = "publicity.reason_unknown"
    zh: ClassVar[str] = "理由须是以下之一：{known}。"
    known: str


@dataclass(eq=False)
class PostingLinkRefused(Invalid):
    """A link begins with https:// and has no space in it."""

    code: ClassVar[str] = "publicity.link_refused"
    zh: ClassVar[str] = "链接须以 https:// 开头，中间没有空格。"
    constraint: ClassVar[str] = "posting_link_is_https_check"


@dataclass(eq=False)
class TooManyComments(Busy):
    """Too many comments came in a short time; try again in an hour."""

    code: ClassVar[str] = "publicity.too_many_comments"
    zh: ClassVar[str] = "短时间内留言过多，请一小时后再试。"


@dataclass(eq=False)
class PledgeUnsigned(Conflict):
    """A pledge is published after its head signed it, and in the words that were signed."""

    code: ClassVar[str] = "publicity.pledge_unsigned"
    zh: ClassVar[str] = "承诺须先由主要负责人签订，并按签订的公开文本公开。"


@dataclass(eq=False)
class PublicityNotYours(Conflict):
    """The problem lies with another unit by now, or went into another one: it is not for you to
    speak of.
    """

    code: ClassVar[str] = "publicity.not_yours"
    zh: ClassVar[str] = "问题已在其他单位手上，或已并案，不由贵单位公开。"
    constraint: ClassVar[str] = "publication_draft_by_whose_it_is"
