"""The act by which a co-handler disputes the part that it was given (协办异议)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.assignments.events import PartObjectedTo
from ledger.assignments.giving import part_of, standing
from ledger.assignments.refusals import PartObjectedAlready
from ledger.problems.object_to_assignment import in_time
from ledger.problems.stepping import reasoned
from ledger.problems.tables import problem
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ObjectToPart:
    """The assignment, the version that was read, and why: by its code and in words."""

    assignment: UUID
    expected_version: int
    reason: str
    text: str


async def object_to_part(sitting: Sitting, given: ObjectToPart) -> UUID:
    """Objects to a part, once, before it is signed for.

    Whoever gave it out takes it back (withdraw_part), or lets it stand (overrule_part_objection).

    Given:    reason, one of the closed list of objections to an order; text, 1 to 4,000 characters.
    Gives:    the assignment, objected to; it still stands in the way of the claim, and is not late
              while it waits for the ruling.
    Refuses:  assignment.not_found, assignment.stale, the rules of assignment.accept,
              assignment.objected_already, assignment.wrong_state, problem.reason_unknown,
              record.text_refused, problem.objection_too_late.
    Records:  PartObjectedTo.
    Source:   PR22 Art. 23; domain 6.5, the receiver signs or objects.
    """
    found = await part_of(sitting, given.assignment, version=given.expected_version)
    sitting.decide("assignment.accept", found)
    if found["state"] == "ASSIGNED" and found["objection_reason"] is not None:
        raise PartObjectedAlready
    standing(found, "ASSIGNED")
    reason = reasoned("object", given.reason)
    text = worded("text", given.text, most=4000)
    query = select(problem.c.list_type).where(
        problem.c.root == sitting.root, problem.c.id == found["problem_id"]
    )
    (whole,) = await sitting.rows(query)
    await in_time(sitting, whole["list_type"], found["holder"], since=found["made_at"])
    said = {"objection_reason": reason, "objection_text": text, "objected_on": sitting.today}
    changed = await sitting.change(found, {"state": "OBJECTED", **said})
    await sitting.record(PartObjectedTo(changed.id, changed.version, changed["holder"]))
    return changed.id
