"""The act that finds a closed problem still solved (回头看合格)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemClosed
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class PassRecheck:
    """The problem, the version that was read, and what was seen on site."""

    problem: UUID
    expected_version: int
    text: str


async def pass_recheck(sitting: Sitting, given: PassRecheck) -> UUID:
    """Confirms a closing at its re-check.

    Given:    text, 1 to 4,000 characters.
    Gives:    the problem, closed.
    Refuses:  problem.not_found, the rules of problem.evaluate, problem.stale, problem.wrong_state,
              record.text_refused.
    Records:  ProblemClosed.
    Source:   domain 6.9; transition t30.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.evaluate", found)
    end = opened(sitting, found, "pass_recheck", version=given.expected_version)
    text = worded("text", given.text, most=4000)
    changed = await stepped(
        sitting, found, "pass_recheck", changes={"state": end}, told=Told(text, shown="ALL")
    )
    await sitting.record(ProblemClosed(changed.id, changed.version, changed["holder"]))
    return changed.id
