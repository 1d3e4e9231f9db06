"""A telephone number however it was written: one number has one form, and so one keyed hash."""

import re
import unicodedata

LEAST, MOST = 7, 15
"""Digits of a number: a local one at least, an international one at most (E.164)."""
_BETWEEN = re.compile(r"[\s().\u2010-\u2015\u2212-]+")
_FROM_ABROAD = re.compile(r"(?:\+|00)86")
_MOBILE = re.compile(r"(?:0|86)?(1[3-9][0-9]{9})")
_DIGITS = re.compile(rf"[0-9]{{{LEAST},{MOST}}}")


def dialled(written: str) -> str | None:
    """Gives a number as it is dialled within the country, digits alone; None of what is no number.

    Blanks, hyphens, dots and brackets tell nothing, nor does 86 before it or 0 before a mobile one.
    """
    bare = _BETWEEN.sub("", unicodedata.normalize("NFKC", written))
    within = _FROM_ABROAD.sub("", bare, count=1) if _FROM_ABROAD.match(bare) else bare
    if mobile := _MOBILE.fullmatch(within):
        return mobile[1]
    if within != bare:
        within = "0" + within.removeprefix("0")
    within = within.removeprefix("+")
    return within if _DIGITS.fullmatch(within) else None
