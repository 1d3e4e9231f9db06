"""The act by which whoever gave a part out lets it stand (协办异议不成立)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, select

from ledger.assignments.events import PartObjectionOverruled
from ledger.assignments.giving import part_of, standing
from ledger.assignments.tables import assignment
from ledger.problems.tables import problem
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class OverrulePartObjection:
    """The assignment, the version that was read, and the decision."""

    assignment: UUID
    expected_version: int
    text: str


async def overrule_part_objection(sitting: Sitting, given: OverrulePartObjection) -> UUID:
    """Overrules the objection of a co-handler: it signs for its part.

    Given:    text, the decision, 1 to 4,000 characters.
    Gives:    the assignment, as it was given; what the ruling took is added to its days, within the whole.
    Refuses:  assignment.not_found, assignment.stale, the rules of assignment.withdraw,
              assignment.wrong_state, record.text_refused.
    Records:  PartObjectionOverruled.
    Source:   PR22 Art. 24; domain 6.5.
    """
    found = await part_of(sitting, given.assignment, version=given.expected_version)
    sitting.decide("assignment.withdraw", found)
    standing(found, "OBJECTED")
    text = worded("text", given.text, most=4000)
    due_on = await _given_back(sitting, found)
    changes = {"state": "ASSIGNED", "objection_answer": text, "due_on": due_on}
    changed = await sitting.change(found, changes)
    await sitting.record(PartObjectionOverruled(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _given_back(sitting: Sitting, found: Record) -> date:
    """Gives its day with those that it waited for the ruling, no later than the whole nor sooner than it was."""
    day: date = found["due_on"]
    later: date = day + (sitting.today - found["objected_on"])
    return max(day, min(later, await _last(sitting, found)))


async def _last(sitting: Sitting, found: Record) -> date:
    """Gives the day of what it is a part of; whoever brings that forward at once is waited for."""
    (whole,) = await sitting.rows(_row(sitting, problem, found["problem_id"]).with_for_update())
    if found["part_of"] is not None:
        (whole,) = await sitting.rows(_row(sitting, assignment, found["part_of"]))
    last: date = whole.get("rectify_by") or whole["due_on"]
    return last


def _row(sitting: Sitting, table: Table, key: UUID) -> Select[Any]:
    return select(table).where(table.c.root == sitting.root, table.c.id == key)
