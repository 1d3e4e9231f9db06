"""The act that leads a problem to its statutory channel (转法定途径)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemScreened
from ledger.problems.stepping import Told, fetched, opened, reasoned, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class DivertProblem:
    """The problem, the version that was read, the channel by its code, and the written notice."""

    problem: UUID
    expected_version: int
    channel: str
    text: str


async def divert_problem(sitting: Sitting, given: DivertProblem) -> UUID:
    """Leads a problem to the channel where it belongs.

    Given:    channel, one of the closed list; text, the notice, 1 to 4,000 characters.
    Gives:    the problem, diverted.
    Refuses:  problem.not_found, the rules of problem.screen, problem.stale, problem.wrong_state,
              problem.reason_unknown, record.text_refused.
    Records:  ProblemScreened.
    Source:   PR22 Arts. 22, 31; transition t06.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.screen", found)
    end = opened(sitting, found, "divert_problem", version=given.expected_version)
    channel = reasoned("divert", given.channel)
    text = worded("text", given.text, most=4000)
    changed = await stepped(
        sitting,
        found,
        "divert_problem",
        changes={"state": end, "reason": channel},
        told=Told(text, channel, "ALL"),
    )
    await sitting.record(ProblemScreened(changed.id, changed.version, changed["holder"]))
    return changed.id
