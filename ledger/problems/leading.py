"""Leaders of the level above who lead an item at a unit below them (领衔领办)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sqlalchemy import func, select

from ledger.problems.casework_tables import case_lead
from ledger.problems.staffing import apart_from, staff_of
from ledger.problems.stepping import rows_of
from tenants.records import Record
from tenants.refusals import Conflict, Invalid
from tenants.sitting import Sitting

ORDERED = (
    *("ASSIGNED", "OBJECTED", "ACCEPTED", "PLEDGED", "RECTIFYING", "SUSPENDED"),
    *("COMPLETION_CLAIMED", "RETURNED"),
)
"""States of what was handed down and is worked on: then a leader takes the lead of it."""


@dataclass(eq=False)
class NotALeader(Invalid):
    """A leader in charge is the head of your unit or of its leading group or team, in post today."""

    code: ClassVar[str] = "problem.not_a_leader"
    zh: ClassVar[str] = "领衔领导须是本单位主要负责人，或者领导小组、领导班子成员，且现有人任职。"
    constraint: ClassVar[str] = "lead_by_a_leader"


@dataclass(eq=False)
class LedAlready(Conflict):
    """A leader of another level leads this problem already; one at a time is in charge."""

    code: ClassVar[str] = "problem.led_already"
    zh: ClassVar[str] = "这个问题已由另一级的领导领衔；同一时间只由一位领导领衔。"
    constraint: ClassVar[str] = "case_lead_once"


@dataclass(eq=False)
class NobodyLeads(Conflict):
    """No leader of a level above leads this problem."""

    code: ClassVar[str] = "problem.nobody_leads"
    zh: ClassVar[str] = "这个问题现在没有上级领导领衔。"


async def leader_of(sitting: Sitting, post: UUID, found: Record) -> None:
    """Holds that a post may lead a problem for the viewer's unit.

    Refuses:  problem.not_a_leader, problem.with_the_accused.
    """
    await leading_post(sitting, post)
    await apart_from(sitting, [post], found)


async def leading_post(sitting: Sitting, post: UUID) -> None:
    """Holds that a post of the viewer's unit is a leader's, and that somebody holds it.

    Refuses:  problem.not_a_leader, problem.owner_not_there.
    """
    (named,) = await staff_of(sitting, {post}, below=sitting.tenant)
    is_one = await sitting.rows(select(func.app.is_leader(sitting.root, post).label("leads")))
    if named["holder"] != sitting.tenant or named["person_id"] is None or not is_one[0]["leads"]:
        raise NotALeader


async def lead_of(sitting: Sitting, found: Record) -> Record:
    """Gives the lead of a problem that stands.

    Refuses:  problem.nobody_leads.
    """
    for one in await rows_of(sitting, case_lead, found):
        if one["state"] == "ACTIVE":
            return one
    raise NobodyLeads


async def led(sitting: Sitting, problem: UUID, *, holder: int, post: UUID, text: str = "") -> None:
    """Writes down who leads a problem from today on; whom the level had before gives way.

    Refuses:  problem.led_already, problem.not_a_leader, and the gate whatever skips a level.
    """
    said = {"holder": holder, "problem_id": problem, "post_id": post, "text": text}
    await sitting.insert(case_lead, {**said, "since": sitting.today})
