"""The act by which a feed tells of many people, posts and units at once, from a file (报送文件)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.feeds.comparing import Compared, compared
from ledger.feeds.events import FeedFileTaken
from ledger.feeds.file_rows import FileRows
from ledger.feeds.incoming import IncomingPerson, IncomingPost
from ledger.feeds.knowing import among
from ledger.feeds.refusals import FeedFileFaulty, FeedPlanChanged
from ledger.feeds.tables import feed_entry, feed_member
from ledger.feeds.taking import calling_feed, catch_up, plan_incoming
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class TakeFile:
    """The rows of a file, and the hash of the plan that was read before."""

    rows: FileRows
    expected: str | None = None


async def take_file(sitting: Sitting, given: TakeFile) -> UUID:
    """Takes in what the rows of a file tell; what changes by it stands in the feed's plan.

    Given:    expected, the hash of the plan as it was previewed: exactly that is planned.
    Gives:    the feed. A second import of the same file changes nothing.
    Refuses:  feed.not_found, feed.suspended, feed.kind_not_agreed, feed_file.faulty,
              feed_plan.changed, feed_entry.name_taken, feed.units_full.
    Records:  FeedFileTaken.
    """
    of = await feed_for(sitting, given.rows)
    await catch_up(sitting, of)
    found = await compared(sitting, of, given.rows)
    if found.faults:
        first = found.faults[0]
        raise FeedFileFaulty(count=len(found.faults), cell=f"{first.place}!{first.fault.cell}")
    if given.expected is not None and given.expected != found.hash:
        raise FeedPlanChanged
    if not found.empty:
        await _keep(sitting, of, found)
        await _membership(sitting, of, found)
        of = await plan_incoming(sitting, of, found.incoming)
        await sitting.record(FeedFileTaken(of.id, of.version, of["holder"]))
    return of.id


async def feed_for(sitting: Sitting, rows: FileRows) -> Record:
    """Gives the feed that acts, which must have been set up for what the file tells of.

    Refuses:  feed.not_found, feed.suspended, feed.kind_not_agreed.
    """
    told = {
        "PEOPLE": bool(rows.people),
        "POSTS": bool(rows.posts) or any(row.posts for row in rows.people),
        "UNITS": bool(rows.units),
    }
    kinds = [kind for kind, is_told in told.items() if is_told]
    first, *others = kinds or ["UNITS" if rows.lists_units else "POSTS"]
    of = await calling_feed(sitting, first)
    for kind in others:
        of = await calling_feed(sitting, kind)
    return of


async def _keep(sitting: Sitting, of: Record, found: Compared) -> None:
    """Keeps what was told, as entries: new ones together, known ones one by one."""
    told = [*map(_post, found.incoming.posts), *map(_person, found.incoming.people)]
    fresh = []
    for row in told:
        here = found.rows.get(row["id"])
        row["external_id"] = here.key if here is not None and here.ours is None else None
        row["told"] = _as_scim(row)
        if row["id"] not in found.entries:
            born = {"holder": of["holder"], "feed_id": of.id, "created_at": sitting.now}
            fresh.append({**born, **row, "changed_at": sitting.now})
    sitting.decide_all("feed_entry.take", [sitting.proposed(feed_entry, row) for row in fresh])
    await sitting.insert_many(feed_entry, fresh)
    known = {row["id"]: row for row in told if row["id"] in found.entries}
    locked = await _locked(sitting, of, known)
    sitting.decide_all("feed_entry.take", locked)
    for entry in locked:
        row = known[entry.id]
        said = {name: row[name] for name in ("label", "unit_code", "active")}
        if any(entry[name] != one for name, one in said.items()):
            gone = {"gone_at": sitting.now} if row["kind"] == "POST" and not row["active"] else {}
            kept = {**said, **gone, "told": {**entry["told"], **row["told"]}}
            await sitting.change(entry, {**kept, "changed_at": sitting.now})


async def _locked(sitting: Sitting, of: Record, keys: Mapping[UUID, Any]) -> list[Record]:
    table = feed_entry.c
    query = select(feed_entry).where(
        table.root == sitting.root, table.feed_id == of.id, among(table.id, keys)
    )
    rows = await sitting.rows(query.order_by(table.id).with_for_update()) if keys else []
    return [Record(feed_entry, row) for row in rows]


def _post(one: IncomingPost) -> dict[str, Any]:
    said = {"kind": "POST", "name_key": one.title.casefold(), "label": one.title}
    return {"id": one.entry, **said, "unit_code": one.unit_code, "active": not one.gone}


def _person(one: IncomingPerson) -> dict[str, Any]:
    said = {"kind": "PERSON", "name_key": str(one.entry), "label": one.name}
    return {"id": one.entry, **said, "unit_code": one.unit_code, "active": one.active}


def _as_scim(row: Mapping[str, Any]) -> dict[str, Any]:
    """What was told in the words in which a feed reads it again."""
    kind = "Group" if row["kind"] == "POST" else "User"
    said = {
        "schemas": [f"urn:ietf:params:scim:schemas:core:2.0:{kind}"],
        "displayName": row["label"],
    }
    if row["kind"] == "PERSON":
        said |= {"userName": row["external_id"] or row["name_key"], "active": row["active"]}
    return said if row["external_id"] is None else {**said, "externalId": row["external_id"]}


async def _membership(sitting: Sitting, of: Record, found: Compared) -> None:
    """Brings who is told to hold which post to what the file says."""
    wanted = {one.entry: one.posts for one in found.incoming.people}
    fresh = [
        {"holder": of["holder"], "group_id": group, "user_id": user}
        for user, posts in wanted.items()
        for group in sorted(posts - found.members.get(user, frozenset()))
    ]
    await sitting.insert_many(feed_member, fresh)
    ended = {
        (group, user)
        for user, posts in wanted.items()
        for group in found.members.get(user, frozenset()) - posts
    }
    table = feed_member.c
    query = select(feed_member).where(
        table.root == sitting.root,
        among(table.user_id, {user for _, user in ended}),
        table.gone_at.is_(None),
    )
    for row in await sitting.rows(query.with_for_update()) if ended else ():
        if (row["group_id"], row["user_id"]) in ended:
            await sitting.change(Record(feed_member, row), {"gone_at": sitting.now})
