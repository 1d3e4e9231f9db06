"""Editions as an act finds them: the one in force, and the one that waits."""

from uuid import UUID

from sqlalchemy import select, text

from ledger.editions.refusals import EditionDecided, EditionNotFound, EditionStale
from ledger.editions.tables import book_edition
from tenants.records import Record
from tenants.sitting import Sitting

_ALONE = text("select app.hold_acts()")


async def waiting(sitting: Sitting, key: UUID, expected: int, *, action: str) -> Record:
    """Fetches an edition that waits to be confirmed, and decides what is done to it.

    Refuses:  book_edition.not_found, the rules of the action, book_edition.stale,
              book_edition.decided.
    """
    found = await sitting.fetch(
        book_edition, key, under="book_edition.read", missing=EditionNotFound
    )
    sitting.decide(action, found)
    sitting.check_version(found, expected, EditionStale)
    if found["state"] != "PROPOSED":
        raise EditionDecided(state=found["state"])
    return found


async def alone(sitting: Sitting) -> None:
    """Waits until no other act runs, and lets none begin before this transaction ends."""
    await sitting.connection.execute(_ALONE)


async def published(sitting: Sitting) -> Record | None:
    """Gives the edition in force, locked; None for the shipped book."""
    table = book_edition.c
    found = await sitting.rows(
        select(book_edition)
        .where(table.root == sitting.root, table.state == "PUBLISHED")
        .with_for_update()
    )
    return Record(book_edition, found[0]) if found else None
