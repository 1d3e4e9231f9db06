"""The act that proposes to return to an earlier edition of the book (提出恢复手册版本)."""

from dataclasses import dataclass, field
from uuid import UUID

from ledger.editions.events import EditionProposed
from ledger.editions.proposing import THE_FLOOR, waits
from ledger.editions.refusals import EditionNotFound
from ledger.editions.tables import book_edition
from ledger.editions.weighing import Desk
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ReturnToEdition:
    """An edition that was in force before, None for the shipped book; why, by which document."""

    edition: UUID | None
    reason: str
    document_no: str
    desk: Desk = field(metadata={"digest": False})


async def return_to_edition(sitting: Sitting, given: ReturnToEdition) -> UUID:
    """Proposes that an earlier edition, or the shipped book, be in force again.

    Gives:    another edition with the same text; it is weighed and confirmed like any other.
    Refuses:  book_edition.not_found, the rules of book_edition.propose, book_edition.refused,
              book_edition.loosens, book_edition.moved, book_edition.another_waits,
              book_edition.no_key, record.text_refused.
    Records:  EditionProposed.
    Source:   GB/T 22239 三员分立; security.md 6.10.
    """
    text = THE_FLOOR
    if given.edition is not None:
        earlier = await sitting.fetch(
            book_edition, given.edition, under="book_edition.read", missing=EditionNotFound
        )
        sitting.decide("book_edition.propose", earlier)
        if earlier["number"] is None:
            raise EditionNotFound
        text = earlier["text"]
    made = await waits(
        sitting,
        text,
        reason=given.reason,
        document_no=given.document_no,
        desk=given.desk,
    )
    await sitting.record(EditionProposed(made.id, 1, sitting.tenant))
    return made.id
