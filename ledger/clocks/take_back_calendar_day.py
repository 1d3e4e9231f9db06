"""The act by which a level takes back what it declared of a day that is still ahead."""

from dataclasses import dataclass
from uuid import UUID

from ledger.clocks.events import CalendarDayTakenBack
from ledger.clocks.refusals import (
    CalendarDayNotFound,
    CalendarDayRetired,
    CalendarDayStale,
    DayBegun,
)
from ledger.clocks.tables import calendar_day
from tenants.sitting import Sitting


@dataclass(frozen=True)
class TakeBackCalendarDay:
    """The declaration, and the version that was read."""

    calendar_day: UUID
    expected_version: int


async def take_back_calendar_day(sitting: Sitting, given: TakeBackCalendarDay) -> UUID:
    """Takes back a declaration of the viewer's own unit; days that have begun stay what they were.

    Gives:    the declaration, retired.
    Refuses:  calendar.not_found, the rules of calendar_day.take_back, calendar.stale,
              calendar.wrong_state, calendar.day_begun.
    Records:  CalendarDayTakenBack.
    Source:   issue 3.5: rule changes never give back used time.
    """
    found = await sitting.fetch(
        calendar_day, given.calendar_day, under="calendar_day.read", missing=CalendarDayNotFound
    )
    sitting.decide("calendar_day.take_back", found)
    sitting.check_version(found, given.expected_version, CalendarDayStale)
    if found["state"] != "PUBLISHED":
        raise CalendarDayRetired
    if found["day"] <= sitting.today:
        raise DayBegun(day=found["day"].isoformat())
    changed = await sitting.change(found, {"state": "RETIRED"})
    await sitting.record(CalendarDayTakenBack(changed.id, changed.version, changed["holder"]))
    return changed.id
