"""Generated worlds: Casbin, SQL and the reference model must say the same of every row.

``run_worlds`` is the ground of evidence T1. A seeded fault is a control: the run must find it.
"""

import functools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random
from uuid import UUID

from sqlalchemy import Connection

from policies.book import Book, load
from policies.conditions import Relation
from policies.enforcer import Enforcer
from policies.facts import Held, Viewer
from policies.reach import EMPTY, Cell, Reach, probed
from tenants.context import KeySet
from tests.conftest import Database
from tests.policies.making import World, world_of
from tests.policies.rows import insert, reached, tables_of
from tests.policies.walled import NOUNS, Wall, key_of, raised
from tests.reference import policy_model as prose


@dataclass
class Report:
    """What a run found; ``disagreements`` must be empty, or with a fault must not."""

    worlds: int
    seed: int
    fault: str | None
    decisions: int = 0
    allowed: int = 0
    walled: int = 0
    disagreements: list[str] = field(default_factory=list)
    seconds: float = 0.0


def _without_denies(reach: Reach) -> Reach:
    cells = {key: Cell(cell.allow, EMPTY.deny) for key, cell in reach.cells.items()}
    return replace(reach, cells=cells)


def _without_permissions(reach: Reach) -> Reach:
    """SQL that knows whole roles only."""
    return _Whole(**{name: getattr(reach, name) for name in Reach.__dataclass_fields__})


class _Whole(Reach):
    def allowing(self, action: str, roles: Held) -> frozenset[str]:
        return super().allowing(action, frozenset(one for one in roles if one[1] == "*"))


def _says(reach: Reach, word: str, relation: str) -> Reach:
    return replace(reach, conditions={**reach.conditions, word: Relation(relation)})


FAULTS: Mapping[str, Callable[[Reach], Reach]] = {
    "SQL forgets the prohibitions": _without_denies,
    "SQL reads a subtree where the book opens one level": lambda reach: _says(
        reach, "open-to-my-level", "subtree"
    ),
    "SQL shows drafts of the next level": lambda reach: _says(reach, "next-below-issued", "child"),
    "SQL shows a level's own clauses to those below it": lambda reach: replace(
        reach,
        conditions={
            **reach.conditions,
            "common-clause-issued-above-me": reach.conditions["issued-above-me"],
        },
    ),
    "SQL lets a level judge deeper than the next": lambda reach: _says(
        reach, "next-below", "subtree"
    ),
    "SQL shows the accused what is against those above them": lambda reach: _says(
        reach, "against-a-unit-i-sit-in-or-under", "mine_anywhere"
    ),
    "SQL forgets what custom roles permit": _without_permissions,
    "SQL shows a sibling": lambda reach: _says(reach, "own-unit", "peer"),
}
"""Controls: each changes what SQL reads; a run with it must find disagreements."""


def run_worlds(
    worlds: int,
    seed: int,
    *,
    connection: Connection,
    fault: str | None = None,
    database: Database | None = None,
    keys: KeySet | None = None,
) -> Report:
    """Judges every drawn (viewer, action, row) of generated worlds three times and compares.

    Given: connection, on which temporary tables may be made; fault, one of :data:`FAULTS`, a
           control that stops at the first disagreement; database, migrated and empty: then the
           rows also stand in the real tables and are judged a fourth time, under the wall; keys,
           others than the database knows, which is a control too.
    """
    started = time.perf_counter()
    reach = _shipped()
    enforcer, book = reach.enforcer, reach.enforcer.book
    faulty = FAULTS[fault](reach) if fault else reach
    report = Report(worlds, seed, fault)
    tables = tables_of(book, connection)
    made = _made(worlds, seed, whole=database is not None)
    for noun, table in tables.items():
        rows = [
            {"number": row.number, "world": world.number, **row.facts}
            for world in made
            for row in world.rows.get(noun, ())
        ]
        insert(connection, table, rows)
    with _wall(made, database, keys=keys) as wall:
        for world in made:
            if (fault or keys) and report.disagreements:
                report.worlds = world.number
                break
            _judge(
                world,
                report,
                enforcer=enforcer,
                sql=lambda viewer, actions, number=world.number: reached(
                    connection, faulty, viewer, tables=tables, actions=actions, world=number
                ),
                wall=None
                if wall is None
                else lambda viewer, actions, root=world.units[0].id: wall.found(
                    faulty, viewer, actions, root=root
                ),
            )
    report.seconds = time.perf_counter() - started
    return report


@functools.cache
def _shipped() -> Reach:
    """The book in force, of which faults are copies."""
    return probed(Enforcer(load()))


@functools.lru_cache(maxsize=1)
def _made(worlds: int, seed: int, *, whole: bool) -> Sequence[World]:
    """Draws worlds, which controls of one seed share: nothing in a world changes."""
    book = _shipped().enforcer.book
    return [
        world_of(book, Random(f"{seed}/{number}"), number=number, whole=whole)
        for number in range(worlds)
    ]


@contextmanager
def _wall(
    made: Sequence[World], database: Database | None, *, keys: KeySet | None
) -> Iterator[Wall | None]:
    if database is None:
        yield None
        return
    rows = {
        noun: [
            {"id": key_of(row.number), **row.place, **row.facts, "root": world.units[0].id}
            for world in made
            for row in world.rows.get(noun, ())
        ]
        for noun in NOUNS
    }
    units = [
        {"root": world.units[0].id, "name": str(unit.id), **unit.row()}
        for world in made
        for unit in world.units
    ]
    with raised(database, rows, units=units, keys=keys) as wall:
        yield wall


def _judge(
    world: World,
    report: Report,
    *,
    enforcer: Enforcer,
    sql: Callable[[Viewer, list[str]], dict[str, list[int]]],
    wall: Callable[[Viewer, list[str]], dict[str, set[UUID]]] | None,
) -> None:
    parents = {unit.id: unit.above.id if unit.above else None for unit in world.units}
    for viewer, someone in world.viewers:
        asked = _asked(world, enforcer.book)
        found = sql(viewer, asked)
        behind = wall(viewer, asked) if wall else {}
        for action in asked:
            rows = world.rows[enforcer.book.noun_of(action).key]
            by_casbin = [
                row.number for row in rows if enforcer.decide(viewer, action, row.facts).allowed
            ]
            by_prose = [
                row.number for row in rows if prose.may(parents, someone, action, row.thing)[0]
            ]
            through = {
                row.facts.get("id", key_of(row.number))
                for row in rows
                if row.number in by_prose and prose.shows(parents, someone, row.thing)
            }
            report.decisions += len(rows)
            report.allowed += len(by_prose)
            report.walled += len(through) if wall else 0
            if not by_casbin == by_prose == found[action] or behind.get(action, through) != through:
                report.disagreements.append(
                    f"world {world.number}, {action}, {someone}: Casbin {by_casbin}, "
                    f"SQL {found[action]}, prose {by_prose}, wall {behind.get(action)}",
                )


def _asked(world: World, book: Book) -> list[str]:
    draw = Random(world.number)
    asked: list[str] = []
    for noun in world.rows:
        known = [action.key for action in book.actions.values() if action.noun == noun]
        asked += draw.sample(known, min(2, len(known)))
    return asked
