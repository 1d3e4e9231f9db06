"""The act that joins a problem which is there already, instead of filing it again (附议)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.petitioners.accusations import refuse_accusations
from ledger.problems.events import ProblemSupported
from ledger.problems.refusals import ProblemNotOpenToThis
from ledger.problems.rules import FROM_PEOPLE
from ledger.problems.stepping import Told, fetched, stepped
from ledger.problems.tables import supporter
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class SupportProblem:
    """The problem, and what was found of it here."""

    problem: UUID
    text: str


async def support_problem(sitting: Sitting, given: SupportProblem) -> UUID:
    """Joins an open problem that the viewer's unit holds, oversees or once had in hand.

    Given:    text, 1 to 4,000 characters.
    Gives:    the problem, with one supporter more.
    Refuses:  problem.not_found, the rules of problem.support, problem.wrong_state for one that has
              ended, record.text_refused, petitioner.accusation_refused,
              problem.supported_already.
    Records:  ProblemSupported.
    Source:   seed 0, 基础数据库; issue 3.1.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.support", found)
    if not found["open"]:
        raise ProblemNotOpenToThis(state=found["state"])
    text = worded("text", given.text, most=4000)
    refuse_accusations(text, of_people=found["list_type"] in FROM_PEOPLE)
    row = {
        "holder": found["holder"],
        "problem_id": found.id,
        "author_tenant": sitting.tenant,
        "author_person": sitting.viewer.person,
        "text": text,
        "joined_at": sitting.now,
    }
    await sitting.insert(supporter, row)
    more = {"supporters": found["supporters"] + 1}
    changed = await stepped(sitting, found, "support_problem", changes=more, told=Told(text))
    await sitting.record(ProblemSupported(changed.id, changed.version, changed["holder"]))
    return changed.id
