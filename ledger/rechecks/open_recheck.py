"""The act that looks at a closed problem again (回头看)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemRechecked
from ledger.problems.handling import by_another
from ledger.problems.refusals import GroundUnknown
from ledger.problems.stepping import Told, fetched, opened, stepped
from ledger.rechecks import rules
from ledger.rechecks.planning import another_look, rechecks_of, standing_closing
from ledger.rechecks.refusals import RecheckedByHandler
from tenants.sitting import Sitting


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
              next at a major item it is one besides, and the plan stays as it is.
    Refuses:  problem.not_found, the rules of problem.recheck, problem.stale, problem.wrong_state,
              problem.ground_unknown, recheck.nothing_open, recheck.by_handler.
    Records:  ProblemRechecked.
    Source:   seed 0, 回头看; domain 6.9; transition t29.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.recheck", found)
    end = opened(sitting, found, "open_recheck", version=given.expected_version)
    await by_another(sitting, found, RecheckedByHandler)
    if given.form not in rules.FORMS:
        raise GroundUnknown(ground=given.form[:40], known=", ".join(rules.FORMS))
    sheet = await standing_closing(sitting, found)
    who = {"state": "OPEN", "form": given.form, "rechecked_by": sitting.viewer.person}
    planned = [
        one
        for one in await rechecks_of(sitting, sheet, "PLANNED")
        if rules.ripe(one["reason"], one["due_on"], sitting.today)
    ]
    if planned:
        await sitting.change(planned[0], who)
    else:
        await another_look(sitting, sheet, reason="ORDERED", due_on=sitting.today, **who)
    # A hidden visit stays hidden: those below see that a step was taken, not which words.
    shown = "THAT" if given.form == "HIDDEN_VISIT" else "ALL"
    told = Told(given.text, shown=shown)
    changed = await stepped(sitting, found, "open_recheck", changes={"state": end}, told=told)
    await sitting.record(ProblemRechecked(changed.id, changed.version, changed["holder"]))
    return changed.id
