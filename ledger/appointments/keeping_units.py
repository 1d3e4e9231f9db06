"""What founding, renaming and closing a unit have in common."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import update
from uuid_utils.compat import uuid7

from ledger.appointments.founding_refusals import UnitKindRefused
from ledger.appointments.places import place_of, unit_named
from ledger.appointments.tables import unit_change
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant

FOUNDED_BY = {
    "DEPARTMENT": ("PROVINCE", "CITY", "COUNTY", "TOWNSHIP"),
    "OFFICE": ("DEPARTMENT",),
}
"""Which kinds an administrator founds, and under which: levels come by reorganisation only."""


async def kept(sitting: Sitting, unit: Record, said: Mapping[str, Any]) -> None:
    """Keeps what became of a unit, with its ground, beside it."""
    place = {**dict.fromkeys(unit_change.c.keys()), **place_of(sitting, unit), "id": uuid7()}
    sitting.decide("unit_change.record", proposed := Record(unit_change, place))
    await sitting.insert(unit_change, {"id": proposed.id, "holder": unit["id"], **said})


async def unit_of_mine(sitting: Sitting, key: UUID) -> Record:
    """Finds a department or an office that the actor keeps."""
    unit = await unit_named(sitting, key)
    sitting.decide("tenant.manage", unit)
    if unit["kind"] not in FOUNDED_BY:
        raise UnitKindRefused(kind=unit["kind"])
    return unit


async def changed_unit(sitting: Sitting, unit: Record, values: Mapping[str, Any]) -> None:
    """Changes a unit that a decision covers."""
    statement = update(tenant).where(tenant.c.root == sitting.root, tenant.c.id == unit["id"])
    await sitting.connection.execute(statement.values(values))
