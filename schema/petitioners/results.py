"""Results of the acts on petitioners: a success, or one refusal."""

from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import Info

from ledger.petitioners.redeem_identity import opened
from schema.acts import REPLAYED, RefusalType, union
from schema.fields import read
from schema.petitioners.types import Petitioner, PetitionerIdentityInfo
from storage.ids import printed

TICKET = "IdentityTicket"


@strawberry.type(description="It was done. 已办理。")
class RegisterPetitionerSuccess:
    """It was done."""

    petitioner: Petitioner | None = read(
        "The masked form; null to who may not see it, being accused. 反映人（遮蔽）。"
    )
    replayed: bool = read(REPLAYED)


RegisterPetitionerResult = Annotated[
    RegisterPetitionerSuccess | RefusalType,
    union("RegisterPetitionerResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It is on the record. 已留痕。")
class AskPetitionerIdentitySuccess:
    """It is on the record."""

    asked: strawberry.Private[UUID]
    replayed: bool = read(REPLAYED)

    @strawberry.field(
        description="Opens the identity, for the same person in the same post, for a minute. 凭证。"
    )
    def ticket(self) -> strawberry.ID:
        """The ticket."""
        return strawberry.ID(printed(TICKET, self.asked))


AskPetitionerIdentityResult = Annotated[
    AskPetitionerIdentitySuccess | RefusalType,
    union("AskPetitionerIdentityResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It is on the record, and may be read. 已留痕，可查看。")
class RedeemPetitionerIdentitySuccess:
    """It is on the record, and may be read."""

    redeemed: strawberry.Private[UUID]
    petitioner: Petitioner | None = read("The masked form. 反映人（遮蔽）。")
    replayed: bool = read(REPLAYED)

    @strawberry.field(
        description="Who it is, read now: null once the ticket is older than a minute. 身份信息。"
    )
    async def identity(self, info: Info) -> PetitionerIdentityInfo | None:
        """Reads the identity, after both acts have committed."""
        context = info.context
        if context.vault is None:
            return None
        found = await opened(context.sittings, context.viewer, self.redeemed, vault=context.vault)
        if found is None:
            return None
        return PetitionerIdentityInfo(
            name=found.name,
            contact=found.contact,
            document=found.document,
            address=found.address,
            note=found.note,
        )


RedeemPetitionerIdentityResult = Annotated[
    RedeemPetitionerIdentitySuccess | RefusalType,
    union("RedeemPetitionerIdentityResult", "What became of it. 办理结果。"),
]
