"""Mutations on the working calendar: one field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.clocks.declare_calendar_day import DeclareCalendarDay, declare_calendar_day
from ledger.clocks.take_back_calendar_day import TakeBackCalendarDay, take_back_calendar_day
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.clocks.types import CalendarDay
from schema.fields import read
from schema.responsibilities.inputs import must

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(description="Declares a day worked or free. 声明工作日或休息日。")
class DeclareCalendarDayInput:
    """Declares a day worked or free."""

    key: strawberry.ID = must(KEY)
    day: date = must("The day, still ahead. 日期，须尚未到来。")
    works: bool = must("Whether it is worked. 是否上班。")
    reason: str = must("Why, or by what document, 1 to 400 characters. 理由或文号。")


@strawberry.input(description="Takes a declared day back. 撤销日历调整。")
class TakeBackCalendarDayInput:
    """Takes a declared day back."""

    key: strawberry.ID = must(KEY)
    calendar_day: strawberry.ID = must("The declaration. 日历调整。")
    expected_version: int = must(VERSION)


@strawberry.type(description="It was done. 已办理。")
class DeclareCalendarDaySuccess:
    """It was done."""

    calendar_day: CalendarDay | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


DeclareCalendarDayResult = Annotated[
    DeclareCalendarDaySuccess | RefusalType,
    union("DeclareCalendarDayResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It was done. 已办理。")
class TakeBackCalendarDaySuccess:
    """It was done."""

    calendar_day: CalendarDay | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


TakeBackCalendarDayResult = Annotated[
    TakeBackCalendarDaySuccess | RefusalType,
    union("TakeBackCalendarDayResult", "What became of it. 办理结果。"),
]


@strawberry.type
class ClockMutations:
    """What can be done with the working calendar."""

    @strawberry.mutation(
        description="Declares a day that is still ahead, for your unit and its line. 声明工作日或休息日。"
    )
    async def declare_calendar_day(
        self, info: Info, given: Annotated[DeclareCalendarDayInput, INPUT]
    ) -> DeclareCalendarDayResult:
        """Declares a day that is still ahead."""
        return await perform(
            info,
            declare_calendar_day,
            lambda: DeclareCalendarDay(given.day, given.works, given.reason),
            key=given.key,
            success=DeclareCalendarDaySuccess,
            record="calendar_day",
        )

    @strawberry.mutation(description="Takes a declared day of your unit back. 撤销日历调整。")
    async def take_back_calendar_day(
        self, info: Info, given: Annotated[TakeBackCalendarDayInput, INPUT]
    ) -> TakeBackCalendarDayResult:
        """Takes a declared day back."""
        return await perform(
            info,
            take_back_calendar_day,
            lambda: TakeBackCalendarDay(
                key_in(given.calendar_day, "CalendarDay"), given.expected_version
            ),
            key=given.key,
            success=TakeBackCalendarDaySuccess,
            record="calendar_day",
        )
