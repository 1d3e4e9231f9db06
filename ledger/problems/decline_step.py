"""The act by which a second person declines what somebody proposed on a problem (第二人不予确认)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemStepDeclined
from ledger.problems.proposal_columns import NOTHING
from ledger.problems.refusals import ProblemNotOpenToThis
from ledger.problems.seconding import CONFIRMED_BY, waiting
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class DeclineStep:
    """The problem, the version that was read, and why not."""

    problem: UUID
    expected_version: int
    text: str


async def decline_step(sitting: Sitting, given: DeclineStep) -> UUID:
    """Declines what another person of the unit proposed; the problem stays where it was.

    Given:    text, 1 to 4,000 characters.
    Gives:    the problem, in its state, with nothing proposed.
    Refuses:  problem.not_found, problem.wrong_state, the rules of problem.confirm_rejection, the
              rules of problem.confirm_listing, problem.nothing_proposed, problem.stale,
              record.text_refused.
    Records:  ProblemStepDeclined.
    Source:   domain 6.2, second person confirms (decision 0012).
    """
    found = await fetched(sitting, given.problem)
    if found["state"] not in CONFIRMED_BY:
        raise ProblemNotOpenToThis(state=found["state"])
    sitting.decide(CONFIRMED_BY[found["state"]], found)
    opened(sitting, found, waiting(found), version=given.expected_version)
    told = Told(worded("text", given.text, most=4000), found["proposal"], "NONE")
    changed = await stepped(sitting, found, "decline_step", changes=NOTHING, told=told)
    await sitting.record(ProblemStepDeclined(changed.id, changed.version, changed["holder"]))
    return changed.id
