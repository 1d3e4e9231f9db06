"""The act that begins the work with a list of measures (整改措施)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.problems.events import ProblemProgressed
from ledger.problems.refusals import DeadlinePassed, MeasuresMissing, OwnerNotThere, PledgeMissing
from ledger.problems.staffing import pledge_asked, staff_of
from ledger.problems.stepping import Told, fetched, opened, stepped
from ledger.problems.tables import measure
from tenants.sitting import Sitting
from tenants.wording import numbered, worded

MEASURES = 20


@dataclass(frozen=True)
class MeasureText:
    """One measure: what, by which post, until when."""

    text: str
    owner_post: UUID
    due_on: date
    approach: str | None = None


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
              problem.owner_not_there, record.text_refused, record.number_refused.
    Records:  ProblemProgressed.
    Source:   seed 0, 任务到部门、措施、时限到节点; transitions t18, t19.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rectify", found)
    end = opened(sitting, found, "start_rectifying", version=given.expected_version)
    if found["state"] == "ACCEPTED" and await pledge_asked(sitting, found):
        raise PledgeMissing
    if not given.measures:
        raise MeasuresMissing
    numbered("measures", len(given.measures), least=1, most=MEASURES)
    rows = []
    for position, said in enumerate(given.measures, start=1):
        if not sitting.today <= said.due_on <= (found["rectify_by"] or found["due_on"]):
            raise DeadlinePassed(deadline=str(said.due_on))
        rows.append(
            {
                "holder": found["holder"],
                "problem_id": found.id,
                "position": position,
                "text": worded("measure", said.text, most=1000),
                "owner_post": said.owner_post,
                "due_on": said.due_on,
                "approach": said.approach,
            }
        )
    owners = {said.owner_post for said in given.measures}
    staff = await staff_of(sitting, owners, below=found["holder"])
    if any(one["holder"] != found["holder"] for one in staff):
        raise OwnerNotThere
    await sitting.insert_many(measure, rows)
    changes = {"state": end, "handled_by": sitting.viewer.person}
    told = Told(str(len(rows)), shown="ALL")
    changed = await stepped(sitting, found, "start_rectifying", changes=changes, told=told)
    await sitting.record(ProblemProgressed(changed.id, changed.version, changed["holder"]))
    return changed.id
