"""The act by which the assigner takes a problem home (收回)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemRecalled
from ledger.problems.lists import listing
from ledger.problems.stepping import Told, fetched, hopped, opened, reasoned, stepped
from tenants.sitting import Sitting


@dataclass(frozen=True)
class RecallProblem:
    """The problem, the version that was read, why by its code, and a word on it."""

    problem: UUID
    expected_version: int
    reason: str
    text: str = ""


async def recall_problem(sitting: Sitting, given: RecallProblem) -> UUID:
    """Recalls an assignment, or upholds an objection to it: the problem moves one level up.

    Given:    reason, one of the closed list.
    Gives:    the problem, on the list of the viewer's level again.
    Refuses:  problem.not_found, the rules of problem.rule, problem.stale, problem.wrong_state,
              problem.reason_unknown, problem.skips_a_level.
    Records:  ProblemRecalled.
    Source:   domain 6.2; transitions t33, t33a, t33b.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rule", found)
    end = opened(sitting, found, "recall_problem", version=given.expected_version)
    reason = reasoned("recall", given.reason)
    below = found["holder"]
    moved = await hopped(
        sitting,
        found,
        child=below,
        parent=sitting.tenant,
        direction="UP",
        post=sitting.viewer.post,
        note=given.text,
        shown="ALL",
    )
    changes = {"state": end, "lead_post": None, **await listing(sitting, found)}
    told = Told(given.text, reason, "ALL", below)
    changed = await stepped(sitting, moved, "recall_problem", changes=changes, told=told)
    await sitting.record(ProblemRecalled(changed.id, changed.version, changed["holder"]))
    return changed.id
