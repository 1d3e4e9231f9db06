"""Reading an index as it stands today: counted under the viewer's own rights."""

from datetime import date
from uuid import UUID

from ledger.scores.counting import Scored, counted, scored_unit
from ledger.scores.periods import period
from ledger.scores.refusals import PeriodUnknown, ScoredUnitNotFound
from storage.ids import parsed
from tenants.boundaries import day_of_record
from tenants.refusals import BookSaysNo
from tenants.sitting import Sittings
from tenants.viewer import Viewer


async def control_index(
    sittings: Sittings, viewer: Viewer, unit: str, named: str, *, on: date | None = None
) -> Scored | None:
    """Counts the index of a unit for a period.

    Given:    on, by the boundaries of which day, today or before; else as things lie now.
    Gives:    None when there is no such unit, when it did not stand on that day, or when its score
              is not the viewer's to read: one's own level and direct subordinates, none deeper.
    Refuses:  record.day_refused, score.period_unknown.
    """
    if on is not None:
        day_of_record(on)
    found, whole = parsed(unit), period(named)
    if whole is None:
        raise PeriodUnknown
    if viewer.person is None or viewer.tenant is None:
        return None
    if found is None or found[0] != "Tenant":
        return None
    key: UUID = found[1]
    async with sittings.open(viewer, act="control_index") as sitting:
        try:
            known = await scored_unit(sitting, key, on=on)
        except (ScoredUnitNotFound, BookSaysNo):
            return None
        return await counted(sitting, known, whole, on=on)
