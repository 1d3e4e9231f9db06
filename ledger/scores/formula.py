"""The control index as a versioned formula: pure, from counts to a value shown with its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from policies.pages import read_page

_PAGE = Path(__file__).with_name("formula.yaml")
ABOUT_PEOPLE = frozenset({"r_satisfy", "r_solve", "r_participate"})
"""Rates about those served: their cells hold five answers or none are shown."""

RANKED_FROM = 5
"""Fewer items in a denominator are shown and not ranked (domain 9.1)."""


@dataclass(frozen=True)
class Count:
    """How many of how many; ``half`` of the numerator count in part; hidden: too few people."""

    numerator: int = 0
    denominator: int = 0
    half: int = 0
    hidden: bool = False

    def share(self, partial: Fraction = Fraction(1)) -> Fraction | None:
        """Gives the rate; None over nothing, or over what is hidden."""
        if self.hidden or not self.denominator:
            return None
        return (self.numerator - self.half + self.half * partial) / Fraction(self.denominator)


@dataclass(frozen=True)
class Part:
    """One rate of the formula: its weight (0: shown beside), and how it stands."""

    key: str
    weight: Decimal
    value: Decimal | None
    numerator: int | None
    denominator: int | None
    hidden: bool
    inverted: bool
    ranked: bool


@dataclass(frozen=True)
class Deduction:
    """What is taken off, item by item, up to a bound."""

    key: str
    count: int
    points: Decimal


@dataclass(frozen=True)
class Index:
    """An index with the version of its formula and everything it was made of."""

    value: Decimal | None
    version: int
    band: str | None
    parts: Sequence[Part]
    deductions: Sequence[Deduction]
    bonuses: Sequence[Deduction] = ()
    void: bool = False
    """Nothing for the period, by decision: retaliation, or a leak of who petitioned."""


@dataclass(frozen=True)
class Formula:
    """One version."""

    version: int
    since: date
    partial: Fraction
    weights: Mapping[str, Fraction]
    inverted: frozenset[str]
    deductions: Mapping[str, tuple[Fraction, Fraction]]
    bonuses: Mapping[str, tuple[Fraction, Fraction]]
    voids: frozenset[str]
    normal: Fraction
    watch: Fraction

    def index(self, counts: Mapping[str, Count], taken: Mapping[str, int]) -> Index:
        """Makes the index of a unit.

        Given:    counts by rate; taken, how many there are of each thing that is deducted, added,
                  or that voids the index.
        Gives:    the weighted mean of the rates that are defined and shown, less the deductions and
                  with the bonuses, between 0 and 100; None when no rate is; 0 when it is void. What
                  is hidden is left out of the sum, so that no value tells it.
        """
        parts = [self._part(key, counts.get(key, Count())) for key in RATES]
        off = [_bounded(self.deductions, key, taken.get(key, 0)) for key in self.deductions]
        more = [_bounded(self.bonuses, key, taken.get(key, 0)) for key in self.bonuses]
        void = any(taken.get(key, 0) for key in self.voids)
        none = Fraction(0)
        shares = {key: self._share(key, counts) for key in self.weights}
        defined = {key: share for key, share in shares.items() if share is not None}
        if void:
            return Index(
                Decimal("0.0"), self.version, self._band(none), parts, off, more, void=True
            )
        if not defined:
            return Index(None, self.version, None, parts, off, more)
        total = sum((self.weights[key] for key in defined), none)
        mean = sum((self.weights[key] * one for key, one in defined.items()), none) / total
        value = 100 * mean - sum((Fraction(one.points) for one in off), none)
        value += sum((Fraction(one.points) for one in more), none)
        bounded: Fraction = min(Fraction(100), max(Fraction(0), value))
        return Index(_rounded(bounded, "0.1"), self.version, self._band(bounded), parts, off, more)

    def _share(self, key: str, counts: Mapping[str, Count]) -> Fraction | None:
        share = counts.get(key, Count()).share(self.partial)
        if share is None:
            return None
        return 1 - share if key in self.inverted else share

    def _part(self, key: str, count: Count) -> Part:
        share = count.share(self.partial if key in self.weights else Fraction(1))
        inverted = key in self.inverted
        return Part(
            key=key,
            weight=_rounded(self.weights.get(key, Fraction(0)), "0.01"),
            value=None if share is None else _rounded(1 - share if inverted else share, "0.001"),
            numerator=None if count.hidden else count.numerator,
            denominator=None if count.hidden else count.denominator,
            hidden=count.hidden,
            inverted=inverted,
            ranked=not count.hidden and count.denominator >= RANKED_FROM,
        )

    def _band(self, value: Fraction) -> str:
        if value >= self.normal:
            return "NORMAL"
        return "WATCH" if value >= self.watch else "WARN"


def _bounded(known: Mapping[str, tuple[Fraction, Fraction]], key: str, count: int) -> Deduction:
    points, most = known[key]
    return Deduction(key, count, _rounded(min(points * count, most), "0.1"))


def _points(said: Sequence[Mapping[str, Any]]) -> Mapping[str, tuple[Fraction, Fraction]]:
    return {one["key"]: (_exact(one["points"]), _exact(one["most"])) for one in said}


def _rounded(value: Fraction, step: str) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(step), rounding=ROUND_HALF_UP)


def _exact(number: Any) -> Fraction:
    return Fraction(str(number))


def _formula(said: Mapping[str, Any]) -> Formula:
    parts = said["parts"]
    return Formula(
        version=said["version"],
        since=said["since"],
        partial=_exact(said["partial"]),
        weights={one["key"]: _exact(one["weight"]) for one in parts},
        inverted=frozenset(one["key"] for one in parts if one.get("inverted")),
        deductions=_points(said["deductions"]),
        bonuses=_points(said.get("bonuses", ())),
        voids=frozenset(said.get("voids", ())),
        normal=_exact(said["bands"]["normal"]),
        watch=_exact(said["bands"]["watch"]),
    )


SAID: Mapping[str, Any] = read_page(_PAGE.read_text(encoding="utf-8"))
"""The whole page."""

FORMULAS: Sequence[Formula] = tuple(_formula(one) for one in SAID["formulas"])
RATES: Mapping[str, Mapping[str, str]] = SAID["rates"]


def in_force(day: date) -> Formula:
    """Gives the formula by which a period that begins on a day is counted; the first before all."""
    return [one for one in FORMULAS if one.since <= day or one is FORMULAS[0]][-1]
