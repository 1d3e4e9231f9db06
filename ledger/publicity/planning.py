"""The calendar: what of a problem is to be made public, and until when."""

from sqlalchemy import select
from uuid_utils.compat import uuid7

from ledger.clocks.of_problems import calendar_of
from ledger.problems.events import ProblemAccepted
from ledger.problems.tables import problem
from ledger.publicity import rules
from ledger.publicity.tables import publicity_duty
from tenants.sitting import Sitting


async def plan_publicity(sitting: Sitting, event: ProblemAccepted) -> None:
    """Plans the pledge and the first progress of a problem that its unit has signed for.

    Records:  nothing of its own; the rows name the problem.
    Source:   domain 6.7; a month is the default for 定期.
    """
    query = select(problem).where(problem.c.root == sitting.root, problem.c.id == event.record)
    for found in await sitting.rows(query):
        calendar = await calendar_of(sitting, found["holder"])
        days = calendar.after(sitting.today, rules.PLEDGE_WORKING_DAYS)
        due = {"PLEDGE": days, "PROGRESS": rules.month_after(sitting.today)}
        planned = select(publicity_duty.c.kind).where(
            publicity_duty.c.root == sitting.root,
            publicity_duty.c.problem_id == event.record,
            publicity_duty.c.open,
        )
        known = {row["kind"] for row in await sitting.rows(planned)}
        rows = [
            {
                "id": uuid7(),
                "holder": found["holder"],
                "problem_id": event.record,
                "kind": kind,
                "due_on": day,
            }
            for kind, day in due.items()
            if kind not in known
        ]
        await sitting.insert_many(publicity_duty, rows)
