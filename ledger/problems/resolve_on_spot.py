"""The act that settles a small problem where it was found (就地解决)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems import rules
from ledger.problems.events import ProblemSettled
from ledger.problems.evidence import evidence_given
from ledger.problems.refusals import NotSettledHere
from ledger.problems.staffing import evidence_lists
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ResolveOnSpot:
    """The problem, the version that was read, and what was done."""

    problem: UUID
    expected_version: int
    text: str
    files: tuple[str, ...] = ()


async def resolve_on_spot(sitting: Sitting, given: ResolveOnSpot) -> UUID:
    """Settles a problem where it was found, before or after it was admitted: it never goes up.

    Given:    text, what was done, 1 to 4,000 characters;
              files, the SHA-256 of evidence that the viewer uploaded and nothing has claimed.
    Gives:    the problem, settled; those served may still say that it is not.
    Refuses:  problem.not_found, the rules of problem.resolve, problem.stale, problem.wrong_state,
              problem.not_settled_here, record.text_refused, problem.evidence_missing,
              file.not_stored, record.number_refused.
    Records:  ProblemSettled.
    Source:   seed 4, 小问题不出城镇; transitions t03, t03a.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.resolve", found)
    end = opened(sitting, found, "resolve_on_spot", version=given.expected_version)
    if found["holder_slot"] < rules.SPOT_SLOT:
        raise NotSettledHere
    text = worded("text", given.text, most=4000)
    evidence_given(await evidence_lists(sitting, found), found, given.files)
    told = Told(text, shown="ALL", files=given.files)
    changed = await stepped(sitting, found, "resolve_on_spot", changes={"state": end}, told=told)
    await sitting.record(ProblemSettled(changed.id, changed.version, changed["holder"]))
    return changed.id
