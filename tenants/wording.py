"""Text that people write: trimmed, of a length that was asked for, without control characters."""

import unicodedata

from tenants.refusals import NumberRefused, TextRefused

LINES = "\n\t"


def worded(field: str, text: str, *, least: int = 1, most: int) -> str:
    """Gives a text as it will be kept: composed form, without space around it.

    Refuses:  record.text_refused, naming the field.
    """
    kept = unicodedata.normalize("NFC", text).strip()
    broken = any(
        unicodedata.category(character) in {"Cc", "Cs"} and character not in LINES
        for character in kept
    )
    if broken or not least <= len(kept) <= most:
        raise TextRefused(field=field, least=least, most=most)
    return kept


def numbered(field: str, number: int, *, least: int, most: int) -> int:
    """Gives a number that lies within its limits.

    Refuses:  record.number_refused, naming the field.
    """
    if not least <= number <= most:
        raise NumberRefused(field=field, least=least, most=most)
    return number
