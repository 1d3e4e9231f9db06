"""The lowest versions that carry the fixes we rely on.

Read by T11: the lock files, what is installed, and the PostgreSQL that answers.
"""

import dataclasses
import datetime as dt
import re


@dataclasses.dataclass(frozen=True)
class Floor:
    """The first version of a package without the problems named."""

    package: str
    version: tuple[int, ...]
    fixes: str


FLOORS = (
    Floor(
        "strawberry-graphql",
        (0, 341),
        "CVE-2024-47082, CVE-2025-22151, CVE-2026-35523, "
        "CVE-2026-35526, CVE-2026-47706, CVE-2026-47707, CVE-2026-45739, socket origin check",
    ),
    Floor("graphql-core", (3, 3, 2), "nesting bounded by the parser"),
    Floor(
        "starlette",
        (1, 3, 1),
        "CVE-2023-30798, CVE-2024-47874, CVE-2023-29159, "
        "CVE-2025-54121, CVE-2025-62727, CVE-2026-48710, CVE-2026-48817, CVE-2026-54282, "
        "CVE-2026-54283",
    ),
    Floor(
        "python-multipart",
        (0, 0, 30),
        "CVE-2024-53981, CVE-2026-24486, CVE-2026-40347, CVE-2026-53538, CVE-2026-53539",
    ),
    Floor("uvicorn", (0, 11, 7), "CVE-2020-7694, CVE-2020-7695"),
    Floor("h11", (0, 16), "CVE-2025-43859"),
    Floor("simpleeval", (1, 0, 5), "CVE-2026-32640"),
    Floor("pycasbin", (2, 8), "the maintained line; the table of reach was proven on it"),
    Floor("sqlalchemy", (2, 1, 9), "the compiler was proven on it"),
    Floor("psycopg", (3, 3, 9), "its binary wheel carries a libpq with CVE-2026-6477 fixed"),
    Floor("pyjwt", (2, 15), "algorithm confusion, JWKS cache bounds"),
)

# Both import as `casbin`: one of them would silently shadow the other.
NEVER = ("casbin",)

LIBPQ_FLOOR = 180004
"""libpq with CVE-2026-6477 fixed, as its own number."""

POSTGRES_FLOORS = {18: 6, 17: 10, 16: 14, 15: 20}
"""Minor releases with all that was fixed until August 2026 (15: November)."""

COMPLETE_SINCE = dt.date(2026, 11, 12)
"""Releases of this day and later close CVE-2026-120154; older servers are for trial use only."""


def parsed(version: str) -> tuple[int, ...]:
    """Reads the numbers at the front of a version."""
    numbers = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in numbers.group().split(".")) if numbers else ()
