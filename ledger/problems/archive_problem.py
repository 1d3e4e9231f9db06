"""The act that files a closed problem away (归档)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from ledger.problems import rules
from ledger.problems.events import ProblemArchived
from ledger.problems.refusals import TooEarlyToArchive
from ledger.problems.stepping import Told, fetched, opened, rows_of, stepped
from ledger.problems.tables import happening
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ArchiveProblem:
    """The problem and the version that was read."""

    problem: UUID
    expected_version: int


async def archive_problem(sitting: Sitting, given: ArchiveProblem) -> UUID:
    """Files a closed problem away once its re-checks are over.

    Gives:    the problem, archived; nothing is deleted.
    Refuses:  problem.not_found, the rules of problem.archive, problem.stale, problem.wrong_state,
              problem.too_early_to_archive.
    Records:  ProblemArchived.
    Source:   domain 6.2, 6.9; transition t32.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.archive", found)
    end = opened(sitting, found, "archive_problem", version=given.expected_version)
    # From the last closing on: a re-check that held does not begin the time anew.
    story = await rows_of(sitting, happening, found)
    closed = max(one["happened_at"] for one in story if one["act"] == "close_problem")
    if closed + timedelta(days=rules.ARCHIVE_DAYS) > sitting.now:
        raise TooEarlyToArchive(days=rules.ARCHIVE_DAYS)
    changed = await stepped(
        sitting, found, "archive_problem", changes={"state": end}, told=Told(shown="THAT")
    )
    await sitting.record(ProblemArchived(changed.id, changed.version, changed["holder"]))
    return changed.id
