"""The act by which the assigner lets a staged problem rest (暂缓办理)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ledger.problems.events import ProblemProgressed
from ledger.problems.refusals import SuspensionRefused
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting
from tenants.wording import worded

SUSPENDED_DAYS = 90


@dataclass(frozen=True)
class SuspendProblem:
    """The problem, the version that was read, the review date, and why."""

    problem: UUID
    expected_version: int
    review_on: date
    text: str
    force_majeure: bool = False


async def suspend_problem(sitting: Sitting, given: SuspendProblem) -> UUID:
    """Suspends the rectification of a direct subordinate until a review date.

    Given:    review_on, within 90 days; force_majeure, when it is not a staged problem; text, 1 to 4,000 characters.
    Gives:    the problem, suspended and due on the review date.
    Refuses:  problem.not_found, the rules of problem.rule, problem.stale, problem.wrong_state,
              problem.suspension_refused, record.text_refused.
    Records:  ProblemProgressed.
    Source:   domain 5, 6.2; transition t20.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rule", found)
    end = opened(sitting, found, "suspend_problem", version=given.expected_version)
    last = sitting.today + timedelta(days=SUSPENDED_DAYS)
    may_rest = found["class"] == "STAGED" or given.force_majeure
    if not may_rest or not sitting.today < given.review_on <= last:
        raise SuspensionRefused(days=SUSPENDED_DAYS)
    text = worded("text", given.text, most=4000)
    changed = await stepped(
        sitting,
        found,
        "suspend_problem",
        changes={"state": end, "due_on": given.review_on},
        told=Told(text, shown="ALL"),
    )
    await sitting.record(ProblemProgressed(changed.id, changed.version, changed["holder"]))
    return changed.id
