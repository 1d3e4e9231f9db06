"""The act that writes a clause into a list."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func, select

from ledger.responsibilities import rules
from ledger.responsibilities.bearing_refusals import CommonElsewhere
from ledger.responsibilities.bindings import BIND, said_beside
from ledger.responsibilities.clauses import ClauseText, check_count, check_wording, said
from ledger.responsibilities.events import ClauseAdded
from ledger.responsibilities.refusals import ListNotFound, ListNotOpenToThis
from ledger.responsibilities.tables import clause, responsibility_list
from tenants.sitting import Sitting


@dataclass(frozen=True)
class AddClause:
    """A clause for a list; ``part`` is COMMON for what shall bind the next level too."""

    list: UUID
    text: ClauseText
    part: str = "OWN"
    despite_warnings: bool = False
    id: UUID | None = None
    """The key the clause shall have, where a file names it by a number of its own."""


async def add_clause(sitting: Sitting, given: AddClause) -> UUID:
    """Writes a clause into a list of one's own unit; it binds once the list is published.

    Given:    text, see ClauseText; despite_warnings, whether the clause is meant as it stands
              although it reads like another one.
    Gives:    the clause, a draft, last in its list, which has a new version.
    Refuses:  list.not_found, the rules of responsibility.add, list.wrong_state, for the common
              part the rules of responsibility.bind and clause.common_elsewhere,
              record.text_refused, clause.due_rule_refused, and for the own part clause.too_many, clause.looks_old,
              clause.looks_copied.
    Records:  ClauseAdded.
    Source:   domain 3.4, 个性清单 and the three checks.
    """
    owner = await sitting.fetch(
        responsibility_list, given.list, under="responsibility.read", missing=ListNotFound
    )
    sitting.decide("responsibility.add", owner)
    if rules.end("list", owner["state"], "add_clause") is None:
        raise ListNotOpenToThis(state=owner["state"])
    if given.part == "COMMON":
        sitting.decide(BIND, owner)
    columns = said(given.text)
    if given.part == "OWN":
        await check_count(sitting, owner)
        if not given.despite_warnings:
            await check_wording(sitting, owner, columns["title"])
    common = func.bool_or(and_(clause.c.part == "COMMON", clause.c.state.in_(rules.STANDING)))
    last = select(
        func.coalesce(func.max(clause.c.position), 0).label("last"), common.label("common")
    ).where(clause.c.root == sitting.root, clause.c.list_id == owner.id)
    (known,) = await sitting.rows(last)
    if given.part == "COMMON" and not known["common"] and await said_beside(sitting, owner):
        raise CommonElsewhere
    position = known["last"] + 1
    written = await sitting.insert(
        clause,
        {
            "holder": owner["holder"],
            "list_id": owner.id,
            "actor_type": owner["actor_type"],
            "year": owner["year"],
            "part": given.part,
            "position": position,
            "said_by": owner["holder"],
            **columns,
            **({} if given.id is None else {"id": given.id}),
        },
    )
    await sitting.change(owner, {})
    await sitting.record(ClauseAdded(written.id, 1, owner["holder"]))
    return written.id
