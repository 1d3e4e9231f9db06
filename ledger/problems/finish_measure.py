"""The act that reports a measure as done (措施完成)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems import rules
from ledger.problems.events import ProblemProgressed
from ledger.problems.evidence import evidence_given
from ledger.problems.measure_refusals import MeasureNotFound, MeasureStale
from ledger.problems.refusals import ProblemNotOpenToThis
from ledger.problems.staffing import evidence_lists
from ledger.problems.stepping import Told, fetched, stepped
from ledger.problems.submitting import at_work
from ledger.problems.tables import measure
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class FinishMeasure:
    """The measure, the version of it that was read, and what came of it."""

    measure: UUID
    expected_version: int
    result: str
    files: tuple[str, ...] = ()


async def finish_measure(sitting: Sitting, given: FinishMeasure) -> UUID:
    """Marks a measure of a problem that is being rectified as done, also while its superior is asked.

    Given:    result, 1 to 4,000 characters;
              files, the SHA-256 of evidence that the viewer uploaded and nothing has claimed.
    Gives:    the problem.
    Refuses:  measure.not_found, problem.not_found, the rules of problem.rectify, measure.stale,
              problem.wrong_state, record.text_refused, problem.evidence_missing, file.not_stored,
              record.number_refused.
    Records:  ProblemProgressed.
    Source:   seed 0, 任务到部门、措施、时限到节点; domain 6.2.
    """
    done = await sitting.fetch(
        measure, given.measure, under="measure.read", missing=MeasureNotFound
    )
    found = await fetched(sitting, done["problem_id"])
    sitting.decide("problem.rectify", found)
    sitting.check_version(done, given.expected_version, MeasureStale)
    end = rules.end(found["state"], "report_progress")
    if end is None or done["state"] != "PLANNED":
        raise ProblemNotOpenToThis(state=found["state"])
    await at_work(sitting, found)
    evidence_given(await evidence_lists(sitting, found), found, given.files)
    result = worded("result", given.result, most=4000)
    await sitting.change(done, {"state": "DONE", "result": result})
    handled = {"handled_by": sitting.viewer.person}
    told = Told(result, shown="ALL", files=given.files, measure=done.id)
    changed = await stepped(sitting, found, "finish_measure", changes=handled, told=told)
    await sitting.record(ProblemProgressed(changed.id, changed.version, changed["holder"]))
    return changed.id
