"""The act by which a post leaves a group (移出职务组)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.appointments.events import PostUngrouped
from ledger.appointments.granting import still, without
from ledger.appointments.grounds import Ground, stated
from ledger.appointments.refusals import MemberNotFound, MemberStale
from ledger.appointments.standings import gathered, locked, weighed
from ledger.appointments.tables import group_member
from tenants.sitting import Sitting


@dataclass(frozen=True)
class UngroupPost:
    """The membership, the version that was read, and on what ground."""

    member: UUID
    expected_version: int
    ground: Ground


async def ungroup_post(sitting: Sitting, given: UngroupPost) -> UUID:
    """Takes a post out of a group from today on.

    Gives:    the membership, ended.
    Refuses:  group_member.not_found, the rules of group_member.end, group_member.stale,
              grant.over, record.text_refused, grant.senior, grant.unmanaged.
    Records:  PostUngrouped.
    Source:   GLPI 3242: removals are weighed as grants are.
    """
    found = await sitting.fetch(
        group_member, given.member, under="group_member.read", missing=MemberNotFound
    )
    sitting.decide("group_member.end", found)
    sitting.check_version(found, given.expected_version, MemberStale)
    still(found, sitting.today)
    because = stated(given.ground)
    await locked(sitting, found["holder"])
    before = await gathered(sitting, posts=[found["post_id"]], unit=found["holder"])
    weighed(sitting, before, without(before, {"member_id": str(found.id)}))
    day = max(sitting.today, found["given_from"])
    changed = await sitting.change(found, {"given_until": day})
    await sitting.record(PostUngrouped(changed.id, changed.version, changed["holder"]), **because)
    return changed.id
