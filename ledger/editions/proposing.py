"""Writing a proposed edition: weighed by the floor, sealed in the name of who proposes it."""

from ledger.editions.holding import published
from ledger.editions.refusals import EditionMoved
from ledger.editions.sealing import proposal_seal
from ledger.editions.tables import book_edition
from ledger.editions.weighing import Desk, effects, written
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

THE_FLOOR = (
    "edition: {zh: 出厂规则手册，不作收紧。, en: The shipped book with nothing taken away.}\n"
)


async def waits(
    sitting: Sitting, text: str, *, reason: str, document_no: str, desk: Desk
) -> Record:
    """Writes an edition that waits for the second person.

    Refuses:  the rules of book_edition.propose, book_edition.no_key, record.text_refused,
              book_edition.refused, book_edition.moved, book_edition.loosens,
              book_edition.another_waits.
    """
    record = sitting.proposed(book_edition, {"state": "PROPOSED"})
    sitting.decide("book_edition.propose", record)
    signer, floor = desk.signer, desk.live.floor
    why = worded("reason", reason, most=1000)
    document = worded("document_no", document_no, most=100)
    edition = written(text, floor)
    live = await published(sitting)
    number = live["number"] if live else 0
    if number != desk.live.number(sitting.root):
        raise EditionMoved
    beside = [] if live is None else [written(live["text"], floor)]
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
        **await effects(edition, desk.live, beside),
        "reason": why,
        "document_no": document,
        "proposed_by": sitting.viewer.person,
        "proposed_at": sitting.now,
    }
    return await sitting.insert(book_edition, row | {"proposal_seal": proposal_seal(signer, row)})
