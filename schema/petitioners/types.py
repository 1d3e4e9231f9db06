"""Types of the petitioners: the masked form, and who they are for who asked on the record."""

from datetime import date, datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.fields import read
from schema.nodes import Node
from schema.tenants.types import Person, Tenant


@strawberry.enum(description="Who a petitioner is. 反映人类别。")
class PetitionerKind(Enum):
    """Who a petitioner is."""

    PERSON = "PERSON"
    ORGANISATION = "ORGANISATION"
    ANONYMOUS = "ANONYMOUS"


@strawberry.enum(
    description="What is brought: a suggestion (建议意见) or a request (投诉请求). 事由。"
)
class PetitionMatter(Enum):
    """What is brought."""

    SUGGESTION = "SUGGESTION"
    REQUEST = "REQUEST"


@strawberry.enum(description="By which way it came. 来源渠道。")
class PetitionChannel(Enum):
    """By which way it came."""

    VISIT = "VISIT"
    LETTER = "LETTER"
    HOTLINE = "HOTLINE"
    NETWORK = "NETWORK"
    ON_SITE = "ON_SITE"
    PHONE = "PHONE"


@strawberry.enum(description="How consent was given. 同意的方式。")
class ConsentForm(Enum):
    """How consent was given."""

    WRITTEN = "WRITTEN"
    RECORDED_CALL = "RECORDED_CALL"
    ELECTRONIC = "ELECTRONIC"


@strawberry.type(
    description="That a petitioner consented, apart from everything else, to be spoken of in public. "
    "反映人的单独同意。"
)
class ConsentInfo:
    """A separate consent to be spoken of in public."""

    form: ConsentForm = read("How it was given. 方式。")
    given_on: date = read("When it was given. 同意日期。")
    covers: str = read("What may be published by it. 同意公开的内容。")
    recorded_at: datetime = read("When it was recorded. 登记时间。")
    withdrawn_on: date | None = read("Since when it stands no more. 撤回日期。")


@strawberry.type(
    description="Who brought a problem, masked. Units it is against, all below them and every post "
    "of their people never see it. 反映人（遮蔽）。"
)
class Petitioner(Node):
    """Who brought a problem, masked."""

    kind: PetitionerKind = read("Person, organisation or anonymous. 类别。")
    matter: PetitionMatter = read("What is brought. 事由。")
    channel: PetitionChannel = read("By which way it came. 渠道。")
    masked_name: str = read("The name, covered but for its first character. 遮蔽后的姓名。")
    masked_contact: str = read("The contact, covered but for its end. 遮蔽后的联系方式。")
    joint: int = read("How many came together. 人数。")
    repeats: int = read(
        "How many came from this contact before, as far as you may see them. 此前重复次数（按本人所能看到的计）。"
    )
    registered_at: datetime = read("When it was registered. 登记时间。")
    tenant: Tenant | None = read("The unit that holds the problem. 承办单位。")
    registered_by: Person | None = read("Who registered it. 登记人。")
    consents: list[ConsentInfo] = read(
        "Their separate consents to be spoken of in public, withdrawn ones too. 单独同意。"
    )
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")


@strawberry.type(description="Who a petitioner is, in the open. 反映人身份信息。")
class PetitionerIdentityInfo:
    """Who a petitioner is, in the open."""

    name: str = read("The name. 姓名或名称。")
    contact: str = read("How to reach them. 联系方式。")
    document: str = read("The number of a document. 证件号码。")
    address: str = read("Where they live. 住址。")
    note: str = read("What else they told of themselves. 备注。")
