"""The act by which the assigner grants the rest that was asked for (准予暂缓)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.problems.events import SuspensionDecided
from ledger.problems.rest_refusals import NoRestAsked
from ledger.problems.stepping import fetched, opened
from ledger.problems.suspend_problem import suspended
from tenants.sitting import Sitting


@dataclass(frozen=True)
class GrantSuspension:
    """The problem, the version that was read, a word on it, and another review date if not the wanted."""

    problem: UUID
    expected_version: int
    text: str
    review_on: date | None = None


async def grant_suspension(sitting: Sitting, given: GrantSuspension) -> UUID:
    """Lets a problem of a direct subordinate rest, as its unit asked: one step with that of suspendProblem.

    Given:    text, 1 to 4,000 characters; review_on, where it is another day than the one asked for.
    Gives:    the problem, suspended and due on the review date.
    Refuses:  problem.not_found, the rules of problem.rule, problem.stale, problem.wrong_state,
              problem.no_rest_asked, problem.suspension_refused, problem.rest_of_ones_own,
              problem.order_ends, record.text_refused.
    Records:  SuspensionDecided.
    Source:   domain 6.2; transition t20.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rule", found)
    opened(sitting, found, "suspend_problem", version=given.expected_version)
    if found["rest_asked_until"] is None:
        raise NoRestAsked
    changed = await suspended(
        sitting,
        found,
        given.review_on or found["rest_asked_until"],
        given.text,
        force_majeure=found["rest_ground"] == "FORCE_MAJEURE",
    )
    await sitting.record(SuspensionDecided(changed.id, changed.version, changed["holder"]))
    return changed.id
