"""The act by which a leader takes a case, with a task force (领导包案)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.casework_tables import case_member
from ledger.problems.events import ProblemStaffed
from ledger.problems.refusals import ProblemNotOpenToThis, ProblemStale
from ledger.problems.staffing import apart_from, staff_of
from ledger.problems.stepping import Told, fetched, rows_of, stepped
from tenants.sitting import Sitting
from tenants.wording import numbered, worded

MEMBERS = 30


@dataclass(frozen=True)
class FormTaskForce:
    """The problem, the version that was read, the leader, the members, and what they may draw on."""

    problem: UUID
    expected_version: int
    leader: UUID
    members: tuple[UUID, ...] = ()
    resources: str = ""


async def form_task_force(sitting: Sitting, given: FormTaskForce) -> UUID:
    """Forms the task force of one problem under the leader who takes the case; an earlier one is released.

    Given:    leader and members, current posts of the unit or below it, at most 30; resources, up to 2,000
              characters.
    Gives:    the problem.
    Refuses:  problem.not_found, the rules of problem.staff, problem.stale, problem.wrong_state,
              problem.owner_not_there, problem.with_the_accused, record.number_refused,
              record.text_refused.
    Records:  ProblemStaffed.
    Source:   seed 0, 领导包案、专班推进; domain 6.5.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.staff", found)
    sitting.check_version(found, given.expected_version, ProblemStale)
    if not found["open"]:
        raise ProblemNotOpenToThis(state=found["state"])
    members = set(given.members) - {given.leader}
    numbered("members", len(members), least=0, most=MEMBERS)
    resources = worded("resources", given.resources, least=0, most=2000)
    await staff_of(sitting, {given.leader, *members}, below=found["holder"])
    await apart_from(sitting, {given.leader, *members}, found)
    for one in await rows_of(sitting, case_member, found):
        if one["state"] == "ACTIVE":
            await sitting.change(one, {"state": "RELEASED"})
    held = {"holder": found["holder"], "problem_id": found.id, "since": sitting.today}
    duties = [
        (given.leader, "LEADER", resources),
        *((one, "MEMBER", "") for one in sorted(members)),
    ]
    await sitting.insert_many(
        case_member,
        [{**held, "post_id": who, "duty": duty, "resources": said} for who, duty, said in duties],
    )
    told = Told(resources, shown="ALL")
    changed = await stepped(sitting, found, "form_task_force", changes={}, told=told)
    await sitting.record(ProblemStaffed(changed.id, changed.version, changed["holder"]))
    return changed.id
