"""Mutants of the wall: each term of each policy widened or narrowed, and the row that gives it away.

The judge is the wall's own sentence, read by the reference model, over generated worlds: which rows
the application role sees with a viewer's signed context, whatever the book says.
"""

import dataclasses
import re
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
from tests.conftest import Database
from tests.policies.making import World, world_of
from tests.policies.walled import NOUNS, Wall, key_of, raised
from tests.reference import policy_model as prose

BOUND = r"\(holder = ANY \(.*?integer\[\]\)\)"
ISSUED = r"\(state = (?:'[A-Z]+'::text|ANY \(ARRAY\[[^\]]*\]\))\)"
COMMON = r"\(part = 'COMMON'::text\)"
TERMS: Sequence[tuple[str, str, str]] = (
    ("forgets {}", r"WHEN (at\d) THEN true", ""),
    ("forgets the trail", r"ANY \(trail\)", "ANY ('{}'::integer[])"),
    ("asks another post", r"ctx\.tenant\(\)", "(ctx.tenants())[2]"),
    ("asks the city above", r"ctx\.tenant\(\)", "(ctx.lineage())[2]"),
    ("binds whatever its holder", BOUND, "true"),
    ("binds nobody below", BOUND, "false"),
    ("shows drafts from above", ISSUED, "true"),
    ("shows nothing published", ISSUED, "false"),
    ("shows what binds its holder alone", COMMON, "true"),
    ("shows nothing common", COMMON, "false"),
)
"""What a mutant does, which words of the policy it looks for, and what it puts in their place."""


@dataclasses.dataclass(frozen=True)
class Mutant:
    """One changed policy."""

    noun: str
    table: str
    name: str
    using: str


def mutants(superuser: psycopg.Connection[Any], tables: Mapping[str, Any]) -> Iterator[Mutant]:
    """Every term of every reading policy changed, and each policy opened and closed."""
    for noun, table in tables.items():
        whole = policy(superuser, table.fullname)
        yield Mutant(noun, table.fullname, "opened", "true")
        yield Mutant(noun, table.fullname, "closed", "false")
        for name, wanted, new in TERMS:
            for found in re.finditer(wanted, whole):
                changed = whole[: found.start()] + new + whole[found.end() :]
                yield Mutant(noun, table.fullname, name.format(*found.groups()), changed)


def policy(superuser: psycopg.Connection[Any], table: str) -> str:
    """The reading policy of a table, as PostgreSQL prints it."""
    asked = (
        "select pg_get_expr(polqual, polrelid) from pg_policy"
        " where polname = 'see' and polrelid = %s::regclass"
    )
    row = superuser.execute(asked, [table]).fetchone()
    assert row is not None
    return str(row[0])


@dataclasses.dataclass
class Outcome:
    """What became of the mutants."""

    made: int = 0
    survived: list[str] = dataclasses.field(default_factory=list)
    unchanged_noticed: list[str] = dataclasses.field(default_factory=list)
    """Nouns of which the unchanged wall was complained: must stay empty."""
    worlds: list[int] = dataclasses.field(default_factory=list)
    """How many worlds it took to notice each."""


EQUIVALENT = (
    "forgets at6",
    "visit_template shows drafts from above",
    "score forgets the trail",
)
"""Whoever stands in slot 6 is the holder itself, and the holder is always on the trail. A template
of visits has no draft: both of its states are those that are shown. A score is never handed on:
nobody but its holder is on its trail."""


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
            {"id": key_of(row.number), **row.place, **row.facts, "root": one.units[0].id}
            for one in made
            for row in one.rows.get(noun, ())
        ]
        for noun in NOUNS
    }
    units = [
        {"root": one.units[0].id, "name": str(unit.id), **unit.row()}
        for one in made
        for unit in one.units
    ]
    found = Outcome()
    with (
        raised(database, rows, units=units) as wall,
        psycopg.connect(database.superuser_dsn, autocommit=True) as superuser,
    ):
        for noun in nouns:
            if _noticed(wall, made, noun) is not None:
                found.unchanged_noticed.append(noun)
        for mutant in mutants(superuser, {noun: wall.tables[noun] for noun in nouns}):
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
    whole = policy(superuser, mutant.table)
    alter = f"alter policy see on {mutant.table} using"
    superuser.execute(f"{alter} ({mutant.using})")
    try:
        yield
    finally:
        superuser.execute(f"{alter} ({whole})")


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
