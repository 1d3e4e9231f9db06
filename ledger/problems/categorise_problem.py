"""The act that says what a problem is about (归类)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemScreened
from ledger.problems.refusals import ProblemNotOpenToThis, ProblemStale
from ledger.problems.stepping import Told, fetched, reasoned, stepped
from tenants.sitting import Sitting


@dataclass(frozen=True)
class CategoriseProblem:
    """The problem, the version that was read, and the category by its key."""

    problem: UUID
    expected_version: int
    category: str


async def categorise_problem(sitting: Sitting, given: CategoriseProblem) -> UUID:
    """Says to which category an open problem belongs, so that what is widespread is seen.

    Given:    category, one of the closed list.
    Gives:    the problem.
    Refuses:  problem.not_found, the rules of problem.screen, problem.stale, problem.wrong_state,
              problem.reason_unknown.
    Records:  ProblemScreened.
    Source:   domain 6.4, 普遍共性.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.screen", found)
    sitting.check_version(found, given.expected_version, ProblemStale)
    if not found["open"]:
        raise ProblemNotOpenToThis(state=found["state"])
    category = reasoned("category", given.category)
    changes = {"category": category}
    told = Told(reason=category)
    changed = await stepped(sitting, found, "categorise_problem", changes=changes, told=told)
    await sitting.record(ProblemScreened(changed.id, changed.version, changed["holder"]))
    return changed.id
