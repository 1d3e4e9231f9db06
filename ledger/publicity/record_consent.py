"""The act that records a petitioner's separate consent to be spoken of in public."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.petitioners.tables import petitioner
from ledger.publicity.events import ConsentRecorded
from ledger.publicity.refusals import ConsentPetitionerNotFound
from ledger.publicity.stepping import clean
from ledger.publicity.tables import consent
from tenants.sitting import Sitting


@dataclass(frozen=True)
class RecordConsent:
    """Whose consent, how it was given, when, and what it covers."""

    petitioner: UUID
    form: str
    given_on: date
    covers: str


async def record_consent(sitting: Sitting, given: RecordConsent) -> UUID:
    """Records that a petitioner consented, apart from everything else they agreed to.

    Given:    covers, what may be published, 4 to 400 characters; it names nobody.
    Gives:    the petitioner.
    Refuses:  publicity.petitioner_not_found, the rules of petitioner.register, record.text_refused,
              publicity.personal_data.
    Records:  ConsentRecorded.
    Source:   个人信息保护法 PIPL 第25条; domain 8, P8.
    """
    found = await sitting.fetch(
        petitioner,
        given.petitioner,
        under="petitioner.read",
        missing=ConsentPetitionerNotFound,
        lock=False,
    )
    sitting.decide("petitioner.register", found)
    row = {
        "holder": found["holder"],
        "petitioner_id": found.id,
        "form": given.form,
        "given_on": given.given_on,
        "covers": clean("covers", given.covers, least=4, most=400),
        "author_tenant": sitting.tenant,
        "author_person": sitting.viewer.person,
        "recorded_at": sitting.now,
    }
    await sitting.insert(consent, row)
    await sitting.record(ConsentRecorded(found.id, 1, found["holder"]))
    return found.id
