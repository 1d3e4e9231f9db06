"""The acts by which the first of two persons proposes another edition of the book (提出手册版本)."""

from dataclasses import dataclass, field
from uuid import UUID

from ledger.editions.events import EditionProposed
from ledger.editions.holding import published
from ledger.editions.refusals import EditionMoved, EditionNotFound
from ledger.editions.sealing import proposal_seal
from ledger.editions.tables import book_edition
from ledger.editions.weighing import Desk, effects, written
from policies.editions import Edition
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

THE_FLOOR = (
    "edition: {zh: 出厂规则手册，不作收紧。, en: The shipped book with nothing taken away.}\n"
)


@dataclass(frozen=True)
class ProposeEdition:
    """The page of the edition, why, and by which document."""

    text: str
    reason: str
    document_no: str
    desk: Desk = field(metadata={"digest": False})


@dataclass(frozen=True)
class ReturnToEdition:
    """An edition that was in force before, None for the shipped book; why, by which document."""

    edition: UUID | None
    reason: str
    document_no: str
    desk: Desk = field(metadata={"digest": False})


async def propose_edition(sitting: Sitting, given: ProposeEdition) -> UUID:
    """Proposes an edition of the book; somebody else confirms it.

    Gives:    the edition, weighed by the tables of truth; nothing is decided by it yet.
    Refuses:  the rules of book_edition.propose, book_edition.refused, book_edition.loosens,
              book_edition.another_waits, book_edition.no_key, record.text_refused.
    Records:  EditionProposed.
    Source:   GB/T 22239 三员分立; security.md 6.10; 种子文件0.
    """
    sitting.decide("book_edition.propose", sitting.proposed(book_edition, {"state": "PROPOSED"}))
    return await _proposed(sitting, given.text, given)


async def return_to_edition(sitting: Sitting, given: ReturnToEdition) -> UUID:
    """Proposes that an earlier edition, or the shipped book, be in force again.

    Gives:    another edition with the same text; it is weighed and confirmed like any other.
    Refuses:  book_edition.not_found, the rules of book_edition.propose, book_edition.refused,
              book_edition.loosens, book_edition.another_waits, book_edition.no_key,
              record.text_refused.
    Records:  EditionProposed.
    Source:   GB/T 22239 三员分立; security.md 6.10.
    """
    sitting.decide("book_edition.propose", sitting.proposed(book_edition, {"state": "PROPOSED"}))
    text = THE_FLOOR
    if given.edition is not None:
        earlier = await sitting.fetch(
            book_edition, given.edition, under="book_edition.read", missing=EditionNotFound
        )
        if earlier["number"] is None:
            raise EditionNotFound
        text = earlier["text"]
    return await _proposed(sitting, text, given)


async def _proposed(sitting: Sitting, text: str, given: ProposeEdition | ReturnToEdition) -> UUID:
    """Writes an edition with what it changes, sealed in the name of who proposes it."""
    signer, floor = given.desk.signer, given.desk.live.floor
    reason = worded("reason", given.reason, most=1000)
    document = worded("document_no", given.document_no, most=100)
    edition = written(text, floor)
    live = await published(sitting)
    number = live["number"] if live else 0
    if number != given.desk.live.number(sitting.root):
        raise EditionMoved
    record = sitting.proposed(book_edition, {"state": "PROPOSED"})
    sitting.decide("book_edition.propose", record)
    row = {
        "id": record.id,
        "root": sitting.root,
        "holder": sitting.tenant,
        "text": text,
        "digest": edition.digest,
        "title": worded("title", edition.zh, most=200),
        "title_en": worded("title", edition.en, most=200),
        "floor": floor.version,
        "beside": number,
        "replaces": live.id if live else None,
        **await effects(edition, floor, _beside(live, given.desk)),
        "reason": reason,
        "document_no": document,
        "proposed_by": sitting.viewer.person,
        "proposed_at": sitting.now,
    }
    made = await sitting.insert(book_edition, row | {"proposal_seal": proposal_seal(signer, row)})
    await sitting.record(EditionProposed(made.id, 1, sitting.tenant))
    return made.id


def _beside(live: Record | None, desk: Desk) -> list[Edition]:
    return [] if live is None else [written(live["text"], desk.live.floor)]
