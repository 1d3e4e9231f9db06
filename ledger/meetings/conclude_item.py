"""The act that writes down what a meeting concluded on a problem (作出结论)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.meetings.events import MeetingItemDecided, ProblemDiscussed
from ledger.meetings.refusals import (
    MeetingItemDecidedAlready,
    MeetingItemNotFound,
    MeetingItemStale,
    MeetingOff,
)
from ledger.meetings.tables import meeting_item
from ledger.problems.stepping import TEXT, Told, fetched, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ConcludeItem:
    """The item, the version that was read, the conclusion by its code, and in words."""

    item: UUID
    expected_version: int
    conclusion: str
    text: str


async def conclude_item(sitting: Sitting, given: ConcludeItem) -> UUID:
    """Concludes an item of a meeting that the viewer's level convened.

    Given:    text, 1 to 4,000 characters.
    Gives:    the item, decided; the problem's story says it, and the problem stays where it is.
    Refuses:  meeting.item_not_found, the rules of meeting_item.conclude, meeting.item_stale,
              meeting.called_off, meeting.item_decided, problem.not_found, record.text_refused.
    Records:  MeetingItemDecided, ProblemDiscussed.
    Source:   seed 0, 实时化分析研判; seed 4, 问题解决调处机制.
    """
    found = await sitting.fetch(
        meeting_item, given.item, under="meeting_item.read", missing=MeetingItemNotFound
    )
    sitting.decide("meeting_item.conclude", found)
    sitting.check_version(found, given.expected_version, MeetingItemStale)
    if found["state"] == "CALLED_OFF":
        raise MeetingOff
    if found["state"] != "OPEN":
        raise MeetingItemDecidedAlready
    problem = await fetched(sitting, found["problem_id"])
    text = worded("text", given.text, most=TEXT)
    said = {"conclusion": given.conclusion, "text": text}
    changed = await sitting.change(found, {"state": "DECIDED", "decided_at": sitting.now, **said})
    told = Told(text, reason=given.conclusion, shown=found["shown"])
    moved = await stepped(
        sitting, problem, "conclude_at_meeting", changes={}, told=told, through=changed
    )
    await sitting.record(MeetingItemDecided(changed.id, changed.version, changed["holder"]))
    await sitting.record(ProblemDiscussed(moved.id, moved.version, moved["holder"]))
    return changed.id
