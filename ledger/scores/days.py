"""Which days are worked, as statements: the country's, and what the line of a unit declared.

As the clocks count (:mod:`ledger.clocks.calendar`): of several levels that speak of a day the nearest
has the last word, and everybody counts by the same days, whatever they may see.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Integer,
    case,
    cast,
    column,
    func,
    literal_column,
    select,
)

from ledger.clocks.calendar import KNOWN, NATIONAL, ONE_DAY
from tenants.columns import SLOTS
from tenants.tables import tenant

_A_DAY: ColumnElement[Any] = literal_column("interval '1 day'")
_NONE: ColumnElement[Any] = literal_column("0")
_AHEAD: ColumnElement[Any] = literal_column("60", Integer())
"""Within so many days there is a working day, after as many others as any clock counts."""

_SAID: Any = select(
    func.app.every_day_declared()
    .table_valued(
        column("holder", Integer),
        column("slot", Integer),
        column("day", Date),
        column("works", Boolean),
    )
    .alias("said")
).cte("declared_days")


def otherwise() -> Iterator[date]:
    """Gives the days of the country that are not as their weekday: free ones, and worked weekends."""
    day = date(KNOWN[0], 1, 1)
    while day.year in KNOWN:
        if NATIONAL.works(day) != (day.isoweekday() < 6):
            yield day
        day += ONE_DAY


@cache
def _otherwise() -> Any:
    every = ",".join(day.isoformat() for day in otherwise())
    days = func.unnest(literal_column(f"'{{{every}}}'::date[]")).column_valued("other")
    return select(days.label("day")).cte("other_days")


def works(on: ColumnElement[Any], unit: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a unit works on a day."""
    weekday = func.date_part("isodow", on) < literal_column("6")
    national = weekday != on.in_(select(_otherwise().c.day))
    said, of = _SAID.alias(), tenant.alias()
    own = (
        select(said.c.works)
        .join(of, said.c.holder.in_([of.c[f"at{slot}"] for slot in SLOTS]))
        .where(of.c.id == unit, said.c.day == on)
        .order_by(said.c.slot.desc())
        .limit(1)
        .correlate_except(said, of)
        .scalar_subquery()
    )
    # Few days are spoken of at all: only of those it is asked who did.
    spoken: ColumnElement[Any] = case((on.in_(select(_SAID.c.day)), own))
    return func.coalesce(spoken, national)


def worked_from(
    first: ColumnElement[Any], skip: ColumnElement[Any], unit: ColumnElement[Any]
) -> ColumnElement[Any]:
    """The working day of a unit after so many others, from a day on."""
    series = func.generate_series(
        cast(first, DateTime()), cast(first + _AHEAD, DateTime()), _A_DAY
    ).column_valued("day")
    on = cast(series, Date)
    found = select(on).where(works(on, unit)).order_by(on).offset(skip).limit(1)
    return found.scalar_subquery()


def rolled(day: ColumnElement[Any], unit: ColumnElement[Any]) -> ColumnElement[Any]:
    """The day itself where the unit works on it, else the next one on which it does."""
    return case((works(day, unit), day), else_=worked_from(day + 1, _NONE, unit))
