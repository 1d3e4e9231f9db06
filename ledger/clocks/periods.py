"""Periods: the months, quarters, halves, years, terms and events for which a duty is owed.

A period has a key that reads and sorts (``2026-Q1``), and its first and last day, both inside.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Cadence = Literal["MONTHLY", "QUARTERLY", "HALF_YEARLY", "YEARLY", "PER_TERM", "EVENT"]

MONTHS: dict[str, int] = {"MONTHLY": 1, "QUARTERLY": 3, "HALF_YEARLY": 6, "YEARLY": 12}
"""How many months a period of a regular cadence lasts."""

_KEY = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>0[1-9]|1[0-2])))?"
    r"|T(?P<first>\d{4}-\d\d-\d\d)/(?P<last>\d{4}-\d\d-\d\d)"
    r"|E(?P<event>\d{4}-\d\d-\d\d)",
    re.ASCII,
)

LAST_YEAR = 2999
"""No period ends later, so that whatever is due some time after its end still has a date."""


@dataclass(frozen=True)
class Period:
    """One period of one cadence; first and last day are inside."""

    cadence: Cadence
    key: str
    starts_on: date
    ends_on: date


def period(key: str) -> Period:
    """Reads a period from its key.

    Given:    key: 2026, 2026-H1, 2026-Q1, 2026-03, E2026-03-04 (an event of that day) or
              T2024-01-01/2028-12-31 (a term of office).
    Gives:    the period; ValueError when the key is none of these.
    """
    found = _KEY.fullmatch(key)
    asked = _read(found.groupdict(), key) if found else None
    if asked is None or asked.ends_on.year > LAST_YEAR:
        message = f"no period is written {key!r}"
        raise ValueError(message)
    return asked


def _read(part: dict[str, str], key: str) -> Period:
    if part["event"]:
        day = date.fromisoformat(part["event"])
        return Period("EVENT", key, day, day)
    if part["first"]:
        first, last = date.fromisoformat(part["first"]), date.fromisoformat(part["last"])
        if last < first:
            message = f"the term {key!r} ends before it begins"
            raise ValueError(message)
        return Period("PER_TERM", key, first, last)
    year = int(part["year"])
    if part["month"]:
        return _span("MONTHLY", key, year, int(part["month"]))
    if part["quarter"]:
        return _span("QUARTERLY", key, year, int(part["quarter"]) * 3 - 2)
    if part["half"]:
        return _span("HALF_YEARLY", key, year, int(part["half"]) * 6 - 5)
    return _span("YEARLY", key, year, 1)


def periods_of(year: int, cadence: Cadence) -> tuple[Period, ...]:
    """Lists the periods of a regular cadence in a year, in order; none for terms and events."""
    keys = {
        "MONTHLY": [f"{year}-{month:02}" for month in range(1, 13)],
        "QUARTERLY": [f"{year}-Q{quarter}" for quarter in range(1, 5)],
        "HALF_YEARLY": [f"{year}-H1", f"{year}-H2"],
        "YEARLY": [f"{year}"],
    }
    return tuple(period(key) for key in keys.get(cadence, []))


def period_at(day: date, cadence: Cadence) -> Period | None:
    """Gives the period of a regular cadence that contains a day; None for terms and events."""
    for candidate in periods_of(day.year, cadence):
        if candidate.starts_on <= day <= candidate.ends_on:
            return candidate
    return None


def _span(cadence: Cadence, key: str, year: int, first_month: int) -> Period:
    last_month = first_month + MONTHS[cadence] - 1
    return Period(cadence, key, date(year, first_month, 1), month_end(year, last_month))


def month_end(year: int, month: int) -> date:
    """Gives the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
