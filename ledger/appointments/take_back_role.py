"""The act that takes a role back (收回角色)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.appointments.events import RoleTakenBack
from ledger.appointments.granting import posts_in, still, without
from ledger.appointments.grounds import Ground, ended
from ledger.appointments.refusals import GrantNotFound, GrantStale
from ledger.appointments.standings import gathered, locked, weighed
from ledger.appointments.tables import role_grant
from tenants.sitting import Sitting


@dataclass(frozen=True)
class TakeBackRole:
    """The grant, the version that was read, and on what ground."""

    grant: UUID
    expected_version: int
    ground: Ground


async def take_back_role(sitting: Sitting, given: TakeBackRole) -> UUID:
    """Ends a grant from today on.

    Gives:    the grant, ended.
    Refuses:  grant.not_found, the rules of role_grant.take_back, grant.stale, grant.over,
              record.text_refused, grant.senior, grant.unmanaged.
    Records:  RoleTakenBack.
    Source:   GLPI 3242: removals are weighed as grants are.
    """
    found = await sitting.fetch(
        role_grant, given.grant, under="role_grant.read", missing=GrantNotFound
    )
    sitting.decide("role_grant.take_back", found)
    sitting.check_version(found, given.expected_version, GrantStale)
    still(found, sitting.today)
    why = ended(given.ground)
    group = found["group_id"]
    posts = [found["post_id"]] if group is None else await posts_in(sitting, group)
    await locked(sitting, found["holder"])
    before = await gathered(sitting, posts=posts, unit=found["holder"])
    weighed(sitting, before, without(before, {"grant_id": str(found.id)}))
    day = max(sitting.today, found["given_from"])
    changes = {"given_until": day, "ended_by": sitting.viewer.person, **why}
    changed = await sitting.change(found, changes)
    await sitting.record(RoleTakenBack(changed.id, changed.version, changed["holder"]))
    return changed.id
