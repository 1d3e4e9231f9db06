"""The act that files a closed problem away (归档)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import exists, or_, select

from ledger.clocks.calendar import civil
from ledger.problems.events import ProblemArchived
from ledger.problems.refusals import TooEarlyToArchive
from ledger.problems.stepping import Told, fetched, opened, stepped
from ledger.rechecks import rules
from ledger.rechecks.planning import rechecks_of, standing_closing
from ledger.rechecks.tables import recheck, recheck_sample
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant


@dataclass(frozen=True)
class ArchiveProblem:
    """The problem and the version that was read."""

    problem: UUID
    expected_version: int


async def archive_problem(sitting: Sitting, given: ArchiveProblem) -> UUID:
    """Files a closed problem away once its plan of re-checks is used up.

    Given:    a problem whose closing stands. Its plan is used up when none is planned or under way
              and none can be drawn any more: it was looked at as planned or drawn, its quarter was
              drawn without it, or 180 days went by in which nobody drew. What somebody looked at
              besides may still be drawn.
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
        recheck.c.reason.in_(rules.PLANNED_FOR_IT),
        recheck.c.state == "HELD",
    )
    level = tenant.alias()
    by_superior = exists().where(
        level.c.root == sitting.root,
        level.c.id == sheet["level"],
        level.c.kind.not_in(rules.DRAWS_ITSELF),
        level.c.parent_id == recheck_sample.c.holder,
    )
    drawn = select(recheck_sample.c.id).where(
        recheck_sample.c.root == sitting.root,
        or_(recheck_sample.c.holder == sheet["level"], by_superior),
        recheck_sample.c.quarter == rules.quarter_of(civil(sheet["closed_at"])),
    )
    return bool(await sitting.rows(looked_at) or await sitting.rows(drawn))
