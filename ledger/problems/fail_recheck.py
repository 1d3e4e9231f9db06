"""The act that finds a closed problem back again (反弹)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemReturned
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class FailRecheck:
    """The problem, the version that was read, and what was seen on site."""

    problem: UUID
    expected_version: int
    text: str


async def fail_recheck(sitting: Sitting, given: FailRecheck) -> UUID:
    """Cancels a closing: the problem is back, which is charged to the level that closed it.

    Given:    text, 1 to 4,000 characters.
    Gives:    the problem, returned to work.
    Refuses:  problem.not_found, the rules of problem.evaluate, problem.stale, problem.wrong_state,
              record.text_refused.
    Records:  ProblemReturned.
    Source:   domain 6.9; transition t31.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.evaluate", found)
    end = opened(sitting, found, "fail_recheck", version=given.expected_version)
    text = worded("text", given.text, most=4000)
    again = {"recurrences": found["recurrences"] + 1, "returns": found["returns"] + 1}
    changed = await stepped(
        sitting,
        found,
        "fail_recheck",
        changes={"state": end, **again},
        told=Told(text, shown="ALL"),
    )
    await sitting.record(ProblemReturned(changed.id, changed.version, changed["holder"]))
    return changed.id
