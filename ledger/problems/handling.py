"""Who worked on a problem, or led it, at any time and in whatever unit: none of them judges it.

The book refuses the last handler alone, whom the row names; the story names them all,
and so do the stories of what was merged into it.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sqlalchemy import func, select

from tenants.records import Record
from tenants.refusals import Conflict, Refusal
from tenants.sitting import Sitting


@dataclass(eq=False)
class ClosedByHandler(Conflict):
    """Whoever worked on it at any time, or leads it, neither closes nor fails it, nor writes down what
    a panel found.
    """

    code: ClassVar[str] = "closing.by_handler"
    zh: ClassVar[str] = "承办过的人和牵头领导不得销号，不得评定验收不合格，也不得记录评议组的认定。"
    constraint: ClassVar[str] = "closing_by_another_check"


WORK = frozenset(
    {
        "start_rectifying",
        "report_progress",
        "add_measures",
        "move_measure",
        "finish_measure",
        "claim_completion",
        "rework_problem",
        "self_evaluate",
    }
)
"""Whoever took one of these steps worked on it, or evaluated that work for its own unit."""

NEUTRAL = frozenset(
    {
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
        # What a superior orders or asks of a unit that has it to settle is no handling either.
        "order_rescreening",
        "hand_back",
        "ask_about_submission",
        # Nor is that those served were told or called, and what they themselves asked for.
        "ACCEPTANCE_NOTIFIED",
        "FIRST_CONTACT",
        "CALLER_ANSWERED",
        "REVIEW_REQUESTED",
        "RECHECK_REQUESTED",
    }
)
"""Steps of those who judge or keep in contact: having taken one makes nobody part of the handling line."""


async def hands(sitting: Sitting, found: Record) -> frozenset[tuple[UUID, str]]:
    """Gives who took which steps of a problem, and of what was merged into it before.

    Of a statutory act its key: to have told those served is another thing than to have answered them.
    """
    asked = func.app.hands_of_matter(sitting.root, found.id).table_valued("person", "act")
    rows = await sitting.rows(select(asked.c.person, asked.c.act))
    return frozenset((one["person"], one["act"]) for one in rows)


async def workers(sitting: Sitting, found: Record) -> frozenset[UUID]:
    """Gives everybody who worked on a problem or led it from above, and its handler of now."""
    people = {person for person, act in await hands(sitting, found) if act in WORK}
    led = select(func.app.leaders_of(sitting.root, found.id).label("person"))
    leaders = {one["person"] for one in await sitting.rows(led)}
    return frozenset(people | leaders | {found["handled_by"]}) - {None}


async def by_another(sitting: Sitting, found: Record, refusal: type[Refusal]) -> None:
    """Holds that the viewer never worked on the problem that they judge or look at again."""
    if sitting.viewer.person in await workers(sitting, found):
        raise refusal
