"""The act that writes into the record handbook (纪实手册)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ledger.responsibilities import rules
from ledger.responsibilities.claiming import stored
from ledger.responsibilities.events import EntryRecorded
from ledger.responsibilities.refusals import (
    HeldBefore,
    HeldInFuture,
    ObligationNotFound,
    ObligationNotOpenToThis,
)
from ledger.responsibilities.tables import entry, obligation
from tenants.sitting import Sitting
from tenants.wording import dated, worded

AHEAD = timedelta(days=92)
"""What is done for a period is prepared a quarter ahead at most; anything earlier proves another."""


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

    Given:    text, 1 to 4,000 characters; held_on, a civil date not in the future and at most
              AHEAD before the obligation's period; files, the SHA-256 of files that the viewer
              uploaded and that no entry has claimed.
    Gives:    the entry; the obligation is recorded.
    Refuses:  obligation.not_found, the rules of obligation.record, obligation.wrong_state,
              record.text_refused, record.day_refused, entry.held_in_future, entry.held_before,
              record.number_refused, file.not_stored.
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
    _held(given.held_on, period_starts=owed["starts_on"], today=sitting.today)
    found = await stored(sitting, given.files)
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
    for each in found:
        sitting.decide("file.prepare", each)
        await sitting.change(each, {"entry_id": written.id, "state": "CLAIMED"})
    recorders = [*dict.fromkeys([*owed["recorders"], sitting.viewer.person])]
    done = {"state": end, "recorded_by": sitting.viewer.person, "recorders": recorders}
    recorded = await sitting.change(owed, done)
    await sitting.record(EntryRecorded(recorded.id, recorded.version, recorded["holder"]))
    return written.id


def _held(day: date, *, period_starts: date, today: date) -> None:
    """Refuses a day that is still to come, and one that can have nothing to do with the period."""
    dated("heldOn", day, today=today)
    if day > today:
        raise HeldInFuture(held_on=str(day))
    if day < period_starts - AHEAD:
        raise HeldBefore(held_on=day, first=period_starts - AHEAD)
