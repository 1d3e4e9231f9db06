"""The act that records that a petitioner took their consent back."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.petitioners.tables import petitioner
from ledger.publicity.events import ConsentRecorded
from ledger.publicity.refusals import ConsentMissing, ConsentPetitionerNotFound
from ledger.publicity.tables import consent
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class WithdrawConsent:
    """Whose consent is taken back."""

    petitioner: UUID


async def withdraw_consent(sitting: Sitting, given: WithdrawConsent) -> UUID:
    """Ends a petitioner's consent; what was said of them in public is withdrawn with it.

    Gives:    the petitioner. Every text about those who brought the problem is withdrawn in the same
              transaction, published or not, whichever level wrote it: the database does that,
              with an audit row for each.
    Refuses:  publicity.petitioner_not_found, the rules of petitioner.register,
              publicity.consent_missing when there is none to end.
    Records:  ConsentRecorded.
    Source:   个人信息保护法 PIPL 第15条.
    """
    found = await sitting.fetch(
        petitioner,
        given.petitioner,
        under="petitioner.read",
        missing=ConsentPetitionerNotFound,
        lock=False,
    )
    sitting.decide("petitioner.register", found)
    query = select(consent).where(
        consent.c.root == sitting.root,
        consent.c.petitioner_id == found.id,
        consent.c.withdrawn_on.is_(None),
    )
    kept = await sitting.rows(query.with_for_update())
    if not kept:
        raise ConsentMissing
    for row in kept:
        await sitting.change(Record(consent, row), {"withdrawn_on": sitting.today})
    await sitting.record(ConsentRecorded(found.id, 1, found["holder"]))
    return found.id
