"""What a feed tells is taken: the entry is kept as told, and what follows goes into the plan."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from ledger.feeds.events import FeedEntryGone, FeedEntryTaken
from ledger.feeds.knowing import known_for
from ledger.feeds.planning import Incoming, IncomingPerson, IncomingPost, IncomingUnit, planned
from ledger.feeds.refusals import (
    FeedEntryNotFound,
    FeedEntryStale,
    FeedKindNotAgreed,
    FeedMemberUnknown,
    FeedNotFound,
    FeedSuspendedNow,
)
from ledger.feeds.tables import feed, feed_entry, feed_member
from ledger.feeds.writing import write_lines
from ledger.petitioners.vault import Sealed
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

_KEEP_DOCUMENT = text("select app.keep_feed_document(:entry, :kid, :wrapped, :body, :blind)")
BINDING = frozenset({"create_person", "adopt_person", "create_post", "adopt_post"})
"""What ties an entry to a record of ours."""
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


@dataclass(frozen=True)
class TakePost:
    """A post as a feed tells of it, with all who are said to hold it, and perhaps its unit."""

    said: Told
    title: str
    unit_code: str = ""
    unit: IncomingUnit | None = None
    members: tuple[tuple[UUID, str | None], ...] = ()
    """Entries of people, each with what the feed calls them there, if it does."""


@dataclass(frozen=True)
class DropEntry:
    """Something a feed says is no more."""

    entry: UUID
    kind: str
    expected_version: int | None = None


async def take_person(sitting: Sitting, given: TakePerson) -> UUID:
    """Takes in what a feed tells of a person; what changes by it stands in the feed's plan.

    Given:    said, with no entry for somebody new; document, a sealed citizen number.
    Gives:    the entry.
    Refuses:  feed.not_found, feed.suspended, feed.kind_not_agreed, feed_entry.not_found,
              feed_entry.stale, feed_entry.name_taken, feed_entry.external_id_taken,
              record.text_refused.
    Records:  FeedEntryTaken, FeedLineApplied, FeedLineWaits, FeedStopped.
    """
    of = await calling_feed(sitting, "PEOPLE")
    await _catch_up(sitting, of)
    name = worded("name", given.name, most=LONGEST_NAME)
    unit_code = worded("department", given.unit_code, least=0, most=LONGEST_CODE)
    row = {
        "kind": "PERSON",
        "name_key": worded("userName", given.user_name, most=LONGEST_KEY).casefold(),
        "label": name,
        "unit_code": unit_code,
        "active": given.active,
    }
    entry = await _kept(sitting, of, given.said, row, made_as=given.document_entry)
    if given.document is not None:
        await _keep_document(sitting, entry, given.document)
    incoming = IncomingPerson(
        entry=entry.id,
        name=name,
        active=given.active,
        unit_code=unit_code,
        posts=await _posts_told(sitting, entry.id),
    )
    blind = None if given.document is None else given.document.document
    await _planned(
        sitting,
        of,
        Incoming(people=(incoming,)),
        documents={} if blind is None else {entry.id: blind},
    )
    await sitting.record(FeedEntryTaken(entry.id, entry.version, entry["holder"]))
    return entry.id


async def take_post(sitting: Sitting, given: TakePost) -> UUID:
    """Takes in what a feed tells of a post and of who holds it.

    Given:    said, with no entry for a new post; unit, when the feed tells of its unit as well.
    Gives:    the entry.
    Refuses:  as take_person, and feed_entry.member_unknown.
    Records:  as take_person.
    """
    of = await calling_feed(sitting, "POSTS")
    await _catch_up(sitting, of)
    title = worded("displayName", given.title, most=LONGEST_TITLE)
    unit_code = worded("code", given.unit_code, least=0, most=LONGEST_CODE)
    row = {
        "kind": "POST",
        "name_key": title.casefold(),
        "label": title,
        "unit_code": unit_code,
        "active": True,
    }
    entry = await _kept(sitting, of, given.said, row)
    touched = await _membership(sitting, entry, given.members)
    units = () if given.unit is None or "UNITS" not in of["kinds"] else (given.unit,)
    posts = (IncomingPost(entry=entry.id, title=title, unit_code=unit_code),)
    of = await _planned(sitting, of, Incoming(units=units, posts=posts))
    if entry["post_id"] is None:
        touched |= await _users_of(sitting, entry.id)
    people = await people_told(sitting, touched)
    await _planned(sitting, of, Incoming(people=people))
    await sitting.record(FeedEntryTaken(entry.id, entry.version, entry["holder"]))
    return entry.id


async def drop_entry(sitting: Sitting, given: DropEntry) -> UUID:
    """Takes in that somebody or a post is no more: people leave, nothing is deleted.

    Gives:    the entry, gone.
    Refuses:  feed.not_found, feed.suspended, feed_entry.not_found, feed_entry.stale.
    Records:  FeedEntryGone, and as take_person.
    """
    of = await calling_feed(sitting, "PEOPLE" if given.kind == "PERSON" else "POSTS")
    entry = await own_entry(sitting, given.entry, kind=given.kind)
    _check_version(entry, given.expected_version)
    gone = await sitting.change(entry, {"gone_at": sitting.now, "active": False})
    if given.kind == "PERSON":
        leaver = IncomingPerson(entry=entry.id, name="", active=False)
        await _forget(sitting, feed_member.c.user_id == entry.id)
        await _planned(sitting, of, Incoming(people=(leaver,)))
    else:
        touched = await _forget(sitting, feed_member.c.group_id == entry.id)
        people = await people_told(sitting, touched)
        of = await _planned(sitting, of, Incoming(people=people))
        post = IncomingPost(entry=entry.id, title=entry["label"], gone=True)
        await _planned(sitting, of, Incoming(posts=(post,)))
    await sitting.record(FeedEntryGone(gone.id, gone.version, gone["holder"]))
    return gone.id


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


async def _planned(
    sitting: Sitting,
    of: Record,
    incoming: Incoming,
    *,
    documents: Mapping[UUID, bytes] | None = None,
) -> Record:
    """Plans what came in; what became known by the first lines is planned with once more."""
    known = await known_for(sitting, of, incoming, documents=documents or {})
    lines = planned(incoming, known)
    of = await write_lines(sitting, of, lines)
    if any(line.change["do"] in BINDING and not line.waits for line in lines):
        again = replace(incoming, units=())
        known = await known_for(sitting, of, again, documents={})
        bound = {*known.people, *known.posts}
        fresh = [line for line in planned(again, known) if line.entry in bound]
        of = await write_lines(sitting, of, fresh)
    return of


async def _catch_up(sitting: Sitting, of: Record) -> None:
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
        users |= {entry.id} if row["kind"] == "PERSON" else await _users_of(sitting, entry.id)
    if users:
        await _planned(sitting, of, Incoming(people=await people_told(sitting, users)))


async def _users_of(sitting: Sitting, group: UUID) -> set[UUID]:
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


def _check_version(entry: Record, expected: int | None) -> None:
    if expected is not None and entry.version != expected:
        raise FeedEntryStale(current=entry.version)


async def _kept(
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
    changes = {**row, "external_id": external_id, "told": dict(said.told)}
    if said.entry is not None:
        entry = await own_entry(sitting, said.entry, kind=row["kind"])
        _check_version(entry, said.expected_version)
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


async def _keep_document(sitting: Sitting, entry: Record, document: Sealed) -> None:
    kept = {"entry": entry.id, "kid": document.kid, "wrapped": document.wrapped}
    sealed = {"body": document.body, "blind": document.document}
    await sitting.connection.execute(_KEEP_DOCUMENT, {**kept, **sealed})


# ------------------------------------------------------------------------------- membership
async def _membership(
    sitting: Sitting, group: Record, members: Sequence[tuple[UUID, str | None]]
) -> set[UUID]:
    """Brings the members of a group to what is told. Gives those for whom that changed anything."""
    table = feed_member.c
    mine = (table.root == sitting.root, table.group_id == group.id, table.gone_at.is_(None))
    rows = await sitting.rows(select(feed_member).where(*mine).with_for_update())
    known = {row["user_id"]: Record(feed_member, row) for row in rows}
    called = dict(members)
    fresh = called.keys() - known.keys()
    await _check_people(sitting, fresh)
    held = {"holder": group["holder"], "group_id": group.id}
    await sitting.insert_many(
        feed_member, [{**held, "user_id": user, "display": called[user]} for user in fresh]
    )
    for user, record in known.items():
        if user not in called:
            await sitting.change(record, {"gone_at": sitting.now})
        elif record["display"] != called[user]:
            await sitting.change(record, {"display": called[user]})
    return set(fresh) | (known.keys() - called.keys())


async def _check_people(sitting: Sitting, users: Collection[UUID]) -> None:
    """Refuses members that are no people of this feed."""
    table = feed_entry.c
    here = select(table.id).where(
        table.root == sitting.root,
        table.id.in_(users),
        table.kind == "PERSON",
        table.gone_at.is_(None),
        sitting.readable(feed_entry, "feed_entry.read"),
    )
    if users and {row["id"] for row in await sitting.rows(here)} != set(users):
        raise FeedMemberUnknown


async def _forget(sitting: Sitting, which: Any) -> set[UUID]:
    """Ends memberships. Gives the people concerned."""
    table = feed_member.c
    query = select(feed_member).where(table.root == sitting.root, which, table.gone_at.is_(None))
    rows = await sitting.rows(query.with_for_update())
    for row in rows:
        await sitting.change(Record(feed_member, row), {"gone_at": sitting.now})
    return {row["user_id"] for row in rows}


async def _posts_told(sitting: Sitting, user: UUID) -> frozenset[UUID]:
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
                posts=await _posts_told(sitting, row["id"]),
            )
            for row in await sitting.rows(query)
        ]
    )
