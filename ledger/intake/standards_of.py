"""Which admission standards and reason codes are in force at a unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.problems import figures, rules, standards
from ledger.problems.standards import Line, Tightening
from ledger.problems.stepping import line_rules
from ledger.settings.closure import ClosureTest, in_force
from tenants.sitting import Sitting, Sittings
from tenants.tables import tenant
from tenants.viewer import Viewer


@dataclass(frozen=True)
class Standards:
    """The lines in force at one unit, by its level."""

    admission: Mapping[str, Sequence[Line]]
    netting: Sequence[Line]
    reasons: Mapping[str, Sequence[Line]]
    added: Mapping[str, Sequence[Tightening]]
    closures: Sequence[ClosureTest]
    figures: Mapping[str, int]
    """For each figure that a level may tighten, what holds at the unit."""
    leads: Mapping[str, tuple[UUID, str]]
    """For each list, the unit that leads it on the line of the unit asked about, and its name."""


async def standards_of(sittings: Sittings, viewer: Viewer, unit: UUID) -> Standards | None:
    """Gives the standards in force at a unit.

    Gives:    None when there is no such unit, and for nobody.
    """
    if viewer.person is None:
        return None
    async with sittings.open(viewer) as sitting:
        query = select(tenant.c.kind, tenant.c.id).where(
            tenant.c.root == sitting.root, tenant.c.uid == unit
        )
        found = await sitting.rows(query)
        if not found:
            return None
        said = await line_rules(sitting, found[0]["id"])
        leads = await _leads(sitting, said)
    kind = found[0]["kind"]
    return Standards(
        admission={name: tuple(standards.in_force(name, kind).values()) for name in rules.LISTS},
        netting=tuple(line for line in standards.NETTING.values() if line.holds_at(kind)),
        reasons={act: tuple(lines.values()) for act, lines in standards.REASONS.items()},
        added={name: tuple(standards.tightenings(said, name)) for name in rules.LISTS},
        closures=tuple(
            test
            for name in rules.LISTS
            for line in standards.ADMISSION[name]
            if (test := in_force(said, name, line)) is not None
        ),
        figures={key: figures.in_force(said, key) for key in figures.FIGURES},
        leads=leads,
    )


async def _leads(sitting: Sitting, said: Mapping[str, Any]) -> Mapping[str, tuple[UUID, str]]:
    """Gives who leads which list: the nearest level's word."""
    named: dict[str, UUID] = {}
    for one in said["lead_organs"]:
        list_type, _, uid = one.partition("=")
        named.setdefault(list_type, UUID(uid))
    query = select(tenant.c.uid, tenant.c.name).where(
        tenant.c.root == sitting.root, tenant.c.uid.in_(named.values())
    )
    names = {row["uid"]: row["name"] for row in await sitting.rows(query)}
    return {name: (uid, names[uid]) for name, uid in named.items() if uid in names}
