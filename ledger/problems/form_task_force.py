"""The act that forms a task force for a case, with its leader (领导包案、专班推进)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.problems.casework_tables import case_member
from ledger.problems.events import ProblemStaffed
from ledger.problems.leading import ORDERED
from ledger.problems.refusals import OwnerNotThere, ProblemNotOpenToThis, ProblemStale
from ledger.problems.staffing import apart_from, staff_of
from ledger.problems.stepping import Told, fetched, rows_of, stepped
from tenants.columns import SLOTS
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant
from tenants.wording import counted, numbered, worded

MEMBERS = 30
PEOPLE = 10_000
YUAN = 2_000_000_000


@dataclass(frozen=True)
class FormTaskForce:
    """The problem, the version that was read, the leader, the members, and what they may draw on:
    things in words, so many people, so much money in yuan."""

    problem: UUID
    expected_version: int
    leader: UUID
    members: tuple[UUID, ...] = ()
    resources: str = ""
    people: int | None = None
    yuan: int | None = None


async def form_task_force(sitting: Sitting, given: FormTaskForce) -> UUID:
    """Forms the task force of one problem under its leader; the one that the unit formed before is released.

    By the unit that has it, or by the level above that handed it down (problem.staff_below).

    Given:    leader and members, at most 30, current posts: of the unit or below it; of the level above
              its own, of its departments, and of the unit that has the problem or below that.
              resources, up to 2,000 characters; people, yuan, from 0 on.
    Gives:    the problem. Nobody reads more for being named.
    Refuses:  problem.not_found, the rules of problem.staff, the rules of problem.staff_below,
              problem.stale, problem.wrong_state, problem.owner_not_there, problem.with_the_accused,
              record.number_refused, record.text_refused.
    Records:  ProblemStaffed.
    Source:   seed 0, 领导包案、专班推进，集中人力物力财力 (S0-43); domain 6.5.
    """
    found = await fetched(sitting, given.problem)
    own = found["holder"] == sitting.tenant
    sitting.decide("problem.staff" if own else "problem.staff_below", found)
    sitting.check_version(found, given.expected_version, ProblemStale)
    if not found["open"] or (not own and found["state"] not in ORDERED):
        raise ProblemNotOpenToThis(state=found["state"])
    members = set(given.members) - {given.leader}
    counted("members", len(members), most=MEMBERS)
    drawn_on = _resources(given)
    await _named(sitting, found, {given.leader, *members}, own=own)
    before = [
        one
        for one in await rows_of(sitting, case_member, found)
        if one["state"] == "ACTIVE" and one["formed_by"] == sitting.tenant
    ]
    held = {"holder": found["holder"], "problem_id": found.id, "since": sitting.today}
    await sitting.insert(
        case_member, {**held, "post_id": given.leader, "duty": "LEADER", **drawn_on}
    )
    others = [{**held, "post_id": one, "duty": "MEMBER"} for one in sorted(members)]
    await sitting.insert_many(case_member, others)
    # After those who come: whoever is named again is not told that they are released.
    for one in before:
        await sitting.change(one, {"state": "RELEASED"})
    told = Told(given.resources, shown="ALL")
    changed = await stepped(sitting, found, "form_task_force", changes={}, told=told)
    await sitting.record(ProblemStaffed(changed.id, changed.version, changed["holder"]))
    return changed.id


def _resources(given: FormTaskForce) -> dict[str, str | int | None]:
    for name, said, most in (("people", given.people, PEOPLE), ("yuan", given.yuan, YUAN)):
        if said is not None:
            numbered(name, said, least=0, most=most)
    words = worded("resources", given.resources, least=0, most=2000)
    return {"resources": words, "people": given.people, "yuan": given.yuan}


async def _named(sitting: Sitting, found: Record, posts: set[UUID], *, own: bool) -> None:
    """Holds that those who are named may be: from where, and not with the accused.

    Refuses:  problem.owner_not_there, problem.with_the_accused.
    """
    staff = await staff_of(sitting, posts, below=sitting.tenant)
    units = {one["holder"] for one in staff}
    places = await sitting.rows(
        select(tenant).where(tenant.c.root == sitting.root, tenant.c.id.in_(units))
    )
    for place in places if not own else ():
        department = place["kind"] == "DEPARTMENT" and place["parent_id"] == sitting.tenant
        there = found["holder"] in {place[f"at{slot}"] for slot in SLOTS}
        if not (place["id"] == sitting.tenant or department or there):
            raise OwnerNotThere
    await apart_from(sitting, posts, found)
