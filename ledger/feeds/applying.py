"""Doing a line: the few small changes that a plan is made of. Taken back in ``taking_back``.

A line without rights is done as ``*.take_in``, which a feed has in its subtree; a line with rights
is done by a person, as an appointment like any other.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from ledger.appointments.grounds import Ground, ended, stated
from ledger.appointments.holding import altered, joined
from ledger.appointments.standings import gathered, locked, weighed
from ledger.effects.thresholds import alone
from ledger.feeds.knowing import carried
from ledger.feeds.owning import keep, keepers
from ledger.feeds.placing import place_of, proposed_at
from ledger.feeds.refusals import FeedLineElsewhere
from ledger.feeds.tables import feed_entry
from tenants.names import person_sort_key
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment, person, post

Done = Mapping[str, Any]
NONE = Ground("", "")
"""What a feed says: it gives and takes no rights, so it needs to say none."""
_ENGLISH = re.compile(r"\s*en\b", re.IGNORECASE)
_REHOME = text("select app.rehome_person(:person, :unit)")


async def apply(sitting: Sitting, line: Record, ground: Ground = NONE) -> Record:
    """Does a line that a decision covers, and keeps with it what was done.

    Given:    ground, kept with an appointment that gives or takes rights, and asked for there.
    Refuses:  feed_line.elsewhere for what no plan can do; the rules of the book.
    """
    doing = line["change"]["do"]
    if doing in _WEIGHTY:
        done = await _WEIGHTY[doing](sitting, line, ground)
    elif doing in _DOING:
        done = await _DOING[doing](sitting, line)
    else:
        raise FeedLineElsewhere(reason=line["reason"])
    changes = {"state": "APPLIED", "done": dict(done), "decided_at": sitting.now}
    if "person" in done:
        changes["person_id"] = UUID(done["person"])
    if "post" in done:
        changes["to_post_id"] = UUID(done["post"])
    if sitting.viewer.post is not None:
        changes["decided_by"] = sitting.viewer.person
    return await sitting.change(line, changes)


async def record_of(sitting: Sitting, table: Any, key: UUID, *, action: str) -> Record:
    """Gives a record that a line speaks of, locked and decided on.

    Refuses:  feed_line.elsewhere when it is not there; the rules of the action.
    """
    query = select(table).where(table.c.root == sitting.root, table.c.id == key)
    found = await sitting.rows(query.with_for_update())
    if not found:
        raise FeedLineElsewhere(reason="SCOPE")
    record = Record(table, found[0])
    sitting.decide(action, record)
    return record


async def bind(
    sitting: Sitting, line: Record, *, again: bool | None = None, **bound: UUID | None
) -> None:
    """Ties the entry of a line to the record that it speaks of.

    Given:    again, whether it is planned anew when the feed calls next; else when a person decided.
    Refuses:  feed_line.elsewhere for an entry of a feed further up.
    """
    entry = await _entry(sitting, line)
    anew = sitting.viewer.post is not None if again is None else again
    await sitting.change(entry, {**bound, "again": anew}, through=line)


async def _entry(sitting: Sitting, line: Record) -> Record:
    query = select(feed_entry).where(
        feed_entry.c.root == sitting.root, feed_entry.c.id == line["entry_id"]
    )
    rows = await sitting.rows(query.with_for_update())
    if not rows:  # the feed is held further up: its entries are not for whoever decides here
        raise FeedLineElsewhere(reason="SCOPE")
    return Record(feed_entry, rows[0])


# ------------------------------------------------------------------------------- people
async def _create_person(sitting: Sitting, line: Record) -> Done:
    name, unit = line["change"]["name"], line["change"]["tenant"]
    row = {"id": uuid7(), "holder": unit, "name": name, "name_sort": person_sort_key(name)}
    told = (await _entry(sitting, line))["told"].get("preferredLanguage")
    # How they are written to at first; from then on it is theirs to say (set_language).
    row["language"] = "EN" if _ENGLISH.match(str(told or "")) else "ZH"
    made = await _insert(sitting, person, row, action="person.take_in")
    await bind(sitting, line, person_id=made.id)
    await keep(sitting, line["feed_id"], made, "name", "tenant")
    return {"person": str(made.id)}


async def _insert(sitting: Sitting, table: Any, row: Mapping[str, Any], *, action: str) -> Record:
    """Writes a row in a unit below: decided on at the place where the unit stands."""
    sitting.decide(action, proposed_at(table, await _placed(sitting, row["holder"]), row))
    return await sitting.insert(table, row)


async def _placed(sitting: Sitting, unit: int) -> dict[str, Any]:
    place = await place_of(sitting, unit)
    if place is None:
        raise FeedLineElsewhere(reason="SCOPE")
    return place


async def _adopt_person(sitting: Sitting, line: Record) -> Done:
    found = await record_of(
        sitting, person, UUID(line["change"]["person"]), action="person.take_in"
    )
    await bind(sitting, line, person_id=found.id)
    return {"person": str(found.id)}


async def _rename_person(sitting: Sitting, line: Record) -> Done:
    found = await record_of(sitting, person, line["person_id"], action="person.take_in")
    name = line["change"]["name"]
    await sitting.change(found, {"name": name, "name_sort": person_sort_key(name)})
    return {"was": found["name"]}


async def _move_person(sitting: Sitting, line: Record) -> Done:
    found = await record_of(sitting, person, line["person_id"], action="person.take_in")
    # Asked anew: while the line waited another feed may have been given the field.
    keeper = (await keepers(sitting, [found.id], "tenant")).get(found.id)
    if keeper not in {None, line["feed_id"]}:
        raise FeedLineElsewhere(reason="ELSEWHERE")
    claimed = {} if keeper else {"claimed": "tenant"}
    if claimed:
        await keep(sitting, line["feed_id"], found, "tenant")
    await rehome(sitting, found, line["change"]["tenant"])
    return {"was": found["holder"], **claimed}


async def rehome(sitting: Sitting, found: Record, unit: int) -> None:
    """Lets a person belong to a unit. Refuses: feed_line.elsewhere; the rules of the book."""
    there = await _placed(sitting, unit)
    sitting.decide("person.take_in", found.after(there))
    given = {"person": found.id, "unit": unit}
    if not (await sitting.connection.execute(_REHOME, given)).scalar_one():
        raise FeedLineElsewhere(reason="SCOPE")


async def _appoint(sitting: Sitting, line: Record, ground: Ground) -> Done:
    where = await post_of(sitting, UUID(line["change"]["post"]))
    row = {
        "id": uuid7(),
        "holder": where["holder"],
        "post_id": where.id,
        "person_id": line["person_id"],
        "appointed_on": sitting.today,
    }
    # Asked anew: a line may have waited, and the post been given a role meanwhile.
    if not await carried(sitting, [where.id]):
        made = await _insert(sitting, appointment, row, action="appointment.take_in")
        return {"appointment": str(made.id)}
    await weigh(sitting, line["person_id"], where)
    placed = await _placed(sitting, row["holder"])
    sitting.decide("appointment.appoint", proposed_at(appointment, placed, row))
    made = await sitting.insert(appointment, {**row, **stated(ground)})
    return {"appointment": str(made.id)}


async def weigh(sitting: Sitting, who: UUID, where: Record, *, until: date | None = None) -> None:
    """Holds whoever confirms to what holds for an appointment: nothing is given that is not held.

    A feed confirms nothing: the book has no appointment by a feed.
    """
    if sitting.viewer.post is None:
        return
    await locked(sitting, where["holder"])
    before = await gathered(sitting, people=[who], posts=[where.id])
    after = joined(before, who, where.id, began=sitting.today, until=until)
    weighed(sitting, before, after)
    await alone(sitting, before, after)


async def weigh_relief(sitting: Sitting, found: Record) -> None:
    """Holds whoever confirms to what holds for relieving: nobody senior goes, and not the last one.

    A feed confirms nothing: the book has no relieving by a feed.
    """
    if sitting.viewer.post is None:
        return
    await locked(sitting, found["holder"])
    before = await gathered(sitting, people=[found["person_id"]], unit=found["holder"])
    weighed(sitting, before, altered(before, found.id, relieved_on=sitting.today))


async def post_of(sitting: Sitting, key: UUID) -> Record:
    """Gives a post that has not ended. Refuses: feed_line.elsewhere."""
    query = select(post).where(
        post.c.root == sitting.root, post.c.id == key, post.c.valid_until.is_(None)
    )
    found = await sitting.rows(query)
    if not found:
        raise FeedLineElsewhere(reason="SCOPE")
    return Record(post, found[0])


async def _relieve(sitting: Sitting, line: Record, ground: Ground) -> Done:
    relieved = []
    for key in line["change"]["appointments"]:
        held = await appointment_of(sitting, UUID(key))
        # Asked anew: a line may have waited, and the post been given a role meanwhile.
        weighty = line["reason"] == "RIGHTS" or bool(await carried(sitting, [held["post_id"]]))
        action = "appointment.relieve" if weighty else "appointment.take_in"
        found = await record_of(sitting, appointment, UUID(key), action=action)
        if found["relieved_on"] is None or found["relieved_on"] > sitting.today:
            if weighty:
                await weigh_relief(sitting, found)
            why = ended(ground) if weighty else {}
            day = max(sitting.today, found["appointed_on"])
            await sitting.change(found, {"relieved_on": day, **why})
            was = found["relieved_on"]
            relieved.append([key, None if was is None else was.isoformat(), day.isoformat()])
    return {"relieved": relieved}


# ------------------------------------------------------------------------------- posts
async def _create_post(sitting: Sitting, line: Record) -> Done:
    title, unit = line["change"]["title"], line["change"]["tenant"]
    row = {"id": uuid7(), "holder": unit, "title": title, "valid_from": sitting.today}
    made = await _insert(sitting, post, row, action="post.take_in")
    await bind(sitting, line, post_id=made.id)
    await keep(sitting, line["feed_id"], made, "title")
    return {"post": str(made.id)}


async def _adopt_post(sitting: Sitting, line: Record) -> Done:
    found = await record_of(sitting, post, UUID(line["change"]["post"]), action="post.take_in")
    await bind(sitting, line, post_id=found.id)
    return {"post": str(found.id)}


async def _rename_post(sitting: Sitting, line: Record) -> Done:
    found = await record_of(sitting, post, line["to_post_id"], action="post.take_in")
    await sitting.change(found, {"title": line["change"]["title"]})
    return {"was": found["title"]}


async def _close_post(sitting: Sitting, line: Record) -> Done:
    found = await record_of(sitting, post, line["to_post_id"], action="post.take_in")
    day = max(sitting.today, found["valid_from"])
    await sitting.change(found, {"valid_until": day})
    return {"closed": day.isoformat()}


async def appointment_of(sitting: Sitting, key: UUID) -> Record:
    """Gives an appointment. Refuses: feed_line.elsewhere."""
    query = select(appointment).where(appointment.c.root == sitting.root, appointment.c.id == key)
    found = await sitting.rows(query)
    if not found:
        raise FeedLineElsewhere(reason="SCOPE")
    return Record(appointment, found[0])


_DOING: Mapping[str, Callable[[Sitting, Record], Awaitable[Done]]] = {
    "create_person": _create_person,
    "adopt_person": _adopt_person,
    "rename_person": _rename_person,
    "move_person": _move_person,
    "create_post": _create_post,
    "adopt_post": _adopt_post,
    "rename_post": _rename_post,
    "close_post": _close_post,
}

_WEIGHTY: Mapping[str, Callable[[Sitting, Record, Ground], Awaitable[Done]]] = {
    "appoint": _appoint,
    "relieve": _relieve,
}
