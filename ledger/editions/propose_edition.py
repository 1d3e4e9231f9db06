"""The act by which the first of two persons proposes another edition of the book (提出手册版本)."""

from dataclasses import dataclass, field
from uuid import UUID

from ledger.editions.events import EditionProposed
from ledger.editions.proposing import waits
from ledger.editions.weighing import Desk
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ProposeEdition:
    """The page of the edition, why, and by which document."""

    text: str
    reason: str
    document_no: str
    desk: Desk = field(metadata={"digest": False})


async def propose_edition(sitting: Sitting, given: ProposeEdition) -> UUID:
    """Proposes an edition of the book; somebody else confirms it.

    Gives:    the edition, weighed by the tables of truth; nothing is decided by it yet.
    Refuses:  the rules of book_edition.propose, book_edition.refused, book_edition.loosens,
              book_edition.moved, book_edition.another_waits, book_edition.no_key,
              record.text_refused.
    Records:  EditionProposed.
    Source:   GB/T 22239 三员分立; security.md 6.10; 种子文件0.
    """
    made = await waits(
        sitting,
        given.text,
        reason=given.reason,
        document_no=given.document_no,
        desk=given.desk,
    )
    await sitting.record(EditionProposed(made.id, 1, sitting.tenant))
    return made.id
