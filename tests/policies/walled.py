"""Generated worlds in the real tables: what the application role finds under the wall.

Rows go in as they stand, without triggers; the same narrow is then run as the application role,
under the signed context of each viewer. The wall may only take away, and what it takes away is
what its own sentence says (``policy_model.shows``).
"""

import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg
from sqlalchemy import Connection, Table, create_engine, text
from sqlalchemy.pool import NullPool

from migrations.blueprint import tables as real_tables
from policies.facts import Viewer
from policies.reach import Reach
from tenants.context import KeySet, claims, seal
from tests.conftest import Database
from tests.policies.rows import reached
from tests.wall.rows import choices, value

TABLE_OF = {
    "body": "body", "post": "post", "person": "person", "appointment": "appointment",
    "responsibility": "responsibility_list", "clause": "clause", "binding": "binding",
    "pledge": "pledge", "obligation": "obligation", "entry": "entry", "file": "file",
    "supplement": "work_rule_supplement", "problem": "problem", "hop": "hop",
    "happening": "happening", "measure": "measure", "evaluation": "evaluation",
    "petitioner": "petitioner", "calendar_day": "calendar_day", "assignment": "assignment",
    "escalation": "escalation", "problem_setting": "problem_setting",
    "casepaper": "problem_pledge", "draft": "publication_draft", "publication": "publication",
    "reorganisation": "reorganisation", "reorganisation_step": "reorganisation_step",
    "reorganisation_effect": "reorganisation_effect", "extension": "extension", "feed": "feed",
    "feed_entry": "feed_entry", "feed_plan": "feed_plan", "feed_line": "feed_line",
    "subscriber": "subscriber", "event_delivery": "event_delivery", "custom_role": "custom_role",
    "post_group": "post_group", "group_member": "group_member", "role_grant": "role_grant",
    "administrator_request": "administrator_request", "unit_change": "unit_change",
    "evaluation_code": "evaluation_code", "closing": "closing", "follow_up": "follow_up",
    "recheck": "recheck", "recheck_sample": "recheck_sample", "rebound": "rebound",
    "score": "score", "campaign": "campaign", "proposed_change": "proposed_change",
    "change_effect": "change_effect", "change_threshold": "change_threshold",
    "book_edition": "book_edition",
}  # fmt: skip
"""Which table holds the rows of a noun; what is open to everybody needs no wall."""

_UNCHECKED = """do $$ declare one record; begin
  for one in select conrelid::regclass as place, conname from pg_constraint
      where contype = 'c' and connamespace = 'app'::regnamespace loop
    execute format('alter table %s drop constraint %I', one.place, one.conname);
  end loop; end $$"""

NOUNS = tuple(TABLE_OF)


def key_of(number: int) -> uuid.UUID:
    """The key of a row in the real tables."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"row {number}")


@dataclass(frozen=True)
class Wall:
    """The real tables, filled, and a connection as the application role."""

    connection: Connection
    keys: KeySet
    tables: Mapping[str, Table]

    def found(
        self, reach: Reach, viewer: Viewer, actions: Sequence[str], *, root: int
    ) -> dict[str, set[uuid.UUID]]:
        """The keys of the rows that the viewer finds for each action, under the wall."""
        pid = self.connection.connection.driver_connection.info.backend_pid
        said = claims(
            viewer.person,
            viewer.post,
            root=root if viewer.tenant else None,
            lineage=viewer.lineage,
            tenants=viewer.tenants,
        )
        token = seal(self.keys, said, pid=pid, now=time.time())
        with self.connection.begin():
            self.connection.execute(
                text("select set_config('levelwise.context', :token, true)"), {"token": token}
            )
            found = reached(
                self.connection,
                reach,
                viewer,
                tables=self.tables,
                actions=actions,
                key="id",
                where=f"root = {root}",
            )
        return {action: set(keys) for action, keys in found.items()}


@contextmanager
def raised(
    database: Database,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    *,
    units: Sequence[Mapping[str, Any]],
    keys: KeySet | None = None,
) -> Iterator[Wall]:
    """Fills the real tables with generated rows, by noun, and opens a connection behind the wall."""
    known = real_tables().tables
    made = {noun: known[f"app.{name}"] for noun, name in TABLE_OF.items()}
    with psycopg.connect(database.superuser_dsn, autocommit=True) as superuser:
        superuser.execute("set session_replication_role = replica")
        # What a row may say is not the wall's affair, and these rows say nothing.
        superuser.execute(_UNCHECKED)
        _copy(superuser, known["app.tenant"], units)
        superuser.execute("drop index app.problem_setting_in_force")
        superuser.execute("drop index app.change_threshold_in_force")
        for one in ("problem_setting_in_force", "book_edition_in_force", "book_edition_waits"):
            superuser.execute(f"drop index app.{one}")
        for noun, listed in rows.items():
            _copy(superuser, made[noun], listed)
        superuser.execute("analyze")
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(database.app_dsn),
        poolclass=NullPool,
    )
    with engine.connect() as connection:
        yield Wall(connection, keys or database.keys, made)
    engine.dispose()


def _copy(
    superuser: psycopg.Connection[Any], table: Table, rows: Sequence[Mapping[str, Any]]
) -> None:
    if not rows:
        return
    allowed = choices(table)
    filled = [
        column
        for column in table.c
        if column.name in rows[0] or (not column.nullable and column.server_default is None)
    ]
    names = ", ".join(f'"{column.name}"' for column in filled)
    with superuser.cursor().copy(f"copy {table.fullname} ({names}) from stdin") as copy:
        for number, row in enumerate(rows):
            other = {"year": number % 30_000, "holder_slot": 1}
            # One to a day: what a calendar says of it, and what a feed plans for it.
            other |= dict.fromkeys(("day", "planned_on"), date(2026, 1, 1) + timedelta(days=number))
            copy.write_row(
                [
                    row[column.name]
                    if column.name in row
                    else other.get(column.name, value(column, "x", allowed.get(column.name, ())))
                    for column in filled
                ]
            )
