"""Two persons for one step: one proposes, another of the unit confirms or declines (两人办理).

Until then the problem stays in its state, its clocks run on, and those below are told nothing. A
rejection is always so; listing and labelling where the level, or one above it, has asked for it.
``migrations/gates/problems.sql`` holds the two apart for everyone who can write SQL.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ledger.problems.proposal_columns import STEPS
from ledger.problems.stepping import Told, line_rules, rows_of, stepped
from ledger.problems.tables import happening
from tenants.records import Record
from tenants.refusals import Conflict
from tenants.sitting import Sitting

CONFIRMED_BY: Mapping[str, str] = {
    "REGISTERED": "problem.confirm_rejection",
    "BANKED": "problem.confirm_listing",
    "LISTED": "problem.confirm_listing",
}
"""Under which action the second person acts, by the state in which a step waits."""


@dataclass(eq=False)
class NothingProposed(Conflict):
    """Nobody has proposed a step on this problem that waits for a second person."""

    code: ClassVar[str] = "problem.nothing_proposed"
    zh: ClassVar[str] = "这个问题没有等待第二人确认的办理。"


@dataclass(eq=False)
class NeedsASecondPerson(Conflict):
    """This step is proposed by one person and confirmed by another of the same unit."""

    code: ClassVar[str] = "problem.needs_a_second_person"
    zh: ClassVar[str] = "这一步须由一人提出、本单位另一人确认。"
    constraint: ClassVar[str] = "problem_seconded"


async def asks_a_second(sitting: Sitting, step: str) -> bool:
    """Says whether the line of the viewer's unit asks for a second person for a step."""
    return step in (await line_rules(sitting, sitting.tenant))["second_steps"]


async def proposed(  # what is proposed, and each thing that is said with it
    sitting: Sitting,
    found: Record,
    step: str,
    *,
    ground: str | None = None,
    mode: str | None = None,
    track: str | None = None,
    text: str = "",
) -> Record:
    """Writes down a step that a second person is to confirm; an earlier one gives way to it.

    Gives:    the problem, in the state in which it was.
    """
    changes = {
        "proposal": step,
        "proposed_by": sitting.viewer.person,
        "proposed_ground": ground,
        "proposed_mode": mode,
        "proposed_track": track,
    }
    # Those it came from hear nothing of what may not come to be.
    told = Told(text, step, "NONE")
    return await stepped(sitting, found, "propose_step", changes=changes, told=told)


def waiting(found: Record) -> str:
    """Gives the step that waits for a second person, by its act.

    Refuses:  problem.nothing_proposed.
    """
    if found["proposal"] is None:
        raise NothingProposed
    return STEPS[found["proposal"]]


async def said_with_it(sitting: Sitting, found: Record) -> str:
    """Gives what was said with the step that waits."""
    story = await rows_of(sitting, happening, found)
    said: str = [one["text"] for one in story if one["act"] == "propose_step"][-1]
    return said
