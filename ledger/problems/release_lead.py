"""The act by which a leader gives up the lead of an item, or their unit ends it (结束领衔)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemLeadReleased
from ledger.problems.leading import lead_of
from ledger.problems.refusals import ProblemNotOpenToThis, ProblemStale
from ledger.problems.stepping import Told, fetched, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ReleaseLead:
    """The problem, the version that was read, and why."""

    problem: UUID
    expected_version: int
    reason: str


async def release_lead(sitting: Sitting, given: ReleaseLead) -> UUID:
    """Ends the lead of a problem that a leader of the viewer's unit has, wherever it lies below.

    Given:    reason, 1 to 1,000 characters.
    Gives:    the problem; who led it, since when and until when stays on it.
    Refuses:  problem.not_found, the rules of problem.release_lead, problem.stale,
              problem.wrong_state, problem.nobody_leads, record.text_refused.
    Records:  ProblemLeadReleased.
    Source:   seed 0, 领导干部领衔领办 (S0-43).
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.release_lead", found)
    sitting.check_version(found, given.expected_version, ProblemStale)
    if not found["open"]:
        raise ProblemNotOpenToThis(state=found["state"])
    lead = await lead_of(sitting, found)
    reason = worded("reason", given.reason, most=1000)
    ended = {"state": "RELEASED", "until": max(sitting.today, lead["since"]), "reason": reason}
    await sitting.change(lead, ended)
    told = Told(reason, shown="ALL")
    changed = await stepped(sitting, found, "release_lead", changes={}, told=told)
    await sitting.record(ProblemLeadReleased(changed.id, changed.version, changed["holder"]))
    return changed.id
