"""Mutants of the wall: each term of each policy widened or narrowed, and the row that gives it away.

The judge is the wall's own sentence, read by the reference model, over generated worlds: which rows
the application role sees with a viewer's signed context, whatever the book says.
"""

import dataclasses
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

import psycopg
from sqlalchemy import select, text

from policies import book
from policies.facts import Viewer
from tenants.context import claims, seal
from tenants.wall import wall_of
from tests.conftest import Database
from tests.policies.making import World, world_of
from tests.policies.walled import NOUNS, Wall, key_of, raised
from tests.reference import policy_model as prose

TERMS: Mapping[str, Sequence[tuple[str, str, str]]] = {
    "held": (
        *((f"forgets at{slot}", f"at{slot}", "null::int") for slot in range(1, 7)),
        ("forgets the trail", "any (trail)", "any (array[]::int[])"),
        ("asks every post", "= any (trail)", "= any (trail) or trail && (select ctx.tenants())"),
        ("asks the lineage", "= any (trail)", "= any (trail) or trail && (select ctx.lineage())"),
    ),
    "inherited": (
        *((f"forgets at{slot}", f"at{slot}", "null::int") for slot in range(1, 7)),
        ("forgets the trail", "any (trail)", "any (array[]::int[])"),
        ("forgets what is published above", "state = 'PUBLISHED'", "false"),
        ("shows drafts from above", "state = 'PUBLISHED'", "true"),
        ("asks the lineage", "= any (trail)", "= any (trail) or trail && (select ctx.lineage())"),
    ),
}
"""By kind of wall: what the mutant does, and the words it exchanges."""
_LINE = "when at1 then true when at2 then true when at3 then true when at4 then true when at5 then true"
HELD = (
    f"case (select ctx.tenant()) {_LINE} when at6 then true"
    " else (select ctx.tenant()) = any (trail) end"
)
INHERITED = (
    f"case (select ctx.tenant()) {_LINE} when at6 then true"
    " else (select ctx.tenant()) = any (trail)"
    " or state = 'PUBLISHED' and holder = any ((select ctx.lineage())::int[]) end"
)
"""The sentences of the wall, written here once more: a mutant must not be made from what it judges."""


@dataclasses.dataclass(frozen=True)
class Mutant:
    """One changed policy."""

    noun: str
    table: str
    name: str
    using: str


def mutants(tables: Mapping[str, Any]) -> Iterator[Mutant]:
    """Every term of every reading policy changed, and each policy opened and closed."""
    for noun, table in tables.items():
        kind = wall_of(table)
        whole = HELD if kind == "held" else INHERITED
        yield Mutant(noun, table.fullname, "opened", "true")
        yield Mutant(noun, table.fullname, "closed", "false")
        for name, old, new in TERMS[kind]:
            assert old in whole, name
            yield Mutant(noun, table.fullname, name, whole.replace(old, new, 1))


@dataclasses.dataclass
class Outcome:
    """What became of the mutants."""

    made: int = 0
    survived: list[str] = dataclasses.field(default_factory=list)
    unchanged_noticed: list[str] = dataclasses.field(default_factory=list)
    """Nouns of which the unchanged wall was complained: must stay empty."""
    worlds: list[int] = dataclasses.field(default_factory=list)
    """How many worlds it took to notice each."""


EQUIVALENT = "forgets at6"
"""Whoever stands in slot 6 is the holder itself, and the holder is always on the trail."""


def run_wall_mutants(
    database: Database, *, worlds: int = 300, seed: int = 4711, nouns: Sequence[str] = NOUNS
) -> Outcome:
    """Puts each mutant in the place of its policy until a row comes out otherwise."""
    known = book.load()
    made = [
        world_of(known, Random(f"{seed}/{number}"), number=number, whole=True)
        for number in range(worlds)
    ]
    rows = {
        noun: [
            {"id": key_of(row.number), **row.facts, "root": one.units[0].id}
            for one in made
            for row in one.rows.get(noun, ())
        ]
        for noun in NOUNS
    }
    found = Outcome()
    with (
        raised(database, rows) as wall,
        psycopg.connect(database.superuser_dsn, autocommit=True) as superuser,
    ):
        for noun in nouns:
            if _noticed(wall, made, noun) is not None:
                found.unchanged_noticed.append(noun)
        for mutant in mutants({noun: wall.tables[noun] for noun in nouns}):
            found.made += 1
            with _in_place(superuser, mutant):
                after = _noticed(wall, made, mutant.noun)
            if after is None:
                found.survived.append(f"{mutant.noun} {mutant.name}")
            else:
                found.worlds.append(after)
    return found


@contextmanager
def _in_place(superuser: psycopg.Connection[Any], mutant: Mutant) -> Iterator[None]:
    asked = "select pg_get_expr(polqual, polrelid) from pg_policy where polname = 'see'"
    row = superuser.execute(f"{asked} and polrelid = '{mutant.table}'::regclass").fetchone()
    assert row is not None
    alter = f"alter policy see on {mutant.table} using"
    superuser.execute(f"{alter} ({mutant.using})")
    try:
        yield
    finally:
        superuser.execute(f"{alter} ({row[0]})")


def _noticed(wall: Wall, worlds: Sequence[World], noun: str) -> int | None:
    """After how many worlds a row comes out otherwise than the sentence says; None if never."""
    asked = 0
    for world in worlds:
        if noun not in world.rows:
            continue
        asked += 1
        parents = {unit.id: unit.above.id if unit.above else None for unit in world.units}
        for viewer, someone in world.viewers:
            meant = {
                row.facts.get("id", key_of(row.number))
                for row in world.rows[noun]
                if prose.shows(parents, someone, row.thing)
            }
            if _seen(wall, viewer, noun, root=world.units[0].id) != meant:
                return asked
    return None


def _seen(wall: Wall, viewer: Viewer, noun: str, *, root: int) -> set[uuid.UUID]:
    pid = wall.connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]  # psycopg's
    said = claims(
        viewer.person,
        viewer.post,
        root=root if viewer.tenant else None,
        lineage=viewer.lineage,
        tenants=viewer.tenants,
    )
    token = seal(wall.keys, said, pid=pid, now=time.time())
    table = wall.tables[noun]
    with wall.connection.begin():
        wall.connection.execute(
            text("select set_config('levelwise.context', :token, true)"), {"token": token}
        )
        query = select(table.c.id).where(table.c.root == root)
        return set(wall.connection.execute(query).scalars())
