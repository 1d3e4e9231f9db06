"""Why a person may or may not do something with a record, who sees it, and what somebody sees."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, bindparam, false, or_, select, true
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.visitors import replacement_traverse

from ledger.access.asking import (
    Known,
    Spoken,
    day,
    key_of,
    may_list,
    people,
    shelf_of,
    somebody,
    spoken_of,
    table_of,
)
from ledger.access.decided_by import DecidedBy, decided_by
from ledger.access.then import records_on
from ledger.appointments.tables import custom_role
from ledger.editions.in_force import BookInForce
from ledger.shelves import CATALOGUE
from policies.access import Access, Grant, access, grants
from policies.facts import ANYONE, bindings
from policies.facts import Viewer as Facts
from policies.narrow import Always, Never, narrow
from policies.reach import Reach
from storage.ids import parsed, printed
from storage.shelf import Shelf
from tenants.marks import Reads
from tenants.sitting import Sitting, Sittings
from tenants.tables import tenant
from tenants.viewer import PostHeld, Viewer

MOST = 200
PAGE = 50


@dataclass(frozen=True)
class Explained:
    """An answer to *why*, with the posts that its grants name."""

    access: Access
    posts: Mapping[str, PostHeld]
    on: date
    by: DecidedBy


@dataclass(frozen=True)
class Holder:
    """Somebody who sees a record, and by what."""

    person: UUID
    name: str
    posts: Mapping[str, PostHeld]
    grants: tuple[Grant, ...]


@dataclass(frozen=True)
class Seen:
    """A record that somebody sees, and by what; its holder is a unit's number."""

    type: str
    key: UUID
    tenant: UUID | None
    posts: Mapping[str, PostHeld]
    grants: tuple[Grant, ...]


@dataclass(frozen=True)
class Page:
    """One page of an answer, in the order of keys; ``end`` is where the next one goes on."""

    items: tuple[Holder | Seen, ...]
    by: DecidedBy
    more: bool
    end: str | None
    start: str | None = None
    after: str | None = None
    """What it follows."""


async def explain_access(
    sittings: Sittings,
    viewer: Viewer,
    *,
    person: str,
    action: str,
    record: str,
    as_of: date | None = None,
    live: BookInForce | None = None,
) -> Explained | None:
    """Explains what a person may do with a record.

    Given:   as_of, the day whose appointments, roles given, units, places, custom roles and rule book
             count; what a record says is that of now. live, the book in force of this process.
    Gives:   None when person or record are absent, or nothing the asker may speak of, or the action
             is not one on such records: alike, so that nothing forbidden is hinted at.
    Refuses: record.day_refused.
    """
    who, on = _key(person, "Person"), day(as_of)
    if who is None or viewer.person is None:
        return None
    async with sittings.open(viewer, reads=_reads("explainAccess", record)) as sitting:
        known = await somebody(sitting, who, on=on)
        spoken = await spoken_of(sitting, record, on=on)
        if known is None or spoken is None or not _fits(sitting, action, spoken):
            return None
        book = await decided_by(sitting, live, on)
        found = access(
            book.reach,
            known.posts,
            action=action,
            row=spoken.row,
            today=on,
            shown=known.shown,
            reads=spoken.reads,
        )
        by = _lent_by(sitting, known, found.grants, action=action)
        titles = await _titles(sitting, [by])
    named = replace(found, grants=_through(found.grants, by, titles))
    return Explained(named, known.held, on, book)


async def who_can_see(
    sittings: Sittings,
    viewer: Viewer,
    *,
    record: str,
    as_of: date | None = None,
    first: int = PAGE,
    after: str | None = None,
    live: BookInForce | None = None,
) -> Page | None:
    """Lists the people of the asker's level and the next one who see a record.

    Gives:   None as :func:`explain_access` does.
    """
    on, start = day(as_of), _key(after, "Person")
    if viewer.person is None:
        return None
    async with sittings.open(viewer, reads=_reads("whoCanSee", record)) as sitting:
        spoken = await spoken_of(sitting, record, on=on)
        if spoken is None or not spoken.action:
            return None
        first, found = max(1, min(first, MOST)), []
        book = await decided_by(sitting, live, on)
        async for one in people(sitting, after=start, on=on):
            by = _grants(book.reach, one, action=spoken.action, row=spoken.row, on=on)
            if by:
                found.append((one, by))
            if len(found) > first:
                break
        lent = [_lent_by(sitting, one, by, action=spoken.action) for one, by in found[:first]]
        titles = await _titles(sitting, lent)
    page = tuple(
        Holder(one.person, one.name, one.held, _through(by, how, titles))
        for (one, by), how in zip(found, lent, strict=False)
    )
    begin, end = (printed("Person", page[at].person) if page else None for at in (0, -1))
    return Page(page, book, more=len(found) > first, end=end, start=begin, after=after)


async def what_can_see(
    sittings: Sittings,
    viewer: Viewer,
    *,
    person: str,
    of: str,
    as_of: date | None = None,
    first: int = PAGE,
    after: str | None = None,
    live: BookInForce | None = None,
) -> Page | None:
    """Lists the records of a type that a person sees, as far as the asker may speak of them.

    Gives:   None when the person is nobody of whom the asker may ask, or the type no record's.
    """
    who, shelf, on = _key(person, "Person"), shelf_of(of), day(as_of)
    if who is None or shelf is None or shelf.action is None or viewer.person is None:
        return None
    first = max(1, min(first, MOST))
    async with sittings.open(viewer, reads=Reads(("whatCanSee",))) as sitting:
        known = await somebody(sitting, who, on=on)
        if known is None:
            return None
        table, action = table_of(shelf), shelf.action or ""
        may = or_(sitting.readable(table, action), may_list(sitting, table))
        lay = records_on(sitting, table, on, may_speak=may)
        key = lay.c[key_of(shelf)]
        book = await decided_by(sitting, live, on)
        posts = known.posts.values()
        theirs = or_(false(), *(_their(book.reach, one, action, lay) for one in posts))
        query = select(lay).where(theirs, lay.c.may_speak)
        start = _key(after, shelf.name)
        if start is not None:
            query = query.where(key > start)
        rows = await sitting.rows(query.order_by(key).limit(first + 1))
        page = await _seen(sitting, known, rows[:first], shelf=shelf, on=on, reach=book.reach)
    begin, end = (printed(of, page[at].key) if page else None for at in (0, -1))
    return Page(page, book, more=len(rows) > first, end=end, start=begin, after=after)


def _reads(field: str, record: str) -> Reads:
    found = parsed(record)
    return Reads((field,), (found[1],) if found else ())


def _fits(sitting: Sitting, action: str, spoken: Spoken) -> bool:
    """Whether an action of the book is one on such a record.

    A noun whose rows have a shelf is about those alone, however alike others are; one without is
    about whatever has its fields.
    """
    book = sitting.reach.enforcer.book
    if action not in book.actions:
        return False
    noun, reading = book.noun_of(action), {one.action for one in CATALOGUE.shelves.values()}
    shelved = [one for one in reading if one and book.noun_of(one) is noun]
    if shelved and spoken.action not in shelved:
        return False
    return bool(noun.fields) and {noun.column(name) for name in noun.fields} <= spoken.row.keys()


def _grants(
    reach: Reach, known: Known, *, action: str, row: Mapping[str, Any], on: date
) -> tuple[Grant, ...]:
    return grants(reach, known.posts, action=action, row=row, today=on)


async def _seen(
    sitting: Sitting,
    known: Known,
    rows: list[dict[str, Any]],
    *,
    shelf: Shelf,
    on: date,
    reach: Reach,
) -> tuple[Seen, ...]:
    """Records that somebody sees, each with the grants by which they do."""
    action, uids = shelf.action or "", await _uids(sitting, rows)
    granted = [_grants(reach, known, action=action, row=row, on=on) for row in rows]
    lent = [_lent_by(sitting, known, by, action=action) for by in granted]
    titles = await _titles(sitting, lent)
    return tuple(
        Seen(
            shelf.name,
            row[key_of(shelf)],
            uids.get(row.get("holder")),
            known.held,
            _through(by, how, titles),
        )
        for row, by, how in zip(rows, granted, lent, strict=True)
    )


Lent = Mapping[Grant, frozenset[UUID]]
"""The custom roles behind grants."""


def _lent_by(sitting: Sitting, known: Known, by: tuple[Grant, ...], *, action: str) -> Lent:
    """Which custom roles of a post bring each grant: as a whole role or as a single permission."""
    closed = sitting.reach.enforcer.closed
    return {
        one: frozenset(
            key
            for key, pairs in known.lent.get(one.post, ())
            if {(one.role, "*"), (one.role, action)} & (closed(pairs) - {ANYONE})
        )
        for one in by
    }


async def _titles(sitting: Sitting, lent: Iterable[Lent]) -> dict[UUID, tuple[str, str]]:
    """Titles of custom roles, and the units that defined them, as far as the asker reads them."""
    keys = frozenset(key for one in lent for found in one.values() for key in found)
    if not keys:
        return {}
    table = custom_role.c
    query = select(table.id, table.title, table.holder).where(
        table.root == sitting.root,
        table.id.in_(keys),
        sitting.readable(custom_role, "custom_role.read"),
    )
    return {row["id"]: (row["title"], str(row["holder"])) for row in await sitting.rows(query)}


def _through(
    by: tuple[Grant, ...], lent: Lent, titles: Mapping[UUID, tuple[str, str]]
) -> tuple[Grant, ...]:
    return tuple(
        replace(one, through=tuple(sorted({*one.through, *_named(lent[one], titles)})))
        for one in by
    )


def _named(
    keys: Iterable[UUID], titles: Mapping[UUID, tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    return (titles[key] for key in keys if key in titles)


def _their(reach: Reach, viewer: Facts, action: str, rows: FromClause) -> ColumnElement[bool]:
    """Another viewer's rule for reading, as SQL with that viewer's facts written in."""
    noun = reach.enforcer.book.noun_of(action)
    found = narrow(
        reach,
        viewer.roles,
        all_roles=viewer.all_roles,
        action=action,
        slot=viewer.slot,
        columns={name: rows.c[noun.column(name)] for name in noun.fields},
    )
    if isinstance(found, Always):
        return true()
    if isinstance(found, Never):
        return false()
    known = bindings(viewer)

    def written(element: Any, **_: Any) -> Any:
        if isinstance(element, BindParameter) and element.key in known:
            return bindparam(None, known[element.key], type_=element.type, unique=True)
        return None

    replace: Any = written
    replaced: ColumnElement[bool] = replacement_traverse(found.anyhow(), {}, replace)
    return replaced


async def _uids(sitting: Sitting, rows: list[dict[str, Any]]) -> dict[Any, UUID]:
    holders = {row["holder"] for row in rows if row.get("holder") is not None}
    query = select(tenant.c.id, tenant.c.uid).where(tenant.c.id.in_(holders))
    return {row["id"]: row["uid"] for row in await sitting.rows(query)} if holders else {}


def _key(public_id: str | None, type_name: str) -> UUID | None:
    found = parsed(public_id) if public_id else None
    return found[1] if found is not None and found[0] == type_name else None
