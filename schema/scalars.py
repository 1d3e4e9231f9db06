"""The scalars of this schema, strict about what they take and with one printed form each.

The compiled road prints the same forms in SQL (storage/printing.py); a value that comes back from
there as text passes through unchanged.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from schema.errors import BAD_USER_INPUT, refuse

Long = NewType("Long", int)

DATE_FORM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
DATE_TIME_FORM = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII
)
LONG_FORM = re.compile(r"0|-?[1-9]\d{0,18}", re.ASCII)
LARGEST_LONG = 2**63 - 1
LARGEST_JSON_INTEGER = 2**53 - 1


def _refused(name: str, wanted: str, *, zh: str) -> GraphQLError:
    return refuse(f"{name} must be {wanted}.", zh=f"{name} 须为{zh}。", code=BAD_USER_INPUT)


def read_date(value: Any) -> date:
    """Reads `2026-11-22` and nothing else."""
    if isinstance(value, str) and DATE_FORM.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _refused(
        "Date", "a day of the calendar written like 2026-11-22", zh="公历日期，如 2026-11-22"
    )


def write_date(value: Any) -> str:
    """Prints a day; text that is already printed passes."""
    if isinstance(value, str) and DATE_FORM.fullmatch(value):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"not a day: {value!r}")


def read_date_time(value: Any) -> datetime:
    """Reads an instant with seconds and a zone, and gives it in UTC."""
    if isinstance(value, str) and DATE_TIME_FORM.fullmatch(value):
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise _refused(
        "DateTime",
        "an instant with its zone written like 2026-11-22T08:30:00Z",
        zh="带时区的时刻，如 2026-11-22T08:30:00Z",
    )


def write_date_time(value: Any) -> str:
    """Prints an instant in UTC with microseconds and Z; text that is already printed passes."""
    if isinstance(value, str) and DATE_TIME_FORM.fullmatch(value) and value.endswith("Z"):
        return value
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").zfill(27)
    raise TypeError(f"not an instant with a zone: {value!r}")


def read_long(value: Any) -> int:
    """Reads a whole number of 64 bits from decimal text, or a number JSON carries exactly."""
    if isinstance(value, str) and LONG_FORM.fullmatch(value):
        number = int(value)
        if -LARGEST_LONG - 1 <= number <= LARGEST_LONG:
            return number
    if type(value) is int and abs(value) <= LARGEST_JSON_INTEGER:
        return value
    raise _refused(
        "Long",
        'a whole number of 64 bits written as text like "123456789012"',
        zh='64 位整数文本，如 "123456789012"',
    )


def write_long(value: Any) -> str:
    """Prints a whole number as decimal text; text that is already printed passes."""
    if isinstance(value, str) and LONG_FORM.fullmatch(value):
        return value
    if type(value) is int and -LARGEST_LONG - 1 <= value <= LARGEST_LONG:
        return str(value)
    raise TypeError(f"not a whole number of 64 bits: {value!r}")


DATE: ScalarDefinition = strawberry.scalar(
    name="Date",
    description="A day of the civil calendar, written like 2026-11-22. 公历日期。",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    serialize=write_date,
    parse_value=read_date,
)

DATE_TIME: ScalarDefinition = strawberry.scalar(
    name="DateTime",
    description=(
        "An instant, printed in UTC with microseconds like 2026-11-22T00:30:00.000000Z; "
        "read with seconds and a zone. 时刻，以协调世界时输出。"
    ),
    specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    serialize=write_date_time,
    parse_value=read_date_time,
)

LONG: ScalarDefinition = strawberry.scalar(
    name="Long",
    description='A whole number of 64 bits as decimal text, like "123456789012". 64 位整数文本。',
    specified_by_url="https://scalars.graphql.org/jakobmerrild/long.html",
    serialize=write_long,
    parse_value=read_long,
)

# For `StrawberryConfig(scalar_map=SCALARS)`: annotate fields with date, datetime and Long.
SCALARS: Mapping[object, ScalarDefinition] = {date: DATE, datetime: DATE_TIME, Long: LONG}
