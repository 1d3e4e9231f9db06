"""The act that files a closed problem away (归档)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from ledger.clocks.calendar import civil
from ledger.problems.events import ProblemArchived
from ledger.problems.refusals import TooEarlyToArchive
from ledger.problems.stepping import Told, fetched, opened, stepped
from ledger.rechecks import rules
from ledger.rechecks.planning import rechecks_of, standing_closing
from ledger.rechecks.tables import recheck, recheck_sample
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ArchiveProblem:
    """The problem and the version that was read."""

    problem: UUID
    expected_version: int


async def archive_problem(sitting: Sitting, given: ArchiveProblem) -> UUID:
    """Files a closed problem away once its plan of re-checks is used up.

    Given:    a problem whose closing stands. Its plan is used up when none is planned or under way
              and none can be drawn any more: it was looked at, its quarter was drawn without it, or
              180 days went by in which nobody drew.
    Gives:    the problem, archived; nothing is deleted.
    Refuses:  problem.not_found, the rules of problem.archive, problem.stale, problem.wrong_state,
              recheck.nothing_open, problem.too_early_to_archive.
    Records:  ProblemArchived.
    Source:   domain 6.2, 6.9; transition t32.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.archive", found)
    end = opened(sitting, found, "archive_problem", version=given.expected_version)
    sheet = await standing_closing(sitting, found)
    ahead = [
        *await rechecks_of(sitting, sheet, "PLANNED"),
        *await rechecks_of(sitting, sheet, "OPEN"),
    ]
    if ahead or not await _drawn_out(sitting, sheet):
        raise TooEarlyToArchive(days=rules.UNDRAWN_DAYS)
    changed = await stepped(
        sitting, found, "archive_problem", changes={"state": end}, told=Told(shown="THAT")
    )
    await sitting.record(ProblemArchived(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _drawn_out(sitting: Sitting, sheet: Record) -> bool:
    """Says whether a closing cannot be drawn any more."""
    if sheet["closed_at"] + timedelta(days=rules.UNDRAWN_DAYS) <= sitting.now:
        return True
    looked_at = select(recheck.c.id).where(
        recheck.c.root == sitting.root,
        recheck.c.closing_id == sheet.id,
        recheck.c.state == "HELD",
    )
    drawn = select(recheck_sample.c.id).where(
        recheck_sample.c.root == sitting.root,
        recheck_sample.c.holder == sheet["level"],
        recheck_sample.c.quarter == rules.quarter_of(civil(sheet["closed_at"])),
    )
    return bool(await sitting.rows(looked_at) or await sitting.rows(drawn))
