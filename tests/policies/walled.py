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
from tests.policies.standing import UNCHECKED, filled

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
    "book_edition": "book_edition", "glass_window": "glass_window", "contact_card": "contact_card",
    "diary_entry": "diary_entry", "visit_template": "visit_template",
    "meeting": "meeting", "cluster": "cluster",
    "meeting_item": "meeting_item", "meeting_minutes": "meeting_minutes",
}  # fmt: skip  # reads as a table
"""Which table holds the rows of a noun; what is open to everybody needs no wall."""

ONE_IN_FORCE = (
    "problem_setting_in_force",
    "contact_card_once",
    "visit_template_in_force",
    "change_threshold_in_force",
    "book_edition_in_force",
    "book_edition_waits",
)
"""Indexes that let one row of a unit stand; here units have several."""

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
        superuser.execute(UNCHECKED)
        _copy(superuser, known["app.tenant"], units)
        for index in ONE_IN_FORCE:
            superuser.execute(f"drop index app.{index}")
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
    made = [filled(table, row, number=number) for number, row in enumerate(rows)]
    names = ", ".join(f'"{name}"' for name in made[0])
    with superuser.cursor().copy(f"copy {table.fullname} ({names}) from stdin") as copy:
        for row in made:
            copy.write_row(list(row.values()))
