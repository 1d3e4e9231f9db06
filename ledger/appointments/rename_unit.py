"""The act that renames a department or an office (更名)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.appointments.events import UnitRenamed
from ledger.appointments.grounds import Ground, grounded
from ledger.appointments.keeping_units import changed_unit, kept, unit_of_mine
from ledger.appointments.standings import locked
from tenants.names import place_spelling
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class RenameUnit:
    """The unit, its new name, and on what ground."""

    tenant: UUID
    name: str
    ground: Ground


async def rename_unit(sitting: Sitting, given: RenameUnit) -> UUID:
    """Gives a department or an office of the level or of the next one another name.

    Given:    name, 1 to 100 characters.
    Gives:    the unit; its code, its posts and all it holds stay what they are.
    Refuses:  tenant.not_found, the rules of tenant.manage, tenant.kind_refused,
              record.text_refused.
    Records:  UnitRenamed.
    """
    unit = await unit_of_mine(sitting, given.tenant)
    name = worded("name", given.name, most=100)
    ground = grounded(sitting, given.ground)
    await locked(sitting, unit["id"])
    sort, initials = place_spelling(name)
    await changed_unit(sitting, unit, {"name": name, "name_sort": sort, "initials": initials})
    said = {"change": "RENAMED", "name_before": unit["name"], "name_after": name}
    await kept(sitting, unit, {**said, "effective_on": sitting.today, **ground})
    await sitting.record(UnitRenamed(unit["uid"], 1, unit["id"]))
    uid: UUID = unit["uid"]
    return uid
