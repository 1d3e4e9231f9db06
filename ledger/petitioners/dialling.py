"""A telephone number however it was written: one number has one form, and so one keyed hash."""

import re
import unicodedata

LEAST, MOST = 7, 15
"""Digits of a number: a local one at least, an international one at most (E.164)."""
ELEVEN = 11
"""Digits of a mobile number; no other within the country begins as one does."""
_BETWEEN = re.compile(r"[\s().\u2010-\u2015\u2212-]+")
_ABROAD = re.compile(rf"(?:\+|00)([1-9][0-9]{{{LEAST - 1},{MOST - 1}}})")
_HOME = re.compile(
    r"(?:\+|00)86|86(?=0?(?:1[3-9][0-9]{5,}|(?:10|2[0-9])[0-9]{8}|[3-9][0-9]{9,10})$)"
)
"""Of the country. Without a plus, a local number begins so, too: then a whole number must follow,
or what is no number here: more than eight digits are none without an area code."""
_MOBILE = re.compile(r"0?(1[3-9][0-9]*)")
_AREA = re.compile(r"(?![48]00[0-9]{7})(?:10|2[0-9]|[3-9][0-9]{2})[0-9]{7,}")
"""An area code without its 0; 400 and 800 have none."""
_DIGITS = re.compile(rf"(?!00)[0-9]{{{LEAST},{MOST}}}")


def dialled(written: str) -> str | None:
    """Gives a number as it is dialled within the country, digits alone; None of what is no number.

    Blanks, hyphens, dots and brackets tell nothing, nor does 86 before it or 0 before a mobile one;
    a plus is 00. A mobile number has eleven digits: what has more or fewer is none.
    """
    bare = _BETWEEN.sub("", unicodedata.normalize("NFKC", written))
    home = _HOME.match(bare)
    if not home and (abroad := _ABROAD.fullmatch(bare)):
        return "00" + abroad[1]
    within = bare[home.end() :] if home else bare
    if mobile := _MOBILE.fullmatch(within):
        return mobile[1] if len(mobile[1]) == ELEVEN else None
    if home and _AREA.fullmatch(within):
        within = "0" + within
    return within if _DIGITS.fullmatch(within) else None
