"""The act by which a second person confirms what somebody proposed on a problem (第二人确认)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemListed, ProblemScreened
from ledger.problems.list_problem import listed
from ledger.problems.refusals import ProblemNotOpenToThis
from ledger.problems.reject_problem import rejected
from ledger.problems.seconding import CONFIRMED_BY, said_with_it, waiting
from ledger.problems.stepping import fetched, opened
from ledger.problems.triage_problem import triaged
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ConfirmStep:
    """The problem, the version that was read, and a word on it."""

    problem: UUID
    expected_version: int
    text: str = ""


async def confirm_step(sitting: Sitting, given: ConfirmStep) -> UUID:
    """Does what another person of the unit proposed: rejects, lists or labels the problem.

    Given:    text, where it is to be said in other words than those of the proposal.
    Gives:    the problem, rejected, listed or labelled as it was proposed.
    Refuses:  problem.not_found, problem.wrong_state, the rules of problem.confirm_rejection, the
              rules of problem.confirm_listing, problem.nothing_proposed, problem.stale,
              problem.reason_unknown, problem.classed_above, problem.track_unknown,
              problem.track_loosened, problem.track_missed, record.text_refused,
              problem.needs_a_second_person.
    Records:  ProblemScreened, ProblemListed.
    Source:   domain 6.2, second person confirms; transitions t04, t10, t12 (decision 0012).
    """
    found = await fetched(sitting, given.problem)
    if found["state"] not in CONFIRMED_BY:
        raise ProblemNotOpenToThis(state=found["state"])
    sitting.decide(CONFIRMED_BY[found["state"]], found)
    opened(sitting, found, waiting(found), version=given.expected_version)
    text = given.text or await said_with_it(sitting, found)
    if found["proposal"] == "REJECT":
        changed = await rejected(sitting, found, found["proposed_ground"], text)
        await sitting.record(ProblemScreened(changed.id, changed.version, changed["holder"]))
        return changed.id
    done = listed if found["proposal"] == "LIST" else triaged
    changed = await done(sitting, found, text)
    await sitting.record(ProblemListed(changed.id, changed.version, changed["holder"]))
    return changed.id
