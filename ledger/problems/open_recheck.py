"""The act that looks at a closed problem again (回头看)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemRechecked
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting


@dataclass(frozen=True)
class OpenRecheck:
    """The problem, the version that was read, and why it was chosen."""

    problem: UUID
    expected_version: int
    text: str = ""


async def open_recheck(sitting: Sitting, given: OpenRecheck) -> UUID:
    """Opens the re-check of a closed problem.

    Gives:    the problem, being re-checked.
    Refuses:  problem.not_found, the rules of problem.evaluate, problem.stale, problem.wrong_state.
    Records:  ProblemRechecked.
    Source:   seed 0, 回头看; transition t29.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.evaluate", found)
    end = opened(sitting, found, "open_recheck", version=given.expected_version)
    changed = await stepped(
        sitting, found, "open_recheck", changes={"state": end}, told=Told(given.text, shown="ALL")
    )
    await sitting.record(ProblemRechecked(changed.id, changed.version, changed["holder"]))
    return changed.id
