"""The measures of a problem as they are planned: what, by which post of the unit, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ledger.problems.deadlines import within
from ledger.problems.measure_refusals import MeasuresMissing
from ledger.problems.refusals import OwnerNotThere
from ledger.problems.staffing import apart_from, staff_of
from ledger.problems.stepping import rows_of
from ledger.problems.tables import measure
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import counted, worded

MEASURES = 20
"""So many at most are planned in one round of work."""


@dataclass(frozen=True)
class MeasureText:
    """One measure: what, by which post, until when."""

    text: str
    owner_post: UUID
    due_on: date
    approach: str | None = None


def round_of(found: Record) -> int:
    """Gives which round of work this is: each return begins another."""
    return int(found["returns"]) + 1


def last_day(sitting: Sitting, found: Record, *, late: bool = False) -> date:
    """Gives the last day of a measure: that of the problem.

    Given:    late, where work goes on although that day has passed: then it is today.
    """
    day: date = found["rectify_by"] or found["due_on"]
    return max(day, sitting.today) if late else day


async def planned(
    sitting: Sitting, found: Record, measures: Sequence[MeasureText], *, late: bool = False
) -> None:
    """Plans measures, after those that are there.

    Refuses:  problem.measures_missing, problem.deadline_passed, problem.deadline_too_late,
              problem.owner_not_there, problem.with_the_accused, record.text_refused,
              record.number_refused.
    """
    if not measures:
        raise MeasuresMissing
    there = await rows_of(sitting, measure, found)
    counted("measures", _standing(found, there) + len(measures), least=1, most=MEASURES)
    last = last_day(sitting, found, late=late)
    rows: list[dict[str, Any]] = []
    for position, said in enumerate(measures, start=1 + max([0, *_positions(there)])):
        within(sitting, said.due_on, last)
        rows.append(
            {
                "holder": found["holder"],
                "problem_id": found.id,
                "round": round_of(found),
                "position": position,
                "text": worded("measure", said.text, most=1000),
                "owner_post": said.owner_post,
                "due_on": said.due_on,
                "approach": said.approach,
            }
        )
    owners = {said.owner_post for said in measures}
    staff = await staff_of(sitting, owners, below=found["holder"])
    if any(one["holder"] != found["holder"] for one in staff):
        raise OwnerNotThere
    await apart_from(sitting, owners, found)
    await sitting.insert_many(measure, rows)


def _standing(found: Record, there: Sequence[Record]) -> int:
    """Counts what the unit planned in this round."""
    mine = (found["holder"], round_of(found))
    return sum((one["holder"], one["round"]) == mine and one["state"] != "LAPSED" for one in there)


def _positions(there: Sequence[Record]) -> list[int]:
    return [one["position"] for one in there]
