"""Due dates can be computed again by hand."""

import itertools
from datetime import UTC, date, datetime

import pytest
import yaml

from ledger.catalogue.loading import SHIPPED
from ledger.clocks.calendar import after_working_days, civil, is_working_day
from ledger.clocks.due import (
    PERIOD_END,
    Anchor,
    DueRule,
    UnknownDuePhraseError,
    due_on,
    due_rule,
    fits,
)
from ledger.clocks.periods import Period, period, period_at, periods_of


@pytest.mark.parametrize(
    ("phrase", "key", "expected"),
    [
        ("month end", "2026-02", "2026-02-28"),
        ("month end", "2028-02", "2028-02-29"),
        ("month end +5d", "2026-12", "2027-01-05"),
        ("month end +5d while any case is open", "2026-01", "2026-02-05"),
        ("quarter end", "2026-Q1", "2026-03-31"),
        ("quarter end +10d", "2026-Q4", "2027-01-10"),
        ("half-year end +15d", "2026-H1", "2026-07-15"),
        ("half-year end +15d", "2026-H2", "2027-01-15"),
        ("by 31 Mar", "2026", "2026-03-31"),
        ("by 31 Jan of next year", "2026", "2027-01-31"),
        ("by 28 Feb of next year", "2027", "2028-02-28"),
        ("term end", "T2022-03-01/2027-02-28", "2027-02-28"),
        ("6 months before term end", "T2022-03-01/2027-02-28", "2026-08-31"),
        ("6 months before term end", "T2022-03-15/2027-03-14", "2026-09-14"),
        ("same day", "E2026-02-13", "2026-02-13"),
        ("30 days", "E2026-02-13", "2026-03-15"),
        ("90 days", "E2026-12-01", "2027-03-01"),
        # 14 February 2026 is a worked Saturday; Spring Festival runs from the 15th to the 23rd.
        ("5 working days", "E2026-02-12", "2026-02-26"),
        # National Day: 1 to 7 October, with 10 October worked.
        ("10 working days", "E2026-09-30", "2026-10-20"),
        ("15 working days after effect", "E2026-06-01", "2026-06-23"),
        ("5 working days after acceptance", "E2026-11-20", "2026-11-27"),
    ],
)
def test_a_phrase_gives_its_day(phrase: str, key: str, expected: str) -> None:
    assert due_on(due_rule(phrase), period(key)) == date.fromisoformat(expected)


def test_a_day_left_to_another_plan_is_that_plans_day() -> None:
    rule = due_rule("per case plan")
    event = period("E2026-02-13")
    assert rule == DueRule(Anchor.GIVEN, note="case plan")
    assert due_on(rule, event) is None
    assert due_on(rule, event, given=date(2026, 5, 1)) == date(2026, 5, 1)


def test_every_duty_of_the_catalogue_has_a_day_in_every_period_of_2026() -> None:
    duties = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))["duties"]
    assert len(duties) == 90
    for duty in duties:
        rule = due_rule(duty["due"])
        for each in periods_of(2026, duty["cadence"].upper()):
            day = due_on(rule, each)
            assert day is not None, duty["key"]
            assert day >= each.starts_on, duty["key"]


PHRASES = {
    "month end +5d": {"MONTHLY"},
    "quarter end +10d": {"QUARTERLY"},
    "half-year end": {"HALF_YEARLY"},
    "year end +3d": {"YEARLY"},
    "term end": {"PER_TERM"},
    "by 31 Mar": {"YEARLY"},
    "by 31 Jan of next year": {"YEARLY"},
    "2 months before period end": {"QUARTERLY", "HALF_YEARLY", "YEARLY", "PER_TERM"},
    "5 months before period end": {"HALF_YEARLY", "YEARLY", "PER_TERM"},
    "11 months before period end": {"YEARLY", "PER_TERM"},
    "12 months before period end": {"PER_TERM"},
    "6 months before term end": {"PER_TERM", "EVENT"},
    "same day": {"EVENT"},
    "30 days": {"EVENT"},
    "15 working days after effect": {"EVENT"},
    "per case plan": {"MONTHLY", "QUARTERLY", "HALF_YEARLY", "YEARLY", "PER_TERM", "EVENT"},
}


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_is_one_of_its_cadence_alone(phrase: str) -> None:
    due_rule(phrase)
    assert {one for one in (*PERIOD_END, "EVENT") if fits(phrase, one)} == PHRASES[phrase]


LATEST = {
    "month end": ("MONTHLY", 31),
    "quarter end": ("QUARTERLY", 92),
    "half-year end": ("HALF_YEARLY", 184),
    "year end": ("YEARLY", 366),
}


@pytest.mark.parametrize("phrase", LATEST)
def test_nothing_is_due_later_than_the_end_of_the_next_period(phrase: str) -> None:
    cadence, most = LATEST[phrase]
    taken = [days for days in range(1000) if fits(f"{phrase} +{days}d", cadence)]
    assert taken == [*range(most + 1)]
    assert fits(f"{phrase} +05d while any case is open", cadence)
    assert not fits(f"{phrase} +999d while any case is open", cadence)


def test_nothing_that_fits_is_due_before_its_period_begins() -> None:
    for phrase, cadences in PHRASES.items():
        for cadence in cadences:
            for each in periods_of(2026, cadence):
                day = due_on(due_rule(phrase), each, given=each.ends_on)
                assert day is not None
                assert day >= each.starts_on, (phrase, each.key)


def test_the_end_of_each_period_fits_and_so_does_the_whole_catalogue() -> None:
    assert all(fits(phrase, cadence) for cadence, phrase in PERIOD_END.items())
    duties = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))["duties"]
    assert [one["key"] for one in duties if not fits(one["due"], one["cadence"].upper())] == []


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "soon",
        "by 31 Feb",
        "by 32 Mar",
        "by 31 Mrz",
        "month end +d",
        "5 workingdays",
        "by 29 Feb",
        "month end\n",
        "9999 days",
        "０５ days",
        "by ０5 Mar",
        "quarter end +１0d",
    ],
)
def test_what_no_pattern_reads_is_refused(phrase: str) -> None:
    with pytest.raises(UnknownDuePhraseError):
        due_rule(phrase)


@pytest.mark.parametrize(
    ("key", "cadence", "first", "last"),
    [
        ("2026", "YEARLY", "2026-01-01", "2026-12-31"),
        ("2026-H2", "HALF_YEARLY", "2026-07-01", "2026-12-31"),
        ("2026-Q2", "QUARTERLY", "2026-04-01", "2026-06-30"),
        ("2024-02", "MONTHLY", "2024-02-01", "2024-02-29"),
        ("E2026-03-04", "EVENT", "2026-03-04", "2026-03-04"),
        ("T2024-01-01/2028-12-31", "PER_TERM", "2024-01-01", "2028-12-31"),
    ],
)
def test_a_key_names_a_period(key: str, cadence: str, first: str, last: str) -> None:
    assert period(key) == Period(cadence, key, date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "key",
    [
        "",
        "26",
        "2026-Q5",
        "2026-13",
        "2026-00",
        "2026-H0",
        "E2026-02-30",
        "T2028-01-01/2024-01-01",
        "2026 ",
        "2026-Q1-01",
        # Full-width digits would name the same quarter a second time.
        "２０２６-Q1",
        "2026-Q１",
        # What is due after its end would have no date.
        "T2026-01-01/9999-12-31",
        "3000",
    ],
)
def test_what_is_no_period_is_refused(key: str) -> None:
    with pytest.raises(ValueError):
        period(key)


def test_periods_of_a_year_follow_one_another_without_a_gap() -> None:
    for cadence, count in (("MONTHLY", 12), ("QUARTERLY", 4), ("HALF_YEARLY", 2), ("YEARLY", 1)):
        found = periods_of(2026, cadence)
        assert len(found) == count
        assert found[0].starts_on == date(2026, 1, 1)
        assert found[-1].ends_on == date(2026, 12, 31)
        for before, after in itertools.pairwise(found):
            assert (after.starts_on - before.ends_on).days == 1
        assert period_at(date(2026, 6, 30), cadence) in found
    assert periods_of(2026, "EVENT") == ()
    assert period_at(date(2026, 6, 30), "PER_TERM") is None


def test_the_civil_day_changes_at_midnight_in_china() -> None:
    assert civil(datetime(2026, 3, 31, 15, 59, tzinfo=UTC)) == date(2026, 3, 31)
    assert civil(datetime(2026, 3, 31, 16, 0, tzinfo=UTC)) == date(2026, 4, 1)
    with pytest.raises(ValueError):
        civil(datetime(2026, 3, 31, 16, 0))


def test_swapped_weekends_are_worked_and_holidays_are_not() -> None:
    assert is_working_day(date(2026, 2, 14))
    assert not is_working_day(date(2026, 2, 17))
    assert not is_working_day(date(2026, 10, 5))
    assert not is_working_day(date(2026, 11, 22))
    assert not is_working_day(date(2027, 10, 1))
    assert after_working_days(date(2026, 11, 22), 0) == date(2026, 11, 22)
