"""Periods of assessment: a quarter, a half, a year; computed on the tenth day after they end."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_PERIOD = re.compile(r"(?P<year>20\d\d)(?:-(?P<kind>[QH])(?P<number>[1-4]))?")
CUT_OFF = timedelta(days=9)


@dataclass(frozen=True)
class Period:
    """A period: its name, its first day, and the first day after it."""

    name: str
    begins: date
    ends: date

    @property
    def counted_on(self) -> date:
        """The day on which it is computed, and from which it may be frozen."""
        return self.ends + CUT_OFF

    def over(self, today: date) -> "Period | None":
        """Gives as much of it as whole quarters that are over and past their cut-off; or None."""
        quarters = (one for one in quarters_of(self) if one.counted_on <= today)
        last = max(quarters, key=lambda one: one.ends, default=None)
        return None if last is None else Period(self.name, self.begins, last.ends)


def period(name: str) -> Period | None:
    """Reads ``2026-Q1``, ``2026-H1`` or ``2026``; None for anything else."""
    found = _PERIOD.fullmatch(name)
    if found is None:
        return None
    year, kind = int(found["year"]), found["kind"]
    number = int(found["number"] or 1)
    months = {"Q": 3, "H": 6, None: 12}[kind]
    if number * months > 12:
        return None
    return Period(name, _month(year, (number - 1) * months), _month(year, number * months))


def quarters_of(whole: Period) -> list[Period]:
    """Gives the quarters that make up a period."""
    found, at = [], whole.begins
    while at < whole.ends:
        later = _month(at.year, at.month + 2)
        found.append(Period(f"{at.year}-Q{at.month // 3 + 1}", at, later))
        at = later
    return found


def _month(year: int, months: int) -> date:
    return date(year + months // 12, months % 12 + 1, 1)
