"""The act by which a receiving unit disputes an assignment (退单异议)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.clocks.calendar import civil
from ledger.clocks.deadlines import ClockEvent, Kind, trace
from ledger.clocks.limits import Clock, shipped
from ledger.clocks.of_problems import calendar_of
from ledger.clocks.statutory import objecting_stage
from ledger.problems.events import ProblemObjectedTo
from ledger.problems.refusals import ObjectedAlready, UnitNotFound
from ledger.problems.statutory_refusals import ObjectionTooLate
from ledger.problems.stepping import Told, fetched, opened, reasoned, rows_of, stepped, unit
from ledger.problems.tables import happening
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ObjectToAssignment:
    """The problem, the version that was read, why by its code and in words, who should have it instead."""

    problem: UUID
    expected_version: int
    reason: str
    text: str
    proposed_owner: UUID | None = None


async def object_to_assignment(sitting: Sitting, given: ObjectToAssignment) -> UUID:
    """Objects to an assignment, once.

    Given:    reason, one of the closed list; text, 1 to 4,000 characters; proposed_owner, a unit next
              below the assigner, or the assigner itself.
    Gives:    the problem, objected to; the assigner rules.
    Refuses:  problem.not_found, the rules of problem.object, problem.stale, problem.wrong_state,
              problem.reason_unknown, problem.objected_already, problem.objection_too_late,
              problem.unit_not_found, of every unit that may not be named too, record.text_refused.
    Records:  ProblemObjectedTo.
    Source:   PR22 Art. 23, with the unit that should have it; transition t14.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.object", found)
    end = opened(sitting, found, "object_to_assignment", version=given.expected_version)
    reason = reasoned("object", given.reason)
    text = worded("text", given.text, most=4000)
    story = await rows_of(sitting, happening, found)
    before = [one for one in story if one["act"] in {"hand_down", "object_to_assignment"}]
    if before and before[-1]["act"] == "object_to_assignment":
        raise ObjectedAlready
    if before:
        since = before[-1]["happened_at"]
        await in_time(sitting, found["list_type"], found["holder"], since=since)
    owner = await _proposed(sitting, found, given.proposed_owner)
    told = Told(text, reason, "ALL", sitting.viewer.parent, about=owner)
    changes = {"state": end, "proposed_owner": owner}
    changed = await stepped(sitting, found, "object_to_assignment", changes=changes, told=told)
    await sitting.record(ProblemObjectedTo(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _proposed(sitting: Sitting, found: Record, key: UUID | None) -> int | None:
    """Gives the unit that should have it instead: one that the assigner could hand it to, or itself.

    Refuses:  problem.unit_not_found, whatever else there may be elsewhere.
    """
    if key is None:
        return None
    place = await unit(sitting, key)
    near = found["holder_parent"] in {place["id"], place["parent_id"]}
    if not near or place["id"] == found["holder"]:
        raise UnitNotFound
    return int(place["id"])


async def in_time(sitting: Sitting, list_type: str, unit: int, *, since: datetime) -> None:
    """Holds that what a unit was given is disputed within the days that the list leaves for it.

    Refuses:  problem.objection_too_late.
    """
    begun = ClockEvent(since, Kind.STARTED, Clock.LEVEL, objecting_stage(list_type))
    told = trace([begun], shipped(), await calendar_of(sitting, unit)).due_on
    if told is not None and told < civil(sitting.now):
        raise ObjectionTooLate(until=str(told))
