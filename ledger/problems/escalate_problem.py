"""The act by which a handler asks the level above to take a problem over (提级)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemSubmitted
from ledger.problems.figures import FIGURES, in_force
from ledger.problems.refusals import SkipsALevel, TooEarlyToEscalate
from ledger.problems.rules import FORUMS
from ledger.problems.stepping import Told, fetched, line_rules, opened, reasoned, stepped
from ledger.problems.submission_refusals import ForumUnknown
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class EscalateProblem:
    """The problem, the version that was read, a suggestion, why by its code, and before which forum."""

    problem: UUID
    expected_version: int
    suggestion: str
    reason: str
    forum: str | None = None


async def escalate_problem(sitting: Sitting, given: EscalateProblem) -> UUID:
    """Asks the direct superior to take a problem up; the duty to act goes on until it does.

    Given:    suggestion, 1 to 4,000 characters; reason, one of the closed list; forum, OFFICE,
              EXECUTIVE_MEETING or JOINT_CONFERENCE of the level above, where it is to be brought there.
    Gives:    the problem, waiting.
    Refuses:  problem.not_found, the rules of problem.submit, problem.stale, problem.wrong_state,
              problem.reason_unknown, problem.forum_unknown, problem.too_early_to_escalate, problem.skips_a_level,
              record.text_refused.
    Records:  ProblemSubmitted.
    Source:   domain 6.2, 6.5.5 (JN18 Arts. 29, 30; WF21 Art. 23); transitions t34, t35.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.submit", found)
    end = opened(sitting, found, "escalate_problem", version=given.expected_version)
    if found["state"] == "RETURNED":
        await _returned_often(sitting, found)
    suggestion = worded("suggestion", given.suggestion, most=4000)
    reason = reasoned("submit", given.reason)
    if given.forum is not None and given.forum not in FORUMS:
        raise ForumUnknown(forum=given.forum[:40], known=", ".join(FORUMS))
    if sitting.viewer.parent is None:
        raise SkipsALevel
    changes = {"state": end, "suggestion": suggestion, "reason": reason}
    told = Told(suggestion, reason, "ALL", sitting.viewer.parent, forum=given.forum)
    changed = await stepped(sitting, found, "escalate_problem", changes=changes, told=told)
    await sitting.record(ProblemSubmitted(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _returned_often(sitting: Sitting, found: Record) -> None:
    """Holds that it came back so often that it may go up: the levels above say how often that is.

    Refuses:  problem.too_early_to_escalate.
    """
    least = FIGURES["ESCALATE_RETURNS"].shipped
    if sitting.viewer.parent is not None:
        least = in_force(await line_rules(sitting, sitting.viewer.parent), "ESCALATE_RETURNS")
    if found["returns"] < least:
        raise TooEarlyToEscalate(returns=least)
