"""Periods of a regular cadence open by themselves, in the sweep, as the relay role.

Months, quarters, halves and years begin for everybody on the same day, and a list that nobody
opened would owe nothing and never be late. Terms, events and days that another plan sets are opened
by people (``openPeriod``).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import orjson
import psycopg

from ledger.clocks.due import due_on, due_rule
from ledger.clocks.periods import Cadence, Period, period_at

_FIRST = UUID(int=0)
REGULAR: tuple[Cadence, ...] = ("MONTHLY", "QUARTERLY", "HALF_YEARLY", "YEARLY")
AT_ONCE = 200
"""How many lists are looked at at a time."""


async def open_current(connection: psycopg.AsyncConnection[Any], *, today: date) -> int:
    """Makes the obligations that lists in force owe in the periods in which a day falls.

    Given:    connection of the relay or the migrator role; each list is committed by itself.
    Gives:    how many obligations are new; asked again on the same day, none.
    Records:  PeriodOpened, as the deployment's own, for each list.
    Source:   domain 3.3 and 3.4.
    """
    current: dict[str, Period] = {one: found for one in REGULAR if (found := period_at(today, one))}
    keys = orjson.dumps({one: found.key for one, found in current.items()}).decode()
    after, total = _FIRST, 0
    while lists := await _after(connection, after, keys, today.year):
        for key, owed in lists:
            if rows := list(_rows(owed, current)):
                total += await _open(connection, key, rows)
                # A record of the audit holds a chain until the commit.
                await connection.commit()
        after = lists[-1][0]
    return total


async def _after(
    connection: psycopg.AsyncConnection[Any], after: UUID, keys: str, year: int
) -> list[tuple[UUID, list[dict[str, Any]]]]:
    found = await connection.execute(
        "select list, owed from app.periods_to_open(%s, %s::jsonb, %s, %s)",
        [year, keys, after, AT_ONCE],
    )
    return await found.fetchall()


def _rows(owed: list[dict[str, Any]], current: Mapping[str, Period]) -> Iterator[dict[str, Any]]:
    """Gives the obligations; what was due before the clause bound the list is not owed for it."""
    for one in owed:
        asked = current[one["cadence"]]
        day = due_on(due_rule(one["due_rule"]), asked)
        if day is not None and day >= date.fromisoformat(one["since"]):
            yield {
                "clause": one["clause"],
                "period": asked.key,
                "starts_on": asked.starts_on,
                "ends_on": asked.ends_on,
                "due_on": day,
            }


async def _open(
    connection: psycopg.AsyncConnection[Any], key: UUID, rows: list[dict[str, Any]]
) -> int:
    made = await connection.execute(
        "select app.open_periods(%s, %s::jsonb)", [key, orjson.dumps(rows).decode()]
    )
    row = await made.fetchone()
    return row[0] if row else 0
