"""The act that puts a problem on its level's own list (列入清单)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemListed, ProblemStepProposed
from ledger.problems.lists import listing
from ledger.problems.seconding import asks_a_second, proposed
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ListProblem:
    """The problem, the version that was read, and a word on it."""

    problem: UUID
    expected_version: int
    text: str = ""


async def list_problem(sitting: Sitting, given: ListProblem) -> UUID:
    """Lists a banked problem at its own level.

    Gives:    the problem, listed; banked as before where the line asks for a second person, until
              the head of the unit confirms or declines.
    Refuses:  problem.not_found, the rules of problem.list, problem.stale, problem.wrong_state.
    Records:  ProblemStepProposed, ProblemListed.
    Source:   seed 0, 问题清单库; transition t10 (decision 0012).
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.list", found)
    opened(sitting, found, "list_problem", version=given.expected_version)
    if await asks_a_second(sitting, "LIST"):
        changed = await proposed(sitting, found, "LIST", text=given.text)
        await sitting.record(ProblemStepProposed(changed.id, changed.version, changed["holder"]))
        return changed.id
    changed = await listed(sitting, found, given.text)
    await sitting.record(ProblemListed(changed.id, changed.version, changed["holder"]))
    return changed.id


async def listed(sitting: Sitting, found: Record, text: str) -> Record:
    """Puts a banked problem on the list of the viewer's level."""
    changes = {"state": "LISTED", **await listing(sitting, found)}
    return await stepped(sitting, found, "list_problem", changes=changes, told=Told(text))
