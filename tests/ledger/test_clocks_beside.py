"""Clocks run beside each other as if each were alone, and nothing that happens later gives time back."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.clocks.calendar import NATIONAL
from ledger.clocks.deadlines import ClockEvent, ClockTrace, Kind, State, trace
from ledger.clocks.due import Unit
from ledger.clocks.limits import Clock, Limit, Limits
from tests.reference import clocks_model as model

START = datetime(2026, 1, 28, 2, 0, tzinfo=UTC)
FIRST = date(2025, 1, 1)
LIMITS = {
    Clock.TOTAL: Limit(Clock.TOTAL, "X", FIRST, 40, Unit.DAY, rolls=True, pausable=True),
    Clock.LEVEL: Limit(Clock.LEVEL, "X", FIRST, 5, Unit.WORKING_DAY),
    Clock.STATUTORY: Limit(
        Clock.STATUTORY, "X", FIRST, 20, Unit.DAY, rolls=True, extensions=1, extension_most=30
    ),
    Clock.RECTIFICATION: Limit(
        Clock.RECTIFICATION, "X", FIRST, 15, Unit.DAY, rolls=True, pausable=True,
        extensions=2, extension_most=20,
    ),
}  # fmt: skip  # reads as a table
KNOWN = Limits.of(LIMITS.values())
KINDS = (
    Kind.PAUSED, Kind.RESUMED, Kind.EXTENDED, Kind.STOPPED, Kind.REOPENED, Kind.STARTED,
)  # fmt: skip  # reads as a list
DRAWN = st.lists(
    st.tuples(
        st.sampled_from(list(Clock)),
        st.sampled_from(KINDS),
        st.integers(0, 60 * 24),
        st.booleans(),
        st.integers(0, 20),
    ),
    max_size=14,
)


def logged(drawn) -> list[ClockEvent]:
    """All four clocks are started, then what was drawn happens to them, in order of time."""
    log = [ClockEvent(START, Kind.STARTED, clock, "X") for clock in Clock]
    for clock, kind, minutes, approved, amount in sorted(drawn, key=lambda one: one[2]):
        moment = START + timedelta(minutes=60 * minutes // 24)
        own = None if kind is Kind.STARTED else amount
        log.append(ClockEvent(moment, kind, clock, "X", own, approved))
    return log


def runs(log: list[ClockEvent], clock: Clock) -> list[list[ClockEvent]]:
    """Cuts what happened to one clock into its runs; nothing happens to one that has ended."""
    found: list[list[ClockEvent]] = []
    for one in (one for one in log if one.clock is clock):
        if one.kind is Kind.STARTED:
            ended = found and found[-1][-1].kind is Kind.STOPPED
            if found and not ended:
                found[-1].append(ClockEvent(one.at, Kind.STOPPED, clock, "X"))
            found.append([one])
        elif (found[-1][-1].kind is Kind.STOPPED) == (one.kind is Kind.REOPENED):
            found[-1].append(one)
    return found


@settings(max_examples=30, deadline=None)
@given(drawn=DRAWN)
def test_each_clock_of_a_log_agrees_with_a_walk_of_that_clock_alone(drawn) -> None:
    log = logged(drawn)
    told = trace(log, KNOWN, NATIONAL)
    for clock in Clock:
        mine = [one for one in told.clocks if one.clock is clock]
        for one, run in zip(mine, runs(log, clock), strict=True):
            agree(one, run)
    running = [one.due_on for one in told.clocks if one.state is State.RUNNING and one.due_on]
    assert told.due_on == min(running, default=None)
    statutory = [one for one in told.clocks if one.clock is Clock.STATUTORY]
    assert State.PAUSED not in {one.state for one in statutory}, "nobody here stops that one"


def agree(one: ClockTrace, run: list[ClockEvent]) -> None:
    """Compares a run with the walk of the reference model, day by day."""
    limit = LIMITS[one.clock]

    def walked(*, stop: bool) -> model.Told:
        return model.walk_days(
            run[0].at, run[1:], lambda _: limit, works=NATIONAL.works, horizon=150, stop_counts=stop
        )

    found = walked(stop=True)
    assert (one.used, one.breached_on, one.state) == (found.used, found.breached, found.standing)
    assert one.due_on == (walked(stop=False).due if one.state is State.STOPPED else found.due)


@settings(max_examples=60, deadline=None)
@given(drawn=DRAWN, cut=st.integers(0, 14))
def test_nothing_later_undoes_that_a_day_was_missed_or_gives_time_back(drawn, cut) -> None:
    log = logged(drawn)
    early = trace(log[: 4 + cut], KNOWN, NATIONAL).clocks
    # Runs are told in the order of their starts, so that those of a part come first in the whole.
    for before, after in zip(early, trace(log, KNOWN, NATIONAL).clocks, strict=False):
        assert (before.clock, before.started_at) == (after.clock, after.started_at)
        assert after.used >= before.used
        if before.breached_on is not None:
            assert after.breached_on == before.breached_on
