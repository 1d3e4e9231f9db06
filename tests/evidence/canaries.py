"""Every text of every tenant carries a mark of its own, and who may see which is told without the
application: from the place of the row, as the domain says it, and from nothing else.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
from psycopg import sql

from tenants.viewer import Viewer

MARK = re.compile(r"~c(\d+)~")
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
    closed: list[str] = field(default_factory=list)
    """Columns of words that a constraint closes: codes."""
    blind: list[str] = field(default_factory=list)
    """Columns of free words on which no mark stands: there the crawl would see nothing."""
    inherited: frozenset[str] = frozenset()
    _placed: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    _asking: psycopg.Connection[Any] | None = None

    def place(self, mark: int) -> Mapping[str, Any]:
        """Where the marked row lies now."""
        if mark not in self._placed:
            table, key = self.rows[mark]
            if self._asking is None:
                self._asking = psycopg.connect(
                    self.database, row_factory=psycopg.rows.dict_row, autocommit=True
                )
            query = sql.SQL("select * from app.{} where id = %s").format(sql.Identifier(table))
            (found, *_) = self._asking.execute(query, [key]).fetchall()
            self._placed[mark] = found
        return self._placed[mark]

    def over(self, database: str) -> "Sown":
        """The same marks on a copy of the database."""
        self.close()
        return replace(self, database=database, rows=list(self.rows), _placed={})

    def close(self) -> None:
        """Asks no more."""
        if self._asking is not None:
            self._asking.close()
            self._asking = None

    def forget(self) -> None:
        """Something was done: rows may lie elsewhere, or be open to others."""
        self._placed.clear()

    def owned(self, mark: int, viewer: Viewer) -> bool:
        """Whether a person may see the text: it is held by their unit or the next one below, was
        handed up to it or is overdue, went through its hands, was listed or closed there or next below,
        was written by their unit, was issued by one above it and not for itself alone, or was published to the like of them.
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
            or me in [row.get(name) for name in (*CHARGED, "author_tenant")]
            or (
                table in self.inherited
                and row["holder"] in viewer.lineage
                and row.get("part") != "OWN"
            )
            or row["id"] in (viewer.person, viewer.post)
        )


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
