"""What people write, as it will be kept: texts, numbers and days. The one place for all acts.

A text is kept in composed form (NFC) with plain line ends, without space around it and without
characters that nobody sees and nothing needs (zero-width space, word joiner, soft hyphen, byte order
mark). Joiners inside a word stay: scripts of this country need them. Refused are characters that
make a text read otherwise than it is written (direction marks and overrides, tags), control
characters, halves of pairs and what is no character at all, and a text in which there is nothing
to see. Nor does anything here bear the marking of a state secret.
"""

import re
import unicodedata
from datetime import date

from tenants.markings import marked
from tenants.refusals import DayRefused, NumberRefused, SecretMarked, TextRefused

LINES = "\n\t"
FIRST_DAY = date(1949, 10, 1)
"""No record of this country's administration is of an earlier day."""

YEARS_AHEAD = 50

_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff")
_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
MISLEADING = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufff9\ufffa\ufffb"
)
_COMMON = re.compile("[ -~\u4e00-\u9fa5]+")
"""What is on every keyboard here: composed already, seen, and kept as it is."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols by category, yet nothing to see."""


def worded(field: str, text: str, *, least: int = 1, most: int) -> str:
    """Gives a text as it will be kept.

    Refuses:  record.text_refused, record.marked_secret, naming the field.
    """
    kept = _plain(field, text, least=least, most=most)
    if marked(kept):
        raise SecretMarked(field=field)
    return kept


def _plain(field: str, text: str, *, least: int, most: int) -> str:
    common = text.strip(" ")
    if common and least <= len(common) <= most and _COMMON.fullmatch(common):
        return common
    plain = _LINE_ENDS.sub("\n", text).translate(_UNSEEN)
    kept = unicodedata.normalize("NFC", plain).strip()
    refused = any(map(_is_refused, kept)) or not least <= len(kept) <= most
    if refused or (kept and not any(map(_is_seen, kept))):
        raise TextRefused(field=field, least=least, most=most)
    return kept


def numbered(field: str, number: int, *, least: int, most: int) -> int:
    """Gives a number that lies within its limits.

    Refuses:  record.number_refused, naming the field.
    """
    if not least <= number <= most:
        raise NumberRefused(field=field, least=least, most=most)
    return number


def counted(field: str, members: int, *, least: int = 0, most: int) -> None:
    """Holds that a list has not too many members, nor too few.

    Refuses:  record.number_refused, naming the list.
    """
    if not least <= members <= most:
        raise NumberRefused(field=field, least=least, most=most, counts="items")


def day_in(said: str) -> date | None:
    """Reads a day written like 2026-11-22; None of what is written otherwise or is no day."""
    try:
        return date.fromisoformat(said) if _DAY.fullmatch(said) else None
    except ValueError:
        return None


def dated(field: str, day: date, *, today: date) -> date:
    """Gives a day that somebody can have meant: none before 1949, none 50 years from now.

    Refuses:  record.day_refused, naming the field.
    """
    last = date(today.year + YEARS_AHEAD, 12, 31)
    if not FIRST_DAY <= day <= last:
        raise DayRefused(field=field, first=FIRST_DAY, last=last)
    return day


def _is_refused(character: str) -> bool:
    if character in LINES:
        return False
    point = ord(character)
    return (
        unicodedata.category(character) in {"Cc", "Cs"}
        or character in MISLEADING
        or point & 0xFFFE == 0xFFFE
        or 0xFDD0 <= point <= 0xFDEF
        or 0xE0000 <= point <= 0xE007F
    )


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPSC" and not (
        unicodedata.category(character) in {"Cf", "Cc"} or character in _BLANK
    )
