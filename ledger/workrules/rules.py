"""What holds of parameters whatever the database says: their values, and which one is stricter.

Pure. Fractions are compared by cross-multiplication, never as decimal numbers. Of two equal
fractions 过半数 (MORE_THAN) is stricter than 半数以上 (AT_LEAST).

Source: domain 4.5; BR18 Arts. 11 and 12.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

Stricter = Literal["HIGHER", "LOWER", "FIXED"]

TIMES_A_YEAR: Mapping[str, int] = {
    "YEARLY": 1,
    "HALF_YEARLY": 2,
    "QUARTERLY": 4,
    "MONTHLY": 12,
    "MONTHLY_FIXED_DAY": 12,
    "TWICE_MONTHLY": 24,
    "WEEKLY": 52,
}
"""Cadences, and how often a year each one is."""

FLAGS: Mapping[str, int] = {"false": 0, "true": 1}
NUMBERS = ("COUNT", "DAYS", "MONTHS", "YEARS")
SHARES = ("AT_LEAST", "MORE_THAN")
LARGEST = 100_000
LARGEST_DENOMINATOR = 1_000

_NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
_FRACTION = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})", re.ASCII)


@dataclass(frozen=True)
class Amount:
    """A value that can be compared: a fraction, and what is asked in relation to it."""

    operator: str
    numerator: int
    denominator: int
    value: str
    """As people read it: ``12``, ``2/3``, ``MONTHLY``, ``true``."""


class NoAmount(ValueError):
    """A text is not a value of the parameter's type."""


def amount(kind: str, value: str, operator: str) -> Amount:
    """Reads a value of a type.

    Given:    kind, one of the comparable types; operator, one that the type knows.
    Refuses:  NoAmount for what the type cannot mean, such as a share that nobody can reach.
    """
    text = value.strip()
    if kind == "FRACTION":
        return _share(text, operator)
    if kind in NUMBERS and _NUMBER.fullmatch(text) and int(text) <= LARGEST:
        return Amount(operator, int(text), 1, text)
    known = {"FLAG": FLAGS, "CADENCE": TIMES_A_YEAR}.get(kind, {})
    if text not in known:
        raise NoAmount(value)
    return Amount(operator, known[text], 1, text)


def _share(text: str, operator: str) -> Amount:
    found = _FRACTION.fullmatch(text)
    if found is None or operator not in SHARES:
        raise NoAmount(text)
    above, below = int(found[1]), int(found[2])
    possible = above < below if operator == "MORE_THAN" else above <= below
    if below > LARGEST_DENOMINATOR or not possible:
        raise NoAmount(text)
    return Amount(operator, above, below, text)


def is_stricter(one: Amount, other: Amount, direction: Stricter) -> bool:
    """Says whether one value asks strictly more than the other, in a parameter's direction."""
    if direction == "FIXED":
        return False
    apart = one.numerator * other.denominator - other.numerator * one.denominator
    if apart == 0:
        return one.operator == "MORE_THAN" and other.operator != "MORE_THAN"
    return apart > 0 if direction == "HIGHER" else apart < 0


Said = TypeVar("Said")


def tightest(
    said: Iterable[tuple[Said, Amount]], than: Amount, direction: Stricter
) -> tuple[Said | None, Amount]:
    """Gives who says the value that binds, and the value; None when it is the one given.

    Given:    said, in the order in which equal values take precedence: the highest level first.
    """
    holder: Said | None = None
    for who, value in said:
        if is_stricter(value, than, direction):
            holder, than = who, value
    return holder, than
