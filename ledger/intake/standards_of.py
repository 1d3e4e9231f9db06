"""Which admission standards and reason codes are in force at a unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.problems import rules, standards
from ledger.problems.standards import Line
from tenants.sitting import Sittings
from tenants.tables import tenant
from tenants.viewer import Viewer


@dataclass(frozen=True)
class Standards:
    """The lines in force at one unit, by its level."""

    admission: Mapping[str, Sequence[Line]]
    netting: Sequence[Line]
    reasons: Mapping[str, Sequence[Line]]


async def standards_of(sittings: Sittings, viewer: Viewer, unit: UUID) -> Standards | None:
    """Gives the standards in force at a unit.

    Gives:    None when there is no such unit, and for nobody.
    """
    if viewer.person is None:
        return None
    async with sittings.open(viewer) as sitting:
        query = select(tenant.c.kind).where(tenant.c.root == sitting.root, tenant.c.uid == unit)
        found = await sitting.rows(query)
    if not found:
        return None
    kind = found[0]["kind"]
    return Standards(
        admission={name: tuple(standards.in_force(name, kind).values()) for name in rules.LISTS},
        netting=tuple(line for line in standards.NETTING.values() if line.holds_at(kind)),
        reasons={act: tuple(lines.values()) for act, lines in standards.REASONS.items()},
    )
