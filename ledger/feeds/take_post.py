"""The act by which a feed tells of a post and who holds it (报送职务)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.feeds.events import FeedEntryTaken
from ledger.feeds.incoming import Incoming, IncomingPost, IncomingUnit
from ledger.feeds.refusals import FeedMemberUnknown
from ledger.feeds.tables import feed_entry, feed_member
from ledger.feeds.taking import (
    LONGEST_CODE,
    LONGEST_TITLE,
    Told,
    calling_feed,
    catch_up,
    kept_entry,
    people_told,
    plan_incoming,
    users_of,
)
from ledger.feeds.vetting import keepable
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class TakePost:
    """A post as a feed tells of it, with all who are said to hold it, and perhaps its unit."""

    said: Told
    title: str
    unit_code: str = ""
    unit: IncomingUnit | None = None
    members: tuple[tuple[UUID, str | None], ...] = ()
    """Entries of people, each with what the feed calls them there, if it does."""


async def take_post(sitting: Sitting, given: TakePost) -> UUID:
    """Takes in what a feed tells of a post and of who holds it.

    Given:    said, with no entry for a new post; unit, when the feed tells of its unit as well.
    Gives:    the entry.
    Refuses:  feed.not_found, feed.suspended, feed.kind_not_agreed, feed_entry.not_found,
              feed_entry.stale, feed_entry.external_id_taken, feed_entry.member_unknown,
              feed.units_full, feed_entry.citizen_number, record.text_refused.
    Records:  FeedEntryTaken.
    """
    of = await calling_feed(sitting, "POSTS")
    await catch_up(sitting, of)
    title = worded("displayName", given.title, most=LONGEST_TITLE)
    unit_code = worded("code", given.unit_code, least=0, most=LONGEST_CODE)
    row = {
        "kind": "POST",
        "name_key": title.casefold(),
        "label": title,
        "unit_code": unit_code,
        "active": True,
    }
    entry = await kept_entry(sitting, of, given.said, row)
    touched = await _membership(sitting, entry, given.members)
    units = () if given.unit is None or "UNITS" not in of["kinds"] else (given.unit,)
    posts = (IncomingPost(entry=entry.id, title=title, unit_code=unit_code),)
    of = await plan_incoming(sitting, of, Incoming(units=units, posts=posts))
    if entry["post_id"] is None:
        touched |= await users_of(sitting, entry.id)
    people = await people_told(sitting, touched)
    await plan_incoming(sitting, of, Incoming(people=people))
    await sitting.record(FeedEntryTaken(entry.id, entry.version, entry["holder"]))
    return entry.id


async def _membership(
    sitting: Sitting, group: Record, members: Sequence[tuple[UUID, str | None]]
) -> set[UUID]:
    """Brings the members of a group to what is told. Gives those for whom that changed anything."""
    table = feed_member.c
    mine = (table.root == sitting.root, table.group_id == group.id, table.gone_at.is_(None))
    rows = await sitting.rows(select(feed_member).where(*mine).with_for_update())
    known = {row["user_id"]: Record(feed_member, row) for row in rows}
    for _, display in members:
        keepable("members.display", display or "")
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
