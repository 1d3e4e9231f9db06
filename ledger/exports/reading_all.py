"""All rows of a connection, page by page: the same compiled reading as everybody's, to its end."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import orjson

from ledger.reading import Reading
from storage.paging import LARGEST_PAGE
from storage.selection import Argument, Const, Leaf, Selection
from tenants.viewer import Viewer

NESTED = LARGEST_PAGE
"""Of so many of a row's own rows the file has one cell; more are not left out in silence."""


class ExportTooLong(Exception):
    """A row has more of something than its cell can hold."""


def field(name: str, *children: Selection, **arguments: Argument) -> Selection:
    """Asks for one field."""
    return Selection(name, name, arguments, children)


def fields(*names: str) -> tuple[Selection, ...]:
    """Asks for plain fields."""
    return tuple(field(name) for name in names)


def nested(name: str, *children: Selection) -> Selection:
    """Asks for the few rows that belong to a row."""
    page = field("pageInfo", field("hasNextPage"))
    return field(name, field("nodes", *children), page, first=Const(NESTED))


def inside(row: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Gives the rows that belong to a row.

    Refuses: ExportTooLong when they are not all there.
    """
    if row[name]["pageInfo"]["hasNextPage"]:
        message = f"{name} of {row['id']}"
        raise ExportTooLong(message)
    nodes: list[dict[str, Any]] = row[name]["nodes"]
    return nodes


async def every(
    reading: Reading,
    viewer: Viewer,
    root: str,
    *children: Selection,
    given: Mapping[str, Argument] | None = None,
    variables: Mapping[str, Any] | None = None,
) -> AsyncIterator[dict[str, Any]]:
    """Gives every row of a root connection that the viewer may read.

    Refuses: ledger.reading.Stale when the viewer's rights changed meanwhile.
    """
    page = field("pageInfo", *fields("hasNextPage", "endCursor"))
    first = {**(given or {}), "first": Const(LARGEST_PAGE)}
    asked = (first, {**first, "after": Leaf(("after",))})
    begin, go_on = (
        reading.compiled(
            viewer, [field(root, field("nodes", *children), page, **one)], root_type="Query"
        )
        for one in asked
    )
    statement, values = begin, dict(variables or {})
    while True:
        found = orjson.loads(await reading.run(viewer, statement, values))["data"][root]
        for row in found["nodes"]:
            yield row
        if not found["pageInfo"]["hasNextPage"]:
            return
        statement = go_on
        values["after"] = found["pageInfo"]["endCursor"]
