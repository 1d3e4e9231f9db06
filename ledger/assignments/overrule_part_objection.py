"""The act by which whoever gave a part out lets it stand (协办异议不成立)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.assignments.events import PartObjectionOverruled
from ledger.assignments.giving import part_of, standing
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class OverrulePartObjection:
    """The assignment, the version that was read, and the decision."""

    assignment: UUID
    expected_version: int
    text: str


async def overrule_part_objection(sitting: Sitting, given: OverrulePartObjection) -> UUID:
    """Overrules the objection of a co-handler: it signs for its part.

    Given:    text, the decision, 1 to 4,000 characters.
    Gives:    the assignment, as it was given.
    Refuses:  assignment.not_found, assignment.stale, the rules of assignment.withdraw,
              assignment.wrong_state, record.text_refused.
    Records:  PartObjectionOverruled.
    Source:   PR22 Art. 24; domain 6.5.
    """
    found = await part_of(sitting, given.assignment, version=given.expected_version)
    sitting.decide("assignment.withdraw", found)
    standing(found, "OBJECTED")
    text = worded("text", given.text, most=4000)
    changed = await sitting.change(found, {"state": "ASSIGNED", "objection_answer": text})
    await sitting.record(PartObjectionOverruled(changed.id, changed.version, changed["holder"]))
    return changed.id
