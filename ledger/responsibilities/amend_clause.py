"""The act that writes the next version of a clause."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.responsibilities import rules
from ledger.responsibilities.bindings import BIND
from ledger.responsibilities.clauses import ClauseText, check_wording, said, with_its_list
from ledger.responsibilities.events import ClauseAmended
from ledger.responsibilities.refusals import (
    ClauseNotOpenToThis,
    ClauseStale,
)
from ledger.responsibilities.tables import clause
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class AmendClause:
    """The clause, the version that was read, and the whole text that shall take its place."""

    clause: UUID
    expected_version: int
    text: ClauseText
    despite_warnings: bool = False


async def amend_clause(sitting: Sitting, given: AmendClause) -> UUID:
    """Writes the successor of a clause; a published one binds until the list is published again.

    Gives:    the successor, a draft that names what it supersedes; an earlier draft of one falls,
              and the list has a new version.
    Refuses:  clause.not_found, list.not_found, the rules of responsibility.amend, clause.stale,
              clause.wrong_state, for the common part the rules of responsibility.bind,
              record.text_refused, clause.due_rule_refused, clause.looks_old,
              clause.looks_copied.
    Records:  ClauseAmended.
    """
    old, owner = await with_its_list(sitting, given.clause, bound=False)
    sitting.check_version(old, given.expected_version, ClauseStale)
    end = rules.end("clause", old["state"], "amend_clause")
    # What was handed on belongs to the level that said it.
    if end is None or old["handed_on_from"] is not None:
        raise ClauseNotOpenToThis(state=old["state"])
    if old["part"] == "COMMON":
        sitting.decide(BIND, owner)
    columns = said(given.text)
    if old["part"] == "OWN" and not given.despite_warnings:
        await check_wording(sitting, owner, columns["title"], instead_of=old.id)
    amended = await sitting.change(old, {"state": end})
    await _drop_earlier(sitting, old)
    written = await sitting.insert(
        clause,
        {
            "holder": owner["holder"],
            "list_id": owner.id,
            "actor_type": owner["actor_type"],
            "year": owner["year"],
            "part": old["part"],
            "position": old["position"],
            "duty_id": old["duty_id"],
            "said_by": owner["holder"],
            "supersedes": old["id"] if end == "PUBLISHED" else old["supersedes"],
            **columns,
        },
    )
    await sitting.change(owner, {})
    await sitting.record(ClauseAmended(amended.id, amended.version, owner["holder"]))
    return written.id


async def _drop_earlier(sitting: Sitting, old: Record) -> None:
    """Retires drafts that would also take this clause's place: it has one successor."""
    query = select(clause).where(
        clause.c.root == sitting.root,
        clause.c.list_id == old["list_id"],
        clause.c.supersedes == old.id,
        clause.c.state == "DRAFT",
    )
    for row in await sitting.rows(query.with_for_update()):
        await sitting.change(Record(clause, row), {"state": "WITHDRAWN"})
