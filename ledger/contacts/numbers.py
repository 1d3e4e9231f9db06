"""Telephones that may stand on a card: those of a desk, not of a person.

A mobile number cannot be told from somebody's own, so that none is published; a team that is on the
road has its desk's number put through.
"""

import re
import unicodedata

from ledger.contacts.refusals import NumberNotOfADuty, NumberPersonal

_APART = re.compile(r"[\s()（）‐-―−—-]+")
_MOBILE = re.compile(r"(?:\+?86)?1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})")
_FREE = re.compile(r"([48]00)([0-9]{3})([0-9]{4})")
_SERVICE = re.compile(r"(?:12|95|96)[0-9]{3,4}")
_EXTENSION = re.compile(r"(.+?)(?:转|[xX]|ext\.?)([0-9]{1,6})")


def duty_number(said: str) -> str:
    """Gives a telephone as it will be printed: 0856-5230000, with 转8001 behind it, 400-… or 12345.

    Refuses:  contact_card.number_personal, contact_card.number_refused.
    """
    plain = _APART.sub("", unicodedata.normalize("NFKC", said)[:60])
    parts = _EXTENSION.fullmatch(plain)
    number = parts[1] if parts else plain
    if _MOBILE.fullmatch(number):
        raise NumberPersonal
    behind = f"转{parts[2]}" if parts else ""
    for form in (_LANDLINE, _FREE):
        if found := form.fullmatch(number):
            return "-".join(found.groups()) + behind
    if _SERVICE.fullmatch(number) and not behind:
        return number
    raise NumberNotOfADuty
