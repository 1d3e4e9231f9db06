"""How the lines of a plan come to be: stored in the day's plan, and done or kept back."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from uuid_utils.compat import uuid7

from ledger.feeds.applying import apply
from ledger.feeds.events import FeedLineApplied, FeedLineWaits, FeedStopped
from ledger.feeds.knowing import among
from ledger.feeds.planning import Line
from ledger.feeds.tables import feed_line, feed_plan
from tenants.long_acts import go_on
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import person

_AT_ONCE = 100
_LEFT_IN_HAND = text("select app.left_in_hand(:left, :ends)").bindparams(
    bindparam("left", type_=ARRAY(Uuid)), bindparam("ends", type_=Uuid)
)
LEAST_PEOPLE = 5
"""A feed of a small unit may change so many people a day, whatever share of it they are."""


async def day_plan(sitting: Sitting, of: Record) -> Record:
    """Gives the feed's plan of today, locked: who writes lines of one feed writes in turn."""
    table = feed_plan.c
    query = select(feed_plan).where(
        table.root == sitting.root, table.feed_id == of.id, table.planned_on == sitting.today
    )
    found = await sitting.rows(query.with_for_update())
    if found:
        record = Record(feed_plan, found[0])
        sitting.decide("feed_plan.take", record)
        return record
    row = {
        "id": uuid7(),
        "holder": of["holder"],
        "feed_id": of.id,
        "planned_on": sitting.today,
        "changed_at": sitting.now,
    }
    sitting.decide("feed_plan.take", sitting.proposed(feed_plan, row))
    await sitting.insert(feed_plan, row)
    # Read again: the token to undo it is made by the database.
    return Record(feed_plan, (await sitting.rows(query.with_for_update()))[0])


async def write_lines(sitting: Sitting, of: Record, lines: Sequence[Line]) -> Record:
    """Stores lines in today's plan, does those that wait for nobody, and stops at the budget.

    Given:    of, the feed, locked.
    Gives:    the feed as it stands then.
    Records:  FeedLineApplied or FeedLineWaits for each, FeedStopped.
    """
    if not lines:
        return of
    say = sitting.record
    plan = await day_plan(sitting, of)
    changed = await _people_of(sitting, plan)
    most = await most_people(sitting, of)
    said = plan["hash"]
    for n, told in enumerate(lines):
        if n % _AT_ONCE == _AT_ONCE - 1:
            await go_on(sitting)
        line = told
        if not told.waits and await in_hand(sitting, told.change, told.to_post):
            line = replace(told, reason="HANDOVER")
        # What waits for somebody anyway uses nothing up; to move a unit always asks.
        over = not line.waits and (of["state"] == "STOPPED" or not _within(line, changed, most))
        if line.kind == "MOVE" and line.subject == "UNIT":
            over = True
        if over and of["state"] == "ACTIVE":
            of = await _stop(sitting, of)
        reason = line.reason if line.waits else "BUDGET" if over else "NOTHING"
        stored = await _store(sitting, plan, line, reason=reason)
        said = hashlib.sha256(f"{said}{_digest(stored)}".encode()).hexdigest()
        if reason == "NOTHING":
            changed |= _who(line)
            stored = await apply(sitting, stored)
            await say(FeedLineApplied(stored.id, stored.version, stored["holder"]))
        else:
            await say(FeedLineWaits(stored.id, stored.version, stored["holder"]))
    changes = {"hash": said, "people": len(changed), "changed_at": sitting.now}
    await sitting.change(plan, changes)
    return of


async def in_hand(sitting: Sitting, change: Mapping[str, Any], closes: UUID | None) -> bool:
    """Says whether a change would leave a post with items in hand and nobody else in it.

    Given:    closes, the post that the change closes, if it closes one.
    """
    left = [UUID(key) for key in change.get("appointments", ())]
    ends = closes if change["do"] == "close_post" else None
    if not left and ends is None:
        return False
    asked = await sitting.connection.execute(_LEFT_IN_HAND, {"left": left, "ends": ends})
    return bool(asked.scalar_one())


def _who(line: Line) -> set[UUID]:
    return {line.entry} if line.subject == "PERSON" and line.entry is not None else set()


def _within(line: Line, changed: set[UUID], most: int) -> bool:
    return len(changed | _who(line)) <= most


async def _people_of(sitting: Sitting, plan: Record) -> set[UUID]:
    """The entries of people whom the plan has changed already."""
    table = feed_line.c
    query = select(table.entry_id).where(
        table.root == sitting.root,
        table.plan_id == plan.id,
        table.subject == "PERSON",
        table.state == "APPLIED",
        table.reason == "NOTHING",
    )
    return {row["entry_id"] for row in await sitting.rows(query.distinct())}


async def most_people(sitting: Sitting, of: Record) -> int:
    """Gives how many people may change in a day before a feed stops."""
    at = person.c[f"at{sitting.viewer.slot}"]
    query = select(func.count().label("n")).select_from(person)
    rows = await sitting.rows(query.where(person.c.root == sitting.root, at == sitting.tenant))
    most: int = ceil(rows[0]["n"] * of["budget"] / 100)
    return max(LEAST_PEOPLE, most)


async def _stop(sitting: Sitting, of: Record) -> Record:
    sitting.decide("feed.call", of)
    say = sitting.record
    stopped = await sitting.change(of, {"state": "STOPPED"})
    await say(FeedStopped(stopped.id, stopped.version, stopped["holder"]))
    return stopped


async def overtake(sitting: Sitting, entries: Collection[UUID]) -> None:
    """What still waits of entries that are told anew is overtaken by what is told now.

    Also when nothing follows from that: what was withdrawn must not be confirmed any more.
    """
    table = feed_line.c
    query = select(feed_line).where(
        table.root == sitting.root, among(table.entry_id, entries), table.state == "WAITING"
    )
    for row in await sitting.rows(query.with_for_update()):
        record = Record(feed_line, row)
        sitting.decide("feed_line.take", record)
        await sitting.change(record, {"state": "OVERTAKEN", "decided_at": sitting.now})


async def _store(sitting: Sitting, plan: Record, line: Line, *, reason: str) -> Record:
    row = {
        "id": uuid7(),
        "holder": line.tenant,
        "feed_id": plan["feed_id"],
        "plan_id": plan.id,
        "entry_id": line.entry,
        "kind": line.kind,
        "subject": line.subject,
        "state": "WAITING",
        "reason": reason,
        "confidence": line.confidence,
        "label": line.label,
        "from_text": line.from_text,
        "to_text": line.to_text,
        "person_id": line.person,
        "from_post_id": line.from_post,
        "to_post_id": line.to_post,
        "gains": list(line.gains),
        "loses": list(line.loses),
        "change": dict(line.change),
        "made_at": sitting.now,
    }
    sitting.decide("feed_line.take", sitting.proposed(feed_line, row))
    stored = await sitting.insert(feed_line, row)
    return Record(feed_line, {**dict.fromkeys(feed_line.c.keys()), **stored, "version": 1})


def _digest(stored: Record) -> str:
    said = {name: stored[name] for name in ("kind", "subject", "label", "change", "gains", "loses")}
    return json.dumps([str(stored.id), said], sort_keys=True)
