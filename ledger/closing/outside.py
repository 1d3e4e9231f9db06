"""Who may take an answer of those served: nobody of the handling line."""

from sqlalchemy import func, select

from ledger.closing.refusals import RecorderInTheLine
from ledger.problems.tables import happening
from tenants.records import Record
from tenants.sitting import Sitting

NEUTRAL = (
    "record_client_answer",
    "record_dissatisfaction",
    "reopen_problem",
    "close_problem",
    "fail_problem",
    "override_refusal",
    "open_recheck",
    "pass_recheck",
    "fail_recheck",
    "find_breach",
    "revoke_breach",
)
"""Steps of those who judge: having taken one makes nobody part of the handling line."""


async def outside_the_line(sitting: Sitting, found: Record) -> None:
    """Holds that the viewer took no step in handling the problem: neither found, assigned nor did it.

    Refuses:  evaluation.in_the_line.
    """
    story = happening.c
    query = select(func.count().label("times")).where(
        story.root == sitting.root,
        story.problem_id == found.id,
        story.author_person == sitting.viewer.person,
        story.act.not_in(NEUTRAL),
    )
    if (await sitting.rows(query))[0]["times"]:
        raise RecorderInTheLine
