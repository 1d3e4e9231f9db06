"""The act that finds a closed problem still solved (回头看合格)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from ledger.problems.events import ProblemClosed
from ledger.problems.evidence import evidence_given
from ledger.problems.figures import in_force
from ledger.problems.handling import by_another
from ledger.problems.refusals import GroundUnknown
from ledger.problems.staffing import evidence_lists
from ledger.problems.stepping import Told, fetched, line_rules, opened, stepped
from ledger.rechecks import rules
from ledger.rechecks.planning import another_look, rechecks_of, standing_closing
from ledger.rechecks.refusals import NothingToRecheck, RecheckedByHandler
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class PassRecheck:
    """The problem, the version that was read, the grade, and what was seen on site."""

    problem: UUID
    expected_version: int
    grade: str
    text: str
    files: tuple[str, ...] = ()


async def pass_recheck(sitting: Sitting, given: PassRecheck) -> UUID:
    """Confirms a closing at its re-check.

    Given:    grade, GOOD, FAIRLY_GOOD, ORDINARY or POOR; text, 1 to 4,000 characters;
              files, the SHA-256 of evidence that the viewer uploaded and nothing has claimed.
    Gives:    the problem, closed; ORDINARY and POOR order a second look in 30 days, or
              sooner where the line has set so.
    Refuses:  problem.not_found, the rules of problem.recheck, problem.stale, problem.wrong_state,
              problem.ground_unknown, recheck.nothing_open, recheck.by_handler,
              record.text_refused, problem.evidence_missing, file.not_stored,
              record.number_refused.
    Records:  ProblemClosed.
    Source:   domain 6.9; transition t30.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.recheck", found)
    end = opened(sitting, found, "pass_recheck", version=given.expected_version)
    await by_another(sitting, found, RecheckedByHandler)
    if given.grade not in rules.GRADES:
        raise GroundUnknown(ground=given.grade[:40], known=", ".join(rules.GRADES))
    evidence_given(await evidence_lists(sitting, found), found, given.files)
    text = worded("text", given.text, most=4000)
    sheet = await standing_closing(sitting, found)
    current = await rechecks_of(sitting, sheet, "OPEN")
    if not current:
        raise NothingToRecheck
    said = {
        "state": "HELD",
        "grade": given.grade,
        "text": text,
        "done_at": sitting.now,
        "rechecked_by": sitting.viewer.person,
    }
    await sitting.change(current[0], said)
    if given.grade in ("ORDINARY", "POOR"):
        days = in_force(await line_rules(sitting, sheet["level"]), "RECHECK_AFTER_POOR")
        due_on = sitting.today + timedelta(days=days)
        await another_look(sitting, sheet, reason="SECOND", due_on=due_on)
    told = Told(text, reason=given.grade, shown="ALL", files=given.files)
    changed = await stepped(sitting, found, "pass_recheck", changes={"state": end}, told=told)
    await sitting.record(ProblemClosed(changed.id, changed.version, changed["holder"]))
    return changed.id
