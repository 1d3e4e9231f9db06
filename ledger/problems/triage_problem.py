"""The act that gives a problem its class (研判贴标)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from ledger.problems import rules
from ledger.problems.events import ProblemListed, ProblemStepProposed
from ledger.problems.figures import class_days
from ledger.problems.lists import ClassedAbove, listed_above
from ledger.problems.refusals import GroundUnknown
from ledger.problems.seconding import asks_a_second, proposed
from ledger.problems.stepping import Told, fetched, line_rules, opened, stepped
from ledger.problems.tracking import leads_to, retracked
from tenants.records import Record
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
    Gives:    the problem, labelled, due no later than its class allows; listed as before where the
              line asks for a second person, until the head of the unit confirms or declines.
    Refuses:  problem.not_found, the rules of problem.list, problem.stale, problem.wrong_state,
              problem.ground_unknown, problem.classed_above, problem.track_unknown,
              problem.track_loosened, problem.track_missed.
    Records:  ProblemStepProposed, ProblemListed.
    Source:   seed 0, 红黄蓝; domain 6.6; transition t12 (decision 0012).
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.list", found)
    opened(sitting, found, "triage_problem", version=given.expected_version)
    if given.label not in rules.CLASSES:
        raise GroundUnknown(ground=given.label[:40], known=", ".join(rules.CLASSES))
    if given.mode is not None and given.mode not in rules.MODES:
        raise GroundUnknown(ground=given.mode[:40], known=", ".join(rules.MODES))
    how = {"mode": given.mode, "track": given.track}
    if await asks_a_second(sitting, "TRIAGE"):
        _bound(sitting, found, given.label)
        await leads_to(sitting, found, given.track)
        changed = await proposed(
            sitting, found, "TRIAGE", ground=given.label, text=given.text, **how
        )
        await sitting.record(ProblemStepProposed(changed.id, changed.version, changed["holder"]))
        return changed.id
    changed = await _labelled(sitting, found, given.text, ground=given.label, **how)
    await sitting.record(ProblemListed(changed.id, changed.version, changed["holder"]))
    return changed.id


async def triaged(sitting: Sitting, found: Record, text: str) -> Record:
    """Classes a problem as it was proposed.

    Refuses:  problem.classed_above, problem.track_unknown, problem.track_loosened,
              problem.track_missed.
    """
    said = {name: found[f"proposed_{name}"] for name in ("ground", "mode", "track")}
    return await _labelled(sitting, found, text, **said)


def _bound(sitting: Sitting, found: Record, label: str) -> None:
    """Holds that whoever works under the order of a level above keeps its class."""
    above = listed_above(found, sitting.tenant, line=sitting.viewer.lineage)
    if above and found["class"] not in {None, label}:
        raise ClassedAbove(label=found["class"])


async def _labelled(
    sitting: Sitting,
    found: Record,
    text: str,
    *,
    ground: str,
    mode: str | None,
    track: str | None,
) -> Record:
    _bound(sitting, found, ground)
    found = await retracked(sitting, found, track)
    line = await line_rules(sitting, sitting.tenant)
    due_on = sitting.today + timedelta(days=class_days(line, ground))
    # The colour follows the class as the line has set it; nothing ever asks for the colour.
    colour = line[ground.lower()]
    changes = {"state": "TRIAGED", "class": ground, "colour": colour, "due_on": due_on}
    changes |= {"mode": mode}
    return await stepped(sitting, found, "triage_problem", changes=changes, told=Told(text))
