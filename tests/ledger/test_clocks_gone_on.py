"""Stages of a level that give way to another and are gone on with: nothing is given back (domain 6.4)."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.clocks.calendar import NATIONAL
from ledger.clocks.deadlines import ClockEvent, Kind, State, trace
from ledger.clocks.limits import Clock, shipped
from tests.reference import clocks_model as model

START = datetime(2026, 4, 15, 2, 0, tzinfo=UTC)
GAPS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4)


def level(at: datetime, kind: Kind, stage: str) -> ClockEvent:
    amount = 5 if (kind, stage) == (Kind.STARTED, "TELL_MORE") else None
    return ClockEvent(at, kind, Clock.LEVEL, stage, amount=amount)


@settings(max_examples=60, deadline=None)
@given(gaps=GAPS)
def test_the_time_to_answer_rests_while_more_is_told_and_never_starts_over(gaps) -> None:
    """Asked and answered some times: as often as drawn, so many days after, answered so many later."""
    log, walked, at = [level(START, Kind.STARTED, "ANSWER")], [], START
    for waited, told in gaps:
        asked = at + timedelta(days=waited, minutes=1)
        at = asked + timedelta(days=told, minutes=1)
        log += [level(asked, Kind.STARTED, "TELL_MORE"), level(at, Kind.REOPENED, "ANSWER")]
        walked += [model.Happened(asked, "STOPPED"), model.Happened(at, "REOPENED")]
    runs = trace(log, shipped(), NATIONAL).clocks
    limit = shipped().on(Clock.LEVEL, "ANSWER", date(2026, 4, 15))
    found = model.walk_days(
        START, walked, lambda _: limit, works=NATIONAL.works, horizon=150, stop_counts=True
    )
    answer = runs[0]
    assert (answer.stage, answer.state) == ("ANSWER", State.RUNNING)
    assert (answer.used, answer.due_on, answer.breached_on) == (
        found.used,
        found.due,
        found.breached,
    )
    assert [one.stage for one in runs[1:]] == ["TELL_MORE"] * len(gaps)
    assert {one.state for one in runs[1:]} == {State.STOPPED}


@settings(max_examples=60, deadline=None)
@given(gaps=GAPS)
def test_what_is_taken_back_goes_on_with_the_stage_that_it_left(gaps) -> None:
    """Submitted after some days, taken back after some more; each submission has an answer of its own."""
    log, walked, at = [level(START, Kind.STARTED, "SUBMIT")], [], START
    for waited, above in gaps:
        up = at + timedelta(days=waited, minutes=1)
        at = up + timedelta(days=above, minutes=1)
        log += [level(up, Kind.STARTED, "ANSWER"), level(at, Kind.REOPENED, "SUBMIT")]
        walked += [model.Happened(up, "STOPPED"), model.Happened(at, "REOPENED")]
    runs = trace(log, shipped(), NATIONAL).clocks
    limit = shipped().on(Clock.LEVEL, "SUBMIT", date(2026, 4, 15))
    found = model.walk_days(
        START, walked, lambda _: limit, works=NATIONAL.works, horizon=150, stop_counts=True
    )
    assert (runs[0].used, runs[0].due_on, runs[0].breached_on) == (
        found.used,
        found.due,
        found.breached,
    )
    assert [one.started_at for one in runs[1:]] == [one.at for one in walked[::2]]


def test_only_a_stage_that_ended_is_gone_on_with() -> None:
    log = [
        level(START, Kind.STARTED, "SUBMIT"),
        level(START, Kind.REOPENED, "SUBMIT"),
        level(START, Kind.REOPENED, "ANSWER"),
    ]
    assert trace(log, shipped(), NATIONAL) == trace(log[:1], shipped(), NATIONAL)
