"""The act by which the assigner lets an assignment stand (异议不成立)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemObjectedTo
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class OverruleObjection:
    """The problem, the version that was read, and the decision."""

    problem: UUID
    expected_version: int
    text: str


async def overrule_objection(sitting: Sitting, given: OverruleObjection) -> UUID:
    """Overrules an objection: the assignment stands.

    Given:    text, the decision, 1 to 4,000 characters.
    Gives:    the problem, assigned as before.
    Refuses:  problem.not_found, the rules of problem.rule, problem.stale, problem.wrong_state,
              record.text_refused.
    Records:  ProblemObjectedTo.
    Source:   PR22 Art. 24; transition t15.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rule", found)
    end = opened(sitting, found, "overrule_objection", version=given.expected_version)
    text = worded("text", given.text, most=4000)
    changed = await stepped(
        sitting,
        found,
        "overrule_objection",
        changes={"state": end},
        told=Told(text, shown="ALL", other_end=found["holder"]),
    )
    await sitting.record(ProblemObjectedTo(changed.id, changed.version, changed["holder"]))
    return changed.id
