"""The act that hands a problem down: unit, lead leader and deadline, all three (交办)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.problems.deadlines import of_its_class, within
from ledger.problems.events import ProblemHandedDown
from ledger.problems.lists import listed_here, ordered_until
from ledger.problems.refusals import ExchangesUsedUp
from ledger.problems.staffing import apart_from
from ledger.problems.stepping import (
    Told,
    fetched,
    hopped,
    line_rules,
    lying_at,
    opened,
    sent_back,
    stepped,
    unit,
)
from tenants.records import Record
from tenants.sitting import Sitting

OBJECTED = "object_to_assignment"


@dataclass(frozen=True)
class HandDown:
    """The problem, the version that was read, unit, lead leader's post, deadline, and the order."""

    problem: UUID
    expected_version: int
    unit: UUID
    lead_post: UUID
    deadline: date
    text: str = ""
    shown: str | None = None


async def hand_down(sitting: Sitting, given: HandDown) -> UUID:
    """Hands a problem down to a direct subordinate or a department of the same level.

    Given:    deadline, from today on, no later than the days of its class nor than the own order; shown,
              how much those below see of it: as the line has set when left out.
    Gives:    the problem, held by the lead leader's post.
    Refuses:  problem.not_found, the rules of problem.hand_down, problem.stale, problem.wrong_state,
              the rules of problem.hand_down_to, problem.unit_not_found, problem.deadline_passed,
              problem.deadline_too_late, problem.listed_nowhere, problem.exchanges_used_up,
              problem.skips_a_level, problem.post_not_there.
    Records:  ProblemHandedDown.
    Source:   seed 0, 责任主体、牵头领导、完成时限; transitions t13, t36.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.hand_down", found)
    opened(sitting, found, "hand_down", version=given.expected_version)
    changed = await handed_down(sitting, found, given)
    await sitting.record(ProblemHandedDown(changed.id, changed.version, changed["holder"]))
    return changed.id


async def handed_down(sitting: Sitting, found: Record, given: HandDown) -> Record:
    """Hands a problem down that a unit has in hand, to whom and until when the ladder lets it.

    Gives:    the problem as it stands then.
    Refuses:  the rules of problem.hand_down_to, problem.unit_not_found, problem.deadline_passed,
              problem.deadline_too_late, problem.listed_nowhere, problem.exchanges_used_up,
              problem.skips_a_level, problem.post_not_there, problem.with_the_accused.
    """
    lister = listed_here(sitting, found)
    place = await unit(sitting, given.unit)
    sitting.decide("problem.hand_down_to", lying_at(found, place))
    await apart_from(sitting, [given.lead_post], found)
    limit = await _limit(sitting, found)
    line = await line_rules(sitting, sitting.tenant)
    due_on = within(sitting, given.deadline, limit, of_its_class(sitting, found, line))
    times = await sent_back(sitting, found, OBJECTED, place["id"], to=sitting.tenant)
    if times >= line["exchanges"]:
        raise ExchangesUsedUp(exchanges=times)
    shown = given.shown or line["shown"]
    moved = await _moved(sitting, found, given, child=place["id"], shown=shown)
    changes = {"state": "ASSIGNED", "lead_post": given.lead_post, "due_on": due_on, **lister}
    told = Told(given.text, shown=shown, other_end=place["id"])
    return await stepped(sitting, moved, "hand_down", changes=changes, told=told)


async def _limit(sitting: Sitting, found: Record) -> date | None:
    """Gives the own deadline of whoever hands on what was handed down to them.

    It binds wherever the problem has been since: submitted, handed back, taken home, listed.
    """
    own = await ordered_until(sitting, found, sitting.tenant, line=sitting.viewer.lineage)
    running: date | None = found["rectify_by"]
    return running if own is None or found["state"] == "ACCEPTED" else own


async def _moved(
    sitting: Sitting, found: Record, given: HandDown, *, child: int, shown: str
) -> Record:
    return await hopped(
        sitting,
        found,
        child=child,
        parent=sitting.tenant,
        direction="DOWN",
        post=given.lead_post,
        note=given.text,
        shown=shown,
    )
