"""The act that changes the tree, exactly as it was previewed, in one transaction (实施)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from ledger.reorganisation.events import ReorganisationApplied
from ledger.reorganisation.refusals import MovedSince, NotTheDayYet
from ledger.reorganisation.stepping import opened, patient, through_gate
from ledger.reorganisation.widening import gives_no_more_than_held
from tenants.sitting import Sitting

_APPLY = text("select app.apply_reorganisation(:item, :hash, :today)::text")


@dataclass(frozen=True)
class ApplyReorganisation:
    """The reorganisation, the version that was read, and the hash of what was approved."""

    reorganisation: UUID
    expected_version: int
    preview_hash: str


async def apply_reorganisation(sitting: Sitting, given: ApplyReorganisation) -> UUID:
    """Changes the tree; rows, posts, open items and who answers for them follow at once.

    Gives:    the reorganisation, applied. Days before today answer as they did.
    Refuses:  reorganisation.not_found, the rules of reorganisation.apply, reorganisation.stale,
              reorganisation.wrong_state, reorganisation.not_yet, reorganisation.moved_since,
              reorganisation.not_of_your_line, reorganisation.one_tree, tenant.code_taken,
              storage.busy, grant.wider, grant.senior, grant.own_rights, grant.not_together,
              grant.needs_two, grant.unmanaged, grant.role_not_here.
    Records:  ReorganisationApplied.
    """
    found = await opened(sitting, given.reorganisation, "apply", version=given.expected_version)
    if found["effective_on"] > sitting.today:
        raise NotTheDayYet(day=found["effective_on"])
    if given.preview_hash != found["preview_hash"]:
        raise MovedSince
    await gives_no_more_than_held(sitting, found)
    await patient(sitting)
    asked = {"item": found.id, "hash": given.preview_hash, "today": sitting.today}
    await through_gate(sitting, _APPLY, asked)
    await sitting.record(ReorganisationApplied(found.id, found.version + 1, found["holder"]))
    return found.id
