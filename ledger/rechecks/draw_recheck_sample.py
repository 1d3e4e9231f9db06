"""The act that draws what is looked at again of a quarter's closings (回头看抽样)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select

from ledger.closing.tables import closing
from ledger.problems.figures import in_force
from ledger.problems.stepping import line_rules
from ledger.problems.tables import problem
from ledger.rechecks import rules
from ledger.rechecks.events import RecheckSampleDrawn
from ledger.rechecks.planning import CHINA
from ledger.rechecks.refusals import QuarterNotOver, QuarterUnknown
from ledger.rechecks.rules import Closed
from ledger.rechecks.tables import recheck, recheck_sample
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant

DUE_DAYS = 30


@dataclass(frozen=True)
class DrawRecheckSample:
    """The quarter, as ``2026-Q1``, and the seed that the server drew."""

    quarter: str
    seed: str = field(default_factory=lambda: secrets.token_hex(16), metadata={"digest": False})


async def draw_recheck_sample(sitting: Sitting, given: DrawRecheckSample) -> UUID:
    """Draws a share of what was closed in a quarter, of each unit and list, by a stored seed.

    Given:    quarter, one that is over. The share is a tenth, or more where the line has set more.
    Gives:    the sample; each item drawn is planned to be looked at within 30 days. The population is
              what stands closed of the level's list, and of those of the next level below that have
              no organisation department; major items and what is filed away are not in it, and
              what somebody looked at besides is.
    Refuses:  recheck_sample.quarter_unknown, recheck_sample.quarter_not_over, the rules of
              recheck_sample.draw, recheck_sample.drawn_already.
    Records:  RecheckSampleDrawn.
    Source:   seed 0, 回头看; domain 6.9, 12 no. 9.
    """
    quarter = rules.quarter(given.quarter)
    if quarter is None:
        raise QuarterUnknown
    proposed = sitting.proposed(recheck_sample, {"quarter": quarter.name})
    sitting.decide("recheck_sample.draw", proposed)
    if sitting.today < quarter.ends:
        raise QuarterNotOver(begins=str(quarter.ends))
    rows = await _population(sitting, quarter)
    population = [Closed(row["id"], row["about"], row["list_type"]) for row in rows]
    share = in_force(await line_rules(sitting, sitting.tenant), "RECHECK_SHARE")
    taken = rules.drawn(population, given.seed, share=share)
    sample = await sitting.insert(
        recheck_sample,
        {
            "id": proposed.id,
            "holder": sitting.tenant,
            "quarter": quarter.name,
            "seed": given.seed,
            "share_percent": share,
            "population": len(population),
            "population_sha256": rules.digest(population),
            "drawn": len(taken),
            "author_tenant": sitting.tenant,
            "author_person": sitting.viewer.person,
            "drawn_at": sitting.now,
        },
    )
    wanted = {one.closing for one in taken}
    await _planned(sitting, sample, [row for row in rows if row["id"] in wanted])
    await sitting.record(RecheckSampleDrawn(sample.id, 1, sitting.tenant))
    return sample.id


async def _population(sitting: Sitting, quarter: rules.Quarter) -> Sequence[Record]:
    row = closing.c
    planned = exists().where(
        recheck.c.root == row.root,
        recheck.c.closing_id == row.id,
        recheck.c.reason.in_(rules.PLANNED_FOR_IT),
        recheck.c.state != "LAPSED",
    )
    closed = exists().where(
        problem.c.root == row.root,
        problem.c.id == row.problem_id,
        problem.c.state.in_(["CLOSED", "RECHECKING"]),
    )
    query = select(closing).where(
        row.root == sitting.root,
        or_(row.level == sitting.tenant, _for_below(sitting, quarter)),
        row.closed_at >= _instant(quarter.begins),
        row.closed_at < _instant(quarter.ends),
        row.cancelled_at.is_(None),
        closed,
        ~planned,
    )
    return [Record(closing, found) for found in await sitting.rows(query.order_by(row.id))]


def _for_below(sitting: Sitting, quarter: rules.Quarter) -> ColumnElement[bool]:
    """Whether a closing is of a subordinate's list that has nobody who draws, and drew nothing."""
    row, drawn = closing.c, recheck_sample.c
    without = exists().where(
        tenant.c.root == row.root,
        tenant.c.id == row.level,
        tenant.c.kind.not_in(rules.DRAWS_ITSELF),
    )
    itself = exists().where(
        drawn.root == row.root, drawn.holder == row.level, drawn.quarter == quarter.name
    )
    return and_(row.level_parent == sitting.tenant, without, ~itself)


def _instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - CHINA


async def _planned(sitting: Sitting, sample: Record, sheets: Sequence[Record]) -> None:
    due_on = sitting.today + timedelta(days=DUE_DAYS)
    rows = [
        {
            "holder": sheet["holder"],
            "problem_id": sheet["problem_id"],
            "closing_id": sheet.id,
            "sample_id": sample.id,
            "reason": "SAMPLE",
            "due_on": due_on,
            "planned_at": sitting.now,
        }
        for sheet in sheets
    ]
    await sitting.insert_many(recheck, rows)
