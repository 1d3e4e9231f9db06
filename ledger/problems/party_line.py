"""Which Party organisations stand on the line of a problem: of its units and of the levels above.

问题发现靠党建、问题发生查党建、问题解决看党建. Read by a gate (``app.party_line``): whoever works in a
village names the committee of its township without reading the township's records.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text

from ledger.problems.refusals import BodyNotOfTheLine
from ledger.problems.tables import problem
from storage.ids import parsed
from tenants.marks import Reads
from tenants.sitting import Sitting, Sittings
from tenants.viewer import Viewer

_LINE = text("select id, kind, name, unit, unit_name from app.party_line(:root, :units)")


@dataclass(frozen=True)
class PartyOrganisation:
    """One Party organisation that may be named, and the unit it stands in."""

    id: UUID
    kind: str
    name: str
    unit: UUID
    unit_name: str


async def party_line(sitting: Sitting, units: Sequence[int]) -> list[PartyOrganisation]:
    """Gives the Party organisations of units and of the levels above them, nearest first."""
    given = {"root": sitting.root, "units": list(units)}
    found = await sitting.connection.execute(_LINE, given)
    return [PartyOrganisation(*one) for one in found]


async def finding_body(sitting: Sitting, said: UUID | None = None) -> UUID | None:
    """Gives the Party organisation that found what the viewer's unit registers.

    Gives:    what was said, or else the nearest on the unit's line; None where there is none.
    Refuses:  problem.body_not_of_the_line.
    """
    line = await party_line(sitting, [sitting.tenant])
    if said is not None and said not in {one.id for one in line}:
        raise BodyNotOfTheLine
    return said or (line[0].id if line else None)


async def party_organisations(
    sittings: Sittings, viewer: Viewer, public_id: str
) -> list[PartyOrganisation] | None:
    """Gives the Party organisations that may be named for a problem, nearest to its holder first.

    Gives:    None when there is no such problem, or the viewer may not read it.
    """
    found = parsed(public_id)
    if found is None or found[0] != "Problem" or viewer.person is None:
        return None
    async with sittings.open(viewer, reads=Reads(("partyOrganisations",), (found[1],))) as sitting:
        query = problem.select().where(
            problem.c.root == sitting.root,
            problem.c.id == found[1],
            sitting.readable(problem, "problem.read"),
        )
        rows = await sitting.rows(query)
        return await nameable(sitting, rows[0]) if rows else None


async def nameable(sitting: Sitting, row: Mapping[str, Any]) -> list[PartyOrganisation]:
    """Gives what may be named for a problem: of its holder's line first, then of its whole trail."""
    near = await party_line(sitting, [row["holder"]])
    known = {one.id for one in near}
    trail = await party_line(sitting, row["trail"])
    return near + [one for one in trail if one.id not in known]
