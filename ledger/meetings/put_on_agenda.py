"""The act that puts a problem on the agenda of a meeting (列入议题)."""

from dataclasses import dataclass
from uuid import UUID

from uuid_utils.compat import uuid7

from ledger.meetings.events import MeetingItemPut
from ledger.meetings.planning import planned
from ledger.meetings.refusals import MeetingNotFound
from ledger.meetings.tables import meeting, meeting_item
from ledger.problems.refusals import ProblemNotOpenToThis
from ledger.problems.stepping import fetched
from tenants.columns import PLACED
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class PutOnAgenda:
    """The meeting, the problem, and what those who had it before see of the item."""

    meeting: UUID
    problem: UUID
    shown: str = "WHO"


async def put_on_agenda(sitting: Sitting, given: PutOnAgenda) -> UUID:
    """Puts an open problem of the viewer's level, or of the next one, on the agenda of its meeting.

    Given:    shown, as of any step: who takes part and only had the problem once sees so much.
    Gives:    the item. Whoever may not read the problem learns nothing of it, invited or not.
    Refuses:  meeting.not_found, the rules of meeting.run, problem.not_found, the rules of
              meeting_item.put, meeting.held, meeting.called_off, problem.wrong_state for one that
              has ended, meeting.on_agenda_already.
    Records:  MeetingItemPut.
    Source:   seed 0, 常态分析研判机制; seed 4, 问题分析研判会.
    """
    held = await sitting.fetch(
        meeting, given.meeting, under="meeting.read", missing=MeetingNotFound
    )
    sitting.decide("meeting.run", held)
    found = await fetched(sitting, given.problem)
    row = {
        "id": uuid7(),
        "holder": found["holder"],
        "problem_id": found.id,
        "meeting_id": held.id,
        "author_tenant": sitting.tenant,
        "shown": given.shown,
        "put_at": sitting.now,
    }
    place = {name: found[name] for name in ("root", *PLACED, "accused")}
    known = {**dict.fromkeys(meeting_item.c.keys()), **place, **row, "state": "OPEN"}
    sitting.decide("meeting_item.put", Record(meeting_item, known))
    planned(held)
    if not found["open"]:
        raise ProblemNotOpenToThis(state=found["state"])
    made = await sitting.insert(meeting_item, row)
    await sitting.record(MeetingItemPut(made.id, 1, found["holder"]))
    return made.id
