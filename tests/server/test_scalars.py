"""Date, DateTime and Long: strict about what they read, one form for what they print."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from graphql import GraphQLError

from schema.scalars import (
    read_date,
    read_date_time,
    read_long,
    write_date,
    write_date_time,
    write_long,
)

ODD = [None, 1.5, True, [], {}, "", " ", "x", "1e3", "２０２６-01-01", "٣"]


@pytest.mark.parametrize(
    "value",
    [
        *ODD,
        20260101,
        "20260101",
        "2026-1-1",
        "2026-02-30",
        "2026-01-01T00:00:00Z",
        "2026-W01-1",
        "0000-01-01",
        "2026-01-01\n",
        datetime.now(UTC),
    ],
)
def test_date_refuses_all_but_a_day(value):
    with pytest.raises(GraphQLError):
        read_date(value)


@pytest.mark.parametrize(
    "value",
    [
        *ODD,
        0,
        "2026-01-01",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00Z",
        "2026-01-01 00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:00:60Z",
        "2026-01-01T00:00:00+99:00",
        "0001-01-01T00:00:00+01:00",
        "2026-01-01T00:00:00.1234567Z",
        "2026-01-01t00:00:00z",
    ],
)
def test_date_time_refuses_what_names_no_instant(value):
    with pytest.raises(GraphQLError):
        read_date_time(value)


@pytest.mark.parametrize(
    "value", [*ODD, "01", "+1", "-0", "1_000", "9223372036854775808", 2**53, "1.0", 1.0, "NaN"]
)
def test_long_refuses_what_is_no_whole_number_of_64_bits(value):
    with pytest.raises(GraphQLError):
        read_long(value)


def test_good_values_are_read_and_printed_in_one_form():
    assert write_date(read_date("2026-11-22")) == "2026-11-22"
    instant = read_date_time("2026-11-22T08:30:00.5+08:00")
    assert instant == datetime(2026, 11, 22, 0, 30, 0, 500_000, tzinfo=UTC)
    assert write_date_time(instant) == "2026-11-22T00:30:00.500000Z"
    assert write_date_time(instant.astimezone(timezone(timedelta(hours=8)))).endswith("00Z")
    assert write_long(read_long("-9223372036854775808")) == "-9223372036854775808"
    assert write_long(read_long(5)) == "5"


def test_what_sql_printed_passes_unchanged():
    assert write_date("2026-11-22") == "2026-11-22"
    assert write_date_time("2026-11-22T00:30:00.000000Z") == "2026-11-22T00:30:00.000000Z"
    assert write_long("123456789012") == "123456789012"


@pytest.mark.parametrize(
    ("write", "value"),
    [
        (write_date, datetime.now(UTC)),
        (write_date, "x"),
        (write_date_time, datetime(2026, 1, 1)),
        (write_date_time, date(2026, 1, 1)),
        (write_long, True),
        (write_long, 2**63),
        (write_long, "x"),
    ],
)
def test_what_has_no_printed_form_is_a_bug(write, value):
    with pytest.raises(TypeError):
        write(value)
