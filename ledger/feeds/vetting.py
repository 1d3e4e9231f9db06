"""What may be kept of what a feed tells, whichever way it came in: it is shown again as it was told."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from ledger.appointments.form import is_citizen_number
from ledger.feeds.refusals import FeedCitizenNumberOpen
from tenants.refusals import TextRefused

LONGEST_TOLD = 64 * 1024
"""How many characters one entry has at most: a page of two hundred is read at once."""
_CITIZEN = re.compile(
    r"(?<!\d)"
    r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
    r"(?![\dXx])",
    re.ASCII,
)


def vetted(told: Mapping[str, Any]) -> dict[str, Any]:
    """Gives what was told, all of which can be kept and shown.

    Refuses:  record.text_refused for what no record can hold, feed_entry.citizen_number.
    """
    for field, text in _texts(told):
        keepable(field, text)
    if len(json.dumps(told, ensure_ascii=False)) > LONGEST_TOLD:
        raise TextRefused(field="*", least=0, most=LONGEST_TOLD)
    return dict(told)


def keepable(field: str, text: str) -> None:
    """Holds that a text can be kept and shown.

    Refuses:  record.text_refused, feed_entry.citizen_number.
    """
    if "\0" in text:
        raise TextRefused(field=field, least=0, most=LONGEST_TOLD)
    if has_citizen_number(text):
        raise FeedCitizenNumberOpen(field=field)


def has_citizen_number(text: str) -> bool:
    """Whether a citizen number stands in a text: a day of birth, and the right last character.

    Letters around it and digits of full width hide it from nobody. A number of eighteen digits that
    somebody made up is a key, even where its check digit fits.
    """
    plain = unicodedata.normalize("NFKC", text)
    return any(is_citizen_number(one.group().upper()) for one in _CITIZEN.finditer(plain))


def _texts(told: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Every text of what was told, with the name of the attribute that it stands under."""
    if isinstance(told, str):
        yield field, told
    elif isinstance(told, Mapping):
        for name, one in told.items():
            yield from _texts(one, f"{field}.{name}".lstrip("."))
    elif isinstance(told, list | tuple):
        for one in told:
            yield from _texts(one, field)
