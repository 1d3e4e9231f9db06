"""People and posts as a table: what ``import-people`` takes."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from ledger.exports.reading_all import every, field, fields, inside, nested
from ledger.feeds.file_rows import NO, PEOPLE, POSTS, YES
from ledger.reading import Reading
from storage.sheets import Layout
from tenants.viewer import Viewer

_UNIT = field("tenant", *fields("code", "name"))
Table = tuple[Layout, AsyncIterator[dict[str, str]]]
"""A table, and its rows as they are read: one page of them in memory, never all."""


def people(reading: Reading, viewer: Viewer, *, today: str) -> tuple[Table, Table]:
    """Gives the posts and the people whom the viewer may read, with the keys that name them.

    Given:    today, a civil date: appointments that ended before are left out.
    """
    return (POSTS, _posts(reading, viewer)), (PEOPLE, _people(reading, viewer, today))


async def _posts(reading: Reading, viewer: Viewer) -> AsyncIterator[dict[str, str]]:
    asked = every(reading, viewer, "posts", *fields("id", "title", "validUntil"), _UNIT)
    async for row in asked:
        if row["validUntil"] is None:
            yield _post(row)


async def _people(reading: Reading, viewer: Viewer, today: str) -> AsyncIterator[dict[str, str]]:
    held = nested(
        "appointments",
        *fields("relievedOn"),
        field("post", *fields("id", "title", "validUntil")),
    )
    async for row in every(reading, viewer, "people", *fields("id", "name"), _UNIT, held):
        yield _person(row, today)


def _unit(row: Mapping[str, Any]) -> dict[str, str]:
    unit = row["tenant"] or {"code": "", "name": ""}
    return {"unit": unit["code"], "unit_name": unit["name"]}


def _post(row: Mapping[str, Any]) -> dict[str, str]:
    return {"key": row["id"], "title": row["title"], **_unit(row), "gone": NO}


def _person(row: Mapping[str, Any], today: str) -> dict[str, str]:
    holds = {
        one["post"]["id"]: one["post"]["title"]
        for one in inside(row, "appointments")
        if (one["relievedOn"] is None or one["relievedOn"] > today)
        and one["post"] is not None
        and one["post"]["validUntil"] is None
    }
    return {
        "key": row["id"],
        "name": row["name"],
        **_unit(row),
        "posts": "；".join(holds),
        "post_titles": "；".join(holds.values()),
        "active": YES,
    }
