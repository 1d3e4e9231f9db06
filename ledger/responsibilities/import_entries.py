"""The act that writes many records of the handbook from a file."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from ledger.responsibilities.file_rows import EntryRow
from ledger.responsibilities.record_entry import RecordEntry, record_entry
from ledger.responsibilities.refusals import EntryNeverChanged, EntryNotFound
from ledger.responsibilities.tables import entry
from ledger.sheets.as_previewed import Done, mark_of, must_be_as_previewed
from tenants.long_acts import go_on
from tenants.recording_later import Recorder
from tenants.sitting import Sitting
from tenants.wording import worded

_AT_ONCE = 50
"""After so many the context is signed anew: a long act outlives the one it began with."""


@dataclass(frozen=True)
class ImportEntries:
    """The rows of a file; at least one. And the mark of what was previewed of them."""

    rows: tuple[EntryRow, ...]
    expected: str | None = field(default=None, metadata={"digest": False})


async def import_entries(sitting: Sitting, given: ImportEntries) -> UUID:
    """Writes the records that are new, each by the act of recording.

    Gives:    the last entry. A second import of the same file writes nothing.
    Refuses:  entry.not_found, entry.never_changed, sheet.changed, and whatever recording one is
              refused for.
    Records:  EntryRecorded.
    """
    doing, done = Recorder.over(sitting), []
    for n, row in enumerate(given.rows):
        if n % _AT_ONCE == _AT_ONCE - 1:
            await go_on(doing)
        if (made := await take_entry(doing, row)) is not None:
            done.append(made)
    must_be_as_previewed(given.expected, mark_of(sitting, given, done))
    await doing.write()
    return given.rows[-1].id


async def take_entry(sitting: Sitting, row: EntryRow) -> Done | None:
    """Does what one row says. Gives ``add`` and the entry, or None where it is recorded already.

    Refuses:  entry.not_found, entry.never_changed, the refusals of recording an entry.
    """
    query = select(entry).where(
        entry.c.root == sitting.root,
        entry.c.id == row.id,
        sitting.readable(entry, "entry.read"),
    )
    for here in await sitting.rows(query):
        text = worded("text", row.text, most=4000)
        said = (row.obligation, row.held_on, worded("place", row.place, least=0, most=200), text)
        if said != (here["obligation_id"], here["held_on"], here["place"], here["text"]):
            raise EntryNeverChanged
        return None
    if row.exported:
        raise EntryNotFound
    await record_entry(
        sitting, RecordEntry(row.obligation, row.text, row.held_on, row.place, id=row.id)
    )
    return "add", row.id, 0
