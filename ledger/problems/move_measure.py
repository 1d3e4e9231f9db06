"""The act that moves the day of a planned measure (调整措施节点)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.problems import rules
from ledger.problems.deadlines import within
from ledger.problems.events import ProblemProgressed
from ledger.problems.measure_refusals import MeasureNotFound, MeasureStale
from ledger.problems.measures import last_day
from ledger.problems.refusals import ProblemNotOpenToThis
from ledger.problems.stepping import Told, fetched, stepped
from ledger.problems.tables import measure
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class MoveMeasure:
    """The measure, the version of it that was read, its new day, and why."""

    measure: UUID
    expected_version: int
    due_on: date
    reason: str


async def move_measure(sitting: Sitting, given: MoveMeasure) -> UUID:
    """Moves the day of a measure that is planned; the day of the problem stays what it is.

    Given:    due_on, from today on and no later than the problem, where that day has not passed;
              reason, 1 to 1,000 characters: the story keeps it with both days.
    Gives:    the problem.
    Refuses:  measure.not_found, problem.not_found, the rules of problem.rectify, measure.stale,
              problem.wrong_state, problem.deadline_passed, problem.deadline_too_late,
              record.text_refused.
    Records:  ProblemProgressed.
    Source:   seed 0, 时限到节点; domain 6.2.
    """
    moved = await sitting.fetch(
        measure, given.measure, under="measure.read", missing=MeasureNotFound
    )
    found = await fetched(sitting, moved["problem_id"])
    sitting.decide("problem.rectify", found)
    sitting.check_version(moved, given.expected_version, MeasureStale)
    end = rules.end(found["state"], "add_measures")
    if end is None or moved["state"] != "PLANNED":
        raise ProblemNotOpenToThis(state=found["state"])
    within(sitting, given.due_on, last_day(sitting, found, late=True))
    reason = worded("reason", given.reason, most=1000)
    before = moved["due_on"]
    await sitting.change(moved, {"due_on": given.due_on})
    told = Told(f"{before} → {given.due_on}：{reason}", shown="ALL", measure=moved.id)
    handled = {"handled_by": sitting.viewer.person}
    changed = await stepped(sitting, found, "move_measure", changes=handled, told=told)
    await sitting.record(ProblemProgressed(changed.id, changed.version, changed["holder"]))
    return changed.id
