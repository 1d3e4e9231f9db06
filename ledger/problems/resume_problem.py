"""The act by which the assigner lets work go on (恢复办理)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemProgressed
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ResumeProblem:
    """The problem, the version that was read, and a word on it."""

    problem: UUID
    expected_version: int
    text: str


async def resume_problem(sitting: Sitting, given: ResumeProblem) -> UUID:
    """Resumes a suspended problem of a direct subordinate.

    Given:    text, 1 to 4,000 characters.
    Gives:    the problem, being rectified.
    Refuses:  problem.not_found, the rules of problem.rule, problem.stale, problem.wrong_state,
              record.text_refused.
    Records:  ProblemProgressed.
    Source:   domain 6.2; transition t21.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rule", found)
    end = opened(sitting, found, "resume_problem", version=given.expected_version)
    text = worded("text", given.text, most=4000)
    changed = await stepped(
        sitting, found, "resume_problem", changes={"state": end}, told=Told(text, shown="ALL")
    )
    await sitting.record(ProblemProgressed(changed.id, changed.version, changed["holder"]))
    return changed.id
