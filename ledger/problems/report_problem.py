"""The act by which a problem found at the grass roots is written down (撒网)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.clocks.reckoning import reckoned
from ledger.petitioners.accusations import accused_units, refuse_accusations
from ledger.problems.events import ProblemReported
from ledger.problems.stepping import title_of
from ledger.problems.tables import happening, problem
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ReportProblem:
    """What was found, under the id that the client made for it, perhaps long before it was sent."""

    id: UUID
    list_type: str
    title: str
    facts: str
    place: str = ""
    source: str = ""
    accused: tuple[UUID, ...] = ()
    field: str = "OTHER"


async def report_problem(sitting: Sitting, given: ReportProblem) -> UUID:
    """Writes down a problem that the viewer's unit found.

    Given:    id, made by the client; title, 1 to 200 characters; facts, 1 to 4,000; place, source;
              accused, units it is against, which never learn of it.
    Gives:    the problem, held by the unit that found it; what the same person reported before
              under the same id stays as it is, so that a lost answer may be asked for again.
    Refuses:  petitioner.accusation_refused, petitioner.unit_not_found, the rules of
              problem.report, record.text_refused, problem.exists, problem.with_the_accused.
    Records:  ProblemReported.
    Source:   seed 0, 撒网; transition t01.
    """
    refuse_accusations(given.title, given.facts)
    accused = await accused_units(sitting, given.accused)
    proposed = sitting.proposed(problem, {"id": given.id, "accused": accused})
    sitting.decide("problem.report", proposed)
    mine = select(problem.c.id).where(
        problem.c.root == sitting.root,
        problem.c.id == given.id,
        problem.c.reported_by == sitting.viewer.person,
    )
    if await sitting.rows(mine):
        return given.id
    row = _found(sitting, given) | {"accused": accused}
    told = {
        "holder": sitting.tenant,
        "problem_id": given.id,
        "act": "report_problem",
        "before": None,
        "after": "COLLECTED",
        "author_tenant": sitting.tenant,
        "author_person": sitting.viewer.person,
        "author_post": sitting.viewer.post,
        "author_title": title_of(sitting),
    }
    due = await reckoned(sitting, {**row, "class": None}, sitting.tenant, told)
    told["happened_at"] = due.pop("happened_at")
    made = await sitting.insert(problem, {**row, **due})
    await sitting.insert(happening, told)
    await sitting.record(ProblemReported(made.id, 1, sitting.tenant))
    return made.id


def _found(sitting: Sitting, given: ReportProblem) -> dict[str, Any]:
    """The row of a problem where it was found."""
    return {
        "id": given.id,
        "holder": sitting.tenant,
        "holder_post": sitting.viewer.post,
        "list_type": given.list_type,
        "field": given.field,
        "title": worded("title", given.title, most=200),
        "facts": worded("facts", given.facts, most=4000),
        "place": worded("place", given.place, least=0, most=200),
        "source": worded("source", given.source, least=0, most=200),
        "origin": sitting.tenant,
        "reported_by": sitting.viewer.person,
        "reported_at": sitting.now,
    }
