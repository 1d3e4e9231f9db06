"""The shelf of the working calendar: the days that levels declared."""

from ledger.clocks.tables import calendar_day
from storage.shelf import Filter, Key, One, Order, Print, Row, Rows, Shelf, Step, Steps, Value

CALENDAR_DAY = Shelf(
    "CalendarDay",
    calendar_day,
    "calendar_day.read",
    {
        "id": Key(),
        "day": Value(Print.NAME, "day"),
        "works": Value(Print.BOOLEAN, "works"),
        "reason": Value(Print.TEXT, "reason"),
        "declaredOn": Value(Print.NAME, "declared_on"),
        "state": Value(Print.NAME, "state"),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "viewerActions": Steps(
            (Step("TAKE_BACK", "calendar_day.take_back", ("PUBLISHED",), further_check=True),)
        ),
    },
    orders={"DAY": Order(("day",))},
    filters={"state": Filter(column="state", fixed=True)},
)

SHELVES = (CALENDAR_DAY,)

ROOTS = {
    "calendarDay": One("CalendarDay", {"id": Filter(column="id", id_of="CalendarDay")}),
    "calendarDays": Rows("CalendarDay", order="DAY", filters=("state",)),
}
