"""The act that puts a problem into the base database (登记)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemScreened
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting


@dataclass(frozen=True)
class RegisterProblem:
    """The problem and the version that was read."""

    problem: UUID
    expected_version: int


async def register_problem(sitting: Sitting, given: RegisterProblem) -> UUID:
    """Registers a collected problem; from now on its origin is frozen.

    Gives:    the problem.
    Refuses:  problem.not_found, the rules of problem.report, problem.stale, problem.wrong_state.
    Records:  ProblemScreened.
    Source:   seed 0, 基础数据库; transition t02.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.report", found)
    end = opened(sitting, found, "register_problem", version=given.expected_version)
    changed = await stepped(sitting, found, "register_problem", changes={"state": end}, told=Told())
    await sitting.record(ProblemScreened(changed.id, changed.version, changed["holder"]))
    return changed.id
