"""On what ground something is given: the days, the reason and the document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ledger.appointments.refusals import RangeRefused
from tenants.refusals import DayRefused
from tenants.sitting import Sitting
from tenants.wording import dated, worded

LATE = timedelta(days=366)
"""How late an appointment may be recorded."""


@dataclass(frozen=True)
class Ground:
    """Why, and by which document."""

    reason: str
    document_no: str


def grounded(sitting: Sitting, ground: Ground) -> dict[str, Any]:
    """Gives the columns that say why, by which document, by whom and when.

    Refuses:  record.text_refused.
    """
    return {
        **stated(ground),
        "given_by": sitting.viewer.person,
        "given_at": sitting.now,
    }


def stated(ground: Ground) -> Mapping[str, str]:
    """Gives what the audit keeps of a ground. Refuses: record.text_refused."""
    return {
        "reason": worded("reason", ground.reason, most=1000),
        "document_no": worded("document_no", ground.document_no, most=100),
    }


def ended(ground: Ground) -> Mapping[str, str]:
    """Gives the columns that say why something ended. Refuses: record.text_refused."""
    return {
        "ended_reason": worded("reason", ground.reason, most=1000),
        "ended_document_no": worded("document_no", ground.document_no, most=100),
    }


def ranged(
    sitting: Sitting, first: date | None, until: date | None, *, late: timedelta = timedelta()
) -> tuple[date, date | None]:
    """Gives the first day and the first day after.

    Given:    first, else today; until, else without end; late, how long ago it may have begun.
    Refuses:  record.day_refused, grant.range_refused.
    """
    today = sitting.today
    began = dated("from", first or today, today=today)
    end = None if until is None else dated("until", until, today=today)
    if began < today - late or (end is not None and end <= max(began, today)):
        raise RangeRefused(earliest=today - late)
    return began, end


def renamed(sitting: Sitting, day: date | None, *, since: date) -> date:
    """Gives the day from which on something is called otherwise.

    Given:    day, else today; since, from when it is called as it is.
    Refuses:  record.day_refused for a day to come (a name that is kept is a name that holds), for
              one more than a year ago, and for one before the name of now.
    """
    today = sitting.today
    first, found = min(today, max(since, today - LATE)), day or today
    if not first <= found <= today:
        raise DayRefused(field="renamedOn", first=first, last=today)
    return found
