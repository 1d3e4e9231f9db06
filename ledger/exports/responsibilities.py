"""Own clauses of a list, and records of the handbook, as the tables that imports take."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import orjson

from ledger.exports.people import Table
from ledger.exports.reading_all import every, field, fields, inside, nested
from ledger.reading import Reading
from ledger.responsibilities.file_rows import CADENCES, CLAUSES, ENTRIES
from ledger.responsibilities.rules import STANDING
from storage.selection import Const
from tenants.viewer import Viewer

_CADENCES = {key: name for name, key in CADENCES.items()}
_TEXT = ("title", "titleEn", "detail", "cadence", "minPerPeriod", "dueRule", "weight", "evidence")


def clauses(reading: Reading, viewer: Viewer, *, of: str) -> tuple[Table]:
    """Gives the own clauses of a list, drafts in place of what they will supersede.

    Given:    of, the public id of the list; for one that is not to be seen there are no rows.
    """
    return ((CLAUSES, _clauses(reading, viewer, of)),)


async def _clauses(reading: Reading, viewer: Viewer, of: str) -> AsyncIterator[dict[str, str]]:
    asked = field(
        "responsibilityList",
        *fields("id"),
        nested(
            "clauses", *fields("id", "part", "state", *_TEXT), field("supersedes", *fields("id"))
        ),
        id=Const(of),
    )
    statement = reading.compiled(viewer, [asked], root_type="Query")
    told = orjson.loads(await reading.run(viewer, statement, {}))["data"]["responsibilityList"]
    found = [] if told is None else inside(told, "clauses")
    found = [row for row in found if row["state"] in STANDING]
    gone = {row["supersedes"]["id"] for row in found if row["supersedes"] is not None}
    for row in found:
        if row["part"] == "OWN" and row["id"] not in gone:
            yield _clause(row)


def _clause(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "key": row["id"],
        "title": row["title"],
        "title_en": row["titleEn"],
        "detail": row["detail"],
        "cadence": _CADENCES[row["cadence"]],
        "times": str(row["minPerPeriod"]),
        "due": row["dueRule"],
        "weight": str(row["weight"]),
        "evidence": "\n".join(row["evidence"]),
    }


def records(reading: Reading, viewer: Viewer) -> tuple[Table]:
    """Gives the records of the handbook that the viewer may read, by obligation."""
    return ((ENTRIES, _records(reading, viewer)),)


async def _records(reading: Reading, viewer: Viewer) -> AsyncIterator[dict[str, str]]:
    entries = nested(
        "entries", *fields("id", "heldOn", "place", "text"), field("author", *fields("name"))
    )
    asked = every(
        reading, viewer, "obligations", *fields("id", "period"),
        field("clause", *fields("title")), entries,
    )  # fmt: skip  # columns side by side
    async for owed in asked:
        for one in inside(owed, "entries"):
            yield _entry(owed, one)


def _entry(owed: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "key": row["id"],
        "obligation": owed["id"],
        "clause": (owed["clause"] or {"title": ""})["title"],
        "period": owed["period"],
        "held_on": row["heldOn"],
        "place": row["place"],
        "text": row["text"],
        "author": (row["author"] or {"name": ""})["name"],
    }
