"""The act that gives a problem its class (研判贴标)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from ledger.problems import rules
from ledger.problems.events import ProblemListed
from ledger.problems.lists import ClassedAbove, listed_above
from ledger.problems.refusals import GroundUnknown
from ledger.problems.stepping import Told, fetched, line_rules, opened, stepped
from ledger.problems.tracking import retracked
from ledger.settings.figures import class_days
from tenants.sitting import Sitting


@dataclass(frozen=True)
class TriageProblem:
    """The problem, the version that was read, its class, and what is thought to be the cause."""

    problem: UUID
    expected_version: int
    label: str
    text: str = ""
    mode: str | None = None
    track: str | None = None


async def triage_problem(sitting: Sitting, given: TriageProblem) -> UUID:
    """Classes a listed problem; the colour follows the class.

    Given:    label, one of AT_ONCE, SET_TIME, STAGED; mode, one of BY_CLASS, JOINT, INTEGRATED; track, where
              the one on which it is handled was wrongly chosen.
    Gives:    the problem, labelled, due no later than its class allows.
    Refuses:  problem.not_found, the rules of problem.list, problem.stale, problem.wrong_state,
              problem.ground_unknown, problem.classed_above, problem.track_unknown,
              problem.track_loosened, problem.track_missed.
    Records:  ProblemListed.
    Source:   seed 0, 红黄蓝; domain 6.6; transition t12.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.list", found)
    end = opened(sitting, found, "triage_problem", version=given.expected_version)
    if given.label not in rules.CLASSES:
        raise GroundUnknown(ground=given.label[:40], known=", ".join(rules.CLASSES))
    above = listed_above(found, sitting.tenant, line=sitting.viewer.lineage)
    if above and found["class"] not in {None, given.label}:
        raise ClassedAbove(label=found["class"])
    found = await retracked(sitting, found, given.track)
    line = await line_rules(sitting, sitting.tenant)
    due_on = sitting.today + timedelta(days=class_days(line, given.label))
    # The colour follows the class as the line has set it; nothing ever asks for the colour.
    colour = line[given.label.lower()]
    if given.mode is not None and given.mode not in rules.MODES:
        raise GroundUnknown(ground=given.mode[:40], known=", ".join(rules.MODES))
    changes = {"state": end, "class": given.label, "colour": colour, "due_on": due_on}
    changes |= {"mode": given.mode}
    changed = await stepped(
        sitting, found, "triage_problem", changes=changes, told=Told(given.text)
    )
    await sitting.record(ProblemListed(changed.id, changed.version, changed["holder"]))
    return changed.id
