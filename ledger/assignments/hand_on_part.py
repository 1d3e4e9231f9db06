"""The act by which a co-handler gives its part on to its own (协办再交办)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.assignments.events import PartGivenOut
from ledger.assignments.giving import (
    Receiver,
    Whole,
    counted,
    given_out,
    part_of,
    received,
    standing,
)
from tenants.sitting import Sitting


@dataclass(frozen=True)
class HandOnPart:
    """The assignment, the version that was read, and who gets what of it."""

    assignment: UUID
    expected_version: int
    receivers: tuple[Receiver, ...]


async def hand_on_part(sitting: Sitting, given: HandOnPart) -> UUID:
    """Gives a part on to direct subordinates or departments; whoever gives it on stays responsible.

    Given:    receivers, 1 to 20 with those who have it in hand already, each with lead leader and
              deadline, no later than that of the part.
    Gives:    the assignment, handed on until every one of them is done.
    Refuses:  assignment.not_found, assignment.stale, the rules of assignment.hand_on,
              assignment.wrong_state, assignment.nobody_named, problem.unit_not_found, the rules of
              assignment.hand_on_to, problem.deadline_passed, problem.deadline_too_late,
              assignment.skips_a_level, assignment.has_it_already, problem.post_not_there,
              record.text_refused.
    Records:  PartGivenOut.
    Source:   BJ21 Art. 14, 首接负责制; domain 6.3.
    """
    found = await part_of(sitting, given.assignment, version=given.expected_version)
    sitting.decide("assignment.hand_on", found)
    standing(found, "ACCEPTED", "HANDED_ON")
    counted(given.receivers, beside=found["parts_open"])
    whole = Whole(found["problem_id"], found["due_on"], found)
    rows = [
        await received(sitting, one, whole=whole, judged=("assignment.hand_on_to", found))
        for one in given.receivers
    ]
    # The whole says first that it has changed: its state follows its parts in the database.
    changed = await sitting.change(found, {})
    for one in [*await given_out(sitting, rows), changed]:
        await sitting.record(PartGivenOut(one.id, one.version, one["holder"]))
    return changed.id
