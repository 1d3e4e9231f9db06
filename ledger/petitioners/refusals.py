"""Refusals of the identity vault. None of them repeats what was sent.

Refusal
├── NotFound
│   └── PetitionerNotFound, PetitionerProblemNotFound, AccusedUnitNotFound
├── Conflict
│   └── IdentityNotSealed, TicketRefused
└── Invalid
    └── AccusationRefused, AnonymousWithIdentity, IdentityMissing
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class PetitionerNotFound(NotFound):
    """There is no such petitioner, or it is not yours to see."""

    code: ClassVar[str] = "petitioner.not_found"
    zh: ClassVar[str] = "没有这位反映人，或您无权查看。"


@dataclass(eq=False)
class PetitionerProblemNotFound(NotFound):
    """There is no such problem, or it is not yours to see."""

    code: ClassVar[str] = "petitioner.problem_not_found"
    zh: ClassVar[str] = "没有这个问题，或您无权查看。"


@dataclass(eq=False)
class AccusedUnitNotFound(NotFound):
    """One of the units it is against is not known here."""

    code: ClassVar[str] = "petitioner.unit_not_found"
    zh: ClassVar[str] = "被反映的单位中有查不到的。"


@dataclass(eq=False)
class AccusationRefused(Invalid):
    """Reports and accusations of breaches of discipline or of crimes in office are not taken,
    recorded or passed on here (Regulations on Petition Work, Articles 22 and 30; Rules on handling
    reports and accusations). Bring them to the discipline inspection and supervision organ that is
    competent: telephone 12388. Nothing of what you sent was kept.
    """

    code: ClassVar[str] = "petitioner.accusation_refused"
    zh: ClassVar[str] = (
        "检举、控告违纪、职务违法、职务犯罪的，本平台不受理、不登记、不转送（《信访工作条例》第二十二条、"
        "第三十条，《纪检监察机关处理检举控告工作规则》）。请向有管辖权的纪检监察机关提出，举报电话12388。"
        "您所发送的内容未予保存。"
    )


@dataclass(eq=False)
class AnonymousWithIdentity(Invalid):
    """Who wishes to stay anonymous is registered without a name or contact."""

    code: ClassVar[str] = "petitioner.anonymous_with_identity"
    zh: ClassVar[str] = "匿名反映的，不登记姓名和联系方式。"


@dataclass(eq=False)
class IdentityMissing(Invalid):
    """A name or a contact is needed, unless the petitioner wishes to stay anonymous."""

    code: ClassVar[str] = "petitioner.identity_missing"
    zh: ClassVar[str] = "须登记姓名或联系方式；匿名反映的除外。"


@dataclass(eq=False)
class IdentityNotSealed(Conflict):
    """Nothing can be asked here: no identity is sealed with this petitioner, or not for you."""

    code: ClassVar[str] = "petitioner.nothing_sealed"
    zh: ClassVar[str] = "此处无可申请查看的身份信息，或不对您开放。"


@dataclass(eq=False)
class TicketRefused(Conflict):
    """The ticket opens nothing: it is good once it is recorded, for who asked, for a minute."""

    code: ClassVar[str] = "petitioner.ticket_refused"
    zh: ClassVar[str] = "凭证无效：须已记入审计，限申请人本人以同一职务在一分钟内使用。"
