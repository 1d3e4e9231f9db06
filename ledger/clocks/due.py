"""Due rules: the catalogue's phrases for *when*, read once into typed values.

``due_on`` is a pure function of rule, period and the day of the event, so that every due date can
be computed again from what is recorded.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ledger.clocks.calendar import after_working_days
from ledger.clocks.periods import Cadence, Period, month_end


class Anchor(StrEnum):
    """What a due date is counted from."""

    PERIOD_END = "PERIOD_END"
    DATE_OF_YEAR = "DATE_OF_YEAR"
    EVENT = "EVENT"
    GIVEN = "GIVEN"
    """Another plan sets the day: a case plan, the clock of a problem list."""


class Unit(StrEnum):
    """What is counted."""

    DAY = "DAY"
    WORKING_DAY = "WORKING_DAY"
    MONTH = "MONTH"
    HOUR = "HOUR"


@dataclass(frozen=True)
class DueRule:
    """When something is due: an anchor, moved by a count of units.

    ``note`` keeps what only people can judge (``while any case is open``, ``after acceptance``).
    """

    anchor: Anchor
    count: int = 0
    unit: Unit = Unit.DAY
    month: int = 0
    day: int = 0
    next_year: bool = False
    note: str = ""


class UnknownDuePhraseError(ValueError):
    """A phrase that no pattern reads. The catalogue does not load with one in it."""


_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PERIOD_END = re.compile(
    r"(?:month|quarter|half-year|year|term) end(?: \+(?P<days>\d{1,3})d)?(?: (?P<note>while .+))?",
    re.ASCII,
)
_BEFORE_END = re.compile(r"(?P<count>\d{1,2}) months before (?:term|period) end", re.ASCII)
_BY_DATE = re.compile(
    r"by (?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2})(?P<next> of next year)?", re.ASCII
)
_AFTER = re.compile(
    r"(?P<count>\d{1,3}) (?P<working>working )?days(?: (?P<note>after .+))?", re.ASCII
)
_GIVEN = re.compile(r"per (?P<note>.+)")


_LATER = "( [+]0*({})d)?( while |$)"
_WITHIN_31 = _LATER.format("[0-9]|[12][0-9]|3[01]")
_WITHIN_92 = _LATER.format("[0-9]|[1-8][0-9]|9[0-2]")
_WITHIN_184 = _LATER.format("[0-9]{1,2}|1[0-7][0-9]|18[0-4]")
_WITHIN_366 = _LATER.format("[0-9]{1,2}|[12][0-9]{2}|3[0-5][0-9]|36[0-6]")

FITTING: Mapping[Cadence, str] = {
    "MONTHLY": f"month end{_WITHIN_31}|per ",
    "QUARTERLY": f"quarter end{_WITHIN_92}|[12] months before period end|per ",
    "HALF_YEARLY": f"half-year end{_WITHIN_184}|[1-5] months before period end|per ",
    "YEARLY": f"by |year end{_WITHIN_366}|([1-9]|1[01]) months before period end|per ",
    "PER_TERM": "term end|[0-9]+ months before (term|period) end|per ",
    "EVENT": "same day|[0-9]+ (working )?days|[0-9]+ months before term end|per ",
}
"""How the phrases of each cadence begin: what is counted from the end of another period, from a day of
the year or from an event says nothing of a duty that is owed at other times; nor is one due later after
the end of its period than the period is long, when the next of its kind is. PostgreSQL reads it, too."""

PERIOD_END: Mapping[str, str] = {
    "MONTHLY": "month end",
    "QUARTERLY": "quarter end",
    "HALF_YEARLY": "half-year end",
    "YEARLY": "by 31 Dec",
    "PER_TERM": "term end",
}
"""The last day of a period, as it is written; an event has none."""


def fits(phrase: str, cadence: str) -> bool:
    """Says whether a phrase that ``due_rule`` reads is one for duties of a cadence."""
    found = next((begin for name, begin in FITTING.items() if name == cadence), None)
    return found is not None and re.match(found, phrase, re.ASCII) is not None


def due_rule(phrase: str) -> DueRule:
    """Reads one phrase of the catalogue.

    Gives:    the rule; UnknownDuePhraseError when no pattern reads the phrase.
    """
    if phrase == "same day":
        return DueRule(Anchor.EVENT)
    if found := _PERIOD_END.fullmatch(phrase):
        return DueRule(Anchor.PERIOD_END, count=int(found["days"] or 0), note=found["note"] or "")
    if found := _BEFORE_END.fullmatch(phrase):
        return DueRule(Anchor.PERIOD_END, count=-int(found["count"]), unit=Unit.MONTH)
    if (found := _BY_DATE.fullmatch(phrase)) and found["month"] in _MONTH_NAMES:
        month = _MONTH_NAMES.index(found["month"]) + 1
        day = int(found["day"])
        # A leap day would be due only every fourth year; no duty is written so.
        if 1 <= day <= month_end(2025, month).day:
            return DueRule(Anchor.DATE_OF_YEAR, month=month, day=day, next_year=bool(found["next"]))
    if found := _AFTER.fullmatch(phrase):
        unit = Unit.WORKING_DAY if found["working"] else Unit.DAY
        return DueRule(Anchor.EVENT, int(found["count"]), unit, note=found["note"] or "")
    if found := _GIVEN.fullmatch(phrase):
        return DueRule(Anchor.GIVEN, note=found["note"])
    raise UnknownDuePhraseError(phrase)


def due_on(rule: DueRule, period: Period, *, given: date | None = None) -> date | None:
    """Gives the day by which something is due, that day inside.

    Given:    given, the day another plan sets; read only where the rule leaves the day to one.
    Gives:    the civil date, or None when the rule leaves the day to a plan that was not given.
    """
    if rule.anchor is Anchor.GIVEN:
        return given
    if rule.anchor is Anchor.DATE_OF_YEAR:
        year = period.ends_on.year + (1 if rule.next_year else 0)
        return date(year, rule.month, rule.day)
    start = period.ends_on if rule.anchor is Anchor.PERIOD_END else period.starts_on
    return _moved(start, rule)


def _moved(start: date, rule: DueRule) -> date:
    if rule.unit is Unit.WORKING_DAY:
        return after_working_days(start, rule.count)
    if rule.unit is Unit.MONTH:
        months = start.year * 12 + start.month - 1 + rule.count
        year, month = divmod(months, 12)
        last = month_end(year, month + 1)
        # The end of a month stays an end: six months before 31 December is 30 June.
        ends = start == month_end(start.year, start.month)
        return last if ends else last.replace(day=min(start.day, last.day))
    return start + timedelta(days=rule.count)
