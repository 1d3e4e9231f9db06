"""The act by which a custom role comes to have other permissions, or none (修改、停用自定义角色)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from ledger.appointments.events import RoleAmended, RoleWithdrawn
from ledger.appointments.granting import grants_of, permitted, posts_in
from ledger.appointments.grounds import Ground, ended
from ledger.appointments.refusals import RoleNotFound, RoleRetired, RoleStale
from ledger.appointments.standings import Post, changed, gathered, locked, weighed
from ledger.appointments.tables import custom_role
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class AmendRole:
    """The custom role, the version that was read, what it may do from now on, and why."""

    custom_role: UUID
    expected_version: int
    permissions: tuple[str, ...]
    ground: Ground


@dataclass(frozen=True)
class RetireRole:
    """The custom role, the version that was read, and why."""

    custom_role: UUID
    expected_version: int
    ground: Ground


async def amend_role(sitting: Sitting, given: AmendRole) -> UUID:
    """Gives a custom role other permissions; whoever has it is weighed as if granted it anew.

    Gives:    the custom role.
    Refuses:  custom_role.not_found, the rules of custom_role.define, custom_role.stale,
              custom_role.retired, record.text_refused, custom_role.permission_unknown, grant.wider,
              grant.senior, grant.own_rights, grant.not_together, grant.unmanaged.
    Records:  RoleAmended.
    Source:   security.md 2.3, edit of a role already granted.
    """
    found = await _mine(sitting, given.custom_role, given.expected_version)
    permissions = permitted(sitting.reach.enforcer.book, given.permissions)
    after = await _weighed(sitting, found, permissions, ground=given.ground)
    await sitting.record(RoleAmended(after.id, after.version, after["holder"]))
    return after.id


async def retire_role(sitting: Sitting, given: RetireRole) -> UUID:
    """Lets a custom role give nothing any more, to nobody.

    Gives:    the custom role, retired.
    Refuses:  custom_role.not_found, the rules of custom_role.define, custom_role.stale,
              custom_role.retired, record.text_refused, grant.senior, grant.unmanaged.
    Records:  RoleWithdrawn.
    Source:   security.md 2.3.
    """
    found = await _mine(sitting, given.custom_role, given.expected_version)
    after = await _weighed(sitting, found, None, ground=given.ground)
    await sitting.record(RoleWithdrawn(after.id, after.version, after["holder"]))
    return after.id


async def _mine(sitting: Sitting, key: UUID, expected: int) -> Record:
    found = await sitting.fetch(custom_role, key, under="custom_role.read", missing=RoleNotFound)
    sitting.decide("custom_role.define", found)
    sitting.check_version(found, expected, RoleStale)
    if found["state"] != "PUBLISHED":
        raise RoleRetired
    return found


async def _weighed(
    sitting: Sitting, found: Record, permissions: Sequence[str] | None, *, ground: Ground
) -> Record:
    """Changes the role if nothing stands against what becomes of everybody who has it."""
    why = ended(ground)
    await locked(sitting)
    posts: set[UUID] = set()
    for one in await grants_of(sitting, custom_role_id=found.id):
        group = one["group_id"]
        posts |= {one["post_id"]} if group is None else set(await posts_in(sitting, group))
    before = await gathered(sitting, posts=sorted(posts), unit=found["holder"])

    def amended(post: Post) -> Post:
        grants = [
            {**one, "permissions": permissions} if one["custom_role_id"] == str(found.id) else one
            for one in post["grants"]
        ]
        return {**post, "grants": grants}

    weighed(sitting, before, changed(before, amended))
    state = {"state": "RETIRED"} if permissions is None else {"permissions": permissions}
    why = {"reason": why["ended_reason"], "document_no": why["ended_document_no"]}
    return await sitting.change(found, {**state, **why})
