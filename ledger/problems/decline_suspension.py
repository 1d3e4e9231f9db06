"""The act by which the assigner does not grant the rest that was asked for (不予暂缓)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import SuspensionDecided
from ledger.problems.rest_columns import NO_REST
from ledger.problems.rest_refusals import NoRestAsked
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class DeclineSuspension:
    """The problem, the version that was read, and why not."""

    problem: UUID
    expected_version: int
    text: str


async def decline_suspension(sitting: Sitting, given: DeclineSuspension) -> UUID:
    """Declines to let a problem of a direct subordinate rest; the work goes on as it did.

    Given:    text, 1 to 4,000 characters.
    Gives:    the problem, being rectified, with nothing asked.
    Refuses:  problem.not_found, the rules of problem.rule, problem.stale, problem.wrong_state,
              problem.no_rest_asked, record.text_refused.
    Records:  SuspensionDecided.
    Source:   domain 6.2; transition t20.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rule", found)
    opened(sitting, found, "decline_suspension", version=given.expected_version)
    if found["rest_asked_until"] is None:
        raise NoRestAsked
    told = Told(worded("text", given.text, most=4000), shown="ALL", other_end=found["holder"])
    changed = await stepped(sitting, found, "decline_suspension", changes=NO_REST, told=told)
    await sitting.record(SuspensionDecided(changed.id, changed.version, changed["holder"]))
    return changed.id
