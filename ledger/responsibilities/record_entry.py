"""The act that writes into the record handbook (纪实手册)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from ledger.responsibilities import rules
from ledger.responsibilities.events import EntryRecorded
from ledger.responsibilities.files import SHA256
from ledger.responsibilities.refusals import (
    FileNotStored,
    HeldInFuture,
    ObligationNotFound,
    ObligationNotOpenToThis,
)
from ledger.responsibilities.tables import entry, file, obligation
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import dated, numbered, worded

FILES = 20
"""How many files an entry claims at most."""


@dataclass(frozen=True)
class RecordEntry:
    """What was done, when and where, and the evidence by the hash of each file."""

    obligation: UUID
    text: str
    held_on: date
    place: str = ""
    files: tuple[str, ...] = ()
    id: UUID | None = None
    """The key the entry shall have, where a file names it by a number of its own."""


async def record_entry(sitting: Sitting, given: RecordEntry) -> UUID:
    """Adds an entry to the record handbook of an obligation; no entry is ever changed.

    Given:    text, 1 to 4,000 characters; held_on, a civil date not in the future; files, the
              SHA-256 of files that the viewer uploaded and that no entry has claimed.
    Gives:    the entry; the obligation is recorded.
    Refuses:  obligation.not_found, the rules of obligation.record, obligation.wrong_state,
              record.text_refused, record.day_refused, entry.held_in_future, record.number_refused, file.not_stored.
    Records:  EntryRecorded.
    Source:   seed 3, 纪实手册.
    """
    owed = await sitting.fetch(
        obligation, given.obligation, under="obligation.read", missing=ObligationNotFound
    )
    sitting.decide("obligation.record", owed)
    end = rules.end("obligation", owed["state"], "record_entry")
    if end is None:
        raise ObligationNotOpenToThis(state=owed["state"])
    text = worded("text", given.text, most=4000)
    place = worded("place", given.place, least=0, most=200)
    dated("heldOn", given.held_on, today=sitting.today)
    if given.held_on > sitting.today:
        raise HeldInFuture(held_on=str(given.held_on))
    numbered("files", len(given.files), least=0, most=FILES)
    stored = await _stored(sitting, given.files)
    written = await sitting.insert(
        entry,
        {
            "holder": owed["holder"],
            "obligation_id": owed.id,
            "author_person": sitting.viewer.person,
            "author_post": sitting.viewer.post,
            "author_tenant": sitting.tenant,
            "held_on": given.held_on,
            "place": place,
            "text": text,
            "recorded_at": sitting.now,
            **({} if given.id is None else {"id": given.id}),
        },
    )
    for each in stored:
        sitting.decide("file.prepare", each)
        await sitting.change(each, {"entry_id": written.id, "state": "CLAIMED"})
    recorders = [*dict.fromkeys([*owed["recorders"], sitting.viewer.person])]
    done = {"state": end, "recorded_by": sitting.viewer.person, "recorders": recorders}
    recorded = await sitting.change(owed, done)
    await sitting.record(EntryRecorded(recorded.id, recorded.version, recorded["holder"]))
    return written.id


async def _stored(sitting: Sitting, hashes: Sequence[str]) -> list[Record]:
    """Fetches the viewer's unclaimed files by hash, each hash once, in the order asked for."""
    found = []
    for sha256 in dict.fromkeys(hashes):
        if not SHA256.fullmatch(sha256):
            raise FileNotStored(sha256=sha256[:64])
        query = (
            select(file)
            .where(
                file.c.root == sitting.root,
                file.c.prepared_by == sitting.viewer.person,
                file.c.holder == sitting.tenant,
                file.c.sha256 == sha256,
                file.c.state == "STORED",
            )
            .order_by(file.c.prepared_at)
            .limit(1)
        )
        rows = await sitting.rows(query.with_for_update())
        if not rows:
            raise FileNotStored(sha256=sha256)
        found.append(Record(file, rows[0]))
    return found
