"""Problems as a table: what ``import-problems`` takes."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from ledger.exports.people import Table
from ledger.exports.reading_all import every, fields
from ledger.intake.sheets import CHANNEL_NAMES, FIELD_NAMES, LAYOUT
from ledger.reading import Reading
from tenants.viewer import Viewer

_NAMES = {key: name for name, key in CHANNEL_NAMES.items()}
_FIELDS = {key: name for name, key in FIELD_NAMES.items()}
_ASKED = (
    "id",
    "number",
    "listType",
    "title",
    "facts",
    "place",
    "source",
    "channel",
    "channelNumber",
    "field",
    "foundOn",
)


def problems(reading: Reading, viewer: Viewer) -> tuple[Table]:
    """Gives the problems that the viewer reads where they lie; nothing about who brought them,
    nor about whom they are against: a file travels."""
    return ((LAYOUT, _rows(reading, viewer)),)


async def _rows(reading: Reading, viewer: Viewer) -> AsyncIterator[dict[str, str]]:
    async for row in every(reading, viewer, "problems", *fields(*_ASKED)):
        yield _row(row)


def _row(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "number": row["id"],
        "list": _NAMES[row["listType"]],
        "title": row["title"],
        "facts": row["facts"],
        "place": row["place"],
        "source": row["source"],
        "channel": _NAMES.get(row["channel"], ""),
        "channel_no": row["channelNumber"] or "",
        "field": _FIELDS[row["field"]],
        "found_on": row["foundOn"] or "",
        "registered_as": row["number"] or "",
    }
