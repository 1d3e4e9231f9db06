"""The act by which a co-handler is done with its part (协办办结)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.assignments.events import PartFinished
from ledger.assignments.giving import part_of, standing
from ledger.assignments.refusals import PartsOfPartOpen
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class FinishPart:
    """The assignment, the version that was read, and what came of it."""

    assignment: UUID
    expected_version: int
    result: str


async def finish_part(sitting: Sitting, given: FinishPart) -> UUID:
    """Finishes the part of a co-handler.

    Given:    result, 1 to 4,000 characters.
    Gives:    the assignment, finished.
    Refuses:  assignment.not_found, assignment.stale, the rules of assignment.finish,
              assignment.parts_open, assignment.wrong_state, record.text_refused.
    Records:  PartFinished.
    Source:   domain 6.5, 6.3.
    """
    found = await part_of(sitting, given.assignment, version=given.expected_version)
    sitting.decide("assignment.finish", found)
    if found["parts_open"]:
        raise PartsOfPartOpen(open=found["parts_open"])
    standing(found, "ACCEPTED")
    result = worded("result", given.result, most=4000)
    changed = await sitting.change(found, {"state": "FINISHED", "result": result})
    await sitting.record(PartFinished(changed.id, changed.version, changed["holder"]))
    return changed.id
