"""The act that tells units above at once, without moving a problem (紧急抄报)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemCopied
from ledger.problems.refusals import ProblemStale
from ledger.problems.stepping import Told, fetched, lying_at, stepped, unit
from ledger.problems.tables import share
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class CopyUpward:
    """The problem, the version that was read, the unit above, and what makes it urgent."""

    problem: UUID
    expected_version: int
    unit: UUID
    text: str


async def copy_upward(sitting: Sitting, given: CopyUpward) -> UUID:
    """Sends an emergency copy to a unit above on the holder's own line; nothing moves.

    Given:    text, 1 to 4,000 characters.
    Gives:    the problem, which that unit and those between now read in full.
    Refuses:  problem.not_found, the rules of problem.copy, problem.stale, problem.unit_not_found,
              the rules of problem.copy_to, problem.copy_off_the_line, problem.shared_already,
              record.text_refused.
    Records:  ProblemCopied.
    Source:   PR22 Art. 25; domain 6.4.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.copy", found)
    sitting.check_version(found, given.expected_version, ProblemStale)
    place = await unit(sitting, given.unit)
    sitting.decide("problem.copy_to", lying_at(found, place))
    text = worded("text", given.text, most=4000)
    row = {"kind": "EMERGENCY_COPY", "with_tenant": place["id"], "note": text}
    held = {"holder": found["holder"], "problem_id": found.id, "shared_at": sitting.now}
    await sitting.insert(share, {**held, **row})
    told = Told(text, shown="ALL", other_end=place["id"])
    changed = await stepped(sitting, found, "copy_upward", changes={}, told=told)
    await sitting.record(ProblemCopied(changed.id, changed.version, changed["holder"]))
    return changed.id
