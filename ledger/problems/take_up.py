"""The act by which the superior draws a problem in (收网)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems import rules
from ledger.problems.events import ProblemTakenUp
from ledger.problems.lists import listing
from ledger.problems.refusals import GroundUnknown
from ledger.problems.stepping import Told, fetched, hopped, line_rules, opened, stepped
from ledger.problems.tracking import retracked
from tenants.sitting import Sitting


@dataclass(frozen=True)
class TakeUp:
    """The problem, the version that was read, the ground, a word on it, and how much is shown below."""

    problem: UUID
    expected_version: int
    ground: str
    text: str = ""
    shown: str | None = None
    track: str | None = None


async def take_up(sitting: Sitting, given: TakeUp) -> UUID:
    """Takes a waiting problem up from a direct subordinate: it moves one level.

    Given:    ground, one of LAGGING, CROSS_UNIT_AND_HARD, WIDESPREAD; shown, NONE, THAT, WHO or
              ALL, as the line has set when left out; track, where the one on which it is handled was
              wrongly chosen.
    Gives:    the problem, held by the viewer's post and on the level's list.
    Refuses:  problem.not_found, the rules of problem.take_up, problem.stale, problem.wrong_state,
              problem.ground_unknown, problem.track_unknown, problem.track_loosened,
              problem.track_missed, problem.skips_a_level.
    Records:  ProblemTakenUp.
    Source:   seed 0, 收网、市级清单只收三类; transition t11.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.take_up", found)
    end = opened(sitting, found, "take_up", version=given.expected_version)
    if given.ground not in rules.ADMITTING:
        raise GroundUnknown(ground=given.ground[:40], known=", ".join(rules.ADMITTING))
    found = await retracked(sitting, found, given.track)
    below = found["holder"]
    shown = given.shown or (await line_rules(sitting, sitting.tenant))["shown"]
    found = await hopped(
        sitting,
        found,
        child=below,
        parent=sitting.tenant,
        direction="UP",
        post=sitting.viewer.post,
        note=given.text,
        shown=shown,
    )
    told = Told(given.text, given.ground, shown, below)
    changes = {"state": end, "lead_post": None, **await listing(sitting, found)}
    changed = await stepped(sitting, found, "take_up", changes=changes, told=told)
    await sitting.record(ProblemTakenUp(changed.id, changed.version, changed["holder"]))
    return changed.id
