"""Numbers of problems: read as people say and write them, told from their slips (登记编号).

A number is the year of registration and nine characters, ``2026-7K3-MQ9-XP7``: digits and letters
without I, L, O and U. Eight come from the random id and say nothing of how many others there are;
the last is a check over all before it, so that one wrong character, or two that changed places,
make no number at all and never another one's. Made in SQL (``migrations/gates/numbers.sql``).
"""

import unicodedata
from itertools import accumulate

from ledger.problems.number_refusals import NumberMistyped

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: what is left when letters that look or sound like others are gone."""
LENGTH = 13
"""Four of the year, eight of the item, one check."""
LONGEST = 64
"""More than that is no slip of a number."""
FORM = f"^[0-9]{{4}}(-[{ALPHABET}]{{3}}){{3}}$"

_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})
_OVERFLOW, _REDUCED = 0b100000, 0b100101
"""The field of 32 elements, by x^5 + x^2 + 1."""


def meant(said: object) -> str:
    """Gives the number that somebody typed, as it is printed.

    Given:    any case, full-width or not, with whatever hyphens and blanks, or none; I and L for 1,
              O for 0.
    Refuses:  problem.number_mistyped.
    """
    wide = unicodedata.normalize("NFKC", str(said)[:LONGEST]).upper()
    kept = "".join(one for one in wide if not _between(one)).translate(_ALIKE)
    known = len(kept) == LENGTH and kept[:4].isdigit() and all(one in ALPHABET for one in kept)
    if not known or remainder(kept):
        raise NumberMistyped
    return "-".join((kept[:4], kept[4:7], kept[7:10], kept[10:]))


def remainder(kept: str) -> int:
    """Gives what a number leaves: nothing, where its check character is right."""
    *_, left = accumulate(map(ALPHABET.index, kept), lambda so_far, one: _doubled(so_far) ^ one)
    return left


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ _REDUCED if value & _OVERFLOW else value


def _between(one: str) -> bool:
    """Whether it stands between groups: a blank, a dash of any kind, a minus."""
    return one.isspace() or unicodedata.category(one) == "Pd" or one == "\N{MINUS SIGN}"
