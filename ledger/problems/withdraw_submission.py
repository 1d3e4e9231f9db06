"""The act by which a sender takes its submission back (撤回上报)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import SubmissionWithdrawn
from ledger.problems.figures import in_force
from ledger.problems.stepping import Told, fetched, line_rules, opened, stepped
from ledger.problems.submission_refusals import WithdrawnTooOften
from ledger.problems.submitting import submitted_from, withdrawn_times
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class WithdrawSubmission:
    """The problem, the version that was read, and why."""

    problem: UUID
    expected_version: int
    text: str


async def withdraw_submission(sitting: Sitting, given: WithdrawSubmission) -> UUID:
    """Takes a submission back before the superior has taken it up or handed it back.

    Given:    text, 1 to 4,000 characters.
    Gives:    the problem in the bank of its sender, or where else it was submitted from: on the list,
              labelled or not, or at work. Its stage goes on with the days that were left of it.
    Refuses:  problem.not_found, the rules of problem.submit, problem.stale, problem.wrong_state,
              problem.withdrawn_too_often, record.text_refused.
    Records:  SubmissionWithdrawn.
    Source:   domain 6.3, an item that waits is still the sender's duty; transition t08, undone.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.submit", found)
    end = opened(sitting, found, "withdraw_submission", version=given.expected_version)
    times = await withdrawn_times(sitting, found)
    if times >= in_force(await line_rules(sitting, sitting.tenant), "WITHDRAWALS"):
        raise WithdrawnTooOften(times=times)
    text = worded("text", given.text, most=4000)
    changes = {"state": await submitted_from(sitting, found, end), "asked_on": None}
    told = Told(text, shown="ALL", other_end=sitting.viewer.parent)
    changed = await stepped(sitting, found, "withdraw_submission", changes=changes, told=told)
    await sitting.record(SubmissionWithdrawn(changed.id, changed.version, changed["holder"]))
    return changed.id
