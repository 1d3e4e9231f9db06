"""Statistics by the boundaries of a day: under whom each unit counted then.

A reorganisation moves units and what they have in hand; sums by subordinate then say something else
than before. Whoever compares needs both: by the boundaries of today and by those of the day.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    cast,
    column,
    func,
    select,
)

from storage.shelf import Filter, Reach, Values
from tenants.columns import SLOTS
from tenants.refusals import DayRefused
from tenants.viewer import CHINA
from tenants.wording import FIRST_DAY

ARGUMENT = "boundariesAsOf"


def day_of_record(given: Any, *, field: str = ARGUMENT) -> date:
    """Gives a day of which something can be told: none before there were records, none to come.

    Refuses:  record.day_refused, naming the field.
    """
    day, today = date.fromisoformat(str(given)), (datetime.now(UTC) + CHINA).date()
    if not FIRST_DAY <= day <= today:
        raise DayRefused(field=field, first=FIRST_DAY, last=today)
    return day


AS_OF = Filter(argument=True, kind=Date(), fit=day_of_record)
"""The argument by which a statistic is asked for by the boundaries of a day."""


def day_in(arguments: Values) -> ColumnElement[date] | None:
    """The day by whose boundaries is asked; None where rows count where they lie."""
    given = arguments.get(ARGUMENT)
    return None if given is None else cast(given, Date)


def boundaries(
    facts: Values, day: ColumnElement[date], *, of: ColumnElement[int] | None = None
) -> FromClause:
    """Each unit with whom it counts by the boundaries of a day, under which subordinate of whom.

    Given:   facts of the viewer; of, one of the viewer's line, else the viewer's own unit.
    Gives:   ``unit``, ``stood`` (with which unit of that day it counts), ``child`` (under which
             direct subordinate), ``whole`` (whether all that counts there lies below the viewer now),
             ``entire`` (whether all does).
    """
    top = func.coalesce(*(cast(facts[f"viewer_at{slot}"], Integer) for slot in SLOTS))
    who = cast(facts["viewer_tenant"], Integer)
    one = who if of is None else cast(of, Integer)
    made: FromClause = func.app.boundaries(top, one, day, who).table_valued(
        column("unit", Integer),
        column("stood", Integer),
        column("child", Integer),
        column("whole", Boolean),
        column("entire", Boolean),
    )
    return made


def lay_with(row: Any, day: ColumnElement[date]) -> ColumnElement[int]:
    """With which unit a record lay, by the boundaries of a day."""
    asked: ColumnElement[int] = func.app.lay_with(
        row["with_units"], row["with_until"], row["holder"], day, type_=Integer
    )
    return asked


def by_unit(reach: Reach, day: ColumnElement[date], name: str) -> Any:
    """The boundaries of a day as the viewer's own level counts by them, to be joined by ``unit``."""
    return select(boundaries(reach.facts, day)).subquery(name)
