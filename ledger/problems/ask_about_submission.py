"""The act by which the superior asks for more about what was submitted (要求补充情况)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ledger.problems.events import SubmissionAskedAbout
from ledger.problems.figures import in_force
from ledger.problems.stepping import Told, fetched, line_rules, opened, stepped
from ledger.problems.submission_refusals import AskedBefore, AskedTooOften, AskingDayRefused
from ledger.problems.submitting import asked_times
from tenants.sitting import Sitting
from tenants.wording import worded

ASKED_DAYS = 15
"""So many days ahead an answer may be asked for at most (proposal)."""


@dataclass(frozen=True)
class AskAboutSubmission:
    """The problem, the version that was read, the question, and by when it is to be answered."""

    problem: UUID
    expected_version: int
    question: str
    answer_by: date


async def ask_about_submission(sitting: Sitting, given: AskAboutSubmission) -> UUID:
    """Asks a direct subordinate for more about what it submitted; nothing moves.

    Given:    question, 1 to 4,000 characters; answer_by, within 15 days.
    Gives:    the problem, waiting as before; the sender owes the answer, and the time in which the
              viewer's level answers rests until then.
    Refuses:  problem.not_found, the rules of problem.take_up, problem.stale, problem.wrong_state,
              problem.asked_before, problem.asking_day_refused, problem.asked_too_often,
              record.text_refused.
    Records:  SubmissionAskedAbout.
    Source:   domain 6.4: list it, hand it back with reason, or ask for more.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.take_up", found)
    opened(sitting, found, "ask_about_submission", version=given.expected_version)
    if found["asked_on"] is not None:
        raise AskedBefore
    if not sitting.today < given.answer_by <= sitting.today + timedelta(days=ASKED_DAYS):
        raise AskingDayRefused(days=ASKED_DAYS)
    line = await line_rules(sitting, sitting.tenant)
    times = await asked_times(sitting, found)
    if times >= in_force(line, "ASK_ROUNDS"):
        raise AskedTooOften(times=times)
    told = Told(
        worded("question", given.question, most=4000),
        shown=line["shown"],
        other_end=found["holder"],
    )
    changes = {"asked_on": given.answer_by, "due_on": given.answer_by}
    changed = await stepped(sitting, found, "ask_about_submission", changes=changes, told=told)
    await sitting.record(SubmissionAskedAbout(changed.id, changed.version, changed["holder"]))
    return changed.id
