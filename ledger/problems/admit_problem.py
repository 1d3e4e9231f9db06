"""The act that admits a problem to the bank of its unit (筛网入库)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems import standards
from ledger.problems.events import ProblemScreened
from ledger.problems.refusals import StandardUnmet
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting


@dataclass(frozen=True)
class AdmitProblem:
    """The problem, the version that was read, and the lines of the standard that it meets."""

    problem: UUID
    expected_version: int
    line: str
    also_met: tuple[str, ...] = ()


async def admit_problem(sitting: Sitting, given: AdmitProblem) -> UUID:
    """Admits a registered problem by a line of the standard of its list.

    Given:    line and also_met, lines in force at the level of the viewer, by their keys.
    Gives:    the problem in the bank; ``admission`` says which lines admitted it.
    Refuses:  problem.not_found, the rules of problem.screen, problem.stale, problem.wrong_state,
              problem.standard_unmet.
    Records:  ProblemScreened.
    Source:   seed 0, 筛网、准入标准; transition t07.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.screen", found)
    end = opened(sitting, found, "admit_problem", version=given.expected_version)
    known = standards.in_force(found["list_type"], sitting.viewer.kind)
    lines = tuple(dict.fromkeys((given.line, *given.also_met)))
    for line in lines:
        if line not in known:
            raise StandardUnmet(
                line=line[:40], list_type=found["list_type"], known=", ".join(known)
            )
    admission = "; ".join(standards.trace(found["list_type"], known[line]) for line in lines)
    changed = await stepped(
        sitting,
        found,
        "admit_problem",
        changes={"state": end, "admission": admission},
        told=Told(admission, shown="ALL"),
    )
    await sitting.record(ProblemScreened(changed.id, changed.version, changed["holder"]))
    return changed.id
