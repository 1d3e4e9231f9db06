"""The act that renames a department or an office (更名)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, text

from ledger.appointments.events import UnitRenamed
from ledger.appointments.grounds import Ground, grounded, renamed
from ledger.appointments.keeping_units import changed_unit, kept, unit_of_mine
from ledger.appointments.standings import locked
from tenants.names import place_spelling
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant_former
from tenants.wording import worded

_KEEP = text("select app.keep_former_name(:unit, :day)")


@dataclass(frozen=True)
class RenameUnit:
    """The unit, its new name, on what ground, and from which day on it is called so."""

    tenant: UUID
    name: str
    ground: Ground
    renamed_on: date | None = None


async def rename_unit(sitting: Sitting, given: RenameUnit) -> UUID:
    """Gives a department or an office of the level or of the next one another name.

    Given:    name, 1 to 100 characters; renamed_on, today or up to a year ago, not before it was
              called as it is now; else today.
    Gives:    the unit; its code, its posts and all it holds stay what they are. Days before answer
              with the name it had.
    Refuses:  tenant.not_found, the rules of tenant.manage, tenant.kind_refused,
              record.text_refused, record.day_refused.
    Records:  UnitRenamed.
    """
    unit = await unit_of_mine(sitting, given.tenant)
    name = worded("name", given.name, most=100)
    ground = grounded(sitting, given.ground)
    await locked(sitting, unit["id"])
    day = renamed(sitting, given.renamed_on, since=await _called_since(sitting, unit))
    await sitting.connection.execute(_KEEP, {"unit": unit["id"], "day": day})
    sort, initials = place_spelling(name)
    await changed_unit(sitting, unit, {"name": name, "name_sort": sort, "initials": initials})
    said = {"change": "RENAMED", "name_before": unit["name"], "name_after": name}
    await kept(sitting, unit, {**said, "effective_on": day, **ground})
    await sitting.record(UnitRenamed(unit["uid"], 1, unit["id"]))
    uid: UUID = unit["uid"]
    return uid


async def _called_since(sitting: Sitting, unit: Record) -> date:
    """Since when a unit is called as it is."""
    former = tenant_former.c
    query = select(func.max(former.valid_until).label("until")).where(
        former.root == sitting.root, former.tenant == unit["id"]
    )
    (found,) = await sitting.rows(query)
    since: date = max(filter(None, (found["until"], unit["valid_from"])))
    return since
