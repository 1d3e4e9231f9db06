"""What holds of an evaluation and a closing: pure, no session, no clock."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

ANSWERS = ("SATISFIED", "BASICALLY_SATISFIED", "DISSATISFIED")
NO_ANSWER = "NO_ANSWER"
NO_CLIENT = "NO_CLIENT"
"""Nobody was served: waived with a reason by the organisation department, and counted nowhere."""
SILENT = (NO_ANSWER, NO_CLIENT)
"""What stands for an answer that nobody gave: written down by one person, closed by another."""
WITHOUT_CLIENT = ("INSPECTION", "AUDIT", "SUPERVISION", "PUBLIC_OPINION")
"""Lists whose items may have nobody to ask; a petition only when it is anonymous."""


def passes(rating: str, solved: bool | None) -> bool:
    """Says whether an answer lets the problem go on: what is not solved returns, however kindly it is
    said. Of what nobody answered nothing is said, and so nothing against it.
    """
    return rating != "DISSATISFIED" and solved is not False


TELEPHONE = "TELEPHONE"
TAKEN_BY = (TELEPHONE, "VISIT", "PAPER")
"""How an answer is taken by somebody who records it: domain 6.8; what comes by a code records itself."""
MESSAGE = "MESSAGE"
CODE_CHANNELS = ("LINK", MESSAGE, "PAPER")
"""How a code goes out; a message goes to a telephone."""
CODE_DAYS = 30
"""So long a code is good."""

ROOT_CAUSES = ("POLITICAL", "ORGANISATION", "THOUGHT", "STYLE", "DISCIPLINE", "INSTITUTION")
"""政治、组织、思想、作风、纪律、制度: seed 0, 六大建设."""

FOLLOW_UPS = ("SWEEP", "MECHANISM", "PREVENTION", "NONE_NEEDED")
"""共性问题抓整治、机制短板抓补齐、源头治理抓预防; none needed says why."""

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody mistakes for each other on paper or by telephone."""
_LOCATOR, _SECRET = 6, 10


@dataclass(frozen=True)
class Code:
    """A one-time code: the locator finds it, the secret opens it."""

    locator: str
    secret: str

    @property
    def shown(self) -> str:
        """The code as it is told, once."""
        whole = self.locator + self.secret
        return "-".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def new_code() -> Code:
    """Makes a code: 49 bits of secret, and five tries at it."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(_LOCATOR + _SECRET))
    return Code(drawn[:_LOCATOR], drawn[_LOCATOR:])


def code_in(told: str) -> Code | None:
    """Reads a code as people type it; None when it cannot be one."""
    bare = "".join(one for one in told.upper() if one not in "- \u2013\u2014")
    if len(bare) != _LOCATOR + _SECRET or not set(bare) <= set(_LETTERS):
        return None
    return Code(bare[:_LOCATOR], bare[_LOCATOR:])


def months_after(day: date, months: int) -> date:
    """Gives the same day so many months later, the last of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)


def follow_ups_suffice(kinds: Sequence[str], mechanism: str) -> bool:
    """Says whether a closing carries what outlasts it: a mechanism or a follow-up, or why neither.

    "None needed" stands alone: it contradicts whatever is ordered beside it.
    """
    if "NONE_NEEDED" in kinds:
        return len(kinds) == 1 and not mechanism
    return bool(kinds or mechanism)
