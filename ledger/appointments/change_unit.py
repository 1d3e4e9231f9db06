"""The acts that rename and close a department or an office (更名、撤销)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from ledger.appointments.events import UnitClosed, UnitRenamed
from ledger.appointments.found_unit import FOUNDED_BY, kept
from ledger.appointments.founding_refusals import UnitInUse, UnitKindRefused
from ledger.appointments.grounds import Ground, grounded, ranged
from ledger.appointments.make_post import unit_named
from ledger.appointments.standings import locked
from ledger.problems.tables import problem
from tenants.names import place_spelling
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment, body, post, tenant
from tenants.wording import worded


@dataclass(frozen=True)
class RenameUnit:
    """The unit, its new name, and on what ground."""

    tenant: UUID
    name: str
    ground: Ground


@dataclass(frozen=True)
class CloseUnit:
    """The unit, from which day on it stands no more, and on what ground."""

    tenant: UUID
    ground: Ground
    closed_on: date | None = None


async def rename_unit(sitting: Sitting, given: RenameUnit) -> UUID:
    """Gives a department or an office of the level or of the next one another name.

    Given:    name, 1 to 100 characters.
    Gives:    the unit; its code, its posts and all it holds stay what they are.
    Refuses:  tenant.not_found, the rules of tenant.manage, tenant.kind_refused,
              record.text_refused.
    Records:  UnitRenamed.
    """
    unit = await _ours(sitting, given.tenant)
    name = worded("name", given.name, most=100)
    ground = grounded(sitting, given.ground)
    await locked(sitting, unit["id"])
    sort, initials = place_spelling(name)
    await _changed(sitting, unit, {"name": name, "name_sort": sort, "initials": initials})
    said = {"change": "RENAMED", "name_before": unit["name"], "name_after": name}
    await kept(sitting, unit, {**said, "effective_on": sitting.today, **ground})
    await sitting.record(UnitRenamed(unit["uid"], 1, unit["id"]))
    uid: UUID = unit["uid"]
    return uid


async def close_unit(sitting: Sitting, given: CloseUnit) -> UUID:
    """Closes a department or an office in which nothing is left.

    Given:    closed_on, today or later, else today.
    Gives:    the unit, closed; what it did stays in the record.
    Refuses:  tenant.not_found, the rules of tenant.manage, tenant.kind_refused, tenant.in_use,
              record.text_refused, record.day_refused, grant.range_refused.
    Records:  UnitClosed.
    """
    unit = await _ours(sitting, given.tenant)
    day, _ = ranged(sitting, given.closed_on, None)
    ground = grounded(sitting, given.ground)
    await locked(sitting, unit["id"])
    await _empty(sitting, unit)
    await _changed(sitting, unit, {"valid_until": day})
    said = {"change": "CLOSED", "name_before": unit["name"], "effective_on": day}
    await kept(sitting, unit, {**said, **ground})
    await sitting.record(UnitClosed(unit["uid"], 1, unit["id"]))
    uid: UUID = unit["uid"]
    return uid


async def _ours(sitting: Sitting, key: UUID) -> Record:
    """Finds a department or an office that the actor keeps."""
    unit = await unit_named(sitting, key)
    sitting.decide("tenant.manage", unit)
    if unit["kind"] not in FOUNDED_BY:
        raise UnitKindRefused(kind=unit["kind"])
    return unit


async def _changed(sitting: Sitting, unit: Record, values: Mapping[str, Any]) -> None:
    statement = update(tenant).where(tenant.c.root == sitting.root, tenant.c.id == unit["id"])
    await sitting.connection.execute(statement.values(values))


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
