"""The act by which a feed says that somebody or a post is no more (报送撤销)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.feeds.events import FeedEntryGone
from ledger.feeds.incoming import Incoming, IncomingPerson, IncomingPost
from ledger.feeds.tables import feed_member
from ledger.feeds.taking import (
    calling_feed,
    check_entry_version,
    own_entry,
    people_told,
    plan_incoming,
)
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class DropEntry:
    """Something a feed says is no more."""

    entry: UUID
    kind: str
    expected_version: int | None = None


async def drop_entry(sitting: Sitting, given: DropEntry) -> UUID:
    """Takes in that somebody or a post is no more: people leave, nothing is deleted.

    Gives:    the entry, gone.
    Refuses:  feed.not_found, feed.suspended, feed_entry.not_found, feed_entry.stale.
    Records:  FeedEntryGone.
    """
    of = await calling_feed(sitting, "PEOPLE" if given.kind == "PERSON" else "POSTS")
    entry = await own_entry(sitting, given.entry, kind=given.kind)
    check_entry_version(entry, given.expected_version)
    gone = await sitting.change(entry, {"gone_at": sitting.now, "active": False})
    if given.kind == "PERSON":
        leaver = IncomingPerson(entry=entry.id, name="", active=False)
        await _forget(sitting, feed_member.c.user_id == entry.id)
        await plan_incoming(sitting, of, Incoming(people=(leaver,)))
    else:
        touched = await _forget(sitting, feed_member.c.group_id == entry.id)
        people = await people_told(sitting, touched)
        of = await plan_incoming(sitting, of, Incoming(people=people))
        post = IncomingPost(entry=entry.id, title=entry["label"], gone=True)
        await plan_incoming(sitting, of, Incoming(posts=(post,)))
    await sitting.record(FeedEntryGone(gone.id, gone.version, gone["holder"]))
    return gone.id


async def _forget(sitting: Sitting, which: Any) -> set[UUID]:
    """Ends memberships. Gives the people concerned."""
    table = feed_member.c
    query = select(feed_member).where(table.root == sitting.root, which, table.gone_at.is_(None))
    rows = await sitting.rows(query.with_for_update())
    for row in rows:
        await sitting.change(Record(feed_member, row), {"gone_at": sitting.now})
    return {row["user_id"] for row in rows}
