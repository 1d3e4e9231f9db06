"""The civil and the working calendar, in the one zone the country keeps.

Instants are UTC everywhere else; whatever says *day* is a civil date of Asia/Shanghai. Which days
are worked is published by the State Council for one year at a time: for a year that is not
published yet, statutory holidays are known and the swapped weekends are not. A level may declare
days of its own (:class:`Override`): a local festival, a snow day, a weekend that is worked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)


def civil(instant: datetime) -> date:
    """Gives the civil date at which an instant falls.

    Given:    instant, with a time zone.
    """
    if instant.tzinfo is None:
        message = "an instant without a time zone has no civil date"
        raise ValueError(message)
    return instant.astimezone(ZONE).date()


@dataclass(frozen=True)
class Override:
    """A day that a level declared worked or free, and the day on which it said so."""

    day: date
    works: bool
    declared_on: date


@dataclass(frozen=True)
class Calendar:
    """The working calendar of one place: the country's, with what the levels above it declared.

    A day that had begun when something was declared about it stays what it was: no time that was
    used is given back.
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, declared: Iterable[Override]) -> "Calendar":
        """Makes the calendar of a place.

        Given:    declared, from the highest level to the nearest, which has the last word.
        """
        kept = {one.day: one.works for one in declared if one.declared_on < one.day}
        return cls(MappingProxyType(kept))

    def works(self, day: date) -> bool:
        """Says whether offices work on a day."""
        found = self.overrides.get(day)
        return is_working_day(day) if found is None else found

    def first_worked(self, day: date) -> date:
        """Gives the day itself when it is worked, else the next one that is."""
        while not self.works(day):
            day += ONE_DAY
        return day

    def after(self, day: date, count: int) -> date:
        """Gives the working day that is ``count`` working days after a day."""
        for _ in range(count):
            day = self.first_worked(day + ONE_DAY)
        return day

    def worked(self, first: date, last: date) -> int:
        """Counts the working days from one day to another, both inside."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return sum(1 for day in days if self.works(day))


NATIONAL = Calendar()
"""The country's calendar, without any level's own days."""
KNOWN = range(2007, holidays.country_holidays("CN").end_year + 1)
"""The years of which free days are known, since weekends are swapped; later, weekends alone are free."""


def is_working_day(day: date) -> bool:
    """Says whether offices work on a day: weekends swapped into the week count as worked."""
    return _year(day.year).is_working_day(day)


def is_published(year: int) -> bool:
    """Says whether the swapped weekends of a year are known; until then its days may still move."""
    # Every arrangement published since 2007 swaps weekends; a year without a swap is not published.
    return any(day.year == year for day in _year(year).weekend_workdays)


def after_working_days(day: date, count: int) -> date:
    """Gives the working day that is ``count`` working days after a day, which itself counts not.

    Given:    count, at least 0; 0 gives the day itself, worked or not.
    """
    return NATIONAL.after(day, count)


@lru_cache(maxsize=64)
def _year(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=(year,))
