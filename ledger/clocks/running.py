"""What a clock counts in, and how far it has run: whole numbers on a line, no date in sight.

Days are positions by ordinal, hours by the minute. A day counts when the clock is running as the
day begins: the day of the start counts not (民法典 第201条), the day of a pause counts, the day on
which it goes on again counts not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from ledger.clocks.calendar import ONE_DAY, ZONE, Calendar, civil
from ledger.clocks.due import Unit

MINUTES = 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Meter(Protocol):
    """How time passes in one unit."""

    def count(self, low: int, high: int) -> int:
        """Counts what passes after ``low`` up to and with ``high``."""

    def advance(self, low: int, amount: int) -> int:
        """Gives the position at which ``amount``, at least 1, has passed after ``low``."""

    def settled(self, at: int) -> int:
        """Gives the position to which a due one moves: off a day that is not worked."""


@dataclass(frozen=True)
class Plain:
    """Every position counts: minutes, and calendar days that do not move."""

    def count(self, low: int, high: int) -> int:
        """Counts what passes after ``low`` up to and with ``high``."""
        return high - low

    def advance(self, low: int, amount: int) -> int:
        """Gives the position at which ``amount`` has passed."""
        return low + amount

    def settled(self, at: int) -> int:
        """Gives the position itself."""
        return at


@dataclass(frozen=True)
class Rolling(Plain):
    """Calendar days whose last one moves to the next working day (民法典 第203条)."""

    calendar: Calendar = Calendar()  # noqa: RUF009 - frozen, and the country's own

    def settled(self, at: int) -> int:
        """Gives the first working day that is not before the position."""
        return self.calendar.first_worked(date.fromordinal(at)).toordinal()


@dataclass(frozen=True)
class Worked:
    """Working days alone count."""

    calendar: Calendar

    def count(self, low: int, high: int) -> int:
        """Counts the working days after ``low`` up to and with ``high``."""
        first = date.fromordinal(low) + ONE_DAY
        return self.calendar.worked(first, date.fromordinal(high))

    def advance(self, low: int, amount: int) -> int:
        """Gives the working day at which ``amount`` have passed."""
        return self.calendar.after(date.fromordinal(low), amount).toordinal()

    def settled(self, at: int) -> int:
        """Gives the position itself: a limit cut short falls due on the day it is cut."""
        return at


def meter(unit: Unit, calendar: Calendar, *, rolls: bool) -> Meter:
    """Gives how time passes in a unit at one place.

    Refuses:  ValueError for months, which no clock counts.
    """
    if unit is Unit.WORKING_DAY:
        return Worked(calendar)
    if unit is Unit.MONTH:
        message = "a clock counts hours, days or working days"
        raise ValueError(message)
    return Rolling(calendar) if rolls and unit is Unit.DAY else Plain()


def scale(unit: Unit) -> int:
    """Gives how many positions one unit is: an hour is counted in minutes."""
    return MINUTES if unit is Unit.HOUR else 1


def position(at: datetime, unit: Unit) -> int:
    """Gives where an instant stands on the line of a unit."""
    if unit is Unit.HOUR:
        return (at - _EPOCH) // timedelta(minutes=1)
    return civil(at).toordinal()


def day_of(at: int, unit: Unit) -> date:
    """Gives the civil date of a position."""
    if unit is Unit.HOUR:
        return civil(_EPOCH + timedelta(minutes=at))
    return date.fromordinal(at)


def end_of(at: int, unit: Unit) -> datetime:
    """Gives the instant at which a due position has passed; of a day, its midnight (第203条)."""
    if unit is Unit.HOUR:
        return _EPOCH + timedelta(minutes=at)
    return datetime.combine(date.fromordinal(at + 1), time(), tzinfo=ZONE).astimezone(UTC)


def midnight(day: date, unit: Unit) -> int:
    """Gives the position after which what is in force from a day on is in force."""
    if unit is Unit.HOUR:
        return position(datetime.combine(day, time(), tzinfo=ZONE), unit)
    return day.toordinal() - 1


@dataclass(frozen=True)
class Change:
    """From just after a position on: running or not, another limit, another meter."""

    after: int
    running: bool | None = None
    more: int = 0
    meter: Meter | None = None
    ends: bool = False
    again: bool = False
    """Goes on after an end: what has nothing left then falls due on that day, not before it."""


@dataclass(frozen=True)
class Stretch:
    """What passed between two changes."""

    low: int
    high: int | None
    running: bool
    limit: int
    passed: int
    used: int


@dataclass(frozen=True)
class Run:
    """How far a clock ran: what is used, where it falls due, when it first was over."""

    used: int = 0
    limit: int = 0
    running: bool = False
    reached: int | None = None
    due: int | None = None
    breached: int | None = None
    stretches: tuple[Stretch, ...] = ()


def run(start: int, meter: Meter, limit: int, changes: Sequence[Change]) -> Run:
    """Runs a clock from its start through every change, then on without one.

    Given:    changes in order of time, at or after the start but for limits set on that day.
    Gives:    the run; ``due`` is null while the clock stands still before its limit is reached.
    """
    ahead = sorted(changes, key=lambda one: one.after)
    while ahead and ahead[0].after < start:
        limit, meter = _set(limit, meter, ahead.pop(0))
    told = Run(limit=limit, running=True, reached=start if limit <= 0 else None)
    low = start
    while ahead:
        if ahead[0].after > low:
            told = _through(told, meter, low, ahead[0].after)
            low = ahead[0].after
        one = ahead.pop(0)
        limit, meter = _set(told.limit, meter, one)
        running = told.running if one.running is None else one.running
        told = replace(told, limit=limit, running=running)
        if one.again and told.reached is not None and told.breached is None:
            told = replace(told, reached=max(told.reached, low))
    told = _through(told, meter, low, None)
    due = None if told.reached is None else meter.settled(told.reached)
    return replace(told, due=due)


def _set(limit: int, meter: Meter, one: Change) -> tuple[int, Meter]:
    return limit + one.more, one.meter or meter


def _through(told: Run, meter: Meter, low: int, high: int | None) -> Run:
    """Lets time pass from ``low`` to ``high``, or to the due day when nothing follows."""
    reached, breached = told.reached, told.breached
    if reached is not None and told.used < told.limit:
        reached = None
    if not told.running:
        still = Stretch(low, high, running=False, limit=told.limit, passed=0, used=told.used)
        return replace(told, reached=reached, stretches=(*told.stretches, still))
    if reached is None:
        over = told.used >= told.limit
        at = low + 1 if over else meter.advance(low, told.limit - told.used)
        reached = at if high is None or at <= high else None
    if high is not None and reached is not None and breached is None:
        first = max(low, meter.settled(reached)) + 1
        breached = first if first <= high else None
    end = high if high is not None else reached
    passed = 0 if end is None or end <= low else meter.count(low, end)
    used = told.used + passed
    went = Stretch(low, high, running=True, limit=told.limit, passed=passed, used=used)
    return replace(
        told,
        used=used if high is not None else told.used,
        reached=reached,
        breached=breached,
        stretches=(*told.stretches, went),
    )
