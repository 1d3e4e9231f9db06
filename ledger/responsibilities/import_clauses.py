"""The act that brings the own clauses of a list to what a file says."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.amend_clause import AmendClause, amend_clause
from ledger.responsibilities.clauses import said
from ledger.responsibilities.file_rows import ClauseRow
from ledger.responsibilities.refusals import ClauseNotFound
from ledger.responsibilities.rules import STANDING
from ledger.responsibilities.tables import clause
from ledger.sheets.as_previewed import Done, mark_of, must_be_as_previewed
from storage.ids import parsed
from tenants.long_acts import go_on
from tenants.recording_later import Recorder
from tenants.records import Record
from tenants.sitting import Sitting

_AT_ONCE = 50
"""After so many the context is signed anew: a long act outlives the one it began with."""


@dataclass(frozen=True)
class ImportClauses:
    """The list, the rows of a file about its own clauses, and the mark of what was previewed."""

    list: UUID
    rows: tuple[ClauseRow, ...]
    despite_warnings: bool = False
    expected: str | None = field(default=None, metadata={"digest": False})


async def import_clauses(sitting: Sitting, given: ImportClauses) -> UUID:
    """Adds the clauses that are new and amends those that read otherwise, each by its own act.

    Given:    rows, named by numbers of the file or by ids of an export.
    Gives:    the list. A second import of the same file changes nothing.
    Refuses:  clause.not_found, sheet.changed, and whatever adding or amending one of them is
              refused for.
    Records:  ClauseAdded, ClauseAmended.
    """
    doing, done = Recorder.over(sitting), []
    for n, row in enumerate(given.rows):
        if n % _AT_ONCE == _AT_ONCE - 1:
            await go_on(doing)
        if (made := await take_clause(doing, given, row)) is not None:
            done.append(made)
    must_be_as_previewed(given.expected, mark_of(sitting, given, done))
    await doing.write()
    return given.list


async def take_clause(sitting: Sitting, given: ImportClauses, row: ClauseRow) -> Done | None:
    """Does what one row says. Gives ``add`` or ``amend`` with the clause that stood, or None where
    it is so already.

    Refuses:  clause.not_found, the refusals of adding and of amending a clause.
    """
    warned = given.despite_warnings
    key = row.id_in(given.list)
    first = await _by_id(sitting, given.list, key)
    if first is None:
        if parsed(row.key) is not None:
            raise ClauseNotFound
        await add_clause(sitting, AddClause(given.list, row.text, despite_warnings=warned, id=key))
        return "add", key, 0
    now = await _standing(sitting, first)
    columns = said(row.text)
    if all(now[name] == value for name, value in columns.items()):
        return None
    await amend_clause(sitting, AmendClause(now.id, now.version, row.text, despite_warnings=warned))
    return "amend", now.id, now.version


async def _by_id(sitting: Sitting, owner: UUID, key: UUID) -> Record | None:
    query = select(clause).where(
        clause.c.root == sitting.root,
        clause.c.id == key,
        clause.c.list_id == owner,
        clause.c.part == "OWN",
        sitting.readable(clause, "clause.read"),
    )
    found = await sitting.rows(query)
    return Record(clause, found[0]) if found else None


async def _standing(sitting: Sitting, first: Record) -> Record:
    """The clause that stands where one was written: its draft successor, if there is one.

    Refuses:  clause.not_found when it was retired.
    """
    query = (
        select(clause)
        .where(
            clause.c.root == sitting.root,
            clause.c.list_id == first["list_id"],
            clause.c.part == "OWN",
            clause.c.position == first["position"],
            clause.c.state.in_(STANDING),
            sitting.readable(clause, "clause.read"),
        )
        .order_by(clause.c.state, clause.c.id.desc())
    )
    found = await sitting.rows(query)
    if not found:
        raise ClauseNotFound
    return Record(clause, found[0])
