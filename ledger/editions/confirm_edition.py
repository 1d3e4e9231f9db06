"""The act by which the second of two persons confirms an edition: it is in force (确认手册版本)."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select

from ledger.editions.events import EditionPublished
from ledger.editions.holding import alone, published, waiting
from ledger.editions.refusals import EditionMoved, EditionUnseen
from ledger.editions.sealing import is_proposed, seal
from ledger.editions.tables import book_edition
from ledger.editions.weighing import Desk, written
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ConfirmEdition:
    """The edition, the version and the digest that were read."""

    edition: UUID
    expected_version: int
    digest: str
    desk: Desk = field(metadata={"digest": False})
    despite_unseen: bool = False
    """That lines which no table of truth sees are to be in force nevertheless."""


async def confirm_edition(sitting: Sitting, given: ConfirmEdition) -> UUID:
    """Confirms an edition that somebody else proposed, exactly as it was weighed.

    Gives:    the edition, in force: whoever asks after this was acknowledged is decided by it.
    Refuses:  book_edition.not_found, the rules of book_edition.confirm, book_edition.stale,
              book_edition.decided, book_edition.moved, book_edition.unseen, book_edition.refused,
              book_edition.no_key.
    Records:  EditionPublished.
    Source:   GB/T 22239 三员分立; security.md 3.9, 6.10.
    """
    found = await waiting(
        sitting, given.edition, given.expected_version, action="book_edition.confirm"
    )
    signer, floor = given.desk.signer, given.desk.live.floor
    # Nobody acts under the book of before once this one is in force.
    await alone(sitting)
    live = await published(sitting)
    number = live["number"] if live else 0
    genuine = is_proposed(signer, found)
    same = (found["digest"], found["floor"], found["beside"]) == (
        given.digest,
        floor.version,
        number,
    )
    if not genuine or not same or written(found["text"], floor).digest != found["digest"]:
        raise EditionMoved
    unseen = found["unseen"]
    if unseen and not given.despite_unseen:
        raise EditionUnseen(lines=len(unseen))
    if live is not None:
        await sitting.change(live, {"state": "RETIRED"}, through=found)
    last = await sitting.rows(
        select(func.coalesce(func.max(book_edition.c.number), 0).label("n")).where(
            book_edition.c.root == sitting.root
        )
    )
    row = {"number": last[0]["n"] + 1, "confirmed_by": sitting.viewer.person}
    sealed = seal(signer, {**found, **row})
    changed = await sitting.change(
        found, {**row, "state": "PUBLISHED", "confirmed_at": sitting.now, "seal": sealed}
    )
    # What was accepted unproven stands in the audit, hashed with the rest.
    because = {"despite_unseen": "; ".join(unseen)} if unseen else {}
    await sitting.record(EditionPublished(changed.id, changed.version, sitting.tenant), **because)
    return changed.id
