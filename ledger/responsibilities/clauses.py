"""What is written into a clause, and the three checks on an own part (domain 3.4, 避免三种现象)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from ledger.clocks.due import PERIOD_END, UnknownDuePhraseError, due_rule, fits
from ledger.responsibilities.bindings import in_turn
from ledger.responsibilities.refusals import (
    ClauseLooksCopied,
    ClauseLooksOld,
    ClauseNotFound,
    DueRuleRefused,
    ListNotFound,
    TooManyClauses,
)
from ledger.responsibilities.rules import COPIED_FROM, ENDED, OWN_CLAUSES, most_alike
from ledger.responsibilities.tables import clause, responsibility_list
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import counted, numbered, worded

COMPARED = 500
"""With how many clauses a new one is compared, the newest first."""

EXCERPT = 40
EVIDENCE = 20
"""How many kinds of evidence a clause names at most."""


@dataclass(frozen=True)
class ClauseText:
    """What a clause says."""

    title: str
    title_en: str = ""
    detail: str = ""
    cadence: str = "YEARLY"
    min_per_period: int = 1
    due_rule: str = "by 31 Dec"
    weight: int = 1
    evidence: tuple[str, ...] = ()


def said(text: ClauseText) -> dict[str, Any]:
    """Gives the columns of a clause's text.

    Refuses:  record.number_refused, clause.due_rule_refused, record.text_refused.
    """
    counted("evidence", len(text.evidence), most=EVIDENCE)
    _check_due_rule(text)
    return {
        "title": worded("title", text.title, most=200),
        "title_en": worded("titleEn", text.title_en, least=0, most=400),
        "detail": worded("detail", text.detail, least=0, most=4000),
        "cadence": text.cadence,
        "min_per_period": numbered("minPerPeriod", text.min_per_period, least=1, most=366),
        "due_rule": worded("dueRule", text.due_rule, most=200),
        "weight": numbered("weight", text.weight, least=0, most=100),
        "evidence": [worded("evidence", kind, most=100) for kind in text.evidence],
    }


def _check_due_rule(text: ClauseText) -> None:
    phrase, cadence = text.due_rule, text.cadence
    example = PERIOD_END.get(cadence, "15 working days")
    said = {"phrase": phrase[:EXCERPT], "cadence": cadence, "example": example}
    try:
        due_rule(phrase)
    except UnknownDuePhraseError as unread:
        raise DueRuleRefused(**said) from unread
    if not fits(phrase, cadence):
        raise DueRuleRefused(**said)


async def with_its_list(sitting: Sitting, key: UUID, *, bound: bool) -> tuple[Record, Record]:
    """Gives a clause that one reads and its list, decided on for amending it.

    The list is locked first, and with it, if wanted, all that the clause may bind: so does whatever
    publishes or ends a list, which changes the clauses then.
    Refuses:  clause.not_found, the rules of responsibility.amend, list.not_found.
    """
    seen = await _seen(sitting, key, lock=False)
    if bound:
        await in_turn(sitting, seen["list_id"])
    owner = await _amended_list(sitting, seen)
    return await _seen(sitting, key, lock=True), owner


async def _seen(sitting: Sitting, key: UUID, *, lock: bool) -> Record:
    return await sitting.fetch(clause, key, under="clause.read", missing=ClauseNotFound, lock=lock)


async def _amended_list(sitting: Sitting, of: Record) -> Record:
    """Gives the list of a clause, decided on for amending it.

    A common clause is read by those below, whose list is above: what they see is refused by the rule
    book, and hints at no more of the list than the clause says itself.
    """
    try:
        owner = await sitting.fetch(
            responsibility_list, of["list_id"], under="responsibility.read", missing=ListNotFound
        )
    except ListNotFound:
        facts = dict.fromkeys(responsibility_list.c.keys())
        said_by = {name: value for name, value in of.items() if name in facts}
        sitting.decide(
            "responsibility.amend",
            Record(responsibility_list, {**facts, **said_by, "id": of["list_id"]}),
        )
        raise
    sitting.decide("responsibility.amend", owner)
    return owner


async def check_count(sitting: Sitting, owner: Record) -> None:
    """Refuses clause.too_many when the own part is full (防止贪大求全)."""
    query = select(func.count().label("written")).where(
        clause.c.root == sitting.root,
        clause.c.list_id == owner.id,
        clause.c.part == "OWN",
        clause.c.state.not_in(ENDED),
        # A draft that will take the place of another adds none.
        or_(clause.c.supersedes.is_(None), clause.c.state == "PUBLISHED"),
    )
    if (await sitting.rows(query))[0]["written"] >= OWN_CLAUSES:
        raise TooManyClauses(limit=OWN_CLAUSES)


async def check_wording(
    sitting: Sitting, owner: Record, title: str, *, instead_of: UUID | None = None
) -> None:
    """Refuses clause.looks_old and clause.looks_copied (避免新瓶装旧酒, 避免照搬照抄).

    Only clauses that the viewer may read are compared, so that a warning tells nothing new.
    """
    own = await _titles(
        sitting,
        clause.c.holder == owner["holder"],
        clause.c.year < owner["year"],
        but=instead_of,
    )
    alike, which = most_alike(title, own)
    if alike == 1.0:
        raise ClauseLooksOld(year=own[which], other=which[:EXCERPT])
    others = await _titles(
        sitting,
        clause.c.holder != owner["holder"],
        # The line above speaks to this unit; repeating others' own parts is what is warned of.
        clause.c.part == "OWN",
        but=instead_of,
    )
    alike, which = most_alike(title, others)
    if alike >= COPIED_FROM:
        raise ClauseLooksCopied(percent=int(alike * 100), other=which[:EXCERPT])


async def _titles(sitting: Sitting, *where: Any, but: UUID | None) -> dict[str, int]:
    query = (
        select(clause.c.title, clause.c.year)
        .where(clause.c.root == sitting.root, *where, sitting.readable(clause, "clause.read"))
        .order_by(clause.c.id.desc())
        .limit(COMPARED)
    )
    if but is not None:
        query = query.where(clause.c.id != but)
    return {row["title"]: row["year"] for row in await sitting.rows(query)}
