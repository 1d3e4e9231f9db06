"""Rows for every table, made from the metadata alone, so that a new table is tested unasked.

Two roots: a city with two counties, townships, a village, a department and an office, and another
city. Every tenant gets a row in every walled table (one of each state and part where rows are published),
and every free text of a row names its tenant: a canary.
"""

import dataclasses
import datetime as dt
import itertools
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import CheckConstraint, Column, Table
from sqlalchemy.dialects import postgresql

from ledger.notices.tables import POINTS_AT
from ledger.problems.proposal_columns import NOTHING as NOTHING_PROPOSED
from ledger.problems.rest_columns import NO_REST
from migrations.blueprint import tables
from tenants.columns import PLACED
from tenants.context import NOBODY, KeySet, claims, seal
from tenants.tables import SLOT_OF_KIND
from tenants.wall import wall_of

TREE = (
    # name, kind, parent
    ("city", "CITY", None),
    ("a", "COUNTY", "city"),
    ("b", "COUNTY", "city"),
    ("bureau", "DEPARTMENT", "city"),
    ("section", "OFFICE", "bureau"),
    ("a1", "TOWNSHIP", "a"),
    ("a2", "TOWNSHIP", "a"),
    ("b1", "TOWNSHIP", "b"),
    ("a1v", "VILLAGE", "a1"),
    ("elsewhere", "CITY", None),
    ("far", "COUNTY", "elsewhere"),
)
SPECIAL: Mapping[str, Any] = {
    "sha256": "0" * 64,
    "size_bytes": 1,
    "numerator": 1,
    "due_rule": "month end",
    "year": 2026,
    "appointed_on": dt.date(2026, 1, 1),
    "declared_on": dt.date(2026, 1, 1),
    "posted_on": dt.date(2026, 1, 1),
    "link": "",
}


NOBODY_YET = ("checked_by", "approved_by", "published_by", "ended_by", "polarity",
              "decided_by", "confirmed_by", "reviewed_by", "finding", "opened_at", "ends_at",
              "conclusion")  # fmt: skip  # reads as a table
"""What a text on its way to the public has nobody and nothing in yet."""
INSTEAD: Mapping[str, Sequence[str]] = {
    "administrator_request": ("person_id",),
    "role_grant": ("group_id", "custom_role_id"),
    "change_effect": ("role",),
    "problem": ("cluster_id", "asked_on", "proposed_owner", *NO_REST, *NOTHING_PROPOSED),
    "evaluation": ("channel",),
    "assignment": ("objection_reason", "objection_text", "objected_on", "objection_answer"),
    "happening": ("forum",),
    "cluster": ("mechanism",),
    "meeting": ("called_off_for", "called_off_title", "called_off_at"),
    "notice": tuple(one for one in POINTS_AT if one != "problem_id"),
}
"""Of columns of which a row has exactly one, or that ask more of it, those the rows here leave out."""
APART = {"handled_by", "lead_post", "leader_post", "rechecked_by"}
"""Who handles, leads and looks again is none who closes, and a tenant has one person here."""
ISSUED = {
    "clause": ("PUBLISHED", "RETIRED"),
    "work_rule_supplement": ("PUBLISHED",),
    "calendar_day": ("PUBLISHED",),
    "problem_setting": ("PUBLISHED",),
    "visit_template": ("PUBLISHED", "RETIRED"),
    "change_threshold": ("PUBLISHED",),
    "book_edition": ("PUBLISHED",),
    "custom_role": ("PUBLISHED",),
}
"""In which states a row of an inherited table is seen by the line below its holder; of clauses the
common ones alone."""
TOLD = ("state", "part")
"""By what it says it is seen by them or not: a row of each is made."""


@dataclasses.dataclass(frozen=True)
class Tenant:
    name: str
    kind: str
    id: int
    root: int
    parent: str | None
    lineage: tuple[int | None, ...]

    @property
    def slot(self) -> int:
        return SLOT_OF_KIND[self.kind]


@dataclasses.dataclass(frozen=True)
class Row:
    table: str
    id: uuid.UUID
    holder: str
    state: str | None
    part: str | None = None


@dataclasses.dataclass(frozen=True)
class World:
    tenants: Mapping[str, Tenant]
    rows: Sequence[Row]
    persons: Mapping[str, uuid.UUID]
    keys: KeySet

    def said(self, viewer: str | None) -> str:
        """Gives the claims of the person of a tenant, of nobody for None."""
        if viewer is None:
            return NOBODY
        tenant = self.tenants[viewer]
        return claims(
            self.persons[viewer],
            uuid.UUID(int=tenant.id),
            root=tenant.root,
            lineage=tenant.lineage,
            tenants=[tenant.id],
        )

    def token(self, viewer: str | None, connection: psycopg.Connection[Any]) -> str:
        pid = connection.info.backend_pid
        return seal(self.keys, self.said(viewer), pid=pid, now=time.time())

    def of(self, table: str) -> list[Row]:
        return [row for row in self.rows if row.table == table]

    def above(self, lower: str, upper: str) -> bool:
        """Tells whether a tenant is another or lies above it."""
        return self.tenants[upper].id in self.tenants[lower].lineage


@contextmanager
def viewing(
    connection: psycopg.Connection[Any], token: str | None
) -> Iterator[psycopg.Cursor[Any]]:
    """Opens a transaction under a token and takes everything back at its end."""
    with connection.transaction(force_rollback=True), connection.cursor() as cursor:
        if token is not None:
            cursor.execute("select set_config('levelwise.context', %s, true)", [token])
        yield cursor


def held_tables() -> list[Table]:
    held = [t for t in tables().sorted_tables if wall_of(t) in {"held", "inherited"}]
    return [table for table in held if not {"derived", "moves"} & set(table.info)]


def choices(table: Table) -> dict[str, list[str]]:
    """Gives the closed list of values of each column that has one."""
    found = {}
    for check in table.constraints:
        said = str(getattr(check, "sqltext", ""))
        if isinstance(check, CheckConstraint) and " in ('" in said:
            column, values = said.split(" in (", 1)
            found[column.strip()] = [v.strip().strip("'") for v in values.rstrip(")").split(",")]
    return found


def value(column: Column[Any], tenant: str, allowed: Sequence[str]) -> Any:
    """Makes a value for one column: the canary where text is free."""
    if column.name in SPECIAL:
        return SPECIAL[column.name]
    if allowed:
        return allowed[0]
    if column.name == "valid_until" and not column.nullable:
        return dt.date(2026, 12, 31)
    made = {
        "UUID": uuid.uuid4,
        "INTEGER": lambda: 1,
        "SMALLINT": lambda: 1,
        "BIGINT": lambda: 1,
        "BOOLEAN": lambda: True,
        "DATE": lambda: dt.date(2026, 6, 30),
        "TIMESTAMP WITH TIME ZONE": lambda: dt.datetime(2026, 6, 1, tzinfo=dt.UTC),
        "TEXT[]": lambda: [f"canary_{tenant}_{uuid.uuid4().hex[:8]}"],
        "INTEGER[]": list,
        "DATE[]": list,
        "JSONB": lambda: "{}",
        "BYTEA": lambda: b"sealed",
    }
    kind = column.type.compile(postgresql.dialect())
    if column.nullable and kind in made:
        return None
    return made.get(kind, lambda: f"canary_{tenant}_{uuid.uuid4().hex[:8]}")()


class Maker:
    """Makes rows that satisfy keys and checks, remembering what it made to point at."""

    def __init__(self, cursor: psycopg.Cursor[Any], tenants: Mapping[str, Tenant]) -> None:
        self.cursor, self.tenants = cursor, tenants
        self.made: dict[tuple[str, str | None], uuid.UUID] = {}
        self.shared: dict[tuple[str, str], Any] = {}
        self.persons = {name: uuid.uuid4() for name in tenants}

    def values(self, table: Table, tenant: str | None, **given: Any) -> dict[str, Any]:
        """Gives the columns of a new row, without those that the trigger fills."""
        allowed = choices(table)
        row: dict[str, Any] = {}
        for column in table.c:
            if column.name in PLACED or column.identity is not None:
                continue
            if column.server_default is not None and not self._telling(column, allowed):
                continue
            row[column.name] = value(column, str(tenant), allowed.get(column.name, ()))
        for key in table.foreign_key_constraints:
            row.update(self._pointing(key, tenant, table))
        if tenant is not None and "holder" in table.c:
            row |= {"root": self.tenants[tenant].root, "holder": self.tenants[tenant].id}
        elif tenant is not None and "root" in row:
            row["root"] = self.tenants[tenant].root
        if wall_of(table) == "person":
            row["person_id"] = self.persons[str(tenant)]
        if table.name == "person":
            row["id"] = self.persons[str(tenant)]
        row |= dict.fromkeys(set(NOBODY_YET) & set(row))
        row |= dict.fromkeys(INSTEAD.get(table.name, ()))
        if {"recorded_at", "valid_from"} <= set(table.c.keys()):
            row["recorded_at"] = row["valid_from"]
        if "open" in row and "state" in row:
            row["open"] = row["state"] != "ACCEPTED"
        return {name: v for name, v in {**row, **given}.items() if name in table.c}

    def _telling(self, column: Column[Any], allowed: Mapping[str, Sequence[str]]) -> bool:
        return str(column.type) == "TEXT" and column.name not in allowed

    def _pointing(self, key: Any, tenant: str | None, table: Table) -> dict[str, Any]:
        target = key.referred_table
        if target.name == "tenant":
            own = self.tenants[str(tenant)].id if tenant else None
            return {c.name: own for c in key.columns if c.name != "root"}
        if target is table:
            return {c.name: None for c in key.columns if c.name != "root"}
        pointed = {}
        for element in key.elements:
            name, goal = element.parent.name, element.column.name
            if name in APART:
                return {name: None}
            if name != "root":
                pointed[name] = self.shared.get((target.name, goal)) or self.made.get(
                    (target.name, tenant)
                )
        return pointed

    def insert(self, table: Table, row: Mapping[str, Any]) -> None:
        self.cursor.execute(
            sql.SQL("insert into {} ({}) values ({})").format(
                sql.Identifier("app", table.name),
                sql.SQL(", ").join(map(sql.Identifier, row)),
                sql.SQL(", ").join([sql.Placeholder()] * len(row)),
            ),
            list(row.values()),
        )


def plant(tree: psycopg.Cursor[Any]) -> dict[str, Tenant]:
    """Makes the tenants of :data:`TREE`, one by one, as the trigger places them."""
    tenants: dict[str, Tenant] = {}
    for name, kind, parent in TREE:
        tree.execute(
            "insert into app.tenant (kind, code, name, name_sort, initials, parent_id)"
            " values (%s, %s, %s, %s, %s, %s) returning id, root, at1, at2, at3, at4, at5, at6",
            [kind, name, f"tenant {name}", name, name, tenants[parent].id if parent else None],
        )
        made = tree.fetchone()
        assert made is not None
        tenants[name] = Tenant(name, kind, made[0], made[1], parent, tuple(made[2:]))
    return tenants


def populate(connection: psycopg.Connection[Any], keys: KeySet, *, more: int = 0) -> World:
    """Fills a migrated database, as the migrator: a row per tenant and table, and more if asked."""
    rows: list[Row] = []
    with connection.transaction(), connection.cursor() as cursor:
        tenants = plant(cursor)
        maker = Maker(cursor, tenants)
        for table in tables().sorted_tables:
            special = table.name in {"tenant", "tenant_edge", "deployment"}
            # Proposals come from the sweep, not from another row: here they are made like any.
            alone = table.name == "escalation"
            if special or ({"derived", "moves"} & set(table.info) and not alone):
                continue
            if "holder" not in table.c and "root" not in table.c:
                row = maker.values(table, None)
                maker.insert(table, row)
                maker.shared |= {(table.name, name): v for name, v in row.items()}
                continue
            for tenant in tenants:
                rows += _rows(maker, table, tenant)
                for _ in range(more):
                    rows += _another(maker, table, tenant)
    return World(tenants, rows, maker.persons, keys)


def _rows(maker: Maker, table: Table, tenant: str) -> Iterator[Row]:
    every = choices(table) if wall_of(table) == "inherited" else {}
    told = [name for name in TOLD if name in every]
    for said in itertools.product(*(every[name] for name in told)):
        row = maker.values(table, tenant, **dict(zip(told, said, strict=True)))
        maker.insert(table, row)
        if "id" in row:
            maker.made[table.name, tenant] = row["id"]
            yield Row(table.name, row["id"], tenant, row.get("state"), row.get("part"))


def _another(maker: Maker, table: Table, tenant: str) -> Iterator[Row]:
    """Makes one more row where keys leave room for it."""
    state = choices(table).get("state", [None])[0] if wall_of(table) == "inherited" else None
    row = maker.values(table, tenant, **({"state": state} if state else {}))
    if "id" not in row:
        return
    row["id"] = uuid.uuid4()
    try:
        with maker.cursor.connection.transaction():
            maker.insert(table, row)
    except psycopg.errors.UniqueViolation:
        return
    except psycopg.errors.ForeignKeyViolation:  # its own id is that of what it belongs to
        return
    yield Row(table.name, row["id"], tenant, row.get("state"))
