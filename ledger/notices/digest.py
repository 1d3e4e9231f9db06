"""The day's digest: how many things of which kind wait, and one link. No title, no name, no fact.

Each notice is looked at once more before it leaves: under the rights that its reader has now, in
the post in which it concerns them. What they may not read is not even counted.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Table, Uuid

from ledger.notices.kinds import OF_ONESELF, TITLES
from ledger.notices.shelf import POINTED_AT
from policies.enforcer import Enforcer
from tenants.refusals import Language, ViewerPostNotHeld
from tenants.viewer import Viewer, viewer_from


@dataclass(frozen=True)
class Letter:
    """What leaves the house: to whom, and words that say nothing of any case."""

    digest: UUID
    sender: str
    address: str
    language: Language
    subject: str
    text: str
    link: str
    count: int


def letter_of(
    claimed: Mapping[str, Any], enforcer: Enforcer, *, today: date, link: str
) -> Letter | None:
    """Writes the letter of a claimed digest.

    Given:    claimed, as the gate ``app.claim_digest`` answers.
    Gives:    None when nothing is left that its reader may see.
    """
    kinds: Counter[str] = Counter()
    viewers: dict[str, Viewer | None] = {}
    for one in claimed["notices"]:
        post = one["post"]
        if post not in viewers:
            viewers[post] = _reader(claimed["person"], UUID(post), enforcer, today)
        viewer = viewers[post]
        if viewer is not None and _may_read(enforcer, viewer, one, today):
            kinds[one["kind"]] += 1
    if not kinds:
        return None
    language: Language = "en" if claimed["person"]["language"] == "EN" else "zh"
    subject, text = _worded(kinds, language)
    return Letter(
        digest=UUID(claimed["digest"]),
        sender=claimed["sender"],
        address=claimed["address"],
        language=language,
        subject=subject,
        text=text,
        link=link,
        count=kinds.total(),
    )


def _reader(
    person: Mapping[str, Any], post: UUID, enforcer: Enforcer, today: date
) -> Viewer | None:
    try:
        return viewer_from(person, post=post, enforcer=enforcer, today=today)
    except ViewerPostNotHeld:
        return None


def _may_read(enforcer: Enforcer, viewer: Viewer, one: Mapping[str, Any], today: date) -> bool:
    return one["kind"] in OF_ONESELF or any(
        enforcer.decide(viewer, f"{name}.read", _typed(table, one[name]), today=today).allowed
        for name, table in POINTED_AT.items()
        if one[name] is not None
    )


def _typed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Gives a row of JSON with keys and days as what they are."""
    found = dict.fromkeys(table.c.keys()) | dict(row)
    for column in table.c:
        said = found[column.name]
        if isinstance(said, str) and isinstance(column.type, Uuid):
            found[column.name] = UUID(said)
        elif isinstance(said, str) and isinstance(column.type, Date):
            found[column.name] = date.fromisoformat(said)
    return found


def _worded(kinds: Mapping[str, int], language: Language) -> tuple[str, str]:
    total = sum(kinds.values())
    if language == "en":
        lines = [f"{count} × {TITLES[kind].en}" for kind, count in kinds.items()]
        things = "thing waits" if total == 1 else "things wait"
        return f"Levelwise: {total} {things} for you", "\n".join(lines)
    lines = [f"{TITLES[kind].zh}：{count}项" for kind, count in kinds.items()]
    return f"层层抓落实：您有{total}项提醒", "\n".join(lines)
