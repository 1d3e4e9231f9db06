"""Rows of the book's nouns in plain temporary tables, and a narrow run over them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    Uuid,
    literal_column,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY

from policies.book import Book, Noun
from policies.facts import Viewer, bindings
from policies.narrow import Always, Branches, narrow
from policies.reach import Reach

TYPES: Mapping[str, Any] = {
    "tenant": Integer,
    "person": Uuid,
    "post": Uuid,
    "body": Uuid,
    "record": Uuid,
    "text": Text,
    "number": SmallInteger,
    "flag": Boolean,
    "day": Date,
    "trail": ARRAY(Integer),
    "people": ARRAY(Uuid),
}


def table_of(noun: Noun, metadata: MetaData) -> Table:
    """A temporary table with the noun's fields under the row's own names."""
    return Table(
        f"{noun.key}_rows",
        metadata,
        Column("number", Integer, primary_key=True),
        Column("world", Integer, index=True),
        *(Column(noun.column(name), TYPES[kind]) for name, kind in noun.fields.items()),
        prefixes=["TEMPORARY"],
    )


def tables_of(book: Book, connection: Connection) -> dict[str, Table]:
    """Makes one temporary table per noun."""
    metadata = MetaData()
    made = {noun.key: table_of(noun, metadata) for noun in book.nouns.values()}
    metadata.create_all(connection)
    return made


def reached(
    connection: Connection,
    reach: Reach,
    viewer: Viewer,
    *,
    tables: Mapping[str, Table],
    actions: Sequence[str],
    world: int = 0,
    key: str = "number",
    where: str | None = None,
) -> dict[str, list[Any]]:
    """The keys of the rows on which the viewer may do each action, as SQL finds them.

    A key that stands twice was found by two branches, which must not happen.
    """
    parts = []
    for action in actions:
        noun = reach.enforcer.book.noun_of(action)
        table = tables[noun.key]
        narrowed = narrow(
            reach,
            viewer.roles,
            all_roles=viewer.all_roles,
            action=action,
            slot=viewer.slot,
            columns={name: table.c[noun.column(name)] for name in noun.fields},
        )
        part = select(literal_column(f"'{action}'").label("action"), table.c[key])
        part = part.where(text(where or f"world = {world}"))
        if isinstance(narrowed, Branches):
            parts += [part.where(branch.where) for branch in narrowed.branches]
        elif isinstance(narrowed, Always):
            parts.append(part)
    found: dict[str, list[Any]] = {action: [] for action in actions}
    if parts:
        for action, number in connection.execute(union_all(*parts), bindings(viewer)):
            found[action].append(number)
    return {action: sorted(numbers) for action, numbers in found.items()}


def insert(connection: Connection, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
    """Inserts rows, if there are any."""
    listed = list(rows)
    if listed:
        connection.execute(table.insert(), listed)
