"""A day that somebody sets: not behind us, and no later than what binds it.

A later one is refused and not cut: whoever slips by a year, or sets a day that is set once, is told so.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from ledger.problems.figures import class_days
from ledger.problems.measure_refusals import DeadlineTooLate
from ledger.problems.refusals import DeadlinePassed
from tenants.records import Record
from tenants.sitting import Sitting


def of_its_class(sitting: Sitting, found: Record, line: Mapping[str, Any]) -> date | None:
    """Gives the last day that the class of a problem leaves from today; None where it has no class."""
    label = found["class"]
    return sitting.today + timedelta(days=class_days(line, label)) if label else None


def within(sitting: Sitting, asked: date, *last: date | None) -> date:
    """Gives the day that is asked for, which lies between today and the last that there is.

    Given:    last, each of what binds it; None binds nothing.
    Refuses:  problem.deadline_passed, for a last day too that lies behind us: more time is asked for
              first; problem.deadline_too_late.
    """
    latest = min([asked, *(one for one in last if one is not None)])
    if latest < sitting.today:
        raise DeadlinePassed(deadline=str(latest))
    if asked > latest:
        raise DeadlineTooLate(deadline=str(asked), latest=str(latest))
    return asked
