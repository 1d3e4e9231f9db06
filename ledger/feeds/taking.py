"""What taking in what a feed tells has in common: the entry kept as told, and the plan it makes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from ledger.feeds.coming_units import coming_units, overtake_units
from ledger.feeds.incoming import Incoming, IncomingPerson
from ledger.feeds.knowing import known_for
from ledger.feeds.planning import BINDING, Line, planned
from ledger.feeds.refusals import (
    FeedEntryNotFound,
    FeedEntryStale,
    FeedKindNotAgreed,
    FeedNotFound,
    FeedSuspendedNow,
)
from ledger.feeds.tables import feed, feed_entry, feed_member
from ledger.feeds.vetting import vetted
from ledger.feeds.writing import overtake, write_lines
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

_KEEP_DOCUMENT = text("select app.keep_feed_document(:entry, :kid, :wrapped, :body, :blind)")
MOST_AGAIN = 50
LONGEST_NAME, LONGEST_TITLE, LONGEST_CODE, LONGEST_KEY = 100, 100, 60, 255


@dataclass(frozen=True)
class Told:
    """An entry as it is told: its key in the feed's own namespace, and what was said.

    ``told`` is the whole of it for the feed to read again, without what is never given back.
    """

    external_id: str | None
    told: Mapping[str, Any]
    entry: UUID | None = None
    expected_version: int | None = None


# ------------------------------------------------------------------------------- the feed itself
async def calling_feed(sitting: Sitting, kind: str) -> Record:
    """Gives the feed that acts, locked, so that what it tells is planned in turn.

    Refuses:  feed.not_found, feed.suspended, feed.kind_not_agreed.
    """
    query = select(feed).where(feed.c.root == sitting.root, feed.c.id == sitting.viewer.person)
    found = await sitting.rows(query.with_for_update())
    if not found:
        raise FeedNotFound
    of = Record(feed, found[0])
    sitting.decide("feed.call", of)
    if of["state"] == "SUSPENDED":
        raise FeedSuspendedNow
    if kind not in of["kinds"]:
        raise FeedKindNotAgreed(kind=kind)
    return of


async def plan_incoming(
    sitting: Sitting,
    of: Record,
    incoming: Incoming,
    *,
    documents: Mapping[UUID, bytes] | None = None,
) -> Record:
    """Plans what came in; what became known by the first lines is planned with once more.

    Refuses:  feed.units_full.
    """
    coming = await coming_units(sitting, of, incoming.units)
    incoming = replace(incoming, units=coming.units)
    known = await known_for(sitting, of, incoming, documents=documents or {})
    lines, overtaken = coming.unsaid(planned(incoming, known))
    await overtake_units(sitting, overtaken)
    told = {one.entry for one in incoming.people} | {one.entry for one in incoming.posts}
    await overtake(sitting, told)
    of = await write_lines(sitting, of, lines)
    if any(line.change["do"] in BINDING and not line.waits for line in lines):
        again = replace(incoming, units=())
        known = await known_for(sitting, of, again, documents={})
        bound, first = {*known.people, *known.posts}, {_said(line) for line in lines}
        fresh = [
            line
            for line in planned(again, known)
            if line.entry in bound and _said(line) not in first
        ]
        of = await write_lines(sitting, of, fresh)
    return of


def _said(line: Line) -> tuple[UUID | None, str]:
    return line.entry, str(line.change)


async def catch_up(sitting: Sitting, of: Record) -> None:
    """Plans what follows from what people have decided since the feed called last."""
    table = feed_entry.c
    query = select(feed_entry).where(
        table.root == sitting.root,
        table.feed_id == of.id,
        table.again,
        table.gone_at.is_(None),
        sitting.readable(feed_entry, "feed_entry.read"),
    )
    users: set[UUID] = set()
    for row in await sitting.rows(query.limit(MOST_AGAIN).with_for_update()):
        entry = Record(feed_entry, row)
        sitting.decide("feed_entry.take", entry)
        await sitting.change(entry, {"again": False})
        users |= {entry.id} if row["kind"] == "PERSON" else await users_of(sitting, entry.id)
    if users:
        await plan_incoming(sitting, of, Incoming(people=await people_told(sitting, users)))


async def users_of(sitting: Sitting, group: UUID) -> set[UUID]:
    table = feed_member.c
    query = select(table.user_id).where(
        table.root == sitting.root, table.group_id == group, table.gone_at.is_(None)
    )
    return {row["user_id"] for row in await sitting.rows(query)}


# ------------------------------------------------------------------------------- entries
async def own_entry(sitting: Sitting, key: UUID, *, kind: str) -> Record:
    """Gives an entry of the acting feed, locked and decided on.

    Refuses:  feed_entry.not_found for what is not there, is gone, or is another feed's.
    """
    entry = await sitting.fetch(feed_entry, key, under="feed_entry.read", missing=FeedEntryNotFound)
    if entry["kind"] != kind or entry["gone_at"] is not None:
        raise FeedEntryNotFound
    sitting.decide("feed_entry.take", entry)
    return entry


def check_entry_version(entry: Record, expected: int | None) -> None:
    if expected is not None and entry.version != expected:
        raise FeedEntryStale(current=entry.version)


async def kept_entry(
    sitting: Sitting,
    of: Record,
    said: Told,
    row: Mapping[str, Any],
    *,
    made_as: UUID | None = None,
) -> Record:
    external_id = said.external_id
    if external_id is not None:
        external_id = worded("externalId", external_id, most=LONGEST_KEY)
    beside = {"displayName": row["label"], "externalId": said.external_id or ""}
    told = vetted({**beside, "userName": row["name_key"], **said.told})
    changes = {**row, "external_id": external_id, "told": {key: told[key] for key in said.told}}
    if said.entry is not None:
        entry = await own_entry(sitting, said.entry, kind=row["kind"])
        check_entry_version(entry, said.expected_version)
        changes.pop("kind")
        return await sitting.change(entry, {**changes, "changed_at": sitting.now})
    born = {
        "id": made_as or uuid7(),
        "holder": of["holder"],
        "feed_id": of.id,
        "created_at": sitting.now,
        "changed_at": sitting.now,
    }
    sitting.decide("feed_entry.take", sitting.proposed(feed_entry, {**born, **changes}))
    made = await sitting.insert(feed_entry, {**born, **changes})
    return Record(feed_entry, {**dict.fromkeys(feed_entry.c.keys()), **made, "version": 1})


# ------------------------------------------------------------------------------- membership
async def posts_told(sitting: Sitting, user: UUID) -> frozenset[UUID]:
    """The groups that the feed says a person belongs to."""
    query = select(feed_member.c.group_id).where(
        feed_member.c.root == sitting.root,
        feed_member.c.user_id == user,
        feed_member.c.gone_at.is_(None),
    )
    return frozenset(row["group_id"] for row in await sitting.rows(query))


async def people_told(sitting: Sitting, users: Collection[UUID]) -> tuple[IncomingPerson, ...]:
    """Gives people again as the feed has told of them, with the groups they belong to now."""
    if not users:
        return ()
    table = feed_entry.c
    query = select(feed_entry).where(
        table.root == sitting.root, table.id.in_(users), table.gone_at.is_(None)
    )
    return tuple(
        [
            IncomingPerson(
                entry=row["id"],
                name=row["label"],
                active=row["active"],
                unit_code=row["unit_code"],
                posts=await posts_told(sitting, row["id"]),
            )
            for row in await sitting.rows(query)
        ]
    )
