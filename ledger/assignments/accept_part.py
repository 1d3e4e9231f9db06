"""The act by which a co-handler signs for its part (协办签收)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.assignments.events import PartAccepted
from ledger.assignments.giving import part_of, standing
from tenants.sitting import Sitting


@dataclass(frozen=True)
class AcceptPart:
    """The assignment and the version that was read."""

    assignment: UUID
    expected_version: int


async def accept_part(sitting: Sitting, given: AcceptPart) -> UUID:
    """Signs for the part of a co-handler.

    Gives:    the assignment, accepted.
    Refuses:  assignment.not_found, assignment.stale, the rules of assignment.accept,
              assignment.wrong_state.
    Records:  PartAccepted.
    Source:   domain 6.5.
    """
    found = await part_of(sitting, given.assignment, version=given.expected_version)
    sitting.decide("assignment.accept", found)
    standing(found, "ASSIGNED")
    changed = await sitting.change(found, {"state": "ACCEPTED"})
    await sitting.record(PartAccepted(changed.id, changed.version, changed["holder"]))
    return changed.id
