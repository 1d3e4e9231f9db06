"""The closed lists of publicity, and the steps of a draft."""

from datetime import date

from ledger.clocks.periods import month_end

KINDS = ("PLEDGE", "PROGRESS", "CASE")
POLARITIES = ("POSITIVE", "NEGATIVE")
SCOPES = ("UNIT", "MEMBERS", "STAFF", "PUBLIC")
"""Who is to read it: the unit; it and those below it; everybody in a post; everybody."""
FORMS = ("NOTICE_BOARD", "PORTAL", "MEDIA", "MEETING")
STATES = ("PROPOSED", "CHECKED", "APPROVED", "PUBLISHED", "RETURNED", "WITHDRAWN")
WITHDRAWALS = (
    "INACCURATE",
    "CONSENT_WITHDRAWN",
    "CONSENT_MISSING",
    "SECRECY",
    "SUPERSEDED",
    "NOT_NEEDED",
)
RETURNS = ("INACCURATE", "PERSONAL_DATA", "SECRECY", "NOT_NECESSARY", "UNCLEAR")
CONSENT_FORMS = ("WRITTEN", "RECORDED_CALL", "ELECTRONIC")
COMMENT_STATES = ("RECEIVED", "PUBLISHED", "HIDDEN")
HIDDEN_FOR = ("ABUSE", "PERSONAL_DATA", "ACCUSATION", "OFF_TOPIC", "ADVERTISING")
PLEDGE_WORKING_DAYS = 5
"""A pledge is published within five working days after the signature (domain 6.7)."""

_STEPS = {
    ("PROPOSED", "check"): "CHECKED",
    ("CHECKED", "approve"): "APPROVED",
    ("APPROVED", "publish"): "PUBLISHED",
    ("PROPOSED", "return"): "RETURNED",
    ("CHECKED", "return"): "RETURNED",
    ("PROPOSED", "withdraw"): "WITHDRAWN",
    ("CHECKED", "withdraw"): "WITHDRAWN",
    ("APPROVED", "withdraw"): "WITHDRAWN",
    ("PUBLISHED", "withdraw"): "WITHDRAWN",
}


def end(start: str, act: str) -> str | None:
    """Gives the state to which a step takes a draft; None when it may not start from there."""
    return _STEPS.get((start, act))


def starts(act: str) -> tuple[str, ...]:
    """Lists the states from which a step may be taken."""
    return tuple(start for start, step in _STEPS if step == act)


def moderated_from(*, hiding: bool) -> tuple[str, ...]:
    """Lists the states of a comment from which it is hidden, or let through."""
    return ("RECEIVED", "PUBLISHED") if hiding else ("RECEIVED",)


def month_after(day: date) -> date:
    """Gives the day by which progress is told again: the same day of the next month, or its last."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    last = month_end(year, month)
    return last if day.day > last.day else date(year, month, day.day)
