"""The act by which the organisation department strikes a problem off (销号)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.evaluating import evaluated
from ledger.problems.events import ProblemClosed
from ledger.problems.stepping import Told, fetched, opened, rows_of, stepped
from ledger.problems.tables import evaluation
from tenants.sitting import Sitting
from tenants.wording import numbered, worded

DIMENSIONS = ("team_problem_control", "chief_duty_bearing", "cadre_work_drive")
LESSONS = ("root_cause", "lasting_mechanism", "same_type_follow_up")


@dataclass(frozen=True)
class CloseProblem:
    """The problem, its version, the three scores, and what was learned: cause, mechanism, same type."""

    problem: UUID
    expected_version: int
    team_problem_control: int
    chief_duty_bearing: int
    cadre_work_drive: int
    root_cause: str
    lasting_mechanism: str
    same_type_follow_up: str
    text: str = ""


async def close_problem(sitting: Sitting, given: CloseProblem) -> UUID:
    """Closes a problem: the third of three parties passed it.

    Given:    scores, 0 to 100; root_cause, lasting_mechanism and same_type_follow_up, 1 to 1,000
              characters (what is not needed is said, with the reason).
    Gives:    the problem, closed; the answers of those served are unsealed.
    Refuses:  problem.not_found, the rules of problem.evaluate, problem.stale, problem.wrong_state,
              record.number_refused, record.text_refused, problem.answered_already.
    Records:  ProblemClosed.
    Source:   seed 0, 三方评测、举一反三; transition t26.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.evaluate", found)
    end = opened(sitting, found, "close_problem", version=given.expected_version)
    scores = {name: numbered(name, getattr(given, name), least=0, most=100) for name in DIMENSIONS}
    lessons = {name: worded(name, getattr(given, name), most=1000) for name in LESSONS}
    said = {"party": "ORGANISATION", "rating": "PASS", "text": given.text, **scores}
    await evaluated(sitting, found, said)
    for one in await rows_of(sitting, evaluation, found):
        await sitting.change(one, {"sealed": False})
    changed = await stepped(
        sitting,
        found,
        "close_problem",
        changes={"state": end, **lessons},
        told=Told(given.text, shown="ALL"),
    )
    await sitting.record(ProblemClosed(changed.id, changed.version, changed["holder"]))
    return changed.id
