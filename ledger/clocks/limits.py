"""Clocks and their limits: how long each stage of a problem may take, since when, and why.

What ships stands in ``limits.yaml``, one line per version. A new version binds from its day on and
never touches what was used before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from ledger.clocks.due import Unit
from policies.pages import read_page

CONFIDENCE = ("seen", "secondary", "proposal", "verify")
SHIPPED = Path(__file__).parent / "limits.yaml"


class Clock(StrEnum):
    """Which clock: they run side by side, and a pause of one is not a pause of another."""

    TOTAL = "TOTAL"
    LEVEL = "LEVEL"
    """How long one level, or one stage at it, may take."""
    STATUTORY = "STATUTORY"
    """Set by regulation for a petition or an order; nobody here may stop it."""
    RECTIFICATION = "RECTIFICATION"


class LimitsRefused(ValueError):
    """The limits cannot be meant. Nothing is counted by them."""


@dataclass(frozen=True)
class Limit:
    """One version of how long a stage may take.

    ``rolls``: a last day that is not worked moves to the next one that is (民法典 第203条).
    ``remind``: so many units before the due day people are reminded.
    """

    clock: Clock
    stage: str
    since: date
    amount: int
    unit: Unit
    rolls: bool = False
    pausable: bool = False
    extensions: int = 0
    extension_most: int = 0
    remind: tuple[int, ...] = ()
    source: str = ""
    source_en: str = ""
    confidence: str = "proposal"
    """seen, secondary, proposal, or verify: written from memory, to be checked before it is law."""


@dataclass(frozen=True)
class Limits:
    """Every version of every limit."""

    versions: Mapping[tuple[Clock, str], tuple[Limit, ...]]

    @classmethod
    def of(cls, given: Iterable[Limit]) -> "Limits":
        """Orders versions by their day.

        Refuses:  LimitsRefused for two versions of one day, and for hours that become days.
        """
        found: dict[tuple[Clock, str], list[Limit]] = {}
        for one in sorted(given, key=lambda one: one.since):
            earlier = found.setdefault((one.clock, one.stage), [])
            if earlier and (
                earlier[-1].since == one.since
                or (earlier[-1].unit is Unit.HOUR) != (one.unit is Unit.HOUR)
            ):
                raise LimitsRefused(f"{one.clock} {one.stage} {one.since}")
            earlier.append(one)
        return cls({key: tuple(versions) for key, versions in found.items()})

    def on(self, clock: Clock, stage: str, day: date) -> Limit | None:
        """Gives the limit in force on a day; None before the first version or for no such stage."""
        known = [one for one in self.versions.get((clock, stage), ()) if one.since <= day]
        return known[-1] if known else None

    def later(self, clock: Clock, stage: str, day: date) -> Sequence[Limit]:
        """Gives the versions that come into force after a day."""
        return [one for one in self.versions.get((clock, stage), ()) if one.since > day]


@cache
def shipped() -> Limits:
    """Reads the limits that ship with this release.

    Refuses:  LimitsRefused for a line that cannot be meant.
    """
    page = read_page(SHIPPED.read_text("utf-8"))
    return Limits.of(_limit(line, page["sources"]) for line in page["limits"])


def _limit(line: Mapping[str, Any], sources: Mapping[str, str]) -> Limit:
    try:
        given = {**line, "clock": Clock(line["clock"]), "unit": Unit(line["unit"])}
        given["remind"] = tuple(line.get("remind", ()))
        given["source_en"] = sources[line["source"]]
        made = Limit(**given)
    except (KeyError, TypeError, ValueError) as unread:
        raise LimitsRefused(str(line)) from unread
    meant = made.confidence in CONFIDENCE and isinstance(made.since, date)
    if made.amount < 0 or made.unit is Unit.MONTH or not meant:
        raise LimitsRefused(str(line))
    return made
