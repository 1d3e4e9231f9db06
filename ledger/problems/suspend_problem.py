"""The act by which the assigner lets a staged problem rest (暂缓办理)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from ledger.clocks.calendar import ZONE
from ledger.clocks.of_problems import FORCED, calendar_of, story_of, traced
from ledger.clocks.reckoning import kept
from ledger.problems.events import ProblemProgressed
from ledger.problems.lists import within_own_order
from ledger.problems.refusals import SuspensionRefused
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

SUSPENDED_DAYS = 90


@dataclass(frozen=True)
class SuspendProblem:
    """The problem, the version that was read, the review date, and why."""

    problem: UUID
    expected_version: int
    review_on: date
    text: str
    force_majeure: bool = False


async def suspend_problem(sitting: Sitting, given: SuspendProblem) -> UUID:
    """Suspends the rectification of a direct subordinate until a review date.

    Given:    review_on, within 90 days; force_majeure, when it is not a staged problem; text, 1 to 4,000 characters.
    Gives:    the problem, suspended and due on the review date.
    Refuses:  problem.not_found, the rules of problem.rule, problem.stale, problem.wrong_state,
              problem.suspension_refused, problem.order_ends, record.text_refused.
    Records:  ProblemProgressed.
    Source:   domain 5, 6.1, 6.2: force majeure stops the clock of any class; transition t20.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rule", found)
    end = opened(sitting, found, "suspend_problem", version=given.expected_version)
    last = sitting.today + timedelta(days=SUSPENDED_DAYS)
    may_rest = found["class"] == "STAGED" or given.force_majeure
    if not may_rest or not sitting.today < given.review_on <= last:
        raise SuspensionRefused(days=SUSPENDED_DAYS)
    reason = FORCED if given.force_majeure else None
    due_on = await _due_after(sitting, found, given.review_on, reason)
    await within_own_order(sitting, found, due_on)
    text = worded("text", given.text, most=4000)
    changed = await stepped(
        sitting,
        found,
        "suspend_problem",
        changes={"state": end, "due_on": given.review_on},
        told=Told(text, reason, "ALL"),
    )
    await sitting.record(ProblemProgressed(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _due_after(sitting: Sitting, found: Record, review_on: date, reason: str | None) -> date:
    """Gives the day to which a problem would be due, had it rested until the review date."""
    story = await story_of(sitting, found.id)
    now = max([sitting.now, *(one["happened_at"] for one in story[-1:])])
    then = max(now, datetime.combine(review_on, time(12), tzinfo=ZONE))
    rest = _step("suspend_problem", found["state"], "SUSPENDED", now, until=review_on)
    rest["reason"] = reason
    on = _step("resume_problem", "SUSPENDED", "RECTIFYING", then)
    calendar = await calendar_of(sitting, found["holder"])
    due: date | None = kept(traced(found, [*story, rest, on], calendar), calendar)["rectify_by"]
    return max(review_on, due or review_on)


def _step(
    act: str, before: str, after: str, at: datetime, *, until: date | None = None
) -> dict[str, Any]:
    step = {"act": act, "reason": None, "before": before, "after": after}
    return {**step, "happened_at": at, "due_on": until}
