"""Reading an index as it stands today: counted under the viewer's own rights."""

from uuid import UUID

from ledger.scores.counting import Scored, counted, scored_unit
from ledger.scores.periods import period
from ledger.scores.refusals import ScoredUnitNotFound
from storage.ids import parsed
from tenants.refusals import BookSaysNo
from tenants.sitting import Sittings
from tenants.viewer import Viewer


async def control_index(sittings: Sittings, viewer: Viewer, unit: str, named: str) -> Scored | None:
    """Counts the index of a unit for a period.

    Gives:    None when there is no such unit or period, or the unit's score is not the viewer's to
              read: one's own level and direct subordinates, none deeper.
    """
    found, whole = parsed(unit), period(named)
    if viewer.person is None or viewer.tenant is None or whole is None:
        return None
    if found is None or found[0] != "Tenant":
        return None
    key: UUID = found[1]
    async with sittings.open(viewer, act="control_index") as sitting:
        try:
            known = await scored_unit(sitting, key)
        except (ScoredUnitNotFound, BookSaysNo):
            return None
        return await counted(sitting, known, whole)
