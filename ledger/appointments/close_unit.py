"""The act that closes a department or an office (撤销)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ledger.appointments.events import UnitClosed
from ledger.appointments.founding_refusals import UnitInUse
from ledger.appointments.grounds import Ground, grounded, ranged
from ledger.appointments.keeping_units import changed_unit, kept, unit_of_mine
from ledger.appointments.standings import locked
from ledger.problems.tables import problem
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment, body, post, tenant


@dataclass(frozen=True)
class CloseUnit:
    """The unit, from which day on it stands no more, and on what ground."""

    tenant: UUID
    ground: Ground
    closed_on: date | None = None


async def close_unit(sitting: Sitting, given: CloseUnit) -> UUID:
    """Closes a department or an office in which nothing is left.

    Given:    closed_on, today or later, else today.
    Gives:    the unit, closed; what it did stays in the record.
    Refuses:  tenant.not_found, the rules of tenant.manage, tenant.kind_refused, tenant.in_use,
              record.text_refused, record.day_refused, grant.range_refused.
    Records:  UnitClosed.
    """
    unit = await unit_of_mine(sitting, given.tenant)
    day, _ = ranged(sitting, given.closed_on, None)
    ground = grounded(sitting, given.ground)
    await locked(sitting, unit["id"])
    await _empty(sitting, unit)
    await changed_unit(sitting, unit, {"valid_until": day})
    said = {"change": "CLOSED", "name_before": unit["name"], "effective_on": day}
    await kept(sitting, unit, {**said, **ground})
    await sitting.record(UnitClosed(unit["uid"], 1, unit["id"]))
    uid: UUID = unit["uid"]
    return uid


async def _empty(sitting: Sitting, unit: Record) -> None:
    """Holds that nobody and nothing is left. Refuses: tenant.in_use."""
    here, day = unit["id"], sitting.today
    ends = appointment.c.relieved_on
    for what, query in (
        ("units", select(tenant.c.id).where(tenant.c.parent_id == here, _stands(tenant))),
        ("problems", select(problem.c.id).where(problem.c.holder == here, problem.c.open)),
        (
            "appointments",
            select(appointment.c.id).where(
                appointment.c.holder == here, (ends.is_(None)) | (ends > day)
            ),
        ),
        ("posts", select(post.c.id).where(post.c.holder == here, _stands(post))),
        ("bodies", select(body.c.id).where(body.c.holder == here, _stands(body))),
    ):
        counted = await sitting.rows(select(func.count().label("n")).select_from(query.subquery()))
        if counted[0]["n"]:
            raise UnitInUse(what=what, count=counted[0]["n"])


def _stands(table: Any) -> Any:
    return table.c.valid_until.is_(None)
