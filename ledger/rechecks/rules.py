"""What holds of re-checks: pure, no session, no clock."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ledger.problems.figures import FIGURES
from ledger.problems.phases import DUE_SOON_DAYS

REASONS = ("MAJOR", "SAMPLE", "SECOND", "ORDERED")
HIDDEN = "HIDDEN_VISIT"
"""暗访: the unit learns of it once it took place."""
FORMS = ("ON_SITE", "DOCUMENTS", "CALL", HIDDEN)
STATES = ("PLANNED", "OPEN", "HELD", "REBOUND", "LAPSED")
GRADES = ("GOOD", "FAIRLY_GOOD", "ORDINARY", "POOR")
"""好、较好、一般、差; the last two ask for a second rectification and another look."""

MAJOR = ("RECHECK_FIRST", "RECHECK_MIDDLE", "RECHECK_LAST")
"""The figures that say how many days after closing a major item is looked at again."""
SHARE = FIGURES["RECHECK_SHARE"].shipped
UNDRAWN_DAYS = 180
"""What no sample was drawn for in so many days is not waited for: the last look at a major item."""

PLANNED_FOR_IT = ("MAJOR", "SAMPLE")
"""Looks that were planned for a closing or drawn: what a level looks at besides replaces neither."""
DRAWS_ITSELF = ("PROVINCE", "CITY", "COUNTY")
"""Levels with an organisation department; for the lists of others that of their superior stands."""

APART_DAYS = 14
"""So many days apart at least are two of the looks planned at a major item: one that is taken late moves
those that follow (trigger ``moves_looks``)."""

SUMMONS_FROM = 2
"""From so many rebounds of one item on a summons is proposed (domain 6.9)."""

_QUARTER = re.compile(r"(?P<year>20\d\d)-Q(?P<number>[1-4])")


def is_major(slot: int, label: str | None, *, negative: bool) -> bool:
    """Says whether a closed item is looked at three times.

    It is on a city's list, of the first class, or was made public as a negative case.
    """
    return slot <= 2 or label == "AT_ONCE" or negative


@dataclass(frozen=True)
class Quarter:
    """A quarter: its name, its first day, and the first day after it."""

    name: str
    begins: date
    ends: date


def quarter(name: str) -> Quarter | None:
    """Reads ``2026-Q1``; None for anything else."""
    found = _QUARTER.fullmatch(name)
    if found is None:
        return None
    year, number = int(found["year"]), int(found["number"])
    later = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    return Quarter(name, date(year, 3 * number - 2, 1), later)


def quarter_of(day: date) -> str:
    """Names the quarter of a day."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


@dataclass(frozen=True)
class Closed:
    """A closed item as it may be drawn: its closing, and its stratum."""

    closing: UUID
    about: int
    list_type: str


def drawn(population: Iterable[Closed], seed: str, *, share: int = SHARE) -> list[Closed]:
    """Draws the same sample from the same population and seed, whoever draws and in whatever order.

    Given:   share, in percent of each stratum (unit and list), rounded up: none is left out.
    Gives:   what was drawn, by stratum.
    """
    strata: dict[tuple[int, str], list[Closed]] = {}
    for one in population:
        strata.setdefault((one.about, one.list_type), []).append(one)
    taken = []
    for stratum in sorted(strata):
        ranked = sorted(strata[stratum], key=lambda one: _rank(seed, one.closing))
        taken += ranked[: -(-len(ranked) * share // 100)]
    return taken


def digest(population: Iterable[Closed]) -> str:
    """Gives the hash of a population, so that a sample can be told from one of another."""
    lines = sorted(f"{one.closing} {one.about} {one.list_type}" for one in population)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _rank(seed: str, closing: UUID) -> bytes:
    return hashlib.sha256(f"{seed}|{closing}".encode()).digest()


def ripe(reason: str, due_on: date, today: date) -> bool:
    """Says whether a planned look may be taken: at a major item no earlier than it is on the desk.

    Three looks at a major item are of three days; all others are due by a day, and may be taken at once.
    """
    return reason != "MAJOR" or due_on - timedelta(days=DUE_SOON_DAYS) <= today


def planned(closed_on: date, after: Iterable[int]) -> list[date]:
    """Gives on which days a major item is looked at again, so many days after it was closed."""
    return [closed_on + timedelta(days=days) for days in after]
