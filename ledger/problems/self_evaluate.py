"""The act by which a responsible unit evaluates itself (自评)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.evaluating import evaluated
from ledger.problems.events import ProblemProgressed
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting
from tenants.wording import numbered, worded


@dataclass(frozen=True)
class SelfEvaluate:
    """The problem, the version that was read, a score, and the summary."""

    problem: UUID
    expected_version: int
    score: int
    text: str
    files: tuple[str, ...] = ()


async def self_evaluate(sitting: Sitting, given: SelfEvaluate) -> UUID:
    """Evaluates the unit's own work: the first of three parties.

    Given:    score, 0 to 100; text, 1 to 4,000 characters;
              files, the SHA-256 of evidence that the viewer uploaded and nothing has claimed.
    Gives:    the problem, waiting for the answer of those served.
    Refuses:  problem.not_found, the rules of problem.self_evaluate, problem.stale,
              problem.wrong_state, record.number_refused, record.text_refused,
              problem.answered_already, file.not_stored.
    Records:  ProblemProgressed.
    Source:   seed 0, 三方评测; transition t23.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.self_evaluate", found)
    end = opened(sitting, found, "self_evaluate", version=given.expected_version)
    score = numbered("score", given.score, least=0, most=100)
    text = worded("text", given.text, most=4000)
    said = {"party": "SELF", "rating": "PASS", "score": score, "text": text}
    await evaluated(sitting, found, said)
    told = Told(text, shown="ALL", files=given.files)
    changed = await stepped(sitting, found, "self_evaluate", changes={"state": end}, told=told)
    await sitting.record(ProblemProgressed(changed.id, changed.version, changed["holder"]))
    return changed.id
