"""The act that keeps the minutes of a meeting (留存会议纪要)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ledger.meetings.convene_meeting import REACH, within
from ledger.meetings.events import MeetingMinuted
from ledger.meetings.planning import planned
from ledger.meetings.refusals import MeetingAhead, MeetingNotFound, MeetingStale
from ledger.meetings.tables import meeting, meeting_minutes
from ledger.problems.stepping import title_of
from tenants.sitting import Sitting
from tenants.wording import worded

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class KeepMinutes:
    """The meeting, the version that was read, its minutes, and when they mean to meet again."""

    meeting: UUID
    expected_version: int
    text: str | None = None
    next_on: date | None = None


async def keep_minutes(sitting: Sitting, given: KeepMinutes) -> UUID:
    """Keeps what was said at a meeting of the viewer's level, once and for all.

    Given:    text, 1 to 20,000 characters, or None where no minutes were taken; next_on, after the day
              on which they met, within a year.
    Gives:    the meeting, held. Its minutes are kept from everybody whom an item is against, also when
              that is learned later; a meeting without minutes is an ordinary one, and says nothing.
    Refuses:  meeting.not_found, the rules of meeting.run, the rules of meeting_minutes.keep,
              meeting.stale, meeting.held, meeting.called_off, meeting.ahead, meeting.day_refused for a
              next one that is not later, record.text_refused.
    Records:  MeetingMinuted.
    Source:   seed 0, 常态分析研判机制; seed 4, 碰头会.
    """
    found = await sitting.fetch(
        meeting, given.meeting, under="meeting.read", missing=MeetingNotFound
    )
    sitting.decide("meeting.run", found)
    proposed = sitting.proposed(meeting_minutes, {"meeting_id": found.id})
    sitting.decide("meeting_minutes.keep", proposed)
    sitting.check_version(found, given.expected_version, MeetingStale)
    planned(found)
    if found["held_on"] > sitting.today:
        raise MeetingAhead(day=str(found["held_on"]))
    if given.next_on is not None:
        within(given.next_on, found["held_on"] + ONE_DAY, sitting.today + REACH)
    text = None if given.text is None else worded("text", given.text, most=20_000)
    changed = await sitting.change(found, {"state": "HELD", "next_on": given.next_on})
    if text is not None:
        row = {
            "id": proposed.id,
            "holder": found["holder"],
            "meeting_id": found.id,
            "text": text,
            "kept_by": sitting.viewer.person,
            "kept_title": title_of(sitting),
            "kept_at": sitting.now,
        }
        await sitting.insert(meeting_minutes, row)
    await sitting.record(MeetingMinuted(changed.id, changed.version, changed["holder"]))
    return changed.id
