"""Units as a table: what ``import-units`` takes."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from ledger.exports.people import Table
from ledger.exports.reading_all import every, field, fields
from ledger.feeds.unit_rows import KIND_NAMES, UNITS
from ledger.reading import Reading
from storage.selection import Const
from tenants.viewer import Viewer


def units(reading: Reading, viewer: Viewer, *, under: str) -> tuple[Table]:
    """Gives a unit and all below it.

    Given:    under, the public id of the unit.
    """
    return ((UNITS, _rows(reading, viewer, under)),)


async def _rows(reading: Reading, viewer: Viewer, under: str) -> AsyncIterator[dict[str, str]]:
    asked = every(
        reading, viewer, "tenants", *fields("code", "name", "kind"),
        field("parent", *fields("code", "name")), given={"filter": {"under": Const(under)}},
    )  # fmt: skip  # columns side by side
    async for row in asked:
        yield _row(row)


def _row(row: Mapping[str, Any]) -> dict[str, str]:
    above = row["parent"] or {"code": "", "name": ""}
    return {
        "code": row["code"],
        "name": row["name"],
        "kind": KIND_NAMES[row["kind"]],
        "parent": above["code"],
        "parent_name": above["name"],
    }
