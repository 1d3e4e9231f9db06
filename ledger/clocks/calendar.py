"""The civil and the working calendar, in the one zone the country keeps.

Instants are UTC everywhere else; whatever says *day* is a civil date of Asia/Shanghai. Which days
are worked is published by the State Council for one year at a time: for a year that is not
published yet, statutory holidays are known and the swapped weekends are not.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
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


def is_working_day(day: date) -> bool:
    """Says whether offices work on a day: weekends swapped into the week count as worked."""
    return _year(day.year).is_working_day(day)


def after_working_days(day: date, count: int) -> date:
    """Gives the working day that is ``count`` working days after a day, which itself counts not.

    Given:    count, at least 0; 0 gives the day itself, worked or not.
    """
    current = day
    for _ in range(count):
        current += ONE_DAY
        while not is_working_day(current):
            current += ONE_DAY
    return current


@lru_cache(maxsize=64)
def _year(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=(year,))
