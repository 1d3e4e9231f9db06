"""The act that plans more measures while work goes on (追加措施)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemProgressed
from ledger.problems.measures import MeasureText, planned
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting


@dataclass(frozen=True)
class AddMeasures:
    """The problem, the version that was read, and the measures."""

    problem: UUID
    expected_version: int
    measures: tuple[MeasureText, ...]


async def add_measures(sitting: Sitting, given: AddMeasures) -> UUID:
    """Plans more measures for a problem that is being rectified.

    Given:    measures, at least one, with those of this round at most 20, none due later than the
              problem; where its day has passed already, all are due today.
    Gives:    the problem.
    Refuses:  problem.not_found, the rules of problem.rectify, problem.stale, problem.wrong_state,
              problem.measures_missing, problem.deadline_passed, problem.deadline_too_late,
              problem.owner_not_there, problem.with_the_accused, record.text_refused,
              record.number_refused.
    Records:  ProblemProgressed.
    Source:   seed 0, 任务到部门、措施、时限到节点，重新退回办理; domain 6.2.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rectify", found)
    end = opened(sitting, found, "add_measures", version=given.expected_version)
    await planned(sitting, found, given.measures, late=True)
    changes = {"state": end, "handled_by": sitting.viewer.person}
    told = Told(shown="ALL")
    changed = await stepped(sitting, found, "add_measures", changes=changes, told=told)
    await sitting.record(ProblemProgressed(changed.id, changed.version, changed["holder"]))
    return changed.id
