"""The act that does not admit a problem (不予入库)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems import standards
from ledger.problems.events import ProblemScreened
from ledger.problems.stepping import Told, fetched, line_rules, opened, reasoned, stepped
from tenants.sitting import Sitting


@dataclass(frozen=True)
class RejectProblem:
    """The problem, the version that was read, the reason by its code, and a word on it."""

    problem: UUID
    expected_version: int
    reason: str
    text: str = ""


async def reject_problem(sitting: Sitting, given: RejectProblem) -> UUID:
    """Refuses to admit a registered problem to the bank.

    Given:    reason, one of the closed list.
    Gives:    the problem, rejected; nothing is deleted. ``admission`` says which line refused it.
    Refuses:  problem.not_found, the rules of problem.screen, problem.stale, problem.wrong_state,
              problem.reason_unknown.
    Records:  ProblemScreened.
    Source:   seed 0, 筛网; transition t04.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.screen", found)
    end = opened(sitting, found, "reject_problem", version=given.expected_version)
    reason = reasoned("reject", given.reason)
    added = standards.tightenings(await line_rules(sitting, sitting.tenant), found["list_type"])
    traced = standards.trace_of_refusal(found["list_type"], sitting.viewer.kind, reason, added)
    changed = await stepped(
        sitting,
        found,
        "reject_problem",
        changes={"state": end, "reason": reason, "admission": traced},
        told=Told(given.text, reason, "ALL"),
    )
    await sitting.record(ProblemScreened(changed.id, changed.version, changed["holder"]))
    return changed.id
