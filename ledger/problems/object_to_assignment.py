"""The act by which a receiving unit disputes an assignment (退单异议)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemObjectedTo
from ledger.problems.refusals import ObjectedAlready
from ledger.problems.stepping import Told, fetched, opened, reasoned, rows_of, stepped
from ledger.problems.tables import happening
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ObjectToAssignment:
    """The problem, the version that was read, why by its code, and who should have it instead."""

    problem: UUID
    expected_version: int
    reason: str
    text: str


async def object_to_assignment(sitting: Sitting, given: ObjectToAssignment) -> UUID:
    """Objects to an assignment, once.

    Given:    reason, one of the closed list; text, 1 to 4,000 characters.
    Gives:    the problem, objected to; the assigner rules.
    Refuses:  problem.not_found, the rules of problem.object, problem.stale, problem.wrong_state,
              problem.reason_unknown, problem.objected_already, record.text_refused.
    Records:  ProblemObjectedTo.
    Source:   PR22 Art. 23; transition t14.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.object", found)
    end = opened(sitting, found, "object_to_assignment", version=given.expected_version)
    reason = reasoned("object", given.reason)
    text = worded("text", given.text, most=4000)
    story = [
        one["act"]
        for one in await rows_of(sitting, happening, found)
        if one["act"] in {"hand_down", "object_to_assignment"}
    ]
    if story and story[-1] == "object_to_assignment":
        raise ObjectedAlready
    told = Told(text, reason, "ALL", sitting.viewer.parent)
    changed = await stepped(
        sitting, found, "object_to_assignment", changes={"state": end}, told=told
    )
    await sitting.record(ProblemObjectedTo(changed.id, changed.version, changed["holder"]))
    return changed.id
