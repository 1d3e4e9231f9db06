"""The act that puts a problem on its level's own list (列入清单)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemListed
from ledger.problems.lists import listing
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ListProblem:
    """The problem, the version that was read, and a word on it."""

    problem: UUID
    expected_version: int
    text: str = ""


async def list_problem(sitting: Sitting, given: ListProblem) -> UUID:
    """Lists a banked problem at its own level.

    Gives:    the problem, listed.
    Refuses:  problem.not_found, the rules of problem.list, problem.stale, problem.wrong_state.
    Records:  ProblemListed.
    Source:   seed 0, 问题清单库; transition t10.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.list", found)
    end = opened(sitting, found, "list_problem", version=given.expected_version)
    changes = {"state": end, **await listing(sitting, found)}
    changed = await stepped(sitting, found, "list_problem", changes=changes, told=Told(given.text))
    await sitting.record(ProblemListed(changed.id, changed.version, changed["holder"]))
    return changed.id
