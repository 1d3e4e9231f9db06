"""The act by which a level declares a day worked or free for itself and the line below it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.clocks.events import CalendarDayDeclared
from ledger.clocks.refusals import DayBegun, DayTooFar
from ledger.clocks.tables import calendar_day
from tenants.sitting import Sitting
from tenants.wording import worded

AHEAD = 730


@dataclass(frozen=True)
class DeclareCalendarDay:
    """The day, whether it is worked, and by what document or for what reason."""

    day: date
    works: bool
    reason: str


async def declare_calendar_day(sitting: Sitting, given: DeclareCalendarDay) -> UUID:
    """Declares a day that is still ahead worked or free, for the unit and all below it.

    Given:    day, after today and within two years; reason, 1 to 400 characters.
    Gives:    the declaration; where several levels speak of a day, the nearest has the last word.
    Refuses:  the rules of calendar_day.declare, record.text_refused, calendar.day_begun,
              calendar.too_far, calendar.declared_already.
    Records:  CalendarDayDeclared.
    Source:   domain 5: a working-day calendar per tenant and year.
    """
    proposed = sitting.proposed(calendar_day, {"state": "PUBLISHED"})
    sitting.decide("calendar_day.declare", proposed)
    reason = worded("reason", given.reason, most=400)
    if given.day <= sitting.today:
        raise DayBegun(day=given.day.isoformat())
    if (given.day - sitting.today).days > AHEAD:
        raise DayTooFar(day=given.day.isoformat(), days=AHEAD)
    written = await sitting.insert(
        calendar_day,
        {
            "id": proposed.id,
            "holder": sitting.tenant,
            "day": given.day,
            "works": given.works,
            "reason": reason,
            "declared_on": sitting.today,
        },
    )
    await sitting.record(CalendarDayDeclared(written.id, 1, sitting.tenant))
    return written.id
