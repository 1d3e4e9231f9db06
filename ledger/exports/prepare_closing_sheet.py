"""The act by which somebody sets out to print the closing sheet of a problem (打印销号单)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.exports.events import ExportPrepared
from ledger.exports.record_export import oneself
from ledger.exports.refusals import NothingToStrikeOff
from ledger.problems.refusals import ProblemNotFound
from ledger.problems.rules import CLAIMED
from ledger.problems.tables import problem
from storage.ids import printed
from tenants.sitting import Sitting

KIND = "CLOSING_SHEET"
"""As which it stands in the audit."""


@dataclass(frozen=True)
class PrepareClosingSheet:
    """Of which problem."""

    problem: UUID


async def prepare_closing_sheet(sitting: Sitting, given: PrepareClosingSheet) -> UUID:
    """Writes into the audit that somebody sets out to print a closing sheet, and of what.

    Given:    a problem of which completion has been claimed.
    Gives:    whoever it is. What stands on the sheet is what they may read at that moment.
    Refuses:  problem.not_found, the rules of problem.read, export.not_claimed, export.nobody, the
              rules of person.read.
    Records:  ExportPrepared.
    Source:   seed 0, “销号单” (S0-27).
    """
    found = await sitting.fetch(
        problem, given.problem, under="problem.read", missing=ProblemNotFound, lock=False
    )
    sitting.decide("problem.read", found)
    if found["state"] not in CLAIMED:
        raise NothingToStrikeOff(state=found["state"])
    somebody = await oneself(sitting)
    sitting.request = f"{sitting.request} {KIND} {printed('Problem', found.id)}"
    await sitting.record(ExportPrepared(somebody.id, 1, sitting.tenant))
    return somebody.id
