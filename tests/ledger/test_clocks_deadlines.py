"""Deadlines: the same log gives the same days, and an independent walk gives them too."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.clocks.calendar import NATIONAL, Calendar, Override, is_published
from ledger.clocks.deadlines import ClockEvent, Kind, Light, State, light, reminders, trace
from ledger.clocks.due import Unit
from ledger.clocks.limits import Clock, Limit, Limits, LimitsRefused, shipped
from tests.reference import clocks_model as model

START = datetime(2026, 1, 28, 2, 0, tzinfo=UTC)
RECT = Clock.RECTIFICATION


def at(day: int, hour: int = 2) -> datetime:
    return START + timedelta(days=day, hours=hour - 2)


def happened(kind: Kind, day: int, clock: Clock = RECT, **more) -> ClockEvent:
    return ClockEvent(at(day), kind, clock, **more)


def begun(clock: Clock = RECT, stage: str = "SET_TIME", day: int = 0, **more) -> ClockEvent:
    return ClockEvent(at(day), Kind.STARTED, clock, stage, **more)


# ---------------------------------------------------------------- what the sentences say


def test_the_day_of_the_start_counts_not_and_a_last_day_off_moves() -> None:
    told = trace([begun(stage="AT_ONCE")], shipped(), NATIONAL)
    # 15 days after 28 January is 12 February, a Thursday.
    assert told.due_on == date(2026, 2, 12)
    # 15 days after 31 January would be 15 February, in Spring Festival, which ends on the 23rd.
    assert trace([begun(stage="AT_ONCE", day=3)], shipped(), NATIONAL).due_on == date(2026, 2, 24)


def test_working_days_leave_out_the_festival_and_count_the_swapped_saturday() -> None:
    (one,) = trace([begun(Clock.LEVEL, "SUBMIT", day=15)], shipped(), NATIONAL).clocks
    assert one.due_on == date(2026, 2, 26)
    assert one.due_at == datetime(2026, 2, 26, 16, 0, tzinfo=UTC)


def test_hours_are_counted_through_the_night() -> None:
    (one,) = trace([begun(Clock.LEVEL, "REGISTER")], shipped(), NATIONAL).clocks
    assert one.due_at == START + timedelta(hours=24)


def test_a_pause_stops_the_clock_it_names_and_no_other() -> None:
    log = [
        begun(),
        begun(Clock.STATUTORY, "PETITION"),
        happened(Kind.PAUSED, 5, approved=True),
        happened(Kind.PAUSED, 5, Clock.STATUTORY, approved=True),
    ]
    told = trace(log, shipped(), NATIONAL)
    rectification, statutory = told.of(RECT), told.of(Clock.STATUTORY)
    assert rectification is not None
    assert statutory is not None
    assert (rectification.state, rectification.due_on, rectification.used) == (
        State.PAUSED,
        None,
        5,
    )
    assert statutory.state is State.RUNNING
    assert told.due_on == statutory.due_on == date(2026, 3, 30)  # the 29th is a Sunday
    assert "该时限不得中止" in told.printed()


@pytest.mark.parametrize("kind", [Kind.PAUSED, Kind.EXTENDED])
def test_what_nobody_approved_counts_for_nothing(kind: Kind) -> None:
    plain = trace([begun()], shipped(), NATIONAL)
    told = trace([begun(), happened(kind, 3, amount=10)], shipped(), NATIONAL)
    assert told.due_on == plain.due_on
    assert "未经批准" in told.printed()
    approved = trace([begun(), happened(kind, 3, amount=10, approved=True)], shipped(), NATIONAL)
    assert approved.due_on != plain.due_on, "the control"


def test_an_extension_moves_the_due_day_and_does_not_undo_that_it_was_missed() -> None:
    late = [begun(stage="AT_ONCE"), happened(Kind.EXTENDED, 20, amount=15, approved=True)]
    (one,) = trace(late, shipped(), NATIONAL).clocks
    assert one.breached_on == date(2026, 2, 13)
    assert one.due_on == date(2026, 2, 27)
    assert one.overdue(date(2026, 2, 18))
    in_time = [begun(stage="AT_ONCE"), happened(Kind.EXTENDED, 15, amount=15, approved=True)]
    (one,) = trace(in_time, shipped(), NATIONAL).clocks
    assert (one.breached_on, one.due_on) == (None, date(2026, 2, 27))


def test_no_more_is_added_than_the_limit_allows() -> None:
    log = [
        begun(Clock.STATUTORY, "PETITION"),
        happened(Kind.EXTENDED, 3, Clock.STATUTORY, amount=31, approved=True),
        happened(Kind.EXTENDED, 4, Clock.STATUTORY, amount=30, approved=True),
        happened(Kind.EXTENDED, 5, Clock.STATUTORY, amount=1, approved=True),
    ]
    (one,) = trace(log, shipped(), NATIONAL).clocks
    assert one.allowed == 90


def version(since: date, amount: int, unit: Unit = Unit.DAY, **more) -> Limit:
    return Limit(RECT, "X", since, amount, unit, **more)


def test_a_new_limit_counts_what_was_used_before_it_and_is_never_due_before_its_day() -> None:
    first, changed = date(2026, 1, 1), date(2026, 2, 7)
    shorter = Limits.of([version(first, 30), version(changed, 5)])
    (one,) = trace([begun(stage="X")], shorter, NATIONAL).clocks
    assert one.due_on == changed, "nine days were used: due on the day of the change"
    assert one.breached_on is None
    longer = Limits.of([version(first, 15), version(changed, 40)])
    (one,) = trace([begun(stage="X")], longer, NATIONAL).clocks
    assert one.due_on == START.date() + timedelta(days=40)
    into_working = Limits.of([version(first, 15), version(changed, 15, Unit.WORKING_DAY)])
    (one,) = trace([begun(stage="X")], into_working, NATIONAL).clocks
    # Nine days were used by 6 February; six working days follow from the 7th, a Saturday.
    assert one.due_on == NATIONAL.after(date(2026, 2, 6), 6)
    assert "已用的时间照计" in trace([begun(stage="X")], longer, NATIONAL).printed()


def test_a_deadline_that_an_assigner_set_stands_whatever_the_rule_becomes() -> None:
    limits = Limits.of([version(date(2026, 1, 1), 30), version(date(2026, 2, 7), 5)])
    (one,) = trace([begun(stage="X", amount=20)], limits, NATIONAL).clocks
    assert one.due_on == date(2026, 2, 17)


def test_each_level_has_its_own_time_and_the_whole_goes_on() -> None:
    log = [
        begun(Clock.TOTAL, "WHOLE"),
        begun(Clock.LEVEL, "SUBMIT", holder="township"),
        begun(Clock.LEVEL, "ANSWER", day=2, holder="county"),
        happened(Kind.STOPPED, 40, Clock.LEVEL),
    ]
    told = trace(log, shipped(), NATIONAL)
    assert [(one.holder, one.state) for one in told.clocks] == [
        ("", State.RUNNING),
        ("township", State.STOPPED),
        ("county", State.STOPPED),
    ]
    assert [one.breached_on for one in told.clocks] == [None, None, date(2026, 2, 7)]
    assert not told.overdue(date(2026, 3, 20)), "what has ended is over no longer"


def test_a_day_that_had_begun_stays_what_it_was() -> None:
    snow = date(2026, 2, 2)
    before = Calendar.of([Override(snow, works=False, declared_on=date(2026, 2, 1))])
    after = Calendar.of([Override(snow, works=False, declared_on=snow)])
    assert not before.works(snow)
    assert after.works(snow)
    nearest = Calendar.of(
        [
            Override(snow, works=False, declared_on=date(2026, 1, 1)),
            Override(snow, works=True, declared_on=date(2026, 1, 2)),
        ]
    )
    assert nearest.works(snow), "the nearest level has the last word"


def test_a_due_day_in_a_year_that_is_not_published_may_still_move() -> None:
    assert is_published(2026)
    assert not is_published(2027)
    (one,) = trace([begun(Clock.TOTAL, "WHOLE")], shipped(), NATIONAL).clocks
    assert one.provisional
    assert not trace([begun()], shipped(), NATIONAL).clocks[0].provisional


def test_people_are_reminded_before_and_the_light_changes_by_thirds() -> None:
    (one,) = trace([begun(Clock.LEVEL, "ORGANISATION_EVALUATE")], shipped(), NATIONAL).clocks
    assert one.due_on == date(2026, 2, 11)
    assert reminders(one, NATIONAL) == ((date(2026, 2, 6), 3), (date(2026, 2, 10), 1))
    lights = [light(one, date(2026, 2, day)) for day in (6, 7, 11, 12)]
    assert lights == [Light.GREEN, Light.YELLOW, Light.YELLOW, Light.RED]


def test_the_sum_is_printed_line_by_line() -> None:
    log = [
        begun(),
        happened(Kind.PAUSED, 13, approved=True),
        happened(Kind.RESUMED, 41),
        happened(Kind.EXTENDED, 43, amount=30, approved=True),
    ]
    source = "system rule: days of the three classes, which a level may shorten"
    begins = f"rectification time, by a set time, starts: 60 days ({source}, a proposal)"
    assert trace(log, shipped(), NATIONAL).printed("en").split("\n") == [
        f"2026-01-28  {begins}; this day counts not",
        "2026-02-10  +13 days, 13 days of 60 days used",
        "2026-02-10  stopped for a while",
        "2026-03-10  goes on",
        "2026-03-11  +1 days, 14 days of 60 days used",
        "2026-03-12  extended by 30 days",
        "2026-05-26  +76 days, 90 days of 90 days used",
        "2026-05-26  due at the end of this day (90 days)",
    ]


def test_a_log_that_goes_back_in_time_and_limits_that_cannot_be_meant_are_refused() -> None:
    with pytest.raises(ValueError):
        trace([begun(day=1), happened(Kind.PAUSED, 0)], shipped(), NATIONAL)
    with pytest.raises(LimitsRefused):
        Limits.of([version(date(2026, 1, 1), 1), version(date(2026, 1, 1), 2)])
    with pytest.raises(LimitsRefused):
        Limits.of([version(date(2026, 1, 1), 1), version(date(2026, 2, 1), 2, Unit.HOUR)])
    assert trace([begun(stage="NO_SUCH")], shipped(), NATIONAL).clocks == ()


# ---------------------------------------------------------------- against the walk

OVERRIDES = st.dictionaries(st.integers(0, 90), st.booleans(), max_size=5)
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(
            [Kind.PAUSED, Kind.RESUMED, Kind.RESUMED, Kind.EXTENDED, Kind.STOPPED, Kind.REOPENED]
        ),
        st.integers(0, 60 * 24),
        st.booleans(),
        st.integers(0, 12),
        st.sampled_from([False, False, True]),
    ),
    max_size=8,
)
RULES = st.fixed_dictionaries(
    {
        "amount": st.integers(0, 40),
        "rolls": st.booleans(),
        "pausable": st.sampled_from([True, True, False]),
        "extensions": st.integers(0, 3),
        "extension_most": st.integers(0, 30),
    }
)


def logged(drawn, minutes: int) -> list[ClockEvent]:
    """Makes a log in order, nothing after an end but that it is opened again."""
    log: list[ClockEvent] = []
    for kind, when, approved, amount, forced in sorted(drawn, key=lambda one: one[1]):
        moment = START + timedelta(minutes=when * minutes)
        ended = bool(log) and log[-1].kind is Kind.STOPPED
        if ended == (kind is Kind.REOPENED):
            said = {"amount": amount, "approved": approved, "forced": forced}
            log.append(ClockEvent(moment, kind, RECT, **said))
    return log


def versions(drawn, units, gaps) -> list[Limit]:
    days = [date(2025, 1, 1)]
    for gap in gaps:
        days.append(max(days[-1], START.date()) + timedelta(days=gap))
    return [
        Limit(RECT, "X", day, unit=unit, **rule)
        for day, unit, rule in zip(days, units, drawn, strict=False)
    ]


@settings(max_examples=250, deadline=None)
@given(
    drawn=st.lists(RULES, min_size=1, max_size=3),
    units=st.lists(st.sampled_from([Unit.DAY, Unit.WORKING_DAY]), min_size=3, max_size=3),
    gaps=st.lists(st.integers(1, 20), min_size=2, max_size=2),
    events=EVENTS,
    overrides=OVERRIDES,
)
def test_days_agree_with_a_walk_day_by_day(drawn, units, gaps, events, overrides) -> None:
    known = versions(drawn, units, gaps)
    log = logged(events, minutes=1)
    calendar = Calendar.of(
        Override(START.date() + timedelta(days=n), works, date(2025, 1, 1))
        for n, works in overrides.items()
    )
    (told,) = trace([begun(stage="X"), *log], Limits.of(known), calendar).clocks

    def on(day: date) -> Limit:
        return [one for one in known if one.since <= day][-1]

    agree(
        told,
        lambda stop: model.walk_days(
            START,
            log,
            on,
            works=calendar.works,
            changed=later(known),
            horizon=180,
            stop_counts=stop,
        ),
    )


@settings(max_examples=40, deadline=None)
@given(
    drawn=st.lists(RULES, min_size=1, max_size=2),
    gaps=st.lists(st.integers(1, 3), min_size=1, max_size=1),
    events=EVENTS,
)
def test_hours_agree_with_a_walk_minute_by_minute(drawn, gaps, events) -> None:
    known = versions(drawn, [Unit.HOUR] * 2, gaps)
    log = logged(events, minutes=3)
    (told,) = trace([begun(stage="X"), *log], Limits.of(known), NATIONAL).clocks

    def on(day: date) -> Limit:
        return [one for one in known if one.since <= day][-1]

    agree(
        told,
        lambda stop: model.walk_minutes(
            START, log, on, changed=later(known), horizon=60 * 24 * 8, stop_counts=stop
        ),
    )


def later(known: list[Limit]) -> list[date]:
    return [one.since for one in known if one.since > START.date()]


def agree(told, walk) -> None:
    walked = walk(True)
    assert told.used == walked.used
    assert told.breached_on == walked.breached
    assert told.state == walked.standing
    due = walk(False).due if told.state is State.STOPPED else walked.due
    assert told.due_on == due
