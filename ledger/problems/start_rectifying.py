"""The act that begins the work with a list of measures (整改措施)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemProgressed
from ledger.problems.measures import MeasureText, planned
from ledger.problems.refusals import PledgeMissing
from ledger.problems.staffing import pledge_asked
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting


@dataclass(frozen=True)
class StartRectifying:
    """The problem, the version that was read, and the measures."""

    problem: UUID
    expected_version: int
    measures: tuple[MeasureText, ...]


async def start_rectifying(sitting: Sitting, given: StartRectifying) -> UUID:
    """Begins the rectification of an accepted problem.

    Given:    measures, at least one, at most 20, none due later than the problem.
    Gives:    the problem, being rectified.
    Refuses:  problem.not_found, the rules of problem.rectify, problem.stale, problem.wrong_state,
              problem.pledge_missing, problem.measures_missing, problem.deadline_passed,
              problem.deadline_too_late, problem.owner_not_there, problem.with_the_accused,
              record.text_refused, record.number_refused.
    Records:  ProblemProgressed.
    Source:   seed 0, 任务到部门、措施、时限到节点; transitions t18, t19.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rectify", found)
    end = opened(sitting, found, "start_rectifying", version=given.expected_version)
    if found["state"] == "ACCEPTED" and await pledge_asked(sitting, found):
        raise PledgeMissing
    await planned(sitting, found, given.measures)
    changes = {"state": end, "handled_by": sitting.viewer.person}
    told = Told(shown="ALL")
    changed = await stepped(sitting, found, "start_rectifying", changes=changes, told=told)
    await sitting.record(ProblemProgressed(changed.id, changed.version, changed["holder"]))
    return changed.id
