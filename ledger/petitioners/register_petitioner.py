"""The act by which whoever brought a problem is registered, sealed apart from it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from ledger.petitioners.accusations import accused_units
from ledger.petitioners.events import PetitionerRegistered
from ledger.petitioners.refusals import (
    AccusationRefused,
    AnonymousWithIdentity,
    IdentityMissing,
    PetitionerProblemNotFound,
)
from ledger.petitioners.tables import MATTERS, MOST_JOINT, petitioner
from ledger.petitioners.vault import Sealed
from storage.metadata import metadata
from tenants.refusals import Bug
from tenants.sitting import Sitting
from tenants.wording import numbered

_SEAL = text(
    "select app.seal_identity(:petitioner, :kid, :wrapped, :body, :contact, :document, :name)"
)


@dataclass(frozen=True, repr=False)
class RegisterPetitioner:
    """Who brought which problem, how. The identity comes sealed: no act ever sees it open."""

    problem: UUID
    kind: str
    matter: str
    channel: str
    masked_name: str = ""
    masked_contact: str = ""
    joint: int = 1
    accused: tuple[UUID, ...] = ()
    sealed: Sealed | None = None


async def register_petitioner(sitting: Sitting, given: RegisterPetitioner) -> UUID:
    """Registers a petitioner beside a problem that the viewer's unit holds.

    Given:    matter, SUGGESTION or REQUEST; an accusation is not taken. joint, how many came
              together; accused, the units it is against: from now on their people, and all below
              them, see neither it nor the problem, wherever they have had it in hand.
    Gives:    the petitioner, as a masked form; who they are goes through the gate into the vault.
    Refuses:  petitioner.accusation_refused, petitioner.problem_not_found, the rules of
              petitioner.register, petitioner.anonymous_with_identity, petitioner.identity_missing,
              petitioner.unit_not_found, record.number_refused, problem.with_the_accused.
    Records:  PetitionerRegistered.
    Source:   PR22 第17、22、30条; domain 8, P1, P4, P5.
    """
    if given.matter not in MATTERS:
        raise AccusationRefused
    brought = await sitting.fetch(
        metadata.tables["app.problem"],
        given.problem,
        under="problem.read",
        missing=PetitionerProblemNotFound,
    )
    accused = await accused_units(sitting, given.accused)
    place = {name: brought[name] for name in _PLACE} | {"accused": accused}
    proposed = sitting.proposed(petitioner, {**place, "problem_id": brought.id})
    sitting.decide("petitioner.register", proposed)
    if given.kind == "ANONYMOUS" and given.sealed is not None:
        raise AnonymousWithIdentity
    if given.kind != "ANONYMOUS" and given.sealed is None:
        raise IdentityMissing
    numbered("joint", given.joint, least=1, most=MOST_JOINT)
    written = await sitting.insert(
        petitioner,
        {
            "id": proposed.id,
            "holder": brought["holder"],
            "problem_id": brought.id,
            "kind": given.kind,
            "matter": given.matter,
            "channel": given.channel,
            "masked_name": given.masked_name,
            "masked_contact": given.masked_contact,
            "joint": given.joint,
            "accused": accused,
            "author_tenant": sitting.tenant,
            "author_person": sitting.viewer.person,
            "registered_at": sitting.now,
        },
    )
    if given.sealed is not None:
        await _seal(sitting, written.id, given.sealed)
    await sitting.record(PetitionerRegistered(written.id, 1, brought["holder"]))
    return written.id


_PLACE = {
    "holder",
    "holder_parent",
    "holder_slot",
    *(f"at{slot}" for slot in range(1, 7)),
    "open_to",
    "trail",
}


async def _seal(sitting: Sitting, key: UUID, sealed: Sealed) -> None:
    said = await sitting.connection.execute(
        _SEAL,
        {
            "petitioner": key,
            "kid": sealed.kid,
            "wrapped": sealed.wrapped,
            "body": sealed.body,
            "contact": sealed.contact,
            "document": sealed.document,
            "name": sealed.name,
        },
    )
    if not said.scalar_one():
        raise Bug("the gate did not take the identity of a petitioner registered just now")
