"""Rates count by the days of whoever has the work: what its line declared, in every year that is known."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import Date, Integer, cast, create_engine, func, literal, select

from ledger.clocks.calendar import KNOWN, NATIONAL, ONE_DAY, Calendar, Override
from ledger.clocks.declare_calendar_day import DeclareCalendarDay, declare_calendar_day
from ledger.clocks.take_back_calendar_day import TakeBackCalendarDay, take_back_calendar_day
from ledger.problems.record_statutory import RecordStatutory, record_statutory
from ledger.scores.days import rolled, worked_from, works
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder
from tests.ledger.test_scores import counts
from tests.ledger.test_scores_timely import taken_in

QUARTER = "2026-Q2"
FRIDAY = date(2026, 4, 17)


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


async def declared(stage: Stage, who: str, day: date, *, free: bool = True) -> Any:
    said = DeclareCalendarDay(day, not free, "防汛停班")
    return await stage.done(who, declare_calendar_day, said)


async def ordered(stage: Stage, unit: str = "a1", **given: Any) -> Ladder:
    """An order of Thursday, the day before the one that is free."""
    stage.now = morning(FRIDAY - ONE_DAY)
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down(unit, **given)
    return ladder


async def share(stage: Stage, rate: str, unit: str = "a1") -> tuple[int, int]:
    return (await counts(stage, "a.head", unit, QUARTER))[rate]


@pytest.mark.parametrize("who", ["city.head", "a1.head"])
async def test_an_order_is_signed_for_in_time_by_the_days_of_the_line(
    stage: Stage, who: str
) -> None:
    await declared(stage, who, FRIDAY)
    ladder = await ordered(stage)
    stage.now = morning(FRIDAY + timedelta(days=3))
    assert not stage.one("select overdue from app.problem")
    await ladder.sign()
    assert await share(stage, "r_accept") == (1, 1)


async def test_the_day_of_another_line_gives_nobody_time(stage: Stage) -> None:
    await declared(stage, "b.head", FRIDAY)
    await declared(stage, "a2.head", FRIDAY)
    ladder = await ordered(stage)
    stage.now = morning(FRIDAY + timedelta(days=3))
    await ladder.sign()
    assert await share(stage, "r_accept") == (0, 1), "the control: a day late"


async def test_the_nearest_level_has_the_last_word_until_it_is_taken_back(stage: Stage) -> None:
    await declared(stage, "a.head", FRIDAY)
    nearest = await declared(stage, "a1.head", FRIDAY, free=False)
    ladder = await ordered(stage)
    stage.now = morning(FRIDAY - ONE_DAY)
    taken = await ordered(stage, "a2")
    stage.now = morning(FRIDAY + timedelta(days=3))
    await ladder.sign()
    await taken.sign()
    assert await share(stage, "r_accept") == (0, 1)
    assert await share(stage, "r_accept", "a2") == (1, 1)
    stage.now = morning(FRIDAY - ONE_DAY)
    await stage.done("a1.head", take_back_calendar_day, TakeBackCalendarDay(nearest, 1))
    assert await share(stage, "r_accept") == (1, 1)


async def test_what_is_signed_for_on_a_day_off_after_the_last_one_is_late(stage: Stage) -> None:
    ladder = await ordered(stage)
    stage.now = morning(FRIDAY + ONE_DAY)
    await ladder.sign()
    assert await share(stage, "r_accept") == (0, 1), "as its clock: due on Friday"


async def test_the_day_of_an_order_moves_off_a_day_that_the_line_declared_free(
    stage: Stage,
) -> None:
    until = FRIDAY + timedelta(days=31)
    await declared(stage, "a1.head", until)
    ladder = await ordered(stage, deadline=until)
    beside = await ordered(stage, "a2", deadline=until)
    for one in (ladder, beside):
        await one.sign()
        await one.start()
    stage.now = morning(until + ONE_DAY)
    for one in (ladder, beside):
        await one.finish()
    assert await share(stage, "r_on_time") == (1, 1)
    assert await share(stage, "r_on_time", "a2") == (0, 1), "the control"


async def test_a_statutory_day_moves_off_a_day_that_the_line_declared_free(stage: Stage) -> None:
    due = date(2026, 4, 30)
    await declared(stage, "a.head", due)
    stage.now = morning(date(2026, 4, 15))
    ladder = await taken_in(stage, "SUPERVISION")
    # Labour Day runs from 1 to 5 May.
    stage.now = morning(date(2026, 5, 6))
    await ladder.do("a1x.head", record_statutory, RecordStatutory, "ITEM_REPORTED", "已报")
    found = (await counts(stage, "a1.head", "a1x", QUARTER))["r_statutory"]
    assert found == (1, 1)


def asked(stage: Stage, days: Sequence[date], what: Any) -> list[Any]:
    """Asks of each day as a statement does, by the unit a1 in its root."""
    dsn = stage.database.superuser_dsn
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(dsn))
    with engine.connect() as connection:
        day = cast(func.unnest(literal(list(days))).column_valued("day"), Date)
        unit = literal(stage.world.tenants["a1"], Integer())
        rows = connection.execute(select(day, what(day, unit))).all()
    engine.dispose()
    return [one[1] for one in rows]


async def test_a_statement_knows_the_days_of_every_year_that_the_library_knows(
    stage: Stage,
) -> None:
    assert KNOWN[0] == 2007
    assert KNOWN[-1] >= 2100
    days = [date(year, 1, 1) + timedelta(days=n) for year in KNOWN for n in range(0, 365, 3)]
    days += [date(year, 10, n) for year in KNOWN for n in range(1, 9)]
    assert asked(stage, days, works) == [NATIONAL.works(day) for day in days]
    some = days[::17]
    assert asked(stage, some, rolled) == [NATIONAL.first_worked(day) for day in some]
    fifth = asked(stage, some, lambda day, unit: worked_from(day + 1, literal(4), unit))
    assert fifth == [NATIONAL.after(day, 5) for day in some]


def test_the_control_a_calendar_with_a_day_of_its_own_differs() -> None:
    own = Calendar.of([Override(FRIDAY, works=False, declared_on=FRIDAY - ONE_DAY)])
    assert own.after(FRIDAY - ONE_DAY, 1) != NATIONAL.after(FRIDAY - ONE_DAY, 1)
