"""A part of a problem on its way down one edge: decided, bounded and written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.assignments.refusals import (
    AssignmentNotFound,
    AssignmentNotOpenToThis,
    AssignmentStale,
    NobodyNamed,
)
from ledger.assignments.tables import assignment
from ledger.problems.deadlines import within
from ledger.problems.staffing import apart_from
from ledger.problems.stepping import TEXT, lying_at, title_of, unit
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant_edge
from tenants.wording import worded

MOST = 20
"""So many units together; what needs more is several problems."""


@dataclass(frozen=True)
class Receiver:
    """A unit, its lead leader's post, its deadline, and what its part is."""

    unit: UUID
    lead_post: UUID
    deadline: date
    text: str = ""


@dataclass(frozen=True)
class Whole:
    """Of what it is a part: the problem, its latest day, and the part it is a part of."""

    problem: UUID
    due_on: date
    part: Record | None = None


def counted(receivers: Sequence[Receiver], *, beside: int = 0) -> None:
    """Holds that somebody is named, nobody twice, and no more than can be with those who have it already.

    Refuses:  assignment.nobody_named.
    """
    units = {one.unit for one in receivers}
    if not receivers or len(receivers) + beside > MOST or len(units) < len(receivers):
        raise NobodyNamed(most=MOST)


async def part_of(sitting: Sitting, key: UUID, *, version: int) -> Record:
    """Fetches an assignment that the viewer may read, at the version that was read.

    Refuses:  assignment.not_found, assignment.stale.
    """
    found = await sitting.fetch(
        assignment, key, under="assignment.read", missing=AssignmentNotFound
    )
    sitting.check_version(found, version, AssignmentStale)
    return found


def standing(found: Record, *states: str) -> None:
    """Holds that a co-handler's part is in one of the states.

    Refuses:  assignment.wrong_state; also for the main handler's, which follows the problem.
    """
    follows = found["role"] == "MAIN" and found["part_of"] is None
    if follows or found["state"] not in states:
        raise AssignmentNotOpenToThis(state=found["state"])


async def received(
    sitting: Sitting, asked: Receiver, *, whole: Whole, judged: tuple[str, Record]
) -> dict[str, Any]:
    """Gives the row of a part, for a unit to which the book lets it go.

    Given:    judged, the action and the record that it is asked about, as it would lie there.
    Refuses:  problem.unit_not_found, the rules of the action, problem.with_the_accused,
              problem.deadline_passed, problem.deadline_too_late.
    """
    action, record = judged
    place = await unit(sitting, asked.unit)
    sitting.decide(action, lying_at(record, place))
    await apart_from(sitting, [asked.lead_post], record)
    due_on = within(sitting, asked.deadline, whole.due_on)
    return await _row(sitting, place, asked, whole=whole, due_on=due_on)


async def _row(
    sitting: Sitting, place: Mapping[str, Any], asked: Receiver, *, whole: Whole, due_on: date
) -> dict[str, Any]:
    query = select(tenant_edge.c.id).where(
        tenant_edge.c.root == sitting.root,
        tenant_edge.c.child == place["id"],
        tenant_edge.c.valid_until.is_(None),
    )
    edges = await sitting.rows(query)
    return {
        "holder": place["id"],
        "problem_id": whole.problem,
        "role": "CO",
        "part_of": None if whole.part is None else whole.part.id,
        "edge": edges[0]["id"] if edges else 0,
        "child": place["id"],
        "parent": sitting.tenant,
        "lead_post": asked.lead_post,
        "due_on": due_on,
        "text": worded("text", asked.text, least=0, most=TEXT),
        "made_by": title_of(sitting),
        "made_at": sitting.now,
    }


async def given_out(sitting: Sitting, rows: Sequence[Mapping[str, Any]]) -> list[Record]:
    """Writes parts; the act records each.

    Refuses:  assignment.skips_a_level, assignment.has_it_already, assignment.not_of_the_whole,
              assignment.after_the_whole, problem.not_the_upper_end, problem.post_not_there.
    """
    return await sitting.insert_many(assignment, rows)
