"""Taking back what lines have done, entry by entry, and nothing that others have changed since.

All that a plan did to one person or post is taken back, last line first, or none of it is: half a
move would leave somebody in two posts. Lines that stand against it stay as they are and say why.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, func, or_, select

from ledger.feeds.applying import (
    appointment_of,
    bind,
    post_of,
    record_of,
    rehome,
    weigh,
    weigh_relief,
)
from ledger.feeds.knowing import among, carried
from ledger.feeds.owning import release
from ledger.feeds.refusals import FeedUndoImpossible
from ledger.feeds.tables import feed_line, feed_plan
from tenants.names import person_sort_key
from tenants.records import Record
from tenants.refusals import Refusal
from tenants.sitting import Sitting
from tenants.tables import appointment, person, post
from tenants.viewer import CHINA

Columns = Mapping[str, ColumnElement[Any]]


def lines_in(row: Columns, *states: str, kept: bool | None = None) -> ColumnElement[Any]:
    """Gives how many lines of a plan are in some of the states.

    Given:    row, the columns of the plan; kept, only those that could not be taken back, or only
              the others.
    """
    line = feed_line.c
    mine = [line.root == row["root"], line.plan_id == row["id"], line.state.in_(states)]
    if kept is not None:
        mine.append(line.kept_because.is_not(None) if kept else line.kept_because.is_(None))
    return select(func.count()).select_from(feed_line).where(*mine).scalar_subquery()


def token_of(row: Columns) -> ColumnElement[Any]:
    """Gives the token to undo a plan: it stands for every line that was ever done.

    A line that is done later makes another token of it, whoever confirmed it and wherever it is
    held; taking lines back does not, so that one token serves for all portions.
    """
    ever = lines_in(row, "APPLIED", "UNDONE")
    said = func.concat(row["undo_token"].cast(Text), ".", ever)
    return func.encode(func.sha256(func.convert_to(said, "UTF8")), "hex", type_=Text)


async def token_now(sitting: Sitting, plan: Record) -> str:
    """Gives the token to undo a plan as it stands."""
    query = select(token_of(dict(feed_plan.c.items())).label("token")).where(
        feed_plan.c.root == sitting.root, feed_plan.c.id == plan.id
    )
    token: str = (await sitting.rows(query))[0]["token"]
    return token


# ------------------------------------------------------------------------------- entry by entry
async def standing(sitting: Sitting, plan: Record) -> list[dict[str, Any]]:
    """Gives the lines of a plan that are done, the last one first, in few columns."""
    line = feed_line.c
    query = select(
        line.id,
        func.coalesce(line.entry_id, line.id).label("entry"),
        line.subject,
        line.change["do"].astext.label("do"),
        line.kept_because.is_not(None).label("kept"),
    ).where(line.root == sitting.root, line.plan_id == plan.id, line.state == "APPLIED")
    return await sitting.rows(query.order_by(line.id.desc()))


def portion(lines: Sequence[Mapping[str, Any]], *, most: int) -> list[list[UUID]]:
    """Gives the entries whose turn it is, each with its lines, the last one first.

    Posts that were closed are opened first, then people go back, then posts that were made go.
    What was kept already is tried again when nothing else is left.
    """
    groups: dict[UUID, list[Mapping[str, Any]]] = {}
    for line in lines:
        groups.setdefault(line["entry"], []).append(line)
    fresh = [some for some in groups.values() if not all(one["kept"] for one in some)]
    taken: list[list[UUID]] = []
    for some in sorted(fresh or groups.values(), key=_turn):
        if taken and sum(map(len, taken)) + len(some) > most:
            break
        taken.append([one["id"] for one in some])
    return taken


def _turn(some: Sequence[Mapping[str, Any]]) -> int:
    if some[0]["subject"] == "PERSON":
        return 1
    return 0 if some[0]["do"] == "close_post" else 2


async def take_back(sitting: Sitting, keys: Sequence[UUID]) -> bool:
    """Takes back all that a plan did to one entry, or marks its lines with what stands against it.

    Gives:    whether it was taken back.
    """
    line = feed_line.c
    query = select(feed_line).where(line.root == sitting.root, among(line.id, keys))
    rows = await sitting.rows(query.order_by(line.id.desc()).with_for_update())
    lines = [Record(feed_line, row) for row in rows if row["state"] == "APPLIED"]
    try:
        async with sitting.connection.begin_nested():
            await _none_since(sitting, lines)
            for one in lines:
                await _back(sitting, one)
    except Refusal as refusal:
        if refusal.retryable:
            raise
        for one in lines:
            await sitting.change(one, {"kept_because": refusal.code})
        return False
    return True


async def _back(sitting: Sitting, given: Record) -> None:
    if given["person_id"] == sitting.viewer.person:
        sitting.decide("feed_line.decide", given)
    line = await sitting.change(given, {"decided_at": sitting.now})
    await _UNDOING[line["change"]["do"]](sitting, line)
    await sitting.change(line, {"state": "UNDONE", "kept_because": None})


async def _none_since(sitting: Sitting, lines: Iterable[Record]) -> None:
    """Holds that no other plan has done anything to the entry since."""
    first = min(lines, key=lambda one: one.id)
    line = feed_line.c
    later = select(line.id).where(
        line.root == sitting.root,
        line.entry_id == first["entry_id"],
        line.plan_id != first["plan_id"],
        line.state == "APPLIED",
        line.id > first.id,
    )
    if await sitting.rows(later.limit(1)):
        raise FeedUndoImpossible(label=first["label"])


# ------------------------------------------------------------------------------- line by line
def _as_it_was_left(line: Record, *, so: bool) -> None:
    if not so:
        raise FeedUndoImpossible(label=line["label"])


async def _unbind(sitting: Sitting, line: Record, **bound: None) -> None:
    """Unties an entry; it is planned anew when the feed tells of it again, and not before."""
    await bind(sitting, line, again=False, **bound)


async def _bound_person(sitting: Sitting, line: Record) -> None:
    await _unbind(sitting, line, person_id=None)


async def _bound_post(sitting: Sitting, line: Record) -> None:
    if line["change"]["do"] == "create_post":
        found = await record_of(sitting, post, UUID(line["done"]["post"]), action="post.take_in")
        so = found["valid_until"] is None and found["title"] == line["change"]["title"]
        _as_it_was_left(line, so=so and not await carried(sitting, [found.id]))
        _as_it_was_left(line, so=not await _in_post(sitting, found.id))
        day = max(sitting.today, found["valid_from"])
        await sitting.change(found, {"valid_until": day})
    await _unbind(sitting, line, post_id=None)


async def _in_post(sitting: Sitting, key: UUID, *where: Any) -> bool:
    """Whether somebody holds a post, today or from a later day on."""
    held = appointment.c
    query = select(held.id).where(
        held.root == sitting.root,
        held.post_id == key,
        or_(held.relieved_on.is_(None), held.relieved_on > sitting.today),
        *where,
    )
    return bool(await sitting.rows(query.limit(1)))


async def _rename_person(sitting: Sitting, line: Record) -> None:
    found = await record_of(sitting, person, line["person_id"], action="person.take_in")
    was = line["done"]["was"]
    _as_it_was_left(line, so=found["name"] == line["change"]["name"])
    await sitting.change(found, {"name": was, "name_sort": person_sort_key(was)})


async def _move_person(sitting: Sitting, line: Record) -> None:
    found = await record_of(sitting, person, line["person_id"], action="person.take_in")
    _as_it_was_left(line, so=found["holder"] == line["change"]["tenant"])
    if "claimed" in line["done"]:
        await release(sitting, line)
    await rehome(sitting, found, line["done"]["was"])


async def _appoint(sitting: Sitting, line: Record) -> None:
    key = UUID(line["done"]["appointment"])
    held = await appointment_of(sitting, key)
    # Asked anew: the post may have been given rights since.
    rights = bool(line["gains"]) or bool(await carried(sitting, [held["post_id"]]))
    action = "appointment.relieve" if rights else "appointment.take_in"
    found = await record_of(sitting, appointment, key, action=action)
    so = found["relieved_on"] is None and found["suspended_on"] is None
    _as_it_was_left(line, so=so)
    if rights:
        await weigh_relief(sitting, found)
    await sitting.change(found, {"relieved_on": max(sitting.today, found["appointed_on"])})


async def _relieve(sitting: Sitting, line: Record) -> None:
    """Who left with rights comes back by an appointment, decided like any other."""
    for key, was, day in line["done"]["relieved"]:
        held = await appointment_of(sitting, UUID(key))
        where = await post_of(sitting, held["post_id"])
        rights = bool(await carried(sitting, [where.id]))
        action = "appointment.appoint" if rights else "appointment.take_in"
        found = await record_of(sitting, appointment, UUID(key), action=action)
        so = found["relieved_on"] is not None and found["relieved_on"].isoformat() == day
        _as_it_was_left(line, so=so and not await _succeeded(sitting, line, found))
        # Text is a date to the database; what stood before was nothing or a later day.
        until = None if was is None else date.fromisoformat(was)
        if rights:
            await weigh(sitting, found["person_id"], where, until=until)
        nothing_ended = {"ended_reason": None, "ended_document_no": None} if until is None else {}
        await sitting.change(found, {"relieved_on": until, **nothing_ended})


async def _succeeded(sitting: Sitting, line: Record, left: Record) -> bool:
    """Whether somebody else was put into the post since, and not by the same plan."""
    held, other = appointment.c, feed_line.alias()
    by_the_plan = select(other.c.done["appointment"].astext).where(
        other.c.root == sitting.root,
        other.c.plan_id == line["plan_id"],
        other.c.done["appointment"].is_not(None),
    )
    made = line["made_at"] if line["decided_at"] is None else line["decided_at"]
    return await _in_post(
        sitting,
        left["post_id"],
        held.person_id != left["person_id"],
        held.appointed_on >= (made + CHINA).date(),
        held.id.cast(Text).not_in(by_the_plan),
    )


async def _rename_post(sitting: Sitting, line: Record) -> None:
    found = await record_of(sitting, post, line["to_post_id"], action="post.take_in")
    _as_it_was_left(line, so=found["title"] == line["change"]["title"])
    await sitting.change(found, {"title": line["done"]["was"]})


async def _close_post(sitting: Sitting, line: Record) -> None:
    found = await record_of(sitting, post, line["to_post_id"], action="post.take_in")
    until = found["valid_until"]
    _as_it_was_left(line, so=until is not None and until.isoformat() == line["done"]["closed"])
    await sitting.change(found, {"valid_until": None})


_UNDOING: Mapping[str, Callable[[Sitting, Record], Awaitable[None]]] = {
    "create_person": _bound_person,
    "adopt_person": _bound_person,
    "rename_person": _rename_person,
    "move_person": _move_person,
    "appoint": _appoint,
    "relieve": _relieve,
    "create_post": _bound_post,
    "adopt_post": _bound_post,
    "rename_post": _rename_post,
    "close_post": _close_post,
}
