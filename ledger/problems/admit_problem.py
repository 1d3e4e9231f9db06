"""The act that admits a problem to the bank of its unit (筛网入库)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems import standards
from ledger.problems.events import ProblemScreened
from ledger.problems.refusals import StandardUnmet
from ledger.problems.standards import tightenings
from ledger.problems.statutory_refusals import TighteningUnmet
from ledger.problems.stepping import Told, fetched, line_rules, opened, stepped
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

    Given:    line and also_met, lines in force at the level of the viewer, by their keys; also_met
              names every line that a level above, or the viewer's own, has added.
    Gives:    the problem in the bank; ``admission`` says which lines admitted it.
    Refuses:  problem.not_found, the rules of problem.screen, problem.stale, problem.wrong_state,
              problem.standard_unmet, problem.tightening_unmet.
    Records:  ProblemScreened.
    Source:   seed 0, 筛网、准入标准; transition t07.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.screen", found)
    end = opened(sitting, found, "admit_problem", version=given.expected_version)
    known = standards.in_force(found["list_type"], sitting.viewer.kind)
    added = tightenings(await line_rules(sitting, sitting.tenant), found["list_type"])
    asked = dict.fromkeys(one.key for one in added)
    unmet = [key for key in asked if key not in given.also_met]
    if unmet:
        raise TighteningUnmet(list_type=found["list_type"], unmet=", ".join(unmet))
    named = dict.fromkeys((given.line, *given.also_met))
    lines = [line for line in named if line not in asked]
    for line in lines:
        if line not in known:
            raise StandardUnmet(
                line=line[:40], list_type=found["list_type"], known=", ".join(known)
            )
    traced = [standards.trace(found["list_type"], known[line]) for line in lines]
    admission = standards.traces([*traced, *(one.traced for one in added)])
    changed = await stepped(
        sitting,
        found,
        "admit_problem",
        changes={"state": end, **admission},
        told=Told(reason=admission["admission"], shown="ALL"),
    )
    await sitting.record(ProblemScreened(changed.id, changed.version, changed["holder"]))
    return changed.id
