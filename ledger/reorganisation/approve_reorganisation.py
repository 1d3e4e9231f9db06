"""The act by which the common superior approves a change of the tree (批准)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.reorganisation.events import ReorganisationApproved
from ledger.reorganisation.refusals import MovedSince
from ledger.reorganisation.stepping import opened
from ledger.reorganisation.widening import gives_no_more_than_held
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ApproveReorganisation:
    """The reorganisation, the version that was read, and the hash of the preview that was read."""

    reorganisation: UUID
    expected_version: int
    preview_hash: str


async def approve_reorganisation(sitting: Sitting, given: ApproveReorganisation) -> UUID:
    """Approves exactly what was previewed; whoever proposed it does not approve it.

    Gives:    the reorganisation, approved; nothing moves yet.
    Refuses:  reorganisation.not_found, the rules of reorganisation.approve, reorganisation.stale,
              reorganisation.wrong_state, reorganisation.moved_since,
              reorganisation.not_of_your_line, reorganisation.two_persons, grant.wider,
              grant.senior, grant.own_rights, grant.not_together, grant.needs_two,
              grant.unmanaged, grant.role_not_here.
    Records:  ReorganisationApproved.
    Source:   行政区划管理条例 第12条.
    """
    found = await opened(sitting, given.reorganisation, "approve", version=given.expected_version)
    if given.preview_hash != found["preview_hash"]:
        raise MovedSince
    await gives_no_more_than_held(sitting, found)
    changes = {
        "state": "APPROVED",
        "approved_by": sitting.viewer.person,
        "approved_at": sitting.now,
    }
    changed = await sitting.change(found, changes)
    await sitting.record(ReorganisationApproved(changed.id, changed.version, changed["holder"]))
    return changed.id
