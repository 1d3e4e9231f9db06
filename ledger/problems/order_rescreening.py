"""The act by which the superior has a rejected problem screened again (责令重新筛查)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemReturned
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class OrderRescreening:
    """The problem, the version that was read, and why."""

    problem: UUID
    expected_version: int
    text: str


async def order_rescreening(sitting: Sitting, given: OrderRescreening) -> UUID:
    """Orders a direct subordinate to screen a rejected problem again.

    Given:    text, 1 to 4,000 characters.
    Gives:    the problem, registered.
    Refuses:  problem.not_found, the rules of problem.rule, problem.stale, problem.wrong_state,
              record.text_refused.
    Records:  ProblemReturned.
    Source:   domain 6.2; transition t39.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rule", found)
    end = opened(sitting, found, "order_rescreening", version=given.expected_version)
    text = worded("text", given.text, most=4000)
    changed = await stepped(
        sitting, found, "order_rescreening", changes={"state": end}, told=Told(text, shown="ALL")
    )
    await sitting.record(ProblemReturned(changed.id, changed.version, changed["holder"]))
    return changed.id
