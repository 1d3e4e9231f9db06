"""On how many records: what a change adds to a right, and takes from it, counted by its own rules.

Both sides of the change are compiled as every list is, with the other person's facts written in,
and compared row by row inside the asker's wall. Nothing against anybody is in any number.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Table,
    and_,
    any_,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy import true as always
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.expression import bindparam
from sqlalchemy.sql.visitors import replacement_traverse

from ledger.effects.gaining import BLIND, LOSES, Right, Stand, Turned
from ledger.effects.tables import MOST_RECORDS
from policies.facts import bindings
from policies.narrow import Always, Branches, narrow
from storage.metadata import metadata
from tenants.sitting import BUSY, Sitting
from tenants.viewer import PostHeld, Viewer

COUNT = "counted_record.count"
PEOPLE = 20
"""Of how many people the records are counted; of the others it is told what, not on how much."""
SECONDS = 5.0
"""How long all counting of one preview may take; what is left then is told without a number."""
_NOBODY: ColumnElement[Any] = literal_column("'{}'::int[]")
_PATIENCE = text("select set_config('statement_timeout', :least, true)")
_PATIENT = text("select current_setting('statement_timeout')")

NAMED: Mapping[str, str] = {
    "responsibility": "responsibility_list",
    "supplement": "work_rule_supplement",
    "casepaper": "problem_pledge",
    "draft": "publication_draft",
}
"""Tables that have another name than the noun of their rows."""


@dataclass(frozen=True)
class Effect:
    """A right gained or lost, and on how many records; none where they are not counted."""

    right: Right
    noun: str = ""
    records: int | None = None
    open_records: int | None = None
    exact: bool = True


@dataclass
class _Counting:
    sitting: Sitting
    until: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    known: dict[object, tuple[int, int] | None] = field(default_factory=dict)


def table_of(noun: str) -> Table | None:
    """Gives the table with the rows of a noun, if they lie in units."""
    found = metadata.tables.get(f"app.{NAMED.get(noun, noun)}")
    return (
        found if found is not None and {"holder", "at1", "trail"} <= set(found.c.keys()) else None
    )


async def counted(
    sitting: Sitting, found: Iterable[Turned], rights: Iterable[Right]
) -> list[Effect]:
    """Counts the records of each right, and the open ones that would lie where nobody sees them.

    Gives:    the rights in their order, and after each that takes sight the BLIND ones.
    """
    people = {(one.who, one.on): one for one in found}
    near, run = first_people(people.values()), _Counting(sitting)
    ask = sitting.connection.execute
    before = (await ask(_PATIENT)).scalar_one()
    await ask(_PATIENCE, {"least": "1s"})
    told = [
        one
        for right in rights
        for one in await _of(
            run, right, people[right.who, right.on or sitting.today] if right.who in near else None
        )
    ]
    await ask(_PATIENCE, {"least": before})
    return told


async def _of(run: _Counting, right: Right, one: Turned | None) -> list[Effect]:
    """Gives a right with its number, and the open items that would no longer be seen."""
    if right.action is None:
        return [Effect(right)]
    noun = run.sitting.reach.enforcer.book.noun_of(right.action).key
    table = table_of(noun)
    if table is None or one is None:
        return [Effect(right, noun, exact=table is None)]
    key = _key(one, right, noun)
    if key not in run.known:
        run.known[key] = await _asked(run, table, _sets(run.sitting, one, right, table))
    told = [_effect(right, noun, run.known[key])]
    lies_at = table.info.get("lies_at")
    if right.sort == LOSES and right.action == f"{noun}.read" and lies_at:
        lies = and_(table.c[lies_at] == right.post, table.c.open)
        sets = [and_(part, lies) for part in _sets(run.sitting, one, right, table)]
        left = await _asked(run, table, sets)
        if left is None or left[0]:
            told.append(_effect(replace(right, sort=BLIND), noun, left))
    return told


def first_people(found: Iterable[Turned]) -> set[UUID]:
    """The people of whom a preview tells one by one."""
    return set(list(dict.fromkeys(one.who for one in found))[:PEOPLE])


def _effect(right: Right, noun: str, number: tuple[int, int] | None) -> Effect:
    if number is None:
        return Effect(right, noun, exact=False)
    return Effect(right, noun, *number, exact=number[0] < MOST_RECORDS)


def _key(one: Turned, right: Right, noun: str) -> object:
    """Two actions of a noun with the same ranges on both sides reach the same rows."""
    apart = right.action if one.after.reach is not None else None
    return (one.who, one.on, right.post, right.sort, noun, right.words, apart)


def _sets(sitting: Sitting, one: Turned, right: Right, table: Table) -> list[ColumnElement[bool]]:
    """Gives the rows that one side of the change reaches from this post and the other from none."""
    here, other = (one.before, one.after) if right.sort == LOSES else (one.after, one.before)
    assert right.action is not None
    if right.post not in here.held:
        return []
    reached = _reached(sitting, here, here.held[right.post], right.action, table)
    elsewhere = or_(
        false(),
        *(
            branch
            for post in _shown(sitting, other, one.posts)
            for branch in _reached(sitting, other, post, right.action, table)
        ),
    )
    scope = and_(_counted_here(sitting, table), elsewhere.is_not(always()))
    return [and_(part, scope) for part in reached]


def _shown(sitting: Sitting, stand: Stand, changed: tuple[Any, ...]) -> Iterator[PostHeld]:
    """Posts of which the asker knows: those that change, and those of the level and the next one."""
    mine = sitting.tenant
    for key, post in stand.held.items():
        if key in changed or mine in {post.tenant, post.parent}:
            yield post


def _reached(
    sitting: Sitting, stand: Stand, post: PostHeld, action: str, table: Table
) -> list[ColumnElement[bool]]:
    """Somebody's rule for an action in a post, as branches with their facts written in."""
    viewer: Viewer = stand.viewer.in_post(post)
    noun = sitting.reach.enforcer.book.noun_of(action)
    if not {noun.column(name) for name in noun.fields} <= set(table.c.keys()):
        return []
    found = narrow(
        stand.reach or sitting.reach,
        viewer.roles,
        all_roles=viewer.all_roles,
        action=action,
        slot=viewer.slot,
        columns={name: table.c[noun.column(name)] for name in noun.fields},
    )
    wall = _behind(table, post)
    if isinstance(found, Always):
        return [wall]
    if not isinstance(found, Branches):
        return []
    return [and_(_written(sitting, viewer, one.where), wall) for one in found.branches]


def _behind(table: Table, post: PostHeld) -> ColumnElement[bool]:
    """What the wall lets through to this post: it takes from the book's rules, and adds nothing."""
    trail = literal(post.tenant, Integer()) == any_(table.c.trail)
    held = or_(table.c[f"at{post.slot}"] == post.tenant, trail)
    above = table.c.holder.in_([at for at in post.lineage if at is not None])
    if table.info["wall"] == "inherited":
        issued: str = table.info.get("issued", "state = 'PUBLISHED'")
        return or_(held, and_(text(issued), above))
    if table.info["wall"] == "held" and not table.info.get("shown"):
        return held
    return always()


def _written(sitting: Sitting, viewer: Viewer, where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Writes somebody's facts into a condition, instead of those of the acting viewer."""
    known = bindings(viewer, sitting.today)

    def fact(element: Any, **_: Any) -> Any:
        if isinstance(element, BindParameter) and element.key in known:
            return bindparam(None, known[element.key], type_=element.type, unique=True)
        return None

    replace: Any = fact
    replaced: ColumnElement[bool] = replacement_traverse(where, {}, replace)
    return replaced


@dataclass(frozen=True)
class _AsCounted:
    """The columns of a table under the fields of what is counted; what it lacks is empty."""

    c: Mapping[str, ColumnElement[Any]]


def _counted_here(sitting: Sitting, table: Table) -> ColumnElement[bool]:
    """The rule by which the asker counts rows of a table; what is against anybody is left out."""
    place = ("holder", "holder_parent", *(f"at{slot}" for slot in range(1, 7)))
    at = {name: table.c[name] for name in place}
    against = table.c.accused if "accused" in table.c else _NOBODY
    named = _AsCounted({**at, "accused": against})
    mine = sitting.readable(named, COUNT)  # type: ignore[arg-type] # only its columns are looked at
    written = _written(sitting, sitting.viewer, mine)
    return written if against is _NOBODY else and_(written, against == _NOBODY)


async def _asked(
    run: _Counting, table: Table, sets: list[ColumnElement[bool]]
) -> tuple[int, int] | None:
    """Counts rows up to the cap, and how many of them are open; none when there is no time."""
    if not sets:
        return 0, 0
    if time.monotonic() > run.until:
        return None
    is_open = table.c.open if "open" in table.c else false()
    parts = [
        select(is_open.label("open"))
        .where(table.c.root == run.sitting.root, part)
        .limit(MOST_RECORDS + 1)
        for part in sets
    ]
    rows = parts[0] if len(parts) == 1 else union_all(*(one.subquery().select() for one in parts))
    found = rows.limit(MOST_RECORDS + 1).subquery()
    query: Any = select(
        func.count().label("n"), func.count().filter(found.c.open).label("open")
    ).select_from(found)
    try:
        async with run.sitting.connection.begin_nested():
            number, of_them = (await run.sitting.connection.execute(query)).one()
    except DBAPIError as failed:
        if isinstance(failed.orig, BUSY):
            return None
        raise
    return min(number, MOST_RECORDS), min(of_them, MOST_RECORDS)
