"""The act that founds a department or an office (设立部门、内设机构)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import column, func, insert, select, table
from sqlalchemy.exc import DBAPIError

from ledger.appointments.events import UnitFounded
from ledger.appointments.founding_refusals import CreditCodeRefused, UnitKindRefused
from ledger.appointments.grounds import Ground, grounded, ranged
from ledger.appointments.keeping_units import FOUNDED_BY, kept
from ledger.appointments.places import unit_named
from tenants.codes import credit_code_fault
from tenants.names import place_spelling
from tenants.records import Record
from tenants.sitting import Sitting, refused
from tenants.tables import tenant
from tenants.wording import worded

_FRESH = table("tenant", *(column(one.name) for one in tenant.c), schema="app")
"""The table of units without its key, which the tree gives."""


@dataclass(frozen=True)
class FoundUnit:
    """Under which unit, what it is, its name and credit code, from which day, on what ground."""

    parent: UUID
    kind: str
    name: str
    ground: Ground
    credit_code: str | None = None
    trade: str | None = None
    founded_on: date | None = None


async def found_unit(sitting: Sitting, given: FoundUnit) -> UUID:
    """Founds a department of the level, or an office of the department, in which the actor acts.

    Given:    name, 1 to 100 characters; credit_code of 18 characters, verified, for a department
              that has one, else a local code is made; founded_on, today or later, else today.
    Gives:    the unit.
    Refuses:  tenant.not_found, the rules of tenant.manage, tenant.kind_refused,
              tenant.credit_code_refused, tenant.code_taken, record.text_refused,
              record.day_refused, grant.range_refused.
    Records:  UnitFounded.
    Source:   domain 11.2, GB 32100-2015.
    """
    above = await unit_named(sitting, given.parent)
    sitting.decide("tenant.manage", above)
    if above["kind"] not in FOUNDED_BY.get(given.kind, ()):
        raise UnitKindRefused(kind=given.kind[:40])
    if given.credit_code is not None and (fault := credit_code_fault(given.credit_code)):
        raise CreditCodeRefused(fault=fault.value)
    name = worded("name", given.name, most=100)
    day, _ = ranged(sitting, given.founded_on, None)
    ground = grounded(sitting, given.ground)
    sort, initials = place_spelling(name)
    row = {
        "kind": given.kind,
        "code": given.credit_code or await _local_code(sitting, above),
        "credit_code": given.credit_code,
        "name": name,
        "name_sort": sort,
        "initials": initials,
        "trade": given.trade,
        "parent_id": above["id"],
        "valid_from": day,
    }
    made = await _written(sitting, row)
    said = {"change": "FOUNDED", "name_after": name, "effective_on": day, **ground}
    await kept(sitting, made, said)
    await sitting.record(UnitFounded(made["uid"], 1, made["id"]))
    uid: UUID = made["uid"]
    return uid


async def _written(sitting: Sitting, row: Mapping[str, Any]) -> Record:
    """Writes a unit that the decision on its parent covers: the tree numbers and places it."""
    try:
        made = await sitting.connection.execute(insert(_FRESH).values(row).returning(_FRESH.c.id))
    except DBAPIError as failed:
        raise refused(failed) from failed
    (found,) = await sitting.rows(select(tenant).where(tenant.c.id == made.scalar_one()))
    return Record(tenant, found)


async def _local_code(sitting: Sitting, above: Record) -> str:
    """Gives the next local code under a unit: its own code, a hyphen and two digits."""
    query = select(func.count().label("n")).where(tenant.c.parent_id == above["id"])
    query = query.where(tenant.c.kind.in_(FOUNDED_BY))
    (counted,) = await sitting.rows(query)
    number = counted["n"] + 1
    while await sitting.rows(
        select(tenant.c.id).where(tenant.c.code == f"{above['code']}-{number:02d}")
    ):
        number += 1
    return f"{above['code']}-{number:02d}"
