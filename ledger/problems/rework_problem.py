"""The act that takes up a returned problem again (重新办理)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemProgressed
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ReworkProblem:
    """The problem, the version that was read, and what will be done otherwise."""

    problem: UUID
    expected_version: int
    text: str


async def rework_problem(sitting: Sitting, given: ReworkProblem) -> UUID:
    """Begins the work on a returned problem anew.

    Given:    text, 1 to 4,000 characters.
    Gives:    the problem, being rectified.
    Refuses:  problem.not_found, the rules of problem.rectify, problem.stale, problem.wrong_state,
              record.text_refused.
    Records:  ProblemProgressed.
    Source:   seed 0, 重新退回办理; transition t28.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rectify", found)
    end = opened(sitting, found, "rework_problem", version=given.expected_version)
    text = worded("text", given.text, most=4000)
    changed = await stepped(
        sitting,
        found,
        "rework_problem",
        changes={"state": end, "handled_by": sitting.viewer.person},
        told=Told(text, shown="ALL"),
    )
    await sitting.record(ProblemProgressed(changed.id, changed.version, changed["holder"]))
    return changed.id
