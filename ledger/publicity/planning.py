"""The calendar: what of a problem is to be made public, and until when."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from ledger.clocks.of_problems import calendar_of
from ledger.problems.events import ProblemAccepted, ProblemPledged, ProblemProgressed
from ledger.problems.staffing import pledge_asked
from ledger.problems.tables import problem
from ledger.publicity import rules
from ledger.publicity.tables import publicity_duty
from tenants.records import Record
from tenants.sitting import Sitting


async def plan_publicity(sitting: Sitting, event: ProblemAccepted) -> None:
    """Plans the first progress of a problem that its unit has signed for, and a pledge it must sign.

    A pledge that nobody asks for is planned when it is signed.

    Records:  nothing of its own; the rows name the problem.
    Source:   domain 6.7; a month is the default for 定期.
    """
    for found in await _named(sitting, event.record):
        due = {"PROGRESS": rules.month_after(sitting.today)}
        if await pledge_asked(sitting, found):
            due["PLEDGE"] = await _pledge_day(sitting, found)
        await _planned(sitting, found, due)


async def plan_pledge(sitting: Sitting, event: ProblemPledged) -> None:
    """Plans that a pledge is made public which was signed without anybody asking for it.

    Records:  nothing of its own; the row names the problem.
    Source:   domain 6.7.
    """
    for found in await _named(sitting, event.record):
        await _planned(sitting, found, {"PLEDGE": await _pledge_day(sitting, found)})


async def plan_progress(sitting: Sitting, event: ProblemProgressed) -> None:
    """Plans that progress is told of a problem that is worked on anew, after a return or a rebound.

    Records:  nothing of its own; the row names the problem.
    Source:   domain 6.7, 定期.
    """
    for found in await _named(sitting, event.record):
        if found["state"] == "RECTIFYING":
            await _planned(sitting, found, {"PROGRESS": rules.month_after(sitting.today)})


async def _named(sitting: Sitting, key: UUID) -> list[Record]:
    query = select(problem).where(problem.c.root == sitting.root, problem.c.id == key)
    return [Record(problem, row) for row in await sitting.rows(query)]


async def _pledge_day(sitting: Sitting, found: Record) -> date:
    calendar = await calendar_of(sitting, found["holder"])
    return calendar.after(sitting.today, rules.PLEDGE_WORKING_DAYS)


async def _planned(sitting: Sitting, found: Record, due: dict[str, date]) -> None:
    """Plans what is not planned already."""
    planned = select(publicity_duty.c.kind).where(
        publicity_duty.c.root == sitting.root,
        publicity_duty.c.problem_id == found.id,
        publicity_duty.c.open,
    )
    known = {row["kind"] for row in await sitting.rows(planned)}
    rows = [
        {
            "id": uuid7(),
            "holder": found["holder"],
            "problem_id": found.id,
            "kind": kind,
            "due_on": day,
        }
        for kind, day in due.items()
        if kind not in known
    ]
    await sitting.insert_many(publicity_duty, rows)
