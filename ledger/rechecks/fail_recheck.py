"""The act that finds a closed problem back again (反弹)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.problems.events import ProblemReturned
from ledger.problems.handling import by_another
from ledger.problems.stepping import Told, fetched, opened, stepped
from ledger.rechecks import rules
from ledger.rechecks.events import ReboundFound, SummonsProposed
from ledger.rechecks.planning import rechecks_of, standing_closing
from ledger.rechecks.refusals import NothingToRecheck, RecheckedByHandler
from ledger.rechecks.tables import rebound
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class FailRecheck:
    """The problem, its version, what was seen on site, and whether it was never solved at all."""

    problem: UUID
    expected_version: int
    text: str
    false_closing: bool = False
    files: tuple[str, ...] = ()


async def fail_recheck(sitting: Sitting, given: FailRecheck) -> UUID:
    """Cancels a closing: the problem is back, which is charged to the level that closed it.

    Given:    text, 1 to 4,000 characters;
              files, the SHA-256 of evidence that the viewer uploaded and nothing has claimed.
    Gives:    the problem, returned to work; what else was planned for its closing lapses, the
              superior is told on the same day, and from the second time on a summons is proposed.
    Refuses:  problem.not_found, the rules of problem.recheck, problem.stale, problem.wrong_state,
              recheck.nothing_open, recheck.by_handler, record.text_refused, file.not_stored,
              record.number_refused.
    Records:  ReboundFound, SummonsProposed, ProblemReturned.
    Source:   domain 6.9; transition t31.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.recheck", found)
    end = opened(sitting, found, "fail_recheck", version=given.expected_version)
    await by_another(sitting, found, RecheckedByHandler)
    text = worded("text", given.text, most=4000)
    sheet = await standing_closing(sitting, found)
    current = await rechecks_of(sitting, sheet, "OPEN")
    if not current:
        raise NothingToRecheck
    said = {"state": "REBOUND", "grade": "POOR", "text": text, "done_at": sitting.now}
    look = await sitting.change(current[0], {**said, "rechecked_by": sitting.viewer.person})
    for other in await rechecks_of(sitting, sheet, "PLANNED"):
        await sitting.change(other, {"state": "LAPSED"})
    cancelled = {"cancelled_at": sitting.now, "false_closing": given.false_closing}
    await sitting.change(sheet, cancelled)
    times = found["recurrences"] + 1
    again = {"recurrences": times, "returns": found["returns"] + 1, "closed_by": None}
    changed = await stepped(
        sitting,
        found,
        "fail_recheck",
        changes={"state": end, **again},
        told=Told(text, shown="ALL", files=given.files),
    )
    told = await _alerted(sitting, sheet, look, times=times)
    await sitting.record(ReboundFound(told.id, 1, told["alerted"]))
    if told["proposal"] == "SUMMONS":
        await sitting.record(SummonsProposed(told.id, 1, told["alerted"]))
    await sitting.record(ProblemReturned(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _alerted(sitting: Sitting, sheet: Record, look: Record, *, times: int) -> Record:
    """Writes the row that tells the superior; the database says who that is."""
    written = await sitting.insert(
        rebound,
        {
            "holder": sheet["holder"],
            "problem_id": sheet["problem_id"],
            "closing_id": sheet.id,
            "recheck_id": look.id,
            "times": times,
            "proposal": "SUMMONS" if times >= rules.SUMMONS_FROM else "NONE",
            "found_on": sitting.today,
            "found_at": sitting.now,
        },
    )
    query = select(rebound).where(rebound.c.root == sitting.root, rebound.c.id == written.id)
    (row,) = await sitting.rows(query)
    return Record(rebound, row)
