"""The act by which a custom role gives nothing any more (停用自定义角色)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.appointments.events import RoleWithdrawn
from ledger.appointments.grounds import Ground
from ledger.appointments.redefining import custom_role_of_mine, reweighed
from tenants.sitting import Sitting


@dataclass(frozen=True)
class RetireRole:
    """The custom role, the version that was read, and why."""

    custom_role: UUID
    expected_version: int
    ground: Ground


async def retire_role(sitting: Sitting, given: RetireRole) -> UUID:
    """Lets a custom role give nothing any more, to nobody.

    Gives:    the custom role, retired.
    Refuses:  custom_role.not_found, the rules of custom_role.define, custom_role.stale,
              custom_role.retired, record.text_refused, grant.senior, grant.unmanaged.
    Records:  RoleWithdrawn.
    Source:   security.md 2.3.
    """
    found = await custom_role_of_mine(sitting, given.custom_role, given.expected_version)
    after = await reweighed(sitting, found, None, ground=given.ground)
    await sitting.record(RoleWithdrawn(after.id, after.version, after["holder"]))
    return after.id
