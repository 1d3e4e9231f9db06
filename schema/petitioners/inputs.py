"""Inputs of the acts on petitioners."""

from enum import Enum

import strawberry

from schema.acts import KEY
from schema.petitioners.types import PetitionChannel, PetitionerKind
from schema.responsibilities.inputs import may, must


@strawberry.enum(
    description="What somebody brings. An accusation (检举控告) is not taken: the refusal says where "
    "it belongs. 事由；检举控告不受理，告知去处。"
)
class PetitionMatterGiven(Enum):
    """What somebody brings."""

    SUGGESTION = "SUGGESTION"
    REQUEST = "REQUEST"
    ACCUSATION = "ACCUSATION"


@strawberry.input(description="Who they are: sealed before it is stored. 身份信息，封存后入库。")
class PetitionerIdentityInput:
    """Who a petitioner is."""

    name: str = may("The name. 姓名或名称。", "")
    contact: str = may("How to reach them. 联系方式。", "")
    document: str = may("The number of a document. 证件号码。", "")
    address: str = may("Where they live. 住址。", "")
    note: str = may("What else they told of themselves. 备注。", "")


@strawberry.input(description="Registers who brought a problem. 登记反映人。")
class RegisterPetitionerInput:
    """Registers who brought a problem."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    kind: PetitionerKind = must("Person, organisation or anonymous. 类别。")
    matter: PetitionMatterGiven = must("What is brought. 事由。")
    channel: PetitionChannel = must("By which way it came. 渠道。")
    joint: int = may("How many came together. 人数。", 1)
    accused: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="The units it is against, at most 10; their people never see it. 被反映单位。",
    )
    identity: PetitionerIdentityInput | None = may("Who they are; none if anonymous. 身份。", None)


@strawberry.input(description="Asks who a petitioner is. 申请查看反映人身份。")
class AskPetitionerIdentityInput:
    """Asks who a petitioner is."""

    key: strawberry.ID = must(KEY)
    petitioner: strawberry.ID = must("The petitioner. 反映人。")
    reason: str = must(
        "What it is needed for, 4 to 400 characters; it stays in the audit, so it names nobody. "
        "理由，留痕；勿写姓名。"
    )


@strawberry.input(description="Reads who a petitioner is. 凭证查看反映人身份。")
class RedeemPetitionerIdentityInput:
    """Reads who a petitioner is."""

    key: strawberry.ID = must(KEY)
    ticket: strawberry.ID = must("What asking gave, not older than a minute. 凭证。")
