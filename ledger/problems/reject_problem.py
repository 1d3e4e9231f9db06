"""The act that does not admit a problem (不予入库)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems import standards
from ledger.problems.events import ProblemStepProposed
from ledger.problems.seconding import proposed
from ledger.problems.stepping import Told, fetched, line_rules, opened, reasoned, stepped
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class RejectProblem:
    """The problem, the version that was read, the reason by its code, and a word on it."""

    problem: UUID
    expected_version: int
    reason: str
    text: str = ""


async def reject_problem(sitting: Sitting, given: RejectProblem) -> UUID:
    """Proposes not to admit a registered problem to the bank; another person of the unit confirms it.

    Given:    reason, one of the closed list.
    Gives:    the problem, registered as before and its clocks running, until somebody else confirms
              or declines.
    Refuses:  problem.not_found, the rules of problem.screen, problem.stale, problem.wrong_state,
              problem.reason_unknown.
    Records:  ProblemStepProposed.
    Source:   seed 0, 筛网; transition t04, second person confirms (decision 0012).
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.screen", found)
    opened(sitting, found, "reject_problem", version=given.expected_version)
    reason = reasoned("reject", given.reason)
    changed = await proposed(sitting, found, "REJECT", ground=reason, text=given.text)
    await sitting.record(ProblemStepProposed(changed.id, changed.version, changed["holder"]))
    return changed.id


async def rejected(sitting: Sitting, found: Record, reason: str, text: str) -> Record:
    """Rejects a problem; nothing is deleted, and ``admission`` says which line refused it.

    Refuses:  problem.reason_unknown.
    """
    reason = reasoned("reject", reason)
    added = standards.tightenings(await line_rules(sitting, sitting.tenant), found["list_type"])
    traced = standards.traces_of_refusal(found["list_type"], sitting.viewer.kind, reason, added)
    return await stepped(
        sitting,
        found,
        "reject_problem",
        changes={"state": "REJECTED", "reason": reason, **traced},
        told=Told(text, reason, "ALL"),
    )
