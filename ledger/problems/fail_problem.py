"""The act by which the organisation department does not pass a problem (验收不合格)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.evaluating import evaluated
from ledger.problems.events import ProblemReturned
from ledger.problems.handling import ClosedByHandler, by_another
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class FailProblem:
    """The problem, the version that was read, the reasons, and whether completion was false."""

    problem: UUID
    expected_version: int
    text: str
    false_completion: bool = False


async def fail_problem(sitting: Sitting, given: FailProblem) -> UUID:
    """Fails a problem at its organisational evaluation: it goes back to work.

    Given:    text, 1 to 4,000 characters.
    Gives:    the problem, returned.
    Refuses:  problem.not_found, the rules of problem.evaluate, problem.stale, problem.wrong_state,
              record.text_refused, problem.answered_already, closing.by_handler.
    Records:  ProblemReturned.
    Source:   seed 0, 三方评测; transition t27.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.evaluate", found)
    end = opened(sitting, found, "fail_problem", version=given.expected_version)
    await by_another(sitting, found, ClosedByHandler)
    text = worded("text", given.text, most=4000)
    await evaluated(sitting, found, {"party": "ORGANISATION", "rating": "FAIL", "text": text})
    changed = await stepped(
        sitting,
        found,
        "fail_problem",
        changes={"state": end, "returns": found["returns"] + 1},
        told=Told(text, reason="false_completion" if given.false_completion else None, shown="ALL"),
    )
    await sitting.record(ProblemReturned(changed.id, changed.version, changed["holder"]))
    return changed.id
