"""The act that looks at a closed problem again (回头看)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ledger.problems.events import ProblemRechecked
from ledger.problems.handling import by_another
from ledger.problems.refusals import GroundUnknown, ProblemNotOpenToThis
from ledger.problems.stepping import TEXT, Told, fetched, opened, stepped
from ledger.rechecks import rules
from ledger.rechecks.events import HiddenVisitOpened
from ledger.rechecks.planning import another_look, rechecks_of, standing_closing
from ledger.rechecks.refusals import RecheckedByHandler
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class OpenRecheck:
    """The problem, the version that was read, in which form, and why it was chosen."""

    problem: UUID
    expected_version: int
    form: str = "ON_SITE"
    text: str = ""


async def open_recheck(sitting: Sitting, given: OpenRecheck) -> UUID:
    """Opens the re-check of a closed problem: the one planned next, or one ordered now.

    Given:    form, ON_SITE, DOCUMENTS, CALL or HIDDEN_VISIT.
    Gives:    the problem, being re-checked by whoever opened it. Before the days of the look planned
              next at a major item it is one besides, and the plan stays as it is. A hidden visit
              (暗访) leaves the problem as it is, closed, and its story too, until it took place.
    Refuses:  problem.not_found, the rules of problem.recheck, problem.stale, problem.wrong_state,
              problem.ground_unknown, recheck.nothing_open, recheck.by_handler, record.text_refused.
    Records:  HiddenVisitOpened, ProblemRechecked.
    Source:   seed 0, 回头看; domain 6.9; transition t29.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.recheck", found)
    end = opened(sitting, found, "open_recheck", version=given.expected_version)
    await by_another(sitting, found, RecheckedByHandler)
    if given.form not in rules.FORMS:
        raise GroundUnknown(ground=given.form[:40], known=", ".join(rules.FORMS))
    text = worded("text", given.text, least=0, most=TEXT)
    sheet = await standing_closing(sitting, found)
    if await rechecks_of(sitting, sheet, "OPEN"):
        # A hidden visit is under way, which the row of the problem does not say.
        raise ProblemNotOpenToThis(state="RECHECKING")
    look = await _opened(sitting, sheet, {"form": given.form, "why": text})
    if given.form == rules.HIDDEN:
        # Whoever holds it reads its story and hears of each of its changes: so there is none yet.
        await sitting.record(HiddenVisitOpened(look.id, look.version, sitting.tenant))
        return found.id
    told = Told(text, shown="ALL")
    changed = await stepped(sitting, found, "open_recheck", changes={"state": end}, told=told)
    await sitting.record(ProblemRechecked(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _opened(sitting: Sitting, sheet: Record, said: Mapping[str, Any]) -> Record:
    """Opens the look planned next, or one besides where no day of a planned one has come."""
    who = {"state": "OPEN", "rechecked_by": sitting.viewer.person, **said}
    for one in await rechecks_of(sitting, sheet, "PLANNED"):
        if rules.ripe(one["reason"], one["due_on"], sitting.today):
            return await sitting.change(one, who)
    return await another_look(sitting, sheet, reason="ORDERED", due_on=sitting.today, **who)
