"""The act that finds a breach of what protects those who petition (打击报复、泄露身份)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import BreachFound
from ledger.problems.refusals import ProblemStale
from ledger.problems.statutory_refusals import BreachFoundAlready
from ledger.problems.stepping import Told, fetched, reasoned, rows_of, stepped
from ledger.problems.tables import happening
from tenants.sitting import Sitting
from tenants.wording import worded

FOUND = "find_breach"


@dataclass(frozen=True)
class FindBreach:
    """The problem, the version that was read, what was found by its code, and the decision."""

    problem: UUID
    expected_version: int
    reason: str
    text: str


async def find_breach(sitting: Sitting, given: FindBreach) -> UUID:
    """Finds that the responsible unit retaliated, or let be known who petitioned.

    Given:    reason, one of the closed list; text, by which decision and on what facts, 1 to 4,000
              characters, without a name.
    Gives:    the problem where it stands; the index of the unit is nothing for the period.
    Refuses:  problem.not_found, the rules of problem.evaluate, problem.stale,
              problem.reason_unknown, problem.breach_found_already, record.text_refused.
    Records:  BreachFound.
    Source:   PR22 Arts. 18, 30, 46; domain 9.3: the index is 0 for the period by decision.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.evaluate", found)
    sitting.check_version(found, given.expected_version, ProblemStale)
    reason = reasoned("breach", given.reason)
    text = worded("text", given.text, most=4000)
    story = await rows_of(sitting, happening, found)
    if any((one["act"], one["reason"]) == (FOUND, reason) for one in story):
        raise BreachFoundAlready(reason=reason)
    told = Told(text, reason, "NONE")
    changed = await stepped(sitting, found, FOUND, changes={}, told=told)
    await sitting.record(BreachFound(changed.id, changed.version, changed["holder"]))
    return changed.id
