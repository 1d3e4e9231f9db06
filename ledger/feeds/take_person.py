"""The act by which a feed tells of a person (报送人员)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from ledger.feeds.events import FeedEntryTaken
from ledger.feeds.incoming import Incoming, IncomingPerson
from ledger.feeds.taking import (
    LONGEST_CODE,
    LONGEST_KEY,
    LONGEST_NAME,
    Told,
    calling_feed,
    catch_up,
    kept_entry,
    plan_incoming,
    posts_told,
)
from ledger.petitioners.vault import Sealed
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

_KEEP_DOCUMENT = text("select app.keep_feed_document(:entry, :kid, :wrapped, :body, :blind)")


@dataclass(frozen=True)
class TakePerson:
    """A person as a feed tells of them."""

    said: Told
    user_name: str
    name: str
    active: bool = True
    unit_code: str = ""
    document: Sealed | None = None
    document_entry: UUID | None = None
    """The entry for which the document was sealed: a new one's id is made with the seal."""


async def take_person(sitting: Sitting, given: TakePerson) -> UUID:
    """Takes in what a feed tells of a person; what changes by it stands in the feed's plan.

    Given:    said, with no entry for somebody new; document, a sealed citizen number.
    Gives:    the entry.
    Refuses:  feed.not_found, feed.suspended, feed.kind_not_agreed, feed_entry.not_found,
              feed_entry.stale, feed_entry.name_taken, feed_entry.external_id_taken,
              feed_entry.citizen_number, record.text_refused.
    Records:  FeedEntryTaken.
    """
    of = await calling_feed(sitting, "PEOPLE")
    await catch_up(sitting, of)
    name = worded("name", given.name, most=LONGEST_NAME)
    unit_code = worded("department", given.unit_code, least=0, most=LONGEST_CODE)
    row = {
        "kind": "PERSON",
        "name_key": worded("userName", given.user_name, most=LONGEST_KEY).casefold(),
        "label": name,
        "unit_code": unit_code,
        "active": given.active,
    }
    entry = await kept_entry(sitting, of, given.said, row, made_as=given.document_entry)
    if given.document is not None:
        await _keep_document(sitting, entry, given.document)
    incoming = IncomingPerson(
        entry=entry.id,
        name=name,
        active=given.active,
        unit_code=unit_code,
        posts=await posts_told(sitting, entry.id),
    )
    blind = None if given.document is None else given.document.document
    await plan_incoming(
        sitting,
        of,
        Incoming(people=(incoming,)),
        documents={} if blind is None else {entry.id: blind},
    )
    await sitting.record(FeedEntryTaken(entry.id, entry.version, entry["holder"]))
    return entry.id


async def _keep_document(sitting: Sitting, entry: Record, document: Sealed) -> None:
    kept = {"entry": entry.id, "kid": document.kid, "wrapped": document.wrapped}
    sealed = {"body": document.body, "blind": document.document}
    await sitting.connection.execute(_KEEP_DOCUMENT, {**kept, **sealed})
