"""Deadlines: what is due when, as a pure function of what happened, the limits and the calendar.

:func:`trace` replays a log and prints the sum line by line. It asks no clock and no database: the
same log gives the same days today and in ten years. Nothing that happens later gives back time that
was used: an extension moves the due day and does not undo that it was missed, a new limit counts
what was used before it, one for one, and a day that has begun keeps being worked or free.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ledger.clocks import wording
from ledger.clocks.calendar import Calendar, civil, is_published
from ledger.clocks.due import Unit
from ledger.clocks.limits import Clock, Limit, Limits
from ledger.clocks.naming import Name
from ledger.clocks.running import (
    Change,
    Run,
    day_of,
    end_of,
    meter,
    midnight,
    position,
    run,
    scale,
)
from ledger.clocks.wording import Line


class Kind(StrEnum):
    """What may happen to a clock."""

    STARTED = "STARTED"
    PAUSED = "PAUSED"
    RESUMED = "RESUMED"
    EXTENDED = "EXTENDED"
    STOPPED = "STOPPED"
    REOPENED = "REOPENED"
    """What had ended goes on with what was left: nothing is given back."""


class State(StrEnum):
    """How a clock stands after all that happened."""

    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    STOPPED = "STOPPED"


@dataclass(frozen=True)
class ClockEvent:
    """Something that happened to a clock.

    ``amount``: of EXTENDED, by how much; of STARTED, a limit of its own that an assigner set (then
    no later version of the rule touches it). ``approved``: whether someone who may has approved it;
    a pause or an extension without that counts for nothing. ``since``: of STARTED, the day from
    which it counts, where that is before the day on which it was written down.
    """

    at: datetime
    kind: Kind
    clock: Clock
    stage: str = ""
    amount: int | None = None
    approved: bool = False
    tightened: bool = False
    """Of STARTED with an amount: the levels of the line had set it, no assigner."""
    holder: str = ""
    since: date | None = None
    forced: bool = False
    """Of PAUSED: by force majeure, which stops what else may not be stopped."""
    by: Name | None = None
    """What was done, in Chinese and English: it is told of what ends or rests by it."""


@dataclass(frozen=True)
class ClockTrace:
    """One clock from its start: what is used, until when, and the sum."""

    clock: Clock
    stage: str
    holder: str
    state: State
    limit: Limit
    started_at: datetime
    used: int
    """Up to the last line but the due day; in the unit of the limit, hours in minutes."""
    allowed: int
    due_on: date | None
    due_at: datetime | None
    breached_on: date | None
    provisional: bool
    """Whether a working day of a year that is not published yet was counted: it may still move."""
    lines: tuple[Line, ...]

    def overdue(self, today: date) -> bool:
        """Says whether it is over: it was missed before, or its due day has passed while it ran."""
        if self.breached_on is not None and self.breached_on <= today:
            return True
        return self.state is State.RUNNING and self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class DeadlineTrace:
    """Every clock of a record, in the order in which they were started."""

    clocks: tuple[ClockTrace, ...]
    notes: tuple[Line, ...] = ()
    """What no clock tells: on which track it is handled, and which clocks never began."""

    @property
    def due_on(self) -> date | None:
        """The nearest due day of the clocks that run: what the sweep compares with the day."""
        days = [one.due_on for one in self.clocks if one.state is State.RUNNING and one.due_on]
        return min(days, default=None)

    def of(self, clock: Clock, stage: str = "") -> ClockTrace | None:
        """Gives the latest run of a clock; of the statutory ones, that of a stage."""
        mine = (one for one in reversed(self.clocks) if one.clock is clock)
        return next((one for one in mine if stage in {"", one.stage}), None)

    def overdue(self, today: date) -> bool:
        """Says whether any clock that runs is over; what rests with approval is not."""
        return any(one.state is State.RUNNING and one.overdue(today) for one in self.clocks)

    def printed(self, language: str = "zh") -> str:
        """Gives the sum as text, a line for each step."""
        return "\n".join(
            f"{line.on.isoformat()}  {line.zh if language == 'zh' else line.en}"
            for lines in (self.notes, *(one.lines for one in self.clocks))
            for line in lines
        )


def trace(events: Iterable[ClockEvent], limits: Limits, calendar: Calendar) -> DeadlineTrace:
    """Replays what happened to the clocks of one record.

    Given:    events in the order in which they were recorded; limits, every version; calendar, of
              the place where the clocks run.
    Gives:    a trace per start of a clock whose stage has a limit. One that starts again ends its run
              before; one that is reopened goes on with the last that ended, of a level with the stage named.
    Refuses:  ValueError for a log that goes back in time.
    """
    runs = _Runs()
    last: datetime | None = None
    for one in events:
        if last is not None and one.at < last:
            raise ValueError("a log of clocks does not go back in time")
        last = one.at
        runs.take(one)
    traced = (_traced(log, limits, calendar) for log in runs.logs)
    return DeadlineTrace(tuple(one for one in traced if one is not None))


class _Runs:
    """The runs of the clocks of one record: which go on, and which may be gone on with."""

    def __init__(self) -> None:
        self.logs: list[list[ClockEvent]] = []
        self.going: dict[tuple[Clock, str], list[ClockEvent]] = {}
        self.ended: dict[tuple[Clock, str], list[ClockEvent]] = {}

    def take(self, one: ClockEvent) -> None:
        """Takes in what happened next."""
        if one.kind is Kind.STARTED:
            self._give_way(one)
            self.ended.pop(_again(one), None)
            self.going[_beside(one)] = [one]
            self.logs.append(self.going[_beside(one)])
        elif one.kind is Kind.REOPENED:
            self._go_on(one)
        else:
            for key in [key for key in self.going if _meant(one, key)]:
                self.going[key].append(one)
                if one.kind is Kind.STOPPED:
                    run = self.going.pop(key)
                    self.ended[_again(run[0])] = run

    def _give_way(self, one: ClockEvent) -> None:
        """Ends the run of a clock that starts anew; a stage of a level may be gone on with later."""
        if (run := self.going.pop(_beside(one), None)) is None:
            return
        run.append(ClockEvent(one.at, Kind.STOPPED, one.clock, run[0].stage, by=one.by))
        if one.clock is Clock.LEVEL:
            self.ended[_again(run[0])] = run

    def _go_on(self, one: ClockEvent) -> None:
        if (run := self.ended.pop(_again(one), None)) is not None:
            self._give_way(one)
            run.append(one)
            self.going[_beside(one)] = run


def _again(one: ClockEvent) -> tuple[Clock, str]:
    """Gives under what a run that has ended is found again: the stages of a level are told apart."""
    return one.clock, "" if one.clock in {Clock.TOTAL, Clock.RECTIFICATION} else one.stage


def _beside(one: ClockEvent) -> tuple[Clock, str]:
    """Gives what runs once at a time: a clock, but each statutory stage beside the others."""
    return one.clock, one.stage if one.clock is Clock.STATUTORY else ""


def _meant(one: ClockEvent, key: tuple[Clock, str]) -> bool:
    """Says whether something happens to a clock; of the statutory ones, to all or to one stage."""
    return key[0] is one.clock and (one.clock is not Clock.STATUTORY or one.stage in {"", key[1]})


def _traced(log: Sequence[ClockEvent], limits: Limits, calendar: Calendar) -> ClockTrace | None:
    begun, unit_limit = log[0], limits.on(log[0].clock, log[0].stage, civil(log[0].at))
    if unit_limit is None:
        return None
    limit = wording.own(unit_limit, begun.amount, tightened=begun.tightened)
    told = _Told(log, limit, limits, calendar)
    told.rules()
    for one in log[1:]:
        told.happened(one)
    start, first = _start(begun, limit.unit), meter(limit.unit, calendar, rolls=limit.rolls)
    amount = limit.amount * scale(limit.unit)
    ran = run(start, first, amount, told.changes)
    going = ran if told.state is not State.STOPPED else run(start, first, amount, told.moving())
    return told.traced(ran, going.due)


def _start(begun: ClockEvent, unit: Unit) -> int:
    """Gives the position of the day on which a clock starts, or of the instant."""
    return position(begun.at, unit) if begun.since is None else midnight(begun.since, unit) + 1


class _Told:
    """One run of a clock as it is told: its changes, and a line for each."""

    def __init__(
        self, log: Sequence[ClockEvent], limit: Limit, limits: Limits, calendar: Calendar
    ) -> None:
        self.begun, self.limit, self.limits, self.calendar = log[0], limit, limits, calendar
        self.state = State.RUNNING
        self.changes: list[Change] = []
        self.extended: list[int] = []
        self.lines: list[Line] = [wording.started(self.begun.since or civil(self.begun.at), limit)]

    def rules(self) -> None:
        """Takes in the later versions of the limit, unless the assigner set one of its own."""
        if self.begun.amount is not None:
            return
        before = self.limit
        begun_on = civil(self.begun.at)
        for later in self.limits.later(self.begun.clock, self.begun.stage, begun_on):
            self.changes.append(
                Change(
                    midnight(later.since, self.limit.unit),
                    more=(later.amount - before.amount) * scale(later.unit),
                    meter=meter(later.unit, self.calendar, rolls=later.rolls),
                )
            )
            self.lines.append(wording.changed(later))
            before = later

    def happened(self, one: ClockEvent) -> None:
        """Takes in one event: what it changes, or why it counts for nothing."""
        why = self._against(one)
        if why is None:
            self._take(one)
        self.lines.append(
            wording.event(
                civil(one.at), one.kind.value, one.amount or 0, self._rule(one), why, one.by
            )
        )

    def _rule(self, one: ClockEvent) -> Limit:
        if self.begun.amount is not None:
            return self.limit
        found = self.limits.on(self.begun.clock, self.begun.stage, civil(one.at))
        return found or self.limit

    def _against(self, one: ClockEvent) -> str | None:
        rule = self._rule(one)
        if one.kind in {Kind.PAUSED, Kind.EXTENDED} and not one.approved:
            return "not_approved"
        if one.kind is Kind.PAUSED:
            if not rule.pausable and not one.forced:
                return "not_pausable"
            return None if self.state is State.RUNNING else "stands_already"
        if one.kind is Kind.RESUMED:
            return None if self.state is State.PAUSED else "runs_already"
        if one.kind is Kind.EXTENDED:
            more = one.amount or 0
            if more < 1 or len(self.extended) >= rule.extensions:
                return "no_more_extensions"
            return None if sum(self.extended) + more <= rule.extension_most else "extended_too_far"
        return None

    def _take(self, one: ClockEvent) -> None:
        unit = self.limit.unit
        if one.kind is Kind.EXTENDED:
            self.extended.append(one.amount or 0)
            after = position(one.at, unit) - (0 if unit is Unit.HOUR else 1)
            self.changes.append(Change(after, more=(one.amount or 0) * scale(unit)))
            return
        again = one.kind is Kind.REOPENED
        going = again or one.kind is Kind.RESUMED
        self.state = State.RUNNING if going else _STANDS[one.kind]
        ends = one.kind is Kind.STOPPED
        self.changes.append(Change(position(one.at, unit), running=going, ends=ends, again=again))

    def moving(self) -> list[Change]:
        """Gives the changes as if the clock had not been stopped for the last time."""
        last = max(at for at, one in enumerate(self.changes) if one.ends)
        return [one for at, one in enumerate(self.changes) if at != last]

    def traced(self, ran: Run, due: int | None) -> ClockTrace:
        """Gives the run as it is shown."""
        unit = self.limit.unit
        stands = self.state is State.PAUSED and ran.reached is None
        due_on = None if due is None or stands else day_of(due, unit)
        lines = self._with_sums(ran)
        if due_on is not None:
            lines.append(wording.due(due_on, ran.limit, unit))
        if ran.breached is not None:
            lines.append(wording.breached(day_of(ran.breached, unit)))
        return ClockTrace(
            clock=self.begun.clock,
            stage=self.begun.stage,
            holder=self.begun.holder,
            state=self.state,
            limit=self.limit,
            started_at=self.begun.at,
            used=ran.used,
            allowed=ran.limit,
            due_on=due_on,
            due_at=None if due is None or stands else end_of(due, unit),
            breached_on=None if ran.breached is None else day_of(ran.breached, unit),
            provisional=due_on is not None
            and (self.limit.rolls or unit is Unit.WORKING_DAY)
            and not is_published(due_on.year),
            lines=tuple(lines),
        )

    def _with_sums(self, ran: Run) -> list[Line]:
        """Gives the lines with what passed between them."""
        unit = self.limit.unit
        sums = [
            wording.passed(day_of(end, unit), one.passed, one.used, one.limit, unit)
            for one in ran.stretches
            if one.running
            and one.passed
            and (end := one.high if one.high is not None else ran.reached) is not None
        ]
        # What passed up to a day stands before what happened on it, but a limit counts from the
        # beginning of its day.
        return sorted([*sums, *self.lines], key=lambda line: (line.on, line.order))


_STANDS = {Kind.PAUSED: State.PAUSED, Kind.STOPPED: State.STOPPED}


def reminders(one: ClockTrace, calendar: Calendar) -> tuple[tuple[date, int], ...]:
    """Lists on which days people are reminded of a clock that runs, with how much was left then.

    Given:    calendar, of the place where the clock runs.
    Gives:    the days in order; none while it stands, is stopped or counts hours.
    """
    if one.state is not State.RUNNING or one.due_on is None or one.limit.unit is Unit.HOUR:
        return ()
    found = []
    for before in sorted(one.limit.remind, reverse=True):
        day = one.due_on
        for _ in range(before):
            day -= timedelta(days=1)
            while one.limit.unit is Unit.WORKING_DAY and not calendar.works(day):
                day -= timedelta(days=1)
        if day >= civil(one.started_at):
            found.append((day, before))
    return tuple(found)


class Light(StrEnum):
    """The progress light (预警灯), which is not the label of a class."""

    GREEN = "GREEN"
    YELLOW = "YELLOW"
    RED = "RED"


def light(one: ClockTrace, today: date) -> Light:
    """Gives the light of a clock on a day: red when over, yellow when a third or less is left.

    Source:   domain 6.6.
    """
    if one.overdue(today):
        return Light.RED
    if one.due_on is None or one.state is not State.RUNNING:
        return Light.GREEN
    whole = (one.due_on - civil(one.started_at)).days
    return Light.YELLOW if (one.due_on - today).days * 3 <= whole else Light.GREEN
