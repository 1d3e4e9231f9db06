"""The act by which a sender answers what the superior asked about its submission (补充情况)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import SubmissionAnsweredAbout
from ledger.problems.stepping import Told, fetched, line_rules, opened, stepped
from ledger.problems.submission_refusals import NothingAsked
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class AnswerAboutSubmission:
    """The problem, the version that was read, the answer, and files that bear it out."""

    problem: UUID
    expected_version: int
    text: str
    files: Sequence[str] = ()


async def answer_about_submission(sitting: Sitting, given: AnswerAboutSubmission) -> UUID:
    """Tells the superior more about what was submitted; nothing moves.

    Given:    text, 1 to 4,000 characters; files, evidence by the hashes of files uploaded before.
    Gives:    the problem, waiting; the superior answers in what was left of its time.
    Refuses:  problem.not_found, the rules of problem.submit, problem.stale, problem.wrong_state,
              problem.nothing_asked, record.text_refused, file.not_stored, record.number_refused,
              the rules of file.prepare.
    Records:  SubmissionAnsweredAbout.
    Source:   domain 6.4.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.submit", found)
    opened(sitting, found, "answer_about_submission", version=given.expected_version)
    if found["asked_on"] is None:
        raise NothingAsked
    told = Told(
        worded("text", given.text, most=4000),
        shown=(await line_rules(sitting, sitting.tenant))["shown"],
        other_end=sitting.viewer.parent,
        files=given.files,
    )
    changes = {"asked_on": None}
    changed = await stepped(sitting, found, "answer_about_submission", changes=changes, told=told)
    await sitting.record(SubmissionAnsweredAbout(changed.id, changed.version, changed["holder"]))
    return changed.id
