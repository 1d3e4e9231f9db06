"""The act that finds a breach of what protects those who petition (打击报复、泄露身份)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.clocks.calendar import civil
from ledger.problems.events import BreachFound
from ledger.problems.refusals import ProblemStale, UnitNotFound
from ledger.problems.statutory_refusals import BreachFoundAlready
from ledger.problems.stepping import Told, fetched, lying_at, reasoned, rows_of, stepped, unit
from ledger.problems.tables import happening
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

FOUND = "find_breach"


@dataclass(frozen=True)
class FindBreach:
    """The problem, the version that was read, the unit, what it did by its code, the decision."""

    problem: UUID
    expected_version: int
    about: UUID
    reason: str
    text: str


async def find_breach(sitting: Sitting, given: FindBreach) -> UUID:
    """Finds that a unit retaliated, or let be known who petitioned.

    Given:    about, a unit below the viewer's that has or had the problem in hand: it is charged,
              wherever the problem lies and goes; reason, one of the closed list; text, by which
              decision and on what facts, 1 to 4,000 characters, without a name.
    Gives:    the problem where it stands; the unit's own index is nothing for the period.
    Refuses:  problem.not_found, problem.unit_not_found, the rules of problem.find_breach,
              problem.stale, problem.reason_unknown, problem.breach_found_already,
              record.text_refused.
    Records:  BreachFound.
    Source:   PR22 Arts. 18, 30, 46; domain 9.3: the index is 0 for the period by decision.
    """
    found = await fetched(sitting, given.problem)
    place = await unit(sitting, given.about)
    # The book is asked about the unit that is charged, not about whoever has the problem now.
    sitting.decide("problem.find_breach", lying_at(found, place))
    if place["id"] not in {found["holder"], *found["trail"]}:
        raise UnitNotFound
    sitting.check_version(found, given.expected_version, ProblemStale)
    reason = reasoned("breach", given.reason)
    text = worded("text", given.text, most=4000)
    story = await rows_of(sitting, happening, found)
    if any(_same(sitting, one, place["id"], reason) for one in story):
        raise BreachFoundAlready(reason=reason)
    told = Told(text, reason, "NONE", about=place["id"])
    changed = await stepped(sitting, found, FOUND, changes={}, told=told)
    await sitting.record(BreachFound(changed.id, changed.version, sitting.tenant))
    return changed.id


def _same(sitting: Sitting, step: Record, about: int, reason: str) -> bool:
    """Whether a step found the same of the same unit in the quarter of today."""
    if (step["act"], step["about"], step["reason"]) != (FOUND, about, reason):
        return False
    then, now = civil(step["happened_at"]), sitting.today
    return (then.year, (then.month - 1) // 3) == (now.year, (now.month - 1) // 3)
