"""Mutations on petitioners: one field, one act."""

from functools import partial
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.petitioners.accusations import is_accusation
from ledger.petitioners.ask_identity import AskIdentity, ask_identity
from ledger.petitioners.redeem_identity import RedeemIdentity, redeem_identity
from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from ledger.petitioners.vault import Identity, Vault, masked_contact, masked_name
from schema.acts import key_in, perform
from schema.petitioners import inputs, results
from schema.petitioners.inputs import PetitionerIdentityInput, RegisterPetitionerInput
from tenants.refusals import Bug
from tenants.wording import worded

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
LONGEST = {"name": 100, "contact": 100, "document": 40, "address": 200, "note": 1000}


@strawberry.type
class PetitionerMutations:
    """What can be done with petitioners."""

    @strawberry.mutation(
        description="Registers who brought a problem; who they are is sealed apart. 登记反映人。"
    )
    async def register_petitioner(
        self, info: Info, given: Annotated[RegisterPetitionerInput, INPUT]
    ) -> results.RegisterPetitionerResult:
        """Registers who brought a problem."""
        return await perform(
            info,
            register_petitioner,
            lambda: registering(info.context.vault, given),
            key=given.key,
            success=results.RegisterPetitionerSuccess,
            record="petitioner",
        )

    @strawberry.mutation(
        description="Asks who a petitioner is, with a reason, on the record. 申请查看反映人身份。"
    )
    async def ask_petitioner_identity(
        self, info: Info, given: Annotated[inputs.AskPetitionerIdentityInput, INPUT]
    ) -> results.AskPetitionerIdentityResult:
        """Asks who a petitioner is."""
        return await perform(
            info,
            ask_identity,
            lambda: AskIdentity(key_in(given.petitioner, "Petitioner"), given.reason),
            key=given.key,
            success=results.AskPetitionerIdentitySuccess,
            record="asked",
        )

    @strawberry.mutation(
        description="Reads who a petitioner is by a ticket that is on the record. 凭证查看身份。"
    )
    async def redeem_petitioner_identity(
        self, info: Info, given: Annotated[inputs.RedeemPetitionerIdentityInput, INPUT]
    ) -> results.RedeemPetitionerIdentityResult:
        """Reads who a petitioner is."""
        ticket = key_in(given.ticket, results.TICKET)
        return await perform(
            info,
            redeem_identity,
            lambda: RedeemIdentity(ticket),
            key=given.key,
            success=partial(results.RedeemPetitionerIdentitySuccess, redeemed=ticket),
            record="petitioner",
        )


def registering(vault: Vault | None, given: RegisterPetitionerInput) -> RegisterPetitioner:
    """Gives what is registered: the identity leaves this function sealed, or not at all.

    Refuses:  record.text_refused for a text that is too long or cannot be stored.
    """
    problem = key_in(given.problem, "Problem")
    who = identity_in(given.identity)
    # An accusation goes on without what was said: the act says where it belongs.
    accuses = given.matter is inputs.PetitionMatterGiven.ACCUSATION or is_accusation(
        who.note, of_people=True
    )
    matter = "ACCUSATION" if accuses else given.matter.value
    return RegisterPetitioner(
        problem,
        kind=given.kind.value,
        matter=matter,
        channel=given.channel.value,
        masked_name="" if accuses else masked_name(who.name),
        masked_contact="" if accuses else masked_contact(who.contact),
        joint=given.joint,
        accused=tuple(key_in(one, "Tenant") for one in given.accused),
        sealed=None if accuses or not who.told else _vault(vault).sealed(who, problem),
    )


def identity_in(given: PetitionerIdentityInput | None) -> Identity:
    """Gives an identity as it was told, each text within its bounds.

    Refuses:  record.text_refused, which names the field and repeats nothing of it.
    """
    if given is None:
        return Identity()
    texts = {
        name: worded(name, getattr(given, name), least=0, most=most)
        for name, most in LONGEST.items()
    }
    return Identity(**texts)


def _vault(vault: Vault | None) -> Vault:
    if vault is None:
        raise Bug("no vault is open: an identity cannot be sealed")
    return vault
