"""What the lines of a plan that wait would mean: who gains and loses what, on how many records.

Told by the same function as for grants (``ledger.effects.meaning``), of how people stand now, and
nothing is done for it: lines that appoint, relieve or close a post are drawn in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.appointments.holding import altered, joined
from ledger.appointments.standings import changed, gathered
from ledger.effects.counting import Effect, first_people
from ledger.effects.meaning import Meaning, concerned, meaning
from ledger.feeds.refusals import FeedPlanNotFound
from ledger.feeds.tables import feed_line, feed_plan
from tenants.refusals import BookSaysNo
from tenants.sitting import Sitting, Sittings
from tenants.tables import appointment, tenant
from tenants.viewer import Viewer

MOST_LINES = 200
_TOLD = ("BUDGET", "RIGHTS", "HANDOVER")
"""What the lines wait for of which it can be said what they would do."""
People = dict[UUID, tuple[Mapping[str, Any], ...]]


@dataclass(frozen=True)
class Named:
    """An effect with the words of the line that brings it; none of what no line names."""

    effect: Effect
    person: UUID | None
    label: str
    title: str
    unit: str


@dataclass(frozen=True)
class Foretold:
    """What a plan would mean, and of how many of its lines that is told."""

    meaning: Meaning
    effects: tuple[Named, ...]
    lines: int
    more: bool


@dataclass(frozen=True)
class _Drawn:
    """The lines, whom and which posts they are about, and who held what was left."""

    lines: list[dict[str, Any]]
    people: set[UUID]
    posts: set[UUID]
    held: Mapping[UUID, UUID]


async def foretold(
    sittings: Sittings, viewer: Viewer, plan: UUID, *, line: UUID | None = None
) -> Foretold | None:
    """Says what confirming a plan, or one line of it, would mean.

    Given:    line, when only that one is asked about.
    Gives:    effects of the first 200 lines that the viewer reads, and of the first 20 people; None
              for whoever does not decide on the plan: nothing forbidden is hinted at.
    """
    if viewer.person is None or viewer.tenant is None:
        return None
    try:
        async with sittings.open(viewer) as sitting:
            found = await sitting.fetch(
                feed_plan, plan, under="feed_plan.read", missing=FeedPlanNotFound, lock=False
            )
            sitting.decide("feed_plan.decide", found)
            rows = await _waiting(sitting, plan, line)
            drawn = await _drawn(sitting, rows[:MOST_LINES])
            return await _foretold(sitting, drawn, more=len(rows) > MOST_LINES)
    except (FeedPlanNotFound, BookSaysNo):
        return None


async def _waiting(sitting: Sitting, plan: UUID, line: UUID | None) -> list[dict[str, Any]]:
    table = feed_line.c
    query = select(feed_line).where(
        table.root == sitting.root,
        table.plan_id == plan,
        table.state == "WAITING",
        table.reason.in_(_TOLD),
        table.change["do"].astext.in_(("appoint", "relieve", "close_post")),
        sitting.readable(feed_line, "feed_line.read"),
        *([] if line is None else [table.id == line]),
    )
    return await sitting.rows(query.order_by(table.id).limit(MOST_LINES + 1))


async def _drawn(sitting: Sitting, lines: list[dict[str, Any]]) -> _Drawn:
    left = [UUID(key) for line in lines for key in line["change"].get("appointments", ())]
    query = select(appointment.c.id, appointment.c.person_id, appointment.c.post_id).where(
        appointment.c.root == sitting.root, appointment.c.id.in_(left)
    )
    held = await sitting.rows(query)
    people = {row["person_id"] for row in held}
    people |= {line["person_id"] for line in lines if line["change"]["do"] == "appoint"}
    posts = {row["post_id"] for row in held}
    posts |= {line["to_post_id"] for line in lines if line["to_post_id"] is not None}
    return _Drawn(lines, people, posts, {row["id"]: row["post_id"] for row in held})


async def _foretold(sitting: Sitting, drawn: _Drawn, *, more: bool) -> Foretold:
    # A post stands for whoever comes to hold it only where it is closed; here it is known who does.
    closed = {line["to_post_id"] for line in drawn.lines if line["change"]["do"] == "close_post"}
    gathered_now = await gathered(sitting, people=drawn.people, posts=drawn.posts)
    before = concerned(gathered_now, drawn.people, closed)
    after = concerned(_done(sitting, gathered_now, drawn.lines), drawn.people, closed)
    told = await meaning(sitting, before, after)
    near = first_people(told.found)
    units = await _units(sitting, {one.right.unit for one in told.effects})
    named = tuple(_named(one, drawn, units) for one in told.effects if one.right.who in near)
    return Foretold(told, named, len(drawn.lines), more)


def _done(sitting: Sitting, people: People, lines: Iterable[Mapping[str, Any]]) -> People:
    """The people as they stand when the lines are done."""
    today = sitting.today
    for line in lines:
        change, post = line["change"], line["to_post_id"]
        if change["do"] == "appoint" and post in people:
            people = joined(people, line["person_id"], post, began=today, until=None)
        for key in change.get("appointments", ()):
            people = altered(people, UUID(key), relieved_on=today)
        if change["do"] == "close_post":
            people = _closed(people, str(post), str(today))
    return people


def _closed(people: People, post: str, day: str) -> People:
    return changed(
        people, lambda one: {**one, "valid_until": day} if one["post_id"] == post else one
    )


async def _units(sitting: Sitting, keys: Iterable[int]) -> dict[int, str]:
    query = select(tenant.c.id, tenant.c.name).where(tenant.c.id.in_(sorted(keys)))
    return {row["id"]: row["name"] for row in await sitting.rows(query)}


def _named(one: Effect, drawn: _Drawn, units: Mapping[int, str]) -> Named:
    """Names whom an effect is about as the line does; somebody whom no line names stays unnamed."""
    for line in drawn.lines:
        of = {line["to_post_id"], *(drawn.held.get(UUID(key)) for key in
              line["change"].get("appointments", ()))}  # fmt: skip  # reads as a set
        if one.right.post in of:
            mine = line["person_id"] == one.right.who
            title = line["to_text"] if line["to_post_id"] == one.right.post else line["from_text"]
            label = line["label"] if mine else ""
            who = one.right.who if mine else None
            return Named(one, who, label, title, units.get(one.right.unit, ""))
    return Named(one, None, "", "", units.get(one.right.unit, ""))
