"""Tables of truth under the wall: what the application role finds with each person's signed context.

The wall is coarser than the book and blind to roles. By itself it shows what its own sentence says
(``policy_model.shows``); together with the book's filter it may only take away.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import Connection, create_engine, select, text
from sqlalchemy import Table as Relation
from sqlalchemy.pool import NullPool

from migrations.blueprint import tables as real_tables
from policies.reach import Reach
from policies.truth import Member, Table, TruthRow
from tenants.context import KeySet, claims, seal
from tenants.viewer import Viewer
from tests.conftest import Database
from tests.policies.cast import TABLES, Peopled
from tests.policies.rows import reached
from tests.reference import policy_model as prose

OPEN = frozenset({"tenant", "workrule"})
"""Nouns whose rows the wall shows to everybody who has a context, nobody included."""
KEYS: Mapping[str, str] = {"tenant": "uid"}


AHEAD = frozenset({"problem.submit_to", "problem.copy_to", "reorganisation.draft", "score.count"})
"""Where a problem would lie after a hop upward, who a lower unit's draft would be decided by, and
whose rates are counted anew, is asked of a row that nobody has stored."""


@dataclass
class Walled:
    """What came through, and every cell that came out otherwise."""

    cells: int = 0
    yes: int = 0
    through: int = 0
    """Cells that the wall shows, whatever the book says."""
    taken: list[str] = field(default_factory=list)
    """Cells with a *yes* that the wall takes away."""
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Behind:
    """A connection of the application role, in the context of one person after the other."""

    connection: Connection
    keys: KeySet
    people: Peopled
    reach: Reach

    def judged(self, tables: Sequence[Table], viewers: Mapping[str, Viewer]) -> Walled:
        """Compares every cell of every table that has rows."""
        found = Walled()
        relations = {noun: real_tables().tables[f"app.{name}"] for noun, name in TABLES.items()}
        held = [table for table in tables if table.rows[0].noun in TABLES]
        for who in dict.fromkeys(who for table in held for who in table.lines):
            with self.context(viewers[who]):
                for table in held:
                    if who in table.lines:
                        relation = relations[table.rows[0].noun]
                        self.line(found, table, relation, who=who, viewer=viewers[who])
        return found

    def line(
        self, found: Walled, table: Table, relation: Relation, *, who: str, viewer: Viewer
    ) -> None:
        """Compares the cells of one person, whose context it is, in one table."""
        noun = table.rows[0].noun
        key = KEYS.get(noun, "id")
        mine = {self.people.keys[noun, row.label]: row for row in table.rows}
        bare = set(self.connection.execute(select(relation.c[key])).scalars()) & mine.keys()
        narrowed = reached(
            self.connection, self.reach, viewer,
            tables={noun: relation}, actions=table.actions, key=key, where="true",
        )  # fmt: skip  # columns side by side
        member = self.people.cast.cast[who]
        shown = {key for key, row in mine.items() if self.shows(member, row)}
        if bare != shown:
            found.wrong.append(f"{who}: the wall of {noun} shows {_named(mine, bare ^ shown)}")
        found.through += len(bare)
        for action in table.actions:
            yes = {
                self.people.keys[noun, row.label]
                for row, said in zip(table.rows, table.lines[who], strict=True)
                if said.allowed
            }
            got = set(narrowed[action]) & mine.keys()
            found.cells += len(mine)
            found.yes += len(yes)
            if action not in AHEAD:
                found.taken += [f"{action}: {who}: {name}" for name in _named(mine, yes - got)]
            if got != yes & shown:
                found.wrong.append(f"{action}: {who}: {_named(mine, got ^ (yes & shown))}")

    def shows(self, member: Member, row: TruthRow) -> bool:
        """What the wall's own sentence says, read by the reference model."""
        if row.noun in OPEN:
            return True
        units = self.people.cast.units
        viewer = member.viewer()
        parents = {one.id: one.above.id if one.above else None for one in units.values()}
        someone = prose.Someone(unit=viewer.tenant, other_units=tuple(viewer.tenants))
        assert row.unit is not None
        # What is overdue or was handed up has been with nobody else in between.
        trail, against = row.facts.get("trail"), row.facts.get("accused")
        passed = tuple(trail) if isinstance(trail, list) else (row.unit.id,)
        accused = tuple(against) if isinstance(against, list) else ()
        known = {
            name: str(fact) if name == "state" and fact is not None else fact
            for name, fact in row.facts.items()
            if name not in {"trail", "accused"}
        }
        return prose.shows(
            parents,
            someone,
            prose.Thing(row.noun, row.unit.id, passed=passed, known=known, accused=accused),
        )

    @contextmanager
    def context(self, viewer: Viewer) -> Iterator[None]:
        """Signs a person's context for one transaction."""
        pid = self.connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]  # psycopg's
        said = claims(
            viewer.person, viewer.post, root=viewer.root, lineage=viewer.lineage,
            tenants=viewer.tenants,
        )  # fmt: skip  # columns side by side
        token = seal(self.keys, said, pid=pid, now=time.time())
        with self.connection.begin():
            self.connection.execute(
                text("select set_config('levelwise.context', :token, true)"), {"token": token}
            )
            yield


@contextmanager
def behind(
    database: Database, people: Peopled, reach: Reach, *, keys: KeySet | None = None
) -> Iterator[Behind]:
    """Opens the connection."""
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(database.app_dsn),
        poolclass=NullPool,
    )
    with engine.connect() as connection:
        yield Behind(connection, keys or database.keys, people, reach)
    engine.dispose()


def _named(rows: Mapping[Any, TruthRow], keys: set[Any]) -> list[str]:
    return sorted(rows[key].label for key in keys)
