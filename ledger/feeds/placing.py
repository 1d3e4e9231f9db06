"""Where a row will stand that is written for a unit below: asked of the tree before it is judged."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, text

from tenants.records import Record
from tenants.sitting import Sitting

_PLACE_OF = text(
    "select t.id as holder, t.parent_id as holder_parent, t.slot as holder_slot, t.at1, t.at2,"
    " t.at3, t.at4, t.at5, t.at6, coalesce(u.slot, t.slot) as open_to"
    " from app.tenant t left join app.tenant u on u.id = t.parent_id"
    " where t.root = :root and t.id = :unit and t.valid_until is null"
)


async def place_of(sitting: Sitting, unit: int) -> dict[str, Any] | None:
    """Gives the lineage that the database will fill in for a row which a unit holds."""
    found = await sitting.connection.execute(_PLACE_OF, {"root": sitting.root, "unit": unit})
    row = found.mappings().one_or_none()
    return None if row is None else {**row, "root": sitting.root, "trail": []}


def proposed_at(table: Table, place: Mapping[str, Any], row: Mapping[str, Any]) -> Record:
    """Gives a record that is not there yet, at its place, to be judged by the rule book."""
    return Record(table, {**dict.fromkeys(table.c.keys()), **place, **row})
