"""What happens to everybody who has a custom role when the role changes."""

from collections.abc import Sequence
from uuid import UUID

from ledger.appointments.granting import grants_of, posts_in
from ledger.appointments.grounds import Ground, ended
from ledger.appointments.refusals import RoleNotFound, RoleRetired, RoleStale
from ledger.appointments.standings import Post, changed, gathered, locked, weighed
from ledger.appointments.tables import custom_role
from ledger.effects.thresholds import alone
from tenants.records import Record
from tenants.sitting import Sitting


async def custom_role_of_mine(sitting: Sitting, key: UUID, expected: int) -> Record:
    """Fetches a custom role that the actor may change.

    Refuses:  custom_role.not_found, the rules of custom_role.define, custom_role.stale,
              custom_role.retired.
    """
    found = await sitting.fetch(custom_role, key, under="custom_role.read", missing=RoleNotFound)
    sitting.decide("custom_role.define", found)
    sitting.check_version(found, expected, RoleStale)
    if found["state"] != "PUBLISHED":
        raise RoleRetired
    return found


async def reweighed(
    sitting: Sitting, found: Record, permissions: Sequence[str] | None, *, ground: Ground
) -> Record:
    """Changes the role if nothing stands against what becomes of everybody who has it.

    Refuses:  record.text_refused, grant.wider and the others of :func:`weighed`,
              change.above_threshold.
    """
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

    after = changed(before, amended)
    weighed(sitting, before, after)
    await alone(sitting, before, after)
    state = {"state": "RETIRED"} if permissions is None else {"permissions": permissions}
    why = {"reason": why["ended_reason"], "document_no": why["ended_document_no"]}
    return await sitting.change(found, {**state, **why, "redefined_at": sitting.now})
