"""What the planner must know: read under the wall, of the feed's own subtree only."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, and_, any_, bindparam, or_, select, text, tuple_
from sqlalchemy import func as sql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.elements import False_

from ledger.feeds.incoming import (
    Held,
    Incoming,
    IncomingPerson,
    IncomingPost,
    Known,
    KnownPerson,
    KnownPost,
    KnownUnit,
)
from ledger.feeds.owning import kept_by, rehomings
from ledger.feeds.tables import feed_entry
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import SLOT_OF_KIND, appointment, person, post, tenant
from tenants.viewer import given

_CARRIED = text("select app.posts_standing(:wanted)").bindparams(
    bindparam("wanted", type_=ARRAY(Uuid))
)
_SAME_DOCUMENT = text("select app.same_document(:blind) as id")
MOST_ALIKE = 5
"""Of so many people with one name nobody can say who is meant."""


async def known_for(
    sitting: Sitting, feed: Record, incoming: Incoming, *, documents: Mapping[UUID, bytes]
) -> Known:
    """Reads what an incoming is compared with.

    Given:    feed, the feed that brings it; documents, keyed hashes of citizen numbers by entry.
    """
    units = await _units(sitting, _codes(incoming))
    home = await _home(sitting, feed)
    bound = await _bound(sitting, incoming)
    posts = await _posts(sitting, feed, bound.values())
    people = await _people(sitting, feed, bound.values())
    named = {one.entry: one.ours for one in incoming.people if one.ours is not None}
    new = {key: who for key, who in named.items() if key not in people}
    meant = await _meant(sitting, feed, new)
    fresh = [one for one in incoming.people if one.entry not in people and one.active]
    blinds = {one.entry: documents[one.entry] for one in fresh if one.entry in documents}
    unnamed = [one for one in fresh if one.entry not in meant]
    new_posts = [one for one in incoming.posts if one.entry not in posts and not one.gone]
    return Known(
        home=home,
        units={**units, home.code: home},
        posts=posts,
        people=people,
        meant=meant,
        meant_post=await _meant_posts(sitting, new_posts),
        same_document=await _same_document(sitting, feed, blinds),
        same_name=await _same_name(sitting, feed, unnamed, (units, home)),
        same_title=await _same_title(sitting, new_posts, units, home),
        rights_slot=SLOT_OF_KIND[feed["rights_from"]],
        may_appoint=not isinstance(sitting.readable(appointment, "appointment.appoint"), False_),
    )


def among(column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether a column is one of values, however many: they go as one array."""
    found: ColumnElement[bool] = column == any_(
        bindparam(None, list(values), ARRAY(column.type), unique=True)
    )
    return found


def _codes(incoming: Incoming) -> set[str]:
    said = [
        *(unit.code for unit in incoming.units),
        *(unit.parent_code for unit in incoming.units),
        *(post.unit_code for post in incoming.posts),
        *(person.unit_code for person in incoming.people),
    ]
    return {code for code in said if code}


# ------------------------------------------------------------------------------- units
async def _home(sitting: Sitting, feed: Record) -> KnownUnit:
    found = await sitting.rows(_unit_query().where(tenant.c.id == feed["holder"]))
    return _unit(sitting, found[0])


async def _units(sitting: Sitting, codes: Collection[str]) -> dict[str, KnownUnit]:
    """Units by code, and by exact name where only one unit below the feed has it."""
    if not codes:
        return {}
    called = or_(
        among(tenant.c.code, codes), and_(among(tenant.c.name, codes), inside(sitting, tenant))
    )
    found = [_unit(sitting, row) for row in await sitting.rows(_unit_query().where(called))]
    by_code = {unit.code: unit for unit in found if unit.inside}
    by_code = {unit.code: unit for unit in found} | by_code
    named = Counter(unit.name for unit in found)
    for unit in found:
        if named[unit.name] == 1 and unit.inside:
            by_code.setdefault(unit.name, unit)
    return by_code


def inside(sitting: Sitting, table: Any) -> Any:
    """What stands in the unit of the feed or below it."""
    return table.c[f"at{sitting.viewer.slot}"] == sitting.tenant


def _unit_query() -> Select[Any]:
    upper = tenant.alias("upper")
    return (
        select(tenant, upper.c.code.label("parent_code"))
        .select_from(tenant.outerjoin(upper, upper.c.id == tenant.c.parent_id))
        .where(tenant.c.valid_until.is_(None))
    )


def _unit(sitting: Sitting, row: Mapping[str, Any]) -> KnownUnit:
    return KnownUnit(
        tenant=row["id"],
        code=row["code"],
        kind=row["kind"],
        name=row["name"],
        slot=row["slot"],
        parent_code=row["parent_code"] or "",
        inside=row["root"] == sitting.root and row[f"at{sitting.viewer.slot}"] == sitting.tenant,
    )


# ------------------------------------------------------------------------------- entries
async def _bound(sitting: Sitting, incoming: Incoming) -> dict[UUID, dict[str, Any]]:
    """The entries that the incoming names, the posts of its people included."""
    keys = {
        *(one.entry for one in incoming.posts),
        *(one.entry for one in incoming.people),
        *(key for one in incoming.people for key in one.posts),
    }
    table = feed_entry.c
    query = select(table.id, table.kind, table.person_id, table.post_id, table.gone_at)
    found = await sitting.rows(query.where(table.root == sitting.root, among(table.id, keys)))
    return {row["id"]: row for row in found}


Carried = Mapping[UUID, frozenset[str]]


async def carried(sitting: Sitting, posts: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """Gives the roles that posts carry, with all that they bring along.

    What is granted to a post, or to a group it belongs to, counts from the day it is given, be
    that day past or to come, whole or by single permissions; what is over does not.
    """
    if not posts:
        return {}
    found = (await sitting.connection.execute(_CARRIED, {"wanted": list(posts)})).scalar_one()
    enforcer, today = sitting.reach.enforcer, str(sitting.today)
    said = {
        UUID(key): frozenset(
            (role, "*")
            for (role, _), _, until in given(facts, enforcer.book)
            if until is None or until > today
        )
        for key, facts in found.items()
    }
    return {
        key: frozenset(role for role, _ in enforcer.closed(held)) - {"anyone"}
        for key, held in said.items()
        if held
    }


def _known_post(row: Mapping[str, Any], roles: Carried, managed: bool) -> KnownPost:
    return KnownPost(
        id=row["id"],
        title=row["title"],
        tenant=row["holder"],
        slot=row["holder_slot"],
        roles=roles.get(row["id"], frozenset()),
        managed=managed,
    )


async def _posts(
    sitting: Sitting, feed: Record, entries: Iterable[Mapping[str, Any]]
) -> dict[UUID, KnownPost]:
    by_post = {row["post_id"]: row["id"] for row in entries if row["post_id"] is not None}
    if not by_post:
        return {}
    query = select(post).where(post.c.root == sitting.root, among(post.c.id, by_post))
    rows = await sitting.rows(query.where(post.c.valid_until.is_(None)))
    keys = [row["id"] for row in rows]
    managed = await kept_by(sitting, feed, keys, "title")
    roles = await carried(sitting, keys)
    return {by_post[row["id"]]: _known_post(row, roles, row["id"] in managed) for row in rows}


async def _people(
    sitting: Sitting, feed: Record, entries: Iterable[Mapping[str, Any]]
) -> dict[UUID, KnownPerson]:
    by_person = {row["person_id"]: row["id"] for row in entries if row["person_id"] is not None}
    if not by_person:
        return {}
    rows = await people_rows(sitting, among(person.c.id, by_person))
    keys = [row["id"] for row in rows]
    managed = await kept_by(sitting, feed, keys, "name")
    rehoming = await rehomings(sitting, feed, keys)
    holds = await _holds(sitting, list(by_person))
    return {
        by_person[row["id"]]: KnownPerson(
            id=row["id"],
            name=row["name"],
            tenant=row["holder"],
            unit_code=row["unit_code"],
            holds=holds.get(row["id"], ()),
            managed=row["id"] in managed,
            rehoming=rehoming[row["id"]],
        )
        for row in rows
    }


async def people_rows(sitting: Sitting, where: Any) -> list[dict[str, Any]]:
    """Gives people with the codes of their units."""
    query = select(person, tenant.c.code.label("unit_code")).join(
        tenant, and_(tenant.c.root == person.c.root, tenant.c.id == person.c.holder)
    )
    return await sitting.rows(query.where(person.c.root == sitting.root, where))


async def _holds(sitting: Sitting, people: list[UUID]) -> dict[UUID, list[Held]]:
    """What people hold today of the posts that entries of this feed are bound to."""
    query = (
        select(
            appointment.c.id.label("appointment_id"),
            appointment.c.person_id,
            feed_entry.c.id.label("entry_id"),
            post,
        )
        .select_from(
            appointment.join(
                post, and_(post.c.root == appointment.c.root, post.c.id == appointment.c.post_id)
            ).join(
                feed_entry,
                and_(feed_entry.c.root == post.c.root, feed_entry.c.post_id == post.c.id),
            )
        )
        .where(
            appointment.c.root == sitting.root,
            among(appointment.c.person_id, people),
            or_(appointment.c.relieved_on.is_(None), appointment.c.relieved_on > sitting.today),
            sitting.readable(feed_entry, "feed_entry.read"),
        )
        .order_by(appointment.c.appointed_on, appointment.c.id)
    )
    found: dict[UUID, list[Held]] = {}
    rows = await sitting.rows(query)
    roles = await carried(sitting, {row["id"] for row in rows})
    for row in rows:
        one = Held(row["appointment_id"], row["entry_id"], _known_post(row, roles, managed=True))
        found.setdefault(row["person_id"], []).append(one)
    return found


# ------------------------------------------------------------------------------- who is meant
async def _meant(
    sitting: Sitting, feed: Record, named: Mapping[UUID, UUID]
) -> dict[UUID, KnownPerson]:
    """Whom entries mean that carry a key of ours, as far as they stand within the feed's unit."""
    where = and_(among(person.c.id, named.values()), inside(sitting, person))
    found = {one.id: one for one in await _candidates(sitting, feed, where)} if named else {}
    return {entry: found[who] for entry, who in named.items() if who in found}


async def _meant_posts(sitting: Sitting, posts: Collection[IncomingPost]) -> dict[UUID, KnownPost]:
    named = {one.entry: one.ours for one in posts if one.ours is not None}
    where = and_(among(post.c.id, named.values()), inside(sitting, post))
    found = {one.id: one for one in await _same_posts(sitting, where)} if named else {}
    return {entry: found[which] for entry, which in named.items() if which in found}


async def _same_document(
    sitting: Sitting, feed: Record, blinds: Mapping[UUID, bytes]
) -> dict[UUID, list[KnownPerson]]:
    found = {}
    for entry, blind in blinds.items():
        rows = (await sitting.connection.execute(_SAME_DOCUMENT, {"blind": blind})).all()
        same = among(person.c.id, [row.id for row in rows])
        found[entry] = await _candidates(sitting, feed, same)
    return found


async def _same_name(
    sitting: Sitting,
    feed: Record,
    people: Collection[IncomingPerson],
    places: tuple[Mapping[str, KnownUnit], KnownUnit],
) -> dict[UUID, list[KnownPerson]]:
    """People of that name in the very unit it is said of."""
    units, home = places
    asked = {one.entry: (units.get(one.unit_code, home).tenant, one.name) for one in people}
    if not asked:
        return {}
    named = _pairs(person.c.holder, person.c.name, asked.values())
    alike: dict[tuple[int, str], list[KnownPerson]] = {}
    for one in await _candidates(sitting, feed, named):
        alike.setdefault((one.tenant, one.name), []).append(one)
    return {entry: alike.get(pair, [])[:MOST_ALIKE] for entry, pair in asked.items()}


def _pairs(left: Any, right: Any, pairs: Iterable[tuple[Any, str]]) -> ColumnElement[bool]:
    """Whether two columns are one of many pairs: two arrays, read side by side."""
    every = sorted(set(pairs))
    asked = (
        sql.unnest(
            bindparam(None, [one for one, _ in every], ARRAY(left.type), unique=True),
            bindparam(None, [one for _, one in every], ARRAY(right.type), unique=True),
        )
        .table_valued("left", "right")
        .render_derived()
    )
    found: ColumnElement[bool] = tuple_(left, right).in_(select(asked.c.left, asked.c.right))
    return found


async def _candidates(sitting: Sitting, feed: Record, where: Any) -> list[KnownPerson]:
    rows = await people_rows(sitting, where)
    keys = [row["id"] for row in rows]
    rights, rehoming = await _rights(sitting, keys), await rehomings(sitting, feed, keys)
    return [
        KnownPerson(
            row["id"],
            row["name"],
            row["holder"],
            row["unit_code"],
            rights=rights.get(row["id"], frozenset()),
            rehoming=rehoming[row["id"]],
        )
        for row in rows
    ]


async def _rights(sitting: Sitting, people: list[UUID]) -> dict[UUID, frozenset[str]]:
    rows = await held_by(sitting, people)
    found: dict[UUID, frozenset[str]] = {}
    roles = await carried(sitting, {row["post_id"] for row in rows})
    for row in rows:
        here = roles.get(row["post_id"], frozenset())
        found[row["person_id"]] = found.get(row["person_id"], frozenset()) | here
    return found


async def held_by(sitting: Sitting, people: Collection[UUID]) -> list[dict[str, Any]]:
    """Gives the appointments by which people hold posts today."""
    query = select(appointment.c.id, appointment.c.person_id, appointment.c.post_id).where(
        appointment.c.root == sitting.root,
        among(appointment.c.person_id, people),
        or_(appointment.c.relieved_on.is_(None), appointment.c.relieved_on > sitting.today),
    )
    return await sitting.rows(query) if people else []


async def _same_title(
    sitting: Sitting,
    posts: Collection[IncomingPost],
    units: Mapping[str, KnownUnit],
    home: KnownUnit,
) -> dict[UUID, list[KnownPost]]:
    placed = {one.entry: (units.get(one.unit_code, home), one.title) for one in posts}
    asked = {key: (unit.tenant, title) for key, (unit, title) in placed.items() if unit.inside}
    if not asked:
        return {}
    alike: dict[tuple[int, str], list[KnownPost]] = {}
    for one in await _same_posts(sitting, _pairs(post.c.holder, post.c.title, asked.values())):
        alike.setdefault((one.tenant, one.title), []).append(one)
    return {entry: alike.get(pair, [])[:MOST_ALIKE] for entry, pair in asked.items()}


async def _same_posts(sitting: Sitting, where: Any) -> list[KnownPost]:
    query = select(post).where(post.c.root == sitting.root, where, post.c.valid_until.is_(None))
    rows = await sitting.rows(query)
    roles = await carried(sitting, [row["id"] for row in rows])
    return [_known_post(row, roles, managed=False) for row in rows]
