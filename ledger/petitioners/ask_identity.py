"""The first of two acts by which a sealed identity is read: to ask, on the record."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from ledger.petitioners.events import IdentityAsked
from ledger.petitioners.refusals import IdentityNotSealed, PetitionerNotFound
from ledger.petitioners.tables import petitioner
from tenants.sitting import Sitting
from tenants.wording import worded

_ASK = text("select app.ask_identity(:petitioner, :reason, :request)")


@dataclass(frozen=True)
class AskIdentity:
    """Whose identity is needed, and for what."""

    petitioner: UUID
    reason: str


async def ask_identity(sitting: Sitting, given: AskIdentity) -> UUID:
    """Asks who a petitioner is; the ticket opens the identity once this act has committed.

    Given:    reason, 4 to 400 characters; it stays in the audit, so it names nobody.
    Gives:    the ticket: good for the same person in the same post, for a minute. The gate itself
              writes an audit row with the reason.
    Refuses:  petitioner.not_found, the rules of petitioner.ask, record.text_refused,
              petitioner.nothing_sealed.
    Records:  IdentityAsked.
    Source:   domain 8, P5; security appendix B.
    """
    record = await sitting.fetch(
        petitioner,
        given.petitioner,
        under="petitioner.read",
        missing=PetitionerNotFound,
        lock=False,
    )
    sitting.decide("petitioner.ask", record)
    reason = worded("reason", given.reason, least=4, most=400)
    said = await sitting.connection.execute(
        _ASK, {"petitioner": record.id, "reason": reason, "request": sitting.request}
    )
    ticket: UUID | None = said.scalar_one()
    if ticket is None:
        raise IdentityNotSealed
    await sitting.record(IdentityAsked(record.id, 1, record["holder"]))
    return ticket
