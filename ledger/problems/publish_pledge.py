"""The act by which the head of a unit signs the written pledge (亮晒整改承诺)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.problems.casework_tables import problem_pledge
from ledger.problems.deadlines import within
from ledger.problems.events import ProblemPledged
from ledger.problems.measures import last_day
from ledger.problems.stepping import Told, fetched, opened, stepped, title_of
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class PublishPledge:
    """The problem, the version that was read, the pledge, its deadline, and what may be shown of it."""

    problem: UUID
    expected_version: int
    text: str
    deadline: date
    public_text: str


async def publish_pledge(sitting: Sitting, given: PublishPledge) -> UUID:
    """Signs the pledge of the responsible unit; its publication has its own four steps.

    Given:    text and public_text, 1 to 4,000 characters; deadline, from today to that of the problem.
    Gives:    the problem, pledged.
    Refuses:  problem.not_found, the rules of problem.pledge, problem.stale, problem.wrong_state,
              problem.deadline_passed, problem.deadline_too_late, record.text_refused.
    Records:  ProblemPledged.
    Source:   seed 0, 单位主要负责人签订承诺; domain 6.7; transition t17.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.pledge", found)
    end = opened(sitting, found, "publish_pledge", version=given.expected_version)
    within(sitting, given.deadline, last_day(sitting, found))
    text = worded("text", given.text, most=4000)
    signed = {
        "text": text,
        "public_text": worded("public_text", given.public_text, most=4000),
        "due_on": given.deadline,
        "signed_by": sitting.viewer.person,
        "signed_post": sitting.viewer.post,
        "signed_title": title_of(sitting),
        "signed_at": sitting.now,
    }
    await sitting.insert(
        problem_pledge, {"holder": found["holder"], "problem_id": found.id, **signed}
    )
    told = Told(text, shown="ALL")
    changed = await stepped(sitting, found, "publish_pledge", changes={"state": end}, told=told)
    await sitting.record(ProblemPledged(changed.id, changed.version, changed["holder"]))
    return changed.id
