"""Who asks about whose access: people near the asker, and records the asker may speak of."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, literal_column, or_, select, text, true

from ledger.access.then import Then, records_on, then
from ledger.shelves import CATALOGUE
from policies.access import verdict
from policies.enforcer import Enforcer
from policies.facts import NOBODY, Held
from policies.facts import Viewer as Facts
from storage.ids import parsed
from storage.shelf import Key, Shelf
from tenants.boundaries import day_of_record
from tenants.sitting import Sitting
from tenants.viewer import CHINA, PostHeld, given, viewer_from

_NEAR = text("select ctx.people_near(:person, :after, :most)")
AT_ONCE = 100
EXPLAIN, LIST = "access.explain", "access.list"


@dataclass(frozen=True)
class Known:
    """A person as the asker may see them: the posts of one day, those that may be shown among them.

    ``posts`` judges with everything the person holds; ``shown`` as if they held no more than that.
    ``lent`` gives, by post, what custom roles bring to it on that day: each with its permissions.
    """

    person: UUID
    name: str
    held: Mapping[str, PostHeld]
    posts: Mapping[str, Facts]
    shown: Mapping[str, Facts]
    lent: Mapping[str, tuple[tuple[UUID, Held], ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Spoken:
    """A record of which the asker may speak; ``reads`` says whether they may also read it.

    ``action`` is the one under which its rows are read, empty for what is open to everybody.
    """

    type: str
    action: str
    row: Mapping[str, Any]
    reads: bool


def day(as_of: date | None) -> date:
    """The civil day that is asked about: today in China unless an earlier one is named.

    Refuses:  record.day_refused for a day to come, and for one before there were records.
    """
    today = (datetime.now(UTC) + CHINA).date()
    return today if as_of is None else day_of_record(as_of, field="asOf")


async def somebody(sitting: Sitting, person: UUID, *, on: date) -> Known | None:
    """Gives a person if the asker may ask about their access."""
    asked = {"person": person, "after": None, "most": 1}
    found = (await sitting.connection.execute(_NEAR, asked)).all()
    if not found:
        return None
    once = await then(sitting, [found[0][0]], on)
    return _known(sitting, found[0][0], once, on)


async def people(sitting: Sitting, *, after: UUID | None, on: date) -> AsyncIterator[Known]:
    """Gives the people about whose access the asker may ask, in the order of their keys.

    They are read in handfuls as they are wanted: who reads one page does not decide about a city.
    """
    while True:
        asked = {"person": None, "after": after, "most": AT_ONCE}
        found = (await sitting.connection.execute(_NEAR, asked)).all()
        once = await then(sitting, [said for (said,) in found], on)
        for (said,) in found:
            known = _known(sitting, said, once, on)
            if known is not None:
                yield known
        if len(found) < AT_ONCE:
            return
        after = UUID(found[-1][0]["person_id"])


def _known(sitting: Sitting, said: Mapping[str, Any], once: Then | None, on: date) -> Known | None:
    person = UUID(said["person_id"])
    # Whoever may ask about somebody may do so by where both are now.
    near = [one for one in said["posts"] if _may_explain(sitting, person, one)]
    if not near and person != sitting.viewer.person:
        return None
    if once is not None:
        said = {**said, "posts": list(filter(None, map(once.post, said["posts"])))}
        near = list(filter(None, map(once.post, near)))
    enforcer = sitting.reach.enforcer
    past = on < sitting.today
    whole = viewer_from(said, post=None, enforcer=enforcer, today=on, past=past)
    known = {**said, "posts": near}
    apart = viewer_from(known, post=None, enforcer=enforcer, today=on, past=past)
    if not whole.posts:
        return Known(person, said["name"], {}, {"": NOBODY}, {"": NOBODY})
    held = {str(one.post): one for one in apart.posts}
    return Known(
        person,
        said["name"],
        held,
        {key: whole.in_post(one) for key, one in held.items()},
        {key: apart.in_post(one) for key, one in held.items()},
        {one["post_id"]: _lent(enforcer, one, on) for one in near if one["post_id"] in held},
    )


def _lent(enforcer: Enforcer, post: Mapping[str, Any], on: date) -> tuple[tuple[UUID, Held], ...]:
    """The custom roles that a post has on a day, each with the permissions that it brings."""
    found: dict[UUID, Held] = {}
    for grant in post["grants"]:
        if grant["custom_role_id"] is not None:
            alone = {**post, "actor_type": None, "roles": [], "grants": [grant]}
            pairs = frozenset(
                pair
                for pair, began, end in given(alone, enforcer.book)
                if date.fromisoformat(began) <= on and (end is None or on < date.fromisoformat(end))
            )
            if pairs:
                found[UUID(grant["custom_role_id"])] = pairs
    return tuple(found.items())


def _may_explain(sitting: Sitting, person: UUID, post: Mapping[str, Any]) -> bool:
    row = {
        "holder": post["tenant_id"],
        "holder_parent": post["parent"],
        "person_id": person,
        "accused": [],
    }
    return verdict(sitting.reach, sitting.viewer, EXPLAIN, row=row, today=sitting.today)


def shelf_of(type_name: str) -> Shelf | None:
    """The shelf of stored records of a type."""
    shelf = CATALOGUE.shelves.get(type_name)
    if shelf is None or not isinstance(shelf.source, Table):
        return None
    return shelf if isinstance(shelf.fields.get("id"), Key) else None


async def spoken_of(sitting: Sitting, public_id: str, *, on: date) -> Spoken | None:
    """Gives a record of which the asker may speak, where it lay on a day.

    Gives:   None alike for what is absent, what the wall or the book hides, and what is no record.
    """
    found = parsed(public_id)
    shelf = shelf_of(found[0]) if found else None
    if found is None or shelf is None:
        return None
    table = table_of(shelf)
    reads = sitting.readable(table, shelf.action) if shelf.action else true()
    may = or_(reads, may_list(sitting, table))
    record = records_on(sitting, table, on, reads_it=reads, may_speak=may)
    query = select(record).where(record.c[key_of(shelf)] == found[1], record.c.may_speak)
    rows = await sitting.rows(query)
    if not rows:
        return None
    row = {name: value for name, value in rows[0].items() if name != "may_speak"}
    return Spoken(shelf.name, shelf.action or "", row, reads=bool(row.pop("reads_it")))


def may_list(sitting: Sitting, table: Table) -> ColumnElement[bool]:
    """The rule by which the asker may list who sees rows of a table, as SQL over its columns."""
    return sitting.readable(_as_access(table), LIST)  # type: ignore[arg-type] # only its columns are looked at


@dataclass(frozen=True)
class _AsAccess:
    """The columns of a table under the fields of the noun *access*; what it lacks is empty."""

    c: Mapping[str, ColumnElement[Any]]


def _as_access(table: Table) -> _AsAccess:
    lacks = {"person_id": "null::uuid", "accused": "'{}'::int[]"}
    named = {name: lacks.get(name, "null::int") for name in ("holder", "holder_parent", *lacks)}
    own = {
        name: table.c[name] for name in ("holder", "holder_parent", "accused") if name in table.c
    }
    return _AsAccess({name: own.get(name, literal_column(empty)) for name, empty in named.items()})


def table_of(shelf: Shelf) -> Table:
    """The table behind a shelf."""
    assert isinstance(shelf.source, Table)
    return shelf.source


def key_of(shelf: Shelf) -> str:
    """The column behind a shelf's id."""
    named = shelf.fields["id"]
    assert isinstance(named, Key)
    return named.column
