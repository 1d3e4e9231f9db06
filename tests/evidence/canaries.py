"""Every text of every tenant carries a mark of its own, and who may see which is told without the
application: from the place of the row, as the domain says it, and from nothing else.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from migrations.blueprint import tables
from tenants.viewer import Viewer
from tenants.wall import wall_of

MARK = re.compile(r"~c(\d+)~")
CODES = frozenset({
    "act", "before", "after", "reason", "name_sort", "sha256", "media_type", "rule_key", "parameter",
    "due_rule", "period", "actor_type", "address", "key_id", "matter", "list_type", "field",
})  # fmt: skip  # reads as a table
"""Texts that are codes: they say nothing of anybody, and the application reads them."""
CHARGED = ("listed_by", "listed_parent", "level", "level_parent", "alerted")
"""The level that listed or closed it, its superior, and the superior who was told."""
PUBLISHED = frozenset({"PUBLIC", "STAFF", "MEMBERS"})
"""To whom a publication goes out: everybody, everybody in a post, the line below (PO17 第7条)."""
TITLES = frozenset({"by", "madeBy"})
"""Under these names the title of a post is told to whoever may know by whom a step was taken."""


@dataclass
class Sown:
    """Which mark stands on which row, and on which columns marks stand."""

    database: str
    rows: list[tuple[str, Any]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    inherited: frozenset[str] = frozenset()
    _placed: dict[int, Mapping[str, Any]] = field(default_factory=dict)

    def place(self, mark: int) -> Mapping[str, Any]:
        """Where the marked row lies now."""
        if mark not in self._placed:
            table, key = self.rows[mark]
            with psycopg.connect(self.database, row_factory=psycopg.rows.dict_row) as connection:
                query = sql.SQL("select * from app.{} where id = %s").format(sql.Identifier(table))
                (found, *_) = connection.execute(query, [key]).fetchall()
            self._placed[mark] = found
        return self._placed[mark]

    def forget(self) -> None:
        """Something was done: rows may lie elsewhere, or be open to others."""
        self._placed.clear()

    def owned(self, mark: int, viewer: Viewer) -> bool:
        """Whether a person may see the text: it is held by their unit or the next one below, was
        handed up to it or is overdue, went through its hands, was listed or closed there or next below,
        was issued by a unit above it, or was published to the like of them.
        """
        if mark >= len(self.rows):
            return False
        row, me, table = self.place(mark), viewer.tenant, self.rows[mark][0]
        if row.get("shown") in PUBLISHED:
            to = row["shown"]
            if to == "PUBLIC" or (me and (to == "STAFF" or row["holder"] in viewer.lineage)):
                return True
        if me is None or viewer.slot is None:
            return table in self.inherited and row.get("state") == "PUBLISHED"
        at = {slot: row[f"at{slot}"] for slot in range(1, 7)}
        return (
            row["holder"] == me
            or (at[viewer.slot] == me and row["open_to"] <= viewer.slot)
            or me in row["trail"]
            or me in [row.get(name) for name in CHARGED]
            or (table in self.inherited and row["holder"] in viewer.lineage)
            or row["id"] in (viewer.person, viewer.post)
        )


def sow(superuser_dsn: str) -> Sown:
    """Marks every text of every row that belongs to a tenant, past all triggers."""
    sown = Sown(superuser_dsn)
    everything = tables()
    sown.inherited = frozenset(
        one.name for one in everything.sorted_tables if wall_of(one) == "inherited"
    )
    held = [one for one in everything.sorted_tables if wall_of(one) in {"held", "inherited"}]
    with psycopg.connect(superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        for table in held:
            first = len(sown.rows)
            name = sql.Identifier(table.name)
            keys = connection.execute(sql.SQL("select id from app.{} order by id").format(name))
            sown.rows += [(table.name, key) for (key,) in keys.fetchall()]
            if len(sown.rows) == first:
                continue
            for column in _texts(table):
                if _marked(connection, table.name, column, first):
                    sown.columns.append(f"{table.name}.{column}")
    return sown


def _texts(table: Any) -> Iterator[str]:
    for column in table.c:
        if str(column.type) == "TEXT" and not column.foreign_keys and column.name not in CODES:
            yield column.name


def _marked(connection: psycopg.Connection[Any], table: str, column: str, first: int) -> bool:
    """Marks a column; a closed list of codes refuses, and is none of ours."""
    query = sql.SQL(
        "update app.{table} t set {column} = t.{column} || '~c' || (n.n + %s) || '~' from"
        " (select id, row_number() over (order by id) - 1 as n from app.{table}) n"
        " where n.id = t.id and t.{column} is not null"
    ).format(table=sql.Identifier(table), column=sql.Identifier(column))
    try:
        with connection.transaction():
            return connection.execute(query, [first]).rowcount > 0
    except (psycopg.errors.CheckViolation, psycopg.errors.ForeignKeyViolation):
        return False


def texts(answer: Any, under: str = "") -> Iterator[tuple[str, str]]:
    """Every text of an answer with the name that it stands under."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            yield from texts(value, name)
    elif isinstance(answer, list):
        for value in answer:
            yield from texts(value, under)
    elif isinstance(answer, str):
        yield under, answer
