"""The act that calls a planned meeting off (取消会议)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.meetings.events import MeetingCalledOff
from ledger.meetings.planning import planned
from ledger.meetings.refusals import MeetingConcluded, MeetingNotFound, MeetingStale
from ledger.meetings.tables import meeting, meeting_item
from ledger.problems.stepping import title_of
from tenants.sitting import Sitting


@dataclass(frozen=True)
class CallOffMeeting:
    """The meeting, the version that was read, and why it does not take place, by its code."""

    meeting: UUID
    expected_version: int
    reason: str


async def call_off_meeting(sitting: Sitting, given: CallOffMeeting) -> UUID:
    """Calls a meeting of the viewer's level off that was planned and did not take place.

    Given:    reason, one of the closed list: a meeting says nothing of any case, nor does this.
    Gives:    the meeting, called off: it stays where it was seen, and so does what was open on its
              agenda, which nobody concludes any more. Those invited are told.
    Refuses:  meeting.not_found, the rules of meeting.call_off, meeting.stale, meeting.held,
              meeting.called_off, meeting.concluded.
    Records:  MeetingCalledOff.
    Source:   seed 0, 常态分析研判机制; design.
    """
    found = await sitting.fetch(
        meeting, given.meeting, under="meeting.read", missing=MeetingNotFound
    )
    sitting.decide("meeting.call_off", found)
    sitting.check_version(found, given.expected_version, MeetingStale)
    planned(found)
    of = meeting_item.c
    concluded = select(of.id).where(
        of.root == sitting.root, of.meeting_id == found.id, of.state == "DECIDED"
    )
    if await sitting.rows(concluded.limit(1)):
        raise MeetingConcluded
    changes = {
        "state": "CALLED_OFF",
        "called_off_for": given.reason,
        "called_off_title": title_of(sitting),
        "called_off_at": sitting.now,
    }
    changed = await sitting.change(found, changes)
    await sitting.record(MeetingCalledOff(changed.id, changed.version, changed["holder"]))
    return changed.id
