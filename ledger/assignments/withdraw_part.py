"""The act by which whoever gave a part out takes it back (撤回协办)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.assignments.events import PartWithdrawn
from ledger.assignments.giving import part_of, standing
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class WithdrawPart:
    """The assignment, the version that was read, and why."""

    assignment: UUID
    expected_version: int
    text: str


async def withdraw_part(sitting: Sitting, given: WithdrawPart) -> UUID:
    """Takes the part of a co-handler back, with all parts of it; so an objection to it is upheld.

    Given:    text, 1 to 4,000 characters.
    Gives:    the assignment, withdrawn.
    Refuses:  assignment.not_found, assignment.stale, the rules of assignment.withdraw,
              assignment.wrong_state, record.text_refused.
    Records:  PartWithdrawn.
    Source:   domain 6.2, 6.5.
    """
    found = await part_of(sitting, given.assignment, version=given.expected_version)
    sitting.decide("assignment.withdraw", found)
    standing(found, "ASSIGNED", "OBJECTED", "ACCEPTED", "HANDED_ON")
    text = worded("text", given.text, most=4000)
    changed = await sitting.change(found, {"state": "WITHDRAWN", "result": text})
    await sitting.record(PartWithdrawn(changed.id, changed.version, changed["holder"]))
    return changed.id
