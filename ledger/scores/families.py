"""Three index families beside the control index: 党建统领力、问题管控力、工作推进力.

Pure, and made of nothing but the parts that are shown: whoever reads the parts can add them up again,
and what is hidden is in no family.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ledger.scores.formula import SAID, Part

FAMILIES = ("party_leadership", "problem_control", "work_drive")
_STEP = Decimal("0.1")


@dataclass(frozen=True)
class Family:
    """One family: the mean of its rates that are shown, in hundredths, and how many those are."""

    key: str
    value: Decimal | None
    rates: Sequence[str]
    counted: int


@dataclass(frozen=True)
class Grouping:
    """One version: of which family a rate is, and which rates count as one minus the rate."""

    version: int
    since: date
    family_of: Mapping[str, str]
    inverted: frozenset[str]

    def families(self, parts: Sequence[Part]) -> list[Family]:
        """Gives the three families of an index by its parts."""
        return [self._family(key, parts) for key in FAMILIES]

    def _family(self, key: str, parts: Sequence[Part]) -> Family:
        own = [one for one in parts if self.family_of.get(one.key) == key]
        shown = [self._value(one, one.value) for one in own if one.value is not None]
        value = None
        if shown:
            mean = 100 * sum(shown, Decimal(0)) / len(shown)
            value = mean.quantize(_STEP, rounding=ROUND_HALF_UP)
        return Family(key, value, [one.key for one in own], len(shown))

    def _value(self, part: Part, value: Decimal) -> Decimal:
        # A part of the index that is inverted shows one minus its rate already.
        return value if part.inverted == (part.key in self.inverted) else 1 - value


def _grouping(said: Mapping[str, Any]) -> Grouping:
    rates = said["rates"]
    return Grouping(
        version=said["version"],
        since=said["since"],
        family_of={one["key"]: one["family"] for one in rates},
        inverted=frozenset(one["key"] for one in rates if one.get("inverted")),
    )


GROUPINGS: Sequence[Grouping] = tuple(_grouping(one) for one in SAID["families"])


def grouping_in_force(day: date) -> Grouping:
    """Gives the version by which a period that begins on a day is grouped; the first before all."""
    return [one for one in GROUPINGS if one.since <= day or one is GROUPINGS[0]][-1]
