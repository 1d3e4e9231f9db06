"""The act that tells how work goes on (进度报告)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.petitioners.accusations import refuse_accusations
from ledger.problems.events import ProblemProgressed
from ledger.problems.rules import FROM_PEOPLE
from ledger.problems.stepping import Told, fetched, opened, stepped
from ledger.problems.submitting import at_work
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ReportProgress:
    """The problem, the version that was read, and how far it has come."""

    problem: UUID
    expected_version: int
    text: str
    files: tuple[str, ...] = ()


async def report_progress(sitting: Sitting, given: ReportProgress) -> UUID:
    """Reports the progress of a rectification, also while the superior is asked to take it up.

    Given:    text, 1 to 4,000 characters;
              files, the SHA-256 of evidence that the viewer uploaded and nothing has claimed.
    Gives:    the problem.
    Refuses:  problem.not_found, the rules of problem.rectify, problem.stale, problem.wrong_state,
              record.text_refused, petitioner.accusation_refused, file.not_stored,
              record.number_refused.
    Records:  ProblemProgressed.
    Source:   seed 0, 亮晒进度; domain 6.2, own duty to act continues (t22a, t34a).
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rectify", found)
    end = opened(sitting, found, "report_progress", version=given.expected_version)
    await at_work(sitting, found)
    text = worded("text", given.text, most=4000)
    refuse_accusations(text, of_people=found["list_type"] in FROM_PEOPLE)
    changed = await stepped(
        sitting,
        found,
        "report_progress",
        changes={"state": end, "handled_by": sitting.viewer.person},
        told=Told(text, shown="ALL", files=given.files),
    )
    await sitting.record(ProblemProgressed(changed.id, changed.version, changed["holder"]))
    return changed.id
