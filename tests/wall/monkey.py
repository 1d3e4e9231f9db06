"""T4, the SQL monkey: thousands of statements that an injection could run, as the application role.

Every free text of the filled database is a canary that names its row. The monkey runs under the
true context of one township and reads what comes back: rows, error messages, details, notices.
Canaries of rows the township may see must turn up often (else the test is blind); of others, never.

The ON CONFLICT family stands apart: before the minor of 12 November 2026 PostgreSQL evaluates its
WHERE on hidden rows (CVE-2026-120154), so on an older server it must leak: its control.
"""

import dataclasses
import random
import re
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import psycopg
from sqlalchemy import Table

from migrations.blueprint import tables
from tenants.context import KeySet
from tenants.wall import insertable, updatable, wall_of
from tests.wall.attacks import HOSTILE, generated
from tests.wall.rows import ISSUED, Maker, World, choices, populate, viewing

VIEWER = "a1"
CANARY = re.compile(r"canary_\w+?_[0-9a-f]{8}")
FLOORS = {15: 20, 16: 16, 17: 12, 18: 7}
"""The minor of 12 November 2026 by branch."""


class Target(Protocol):
    """A migrated database without rows, and who may connect to it."""

    @property
    def migrator_dsn(self) -> str: ...
    @property
    def app_dsn(self) -> str: ...
    @property
    def superuser_dsn(self) -> str: ...
    @property
    def keys(self) -> KeySet: ...


@dataclasses.dataclass(frozen=True)
class Result:
    """What the monkey saw."""

    seed: int
    statements: int
    server: str
    server_too_old: bool
    own: int
    foreign: int
    examples: tuple[str, ...]
    refused: int
    intact: bool
    control_foreign: int  # under a policy that leaks on purpose: must be more than 0
    conflict_statements: int
    conflict_foreign: int
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether the wall held and the test could have seen it fall."""
        sighted = self.own > 2.5 * self.statements and self.control_foreign > 0
        known = (self.conflict_foreign > 0) == self.server_too_old
        return sighted and known and self.foreign == 0 and self.intact

    @property
    def said(self) -> str:
        """One line for the table of evidence."""
        if self.server_too_old:
            return "known: CVE-2026-120154, server too old, trial use only"
        return f"ON CONFLICT family: {self.conflict_foreign} of {self.conflict_statements}"


@dataclasses.dataclass
class _Sight:
    own: set[str]
    foreign: set[str]
    seen: Counter[str] = dataclasses.field(default_factory=Counter)
    examples: list[str] = dataclasses.field(default_factory=list)

    def look(self, said: str, statement: str) -> None:
        for canary in CANARY.findall(said):
            kind = "own" if canary in self.own else "foreign" if canary in self.foreign else "other"
            self.seen[kind] += 1
            if kind == "foreign" and len(self.examples) < 5:
                self.examples.append(f"{canary}: {statement[:300]}")


def run_t4(target: Target, *, statements: int = 4000, seed: int = 4) -> Result:
    """Fills the database, lets the monkey loose in it and tells what it saw."""
    started, dice = time.monotonic(), random.Random(seed)
    with psycopg.connect(target.migrator_dsn) as migrator:
        world = populate(migrator, target.keys, more=2)
        migrator.commit()
        own, foreign = canaries(migrator, world)
        hidden = _hidden_ids(world)
    everything = [t for t in tables().sorted_tables if wall_of(t) != "open" or t.name == "tenant"]
    before = _state(target)
    with psycopg.connect(target.app_dsn, autocommit=True) as app:
        sight = _Sight(own, foreign)
        words = [*HOSTILE, *generated(everything, dice, hidden)]
        for number in range(statements):
            statement = (
                words[number]
                if number < len(HOSTILE)
                else words[len(HOSTILE) + dice.randrange(len(words) - len(HOSTILE))]
            )
            _run(app, world, statement, sight)
        conflict = _Sight(own, foreign)
        family = list(_conflicts(world, everything))
        for statement in family:
            _run(app, world, statement, conflict)
        version = app.info.server_version
        control = _control(target, world, words, own, foreign)
    return Result(
        seed=seed,
        statements=statements,
        server=f"{version // 10000}.{version % 10000}",
        server_too_old=version % 10000 < FLOORS.get(version // 10000, 0),
        own=sight.seen["own"],
        foreign=sight.seen["foreign"],
        examples=tuple(sight.examples),
        refused=sight.seen["refused"],
        intact=_state(target) == before,
        control_foreign=control,
        conflict_statements=len(family),
        conflict_foreign=conflict.seen["foreign"],
        seconds=round(time.monotonic() - started, 1),
    )


def canaries(migrator: psycopg.Connection[Any], world: World) -> tuple[set[str], set[str]]:
    """Gives the canaries that the viewer may see, and all others."""
    own: set[str] = set()
    foreign: set[str] = set()
    for table in tables().sorted_tables:
        kind = wall_of(table)
        visible = _visible(world, table)
        key = "person_id" if kind == "person" else "id" if "id" in table.c else "null"
        query = f"select {key}, row_to_json(t)::text from app.{table.name} t"
        for record, row in migrator.execute(query).fetchall():
            mine = record in visible or (kind == "open" and "holder" not in table.c)
            (own if mine else foreign).update(CANARY.findall(row))
    # A text that stands in a visible row too (a key that is referred to) is no secret.
    return own, foreign - own


def _visible(world: World, table: Table) -> set[uuid.UUID]:
    match wall_of(table):
        case "held" | "inherited":
            return {
                row.id
                for row in world.of(table.name)
                if world.above(row.holder, VIEWER)
                or (row.state in ISSUED.get(row.table, ()) and world.above(VIEWER, row.holder))
            }
        case "person":
            return {world.persons[VIEWER]}
        case _:
            return set()


def _hidden_ids(world: World) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in world.rows:
        if row.holder in {"b", "b1", "city", "far"}:
            found.setdefault(row.table, []).append(str(row.id))
    return found


def _run(app: psycopg.Connection[Any], world: World, statement: str, sight: _Sight) -> None:
    """Runs one attack under the true context, takes it back and looks at all that was said."""
    notices: list[str] = []

    def hear(notice: psycopg.errors.Diagnostic) -> None:
        notices.append(str(notice.message_primary))

    app.add_notice_handler(hear)
    try:
        with viewing(app, world.token(VIEWER, app)) as cursor:
            said = _answers(cursor, statement)
            sight.look(said, statement)
    except psycopg.Error as refused:
        told = refused.diag
        parts = (str(refused), told.message_detail, told.message_hint, told.context)
        sight.seen["refused"] += 1
        sight.look(" ".join(part or "" for part in parts), statement)
    finally:
        app.remove_notice_handler(hear)
    sight.look(" ".join(notices), statement)


def _answers(cursor: psycopg.Cursor[Any], statement: str) -> str:
    if re.match(r"\s*copy .* to stdout", statement, re.IGNORECASE | re.DOTALL):
        with cursor.copy(statement) as copy:
            return b"".join(bytes(part) for part in copy).decode()
    cursor.execute(statement.encode())
    said: list[str] = []
    while True:
        if cursor.description:
            said.append(repr(cursor.fetchmany(500)))
        if not cursor.nextset():
            return " ".join(said)


def _conflicts(world: World, everything: Sequence[Table]) -> Iterator[str]:
    """Makes inserts of own rows that collide with a hidden row and ask about its texts."""
    for table in everything:
        if wall_of(table) not in {"held", "inherited"} or not updatable(table):
            continue
        names = insertable(table)
        texts = [c.name for c in table.c if str(c.type) == "TEXT" and c.name in updatable(table)]
        for row in world.of(table.name):
            if world.above(row.holder, VIEWER) or world.above(VIEWER, row.holder):
                continue
            for text in [t for t in texts if t not in choices(table)]:
                yield (
                    f"insert into app.{table.name} as t ({', '.join(_quoted(names))})"
                    f" select {', '.join(_from_own(names, row.id))} from app.{table.name} m"
                    f" where m.holder = {world.tenants[VIEWER].id} limit 1"
                    f" on conflict (root, id) do update set {_quoted([text])[0]} ="
                    f" excluded.{_quoted([text])[0]}"
                    f" where cast(t.{_quoted([text])[0]} as int) = 1 returning t.*"
                )


def _quoted(names: Sequence[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def _from_own(names: Sequence[str], hidden: uuid.UUID) -> list[str]:
    return [f"'{hidden}'::uuid" if name == "id" else f'm."{name}"' for name in names]


def _state(target: Target) -> list[Any]:
    """Gives policies, security flags and grants, to compare before and after."""
    with psycopg.connect(target.superuser_dsn) as superuser:
        return [
            superuser.execute("select * from pg_policies order by 1, 2, 3").fetchall(),
            superuser.execute(
                "select oid::regclass::text, relrowsecurity, relforcerowsecurity, relacl::text"
                " from pg_class where relnamespace in ('app'::regnamespace, 'ctx'::regnamespace,"
                " 'audit'::regnamespace) order by 1"
            ).fetchall(),
        ]


def _control(
    target: Target, world: World, words: Sequence[str], own: set[str], foreign: set[str]
) -> int:
    """Runs some of the same statements under a careless policy, which must be noticed."""
    sight = _Sight(own, foreign)
    with psycopg.connect(target.superuser_dsn, autocommit=True) as superuser:
        superuser.execute("create policy careless on app.person to levelwise_app using (true)")
        try:
            with psycopg.connect(target.app_dsn, autocommit=True) as app:
                for statement in [w for w in words if "app.person" in w][:200]:
                    _run(app, world, statement, sight)
        finally:
            superuser.execute("drop policy careless on app.person")
    return sight.seen["foreign"]


__all__ = ["Maker", "Result", "Target", "canaries", "run_t4"]
