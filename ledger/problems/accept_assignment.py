"""The act by which a receiving unit signs for a problem (签收)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemAccepted
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting


@dataclass(frozen=True)
class AcceptAssignment:
    """The problem and the version that was read."""

    problem: UUID
    expected_version: int


async def accept_assignment(sitting: Sitting, given: AcceptAssignment) -> UUID:
    """Signs for an assigned problem.

    Gives:    the problem, accepted.
    Refuses:  problem.not_found, the rules of problem.accept, problem.stale, problem.wrong_state.
    Records:  ProblemAccepted.
    Source:   seed 0, 签收; transition t16.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.accept", found)
    end = opened(sitting, found, "accept_assignment", version=given.expected_version)
    changed = await stepped(
        sitting, found, "accept_assignment", changes={"state": end}, told=Told()
    )
    await sitting.record(ProblemAccepted(changed.id, changed.version, changed["holder"]))
    return changed.id
