"""The act by which the handling unit asks to let its work rest (申请暂缓)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.problems.events import SuspensionRequested
from ledger.problems.refusals import SuspensionRefused
from ledger.problems.rest_columns import GROUNDS
from ledger.problems.rest_refusals import RestAskedAlready
from ledger.problems.stepping import Told, fetched, opened, stepped
from ledger.problems.suspend_problem import SUSPENDED_DAYS, held_within
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class RequestSuspension:
    """The problem, the version that was read, the ground, the review date that is wanted, and why."""

    problem: UUID
    expected_version: int
    ground: str
    review_on: date
    text: str


async def request_suspension(sitting: Sitting, given: RequestSuspension) -> UUID:
    """Asks the assigner to let a problem rest until a review date; until it has answered work goes on.

    Given:    ground, STAGED, of a problem of that class, or FORCE_MAJEURE; review_on, within 90 days;
              text, 1 to 4,000 characters.
    Gives:    the problem, being rectified; no clock stops.
    Refuses:  problem.not_found, the rules of problem.rectify, problem.stale, problem.wrong_state,
              problem.rest_asked_already, problem.suspension_refused, record.text_refused.
    Records:  SuspensionRequested.
    Source:   domain 6.2; transition t20: blue label or force majeure, review date within 90 days.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rectify", found)
    opened(sitting, found, "request_suspension", version=given.expected_version)
    if found["rest_asked_until"] is not None:
        raise RestAskedAlready
    if given.ground not in GROUNDS:
        raise SuspensionRefused(days=SUSPENDED_DAYS)
    held_within(sitting, found, given.review_on, force_majeure=given.ground == "FORCE_MAJEURE")
    text = worded("text", given.text, most=4000)
    changes = {
        "rest_asked_until": given.review_on,
        "rest_ground": given.ground,
        "rest_asked_by": sitting.viewer.person,
    }
    told = Told(text, given.ground, other_end=sitting.viewer.parent)
    changed = await stepped(sitting, found, "request_suspension", changes=changes, told=told)
    await sitting.record(SuspensionRequested(changed.id, changed.version, changed["holder"]))
    return changed.id
