"""Refusals of contact cards.

Refusal
├── NotFound
│   └── CardNotFound, CardPostNotFound
├── Conflict
│   └── CardStale, CardWithdrawn, CardPublishedAlready, CardPostEnds
└── Invalid
    └── NumberPersonal, NumberNotOfADuty, CardDays
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class CardNotFound(NotFound):
    """There is no such contact card, or it is not yours to see."""

    code: ClassVar[str] = "contact_card.not_found"
    zh: ClassVar[str] = "没有这张联系卡，或您无权查看。"


@dataclass(eq=False)
class CardPostNotFound(NotFound):
    """There is no such post to be reached, or it is not yours to see."""

    code: ClassVar[str] = "contact_card.post_not_found"
    zh: ClassVar[str] = "没有这个职务，或您无权查看，不能公布其电话。"


@dataclass(eq=False)
class CardStale(Conflict):
    """The card changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "contact_card.stale"
    zh: ClassVar[str] = "联系卡已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class CardWithdrawn(Conflict):
    """The card is published no more: it was withdrawn, or another one took its place."""

    code: ClassVar[str] = "contact_card.withdrawn"
    zh: ClassVar[str] = "该联系卡已不再公布：已经撤下，或截止后已另行公布。"


@dataclass(eq=False)
class CardPublishedAlready(Conflict):
    """The post has a published card already. Withdraw that one first."""

    code: ClassVar[str] = "contact_card.published_already"
    zh: ClassVar[str] = "该职务已有公布的联系卡；请先撤下原卡。"
    constraint: ClassVar[str] = "contact_card_once"


@dataclass(eq=False)
class CardPostEnds(Conflict):
    """The post ends on {day}; a card ends with it at the latest."""

    code: ClassVar[str] = "contact_card.post_ends"
    zh: ClassVar[str] = "该职务于{day}撤销；联系卡最迟到此日为止。"
    day: date


@dataclass(eq=False)
class NumberPersonal(Invalid):
    """A mobile number is somebody's own and is not published. Give the duty telephone of the desk."""

    code: ClassVar[str] = "contact_card.number_personal"
    zh: ClassVar[str] = "手机号码属于个人信息，不予公布；请填写值班固定电话。"


@dataclass(eq=False)
class NumberNotOfADuty(Invalid):
    """That is no duty telephone. Give area code and number, a 400 or 800 number, or a service line."""

    code: ClassVar[str] = "contact_card.number_refused"
    zh: ClassVar[str] = "不是值班电话；请填写区号加号码、400或800号码，或12345等服务热线。"


@dataclass(eq=False)
class CardDays(Invalid):
    """A card ends after it begins, and not before today."""

    code: ClassVar[str] = "contact_card.days_refused"
    zh: ClassVar[str] = "联系卡的截止日期须在起始日期之后，且不早于今日。"
