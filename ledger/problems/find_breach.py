"""The act that finds a breach of what protects those who petition (打击报复、泄露身份)."""

from collections.abc import Iterable
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
REVOKED = "revoke_breach"


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
    found, about = await charged(sitting, given.problem, given.about)
    sitting.check_version(found, given.expected_version, ProblemStale)
    reason = reasoned("breach", given.reason)
    text = worded("text", given.text, most=4000)
    last = standing(await rows_of(sitting, happening, found), about, reason)
    if last is not None and _this_quarter(sitting, last):
        raise BreachFoundAlready(reason=reason)
    told = Told(text, reason, "NONE", about=about)
    changed = await stepped(sitting, found, FOUND, changes={}, told=told)
    await sitting.record(BreachFound(changed.id, changed.version, sitting.tenant))
    return changed.id


async def charged(sitting: Sitting, problem: UUID, about: UUID) -> tuple[Record, int]:
    """Fetches a problem, and the unit that is charged: one that has or had it in hand.

    Refuses:  problem.not_found, problem.unit_not_found, the rules of problem.find_breach.
    """
    found = await fetched(sitting, problem)
    place = await unit(sitting, about)
    # The book is asked about the unit that is charged, not about whoever has the problem now.
    sitting.decide("problem.find_breach", lying_at(found, place))
    if place["id"] not in {found["holder"], *found["trail"]}:
        raise UnitNotFound
    return found, int(place["id"])


def standing(story: Iterable[Record], about: int, reason: str) -> Record | None:
    """Gives the last finding of a unit that was not taken back; None when there is none."""
    found: list[Record] = []
    for one in story:
        if (one["about"], one["reason"]) != (about, reason):
            continue
        if one["act"] == FOUND:
            found.append(one)
        elif one["act"] == REVOKED and found:
            # Each takes back the last one that stands; those before it stay.
            found.pop()
    return found[-1] if found else None


def _this_quarter(sitting: Sitting, step: Record) -> bool:
    """Whether a step was taken in the quarter of today."""
    then, now = civil(step["happened_at"]), sitting.today
    return (then.year, (then.month - 1) // 3) == (now.year, (now.month - 1) // 3)
