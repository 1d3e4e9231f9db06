"""The act by which a custom role comes to have other permissions (修改自定义角色)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.appointments.events import RoleAmended
from ledger.appointments.granting import permitted
from ledger.appointments.grounds import Ground
from ledger.appointments.redefining import custom_role_of_mine, reweighed
from tenants.sitting import Sitting


@dataclass(frozen=True)
class AmendRole:
    """The custom role, the version that was read, what it may do from now on, and why."""

    custom_role: UUID
    expected_version: int
    permissions: tuple[str, ...]
    ground: Ground


async def amend_role(sitting: Sitting, given: AmendRole) -> UUID:
    """Gives a custom role other permissions; whoever has it is weighed as if granted it anew.

    Gives:    the custom role.
    Refuses:  custom_role.not_found, the rules of custom_role.define, custom_role.stale,
              custom_role.retired, record.text_refused, custom_role.permission_unknown, grant.wider,
              grant.senior, grant.own_rights, grant.not_together, grant.unmanaged,
              change.above_threshold.
    Records:  RoleAmended.
    Source:   security.md 2.3, edit of a role already granted.
    """
    found = await custom_role_of_mine(sitting, given.custom_role, given.expected_version)
    permissions = permitted(sitting.reach.enforcer.book, given.permissions)
    after = await reweighed(sitting, found, permissions, ground=given.ground)
    await sitting.record(RoleAmended(after.id, after.version, after["holder"]))
    return after.id
