"""The act by which a panel finds a refusal unreasonable (评议组认定)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems import rules
from ledger.problems.casework_tables import case_member
from ledger.problems.evaluating import evaluated
from ledger.problems.events import ProblemOverridden
from ledger.problems.handling import ClosedByHandler, by_another, workers
from ledger.problems.refusals import NotDissatisfied, PanelRefused
from ledger.problems.staffing import apart_from, staff_of
from ledger.problems.stepping import Told, fetched, opened, reasoned, rows_of, stepped
from ledger.problems.tables import happening
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class OverrideRefusal:
    """The problem, the version that was read, the ground, the reasons, and who sat on the panel."""

    problem: UUID
    expected_version: int
    ground: str
    text: str
    members: tuple[UUID, ...]


async def override_refusal(sitting: Sitting, given: OverrideRefusal) -> UUID:
    """Passes a problem on although those served are dissatisfied; their answer stays as it was given.

    Given:    ground, one of the closed list; text, the reasons, 1 to 4,000 characters; members, posts of the
              level that listed it, three people or more.
    Gives:    the problem, before the organisation department; the answer counts as dissatisfied.
    Refuses:  problem.not_found, the rules of problem.override, problem.stale, problem.wrong_state,
              problem.not_dissatisfied, problem.reason_unknown, problem.owner_not_there,
              problem.panel_refused, record.text_refused, problem.answered_already,
              closing.by_handler.
    Records:  ProblemOverridden.
    Source:   PR22 Arts. 35-36; domain 6.8; transition t40.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.override", found)
    end = opened(sitting, found, "override_refusal", version=given.expected_version)
    await by_another(sitting, found, ClosedByHandler)
    story = await rows_of(sitting, happening, found)
    returned = [one["act"] for one in story if one["after"] == "RETURNED"]
    if returned[-1] != "record_dissatisfaction":
        raise NotDissatisfied
    ground = reasoned("override", given.ground)
    text = worded("text", given.text, most=4000)
    await _seated(sitting, found, given.members)
    said = {"party": "PANEL", "rating": "PASS", "text": text}
    await evaluated(sitting, found, said)
    told = Told(text, ground, "ALL")
    changed = await stepped(sitting, found, "override_refusal", changes={"state": end}, told=told)
    await sitting.record(ProblemOverridden(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _seated(sitting: Sitting, found: Record, members: tuple[UUID, ...]) -> None:
    """Writes down the panel: several people of the listing level, none of whom worked on it."""
    staff = await staff_of(sitting, set(members), below=found["listed_by"])
    await apart_from(sitting, members, found)
    people = {one["person_id"] for one in staff} - {None}
    outside = all(one["holder"] == found["listed_by"] for one in staff)
    if (
        len(people) < rules.PANEL
        or not outside
        or found["lead_post"] in members
        or people & await workers(sitting, found)
    ):
        raise PanelRefused(least=rules.PANEL)
    rows = [
        {
            "holder": found["holder"],
            "problem_id": found.id,
            "post_id": member,
            "duty": "PANEL",
            "state": "RELEASED",
            "since": sitting.today,
        }
        for member in members
    ]
    await sitting.insert_many(case_member, rows)
