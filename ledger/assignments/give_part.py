"""The act by which the assigner adds co-handlers to an order that stands (增加协办)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.assignments.events import PartGivenOut
from ledger.assignments.giving import Receiver, Whole, counted, given_out, received
from ledger.assignments.refusals import FurtherDown
from ledger.problems.parts import parts_of
from ledger.problems.refusals import ProblemNotOpenToThis, ProblemStale
from ledger.problems.rules import UNDER_ORDER
from ledger.problems.stepping import fetched
from tenants.columns import SLOTS
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class GivePart:
    """The problem, the version that was read, and who helps with what of it."""

    problem: UUID
    expected_version: int
    receivers: tuple[Receiver, ...]


async def give_part(sitting: Sitting, given: GivePart) -> UUID:
    """Gives parts of a problem that is handed down to more units, until it is claimed to be solved.

    Whoever leads goes on leading, and the order stands as it was given: only the claim waits for more.

    Given:    receivers, direct subordinates or departments of the assigner, none of which has a part that
              is open, 20 with those who lead and help already; also in place of one that was
              withdrawn; each with lead leader and
              deadline, no later than the problem's.
    Gives:    the problem, held as before.
    Refuses:  problem.not_found, the rules of problem.rule, problem.stale, problem.wrong_state,
              assignment.further_down, assignment.nobody_named, problem.unit_not_found, the rules of problem.hand_down_to,
              problem.with_the_accused, problem.deadline_passed, problem.deadline_too_late,
              assignment.skips_a_level, assignment.has_it_already, of whoever leads too,
              problem.post_not_there, record.text_refused.
    Records:  PartGivenOut.
    Source:   WF21 Art. 22, JN18 Art. 29; domain 6.5.
    """
    found = await fetched(sitting, given.problem)
    further = _further_down(sitting, found)
    sitting.decide(
        "problem.rule", found.after({"holder_parent": sitting.tenant}) if further else found
    )
    sitting.check_version(found, given.expected_version, ProblemStale)
    if found["state"] not in UNDER_ORDER:
        raise ProblemNotOpenToThis(state=found["state"])
    if further:
        raise FurtherDown
    # With whoever leads, and those of the same order who help already.
    helping = [one for one in await parts_of(sitting, found) if _helps(sitting, one)]
    counted(given.receivers, beside=1 + len(helping))
    whole = Whole(found.id, found["rectify_by"] or found["due_on"])
    rows = [
        await received(sitting, one, whole=whole, judged=("problem.hand_down_to", found))
        for one in given.receivers
    ]
    for one in await given_out(sitting, rows):
        await sitting.record(PartGivenOut(one.id, one.version, one["holder"]))
    return found.id


def _further_down(sitting: Sitting, found: Record) -> bool:
    """Whether it lies further down than right below: those who may do so there are told so, and no other rule."""
    line = {found[f"at{slot}"] for slot in SLOTS}
    return sitting.tenant in line - {found["holder"], found["holder_parent"]}


def _helps(sitting: Sitting, part: Record) -> bool:
    own = part["part_of"] is None and part["parent"] == sitting.tenant
    return own and part["role"] == "CO" and part["open"]
