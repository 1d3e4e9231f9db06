"""The act by which a level convenes a meeting, or records one that was held (召开会议)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.meetings.events import MeetingConvened
from ledger.meetings.refusals import MeetingDayRefused, MeetingPartiesRefused
from ledger.meetings.tables import meeting, meeting_party
from ledger.problems.stepping import lying_at, title_of, unit
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant_edge

MOST = 60
"""So many units at one table; a city has fewer departments and counties."""
REACH = timedelta(days=366)


@dataclass(frozen=True)
class ConveneMeeting:
    """What kind of meeting, on which day, and the units that take part besides one's own."""

    kind: str
    held_on: date
    units: tuple[UUID, ...] = ()


async def convene_meeting(sitting: Sitting, given: ConveneMeeting) -> UUID:
    """Convenes a meeting of the viewer's level with its departments and direct subordinates.

    Given:    held_on, at most a year before or after today: what was held is recorded alike; units,
              60 at most, none further down than the next level.
    Gives:    the meeting, planned; those invited are told.
    Refuses:  the rules of meeting.convene, meeting.day_refused, meeting.parties_refused,
              problem.unit_not_found, the rules of meeting.invite for each unit.
    Records:  MeetingConvened.
    Source:   seed 0, 常态分析研判机制、中控室; seed 4, 四级问题解决调处机制、碰头会.
    """
    proposed = sitting.proposed(meeting, {"state": "PLANNED"})
    sitting.decide("meeting.convene", proposed)
    within(given.held_on, sitting.today - REACH, sitting.today + REACH)
    if len(given.units) > MOST or len(set(given.units)) < len(given.units):
        raise MeetingPartiesRefused(most=MOST)
    places = [await unit(sitting, one) for one in given.units]
    for place in places:
        sitting.decide("meeting.invite", lying_at(proposed, place))
    row = {
        "id": proposed.id,
        "holder": sitting.tenant,
        "kind": given.kind,
        "held_on": given.held_on,
        "convened_by": sitting.viewer.person,
        "convened_title": title_of(sitting),
        "convened_at": sitting.now,
    }
    made = await sitting.insert(meeting, row)
    await _invite(sitting, made, places)
    await sitting.record(MeetingConvened(made.id, 1, sitting.tenant))
    return made.id


def within(day: date, first: date, last: date) -> None:
    """Holds that a day fits.

    Refuses:  meeting.day_refused.
    """
    if not first <= day <= last:
        raise MeetingDayRefused(first=str(first), last=str(last))


async def _invite(sitting: Sitting, made: Record, places: list[Mapping[str, Any]]) -> None:
    query = select(tenant_edge.c.id, tenant_edge.c.child).where(
        tenant_edge.c.root == sitting.root,
        tenant_edge.c.parent == sitting.tenant,
        tenant_edge.c.valid_until.is_(None),
    )
    edges = {one["child"]: one["id"] for one in await sitting.rows(query)}
    rows = [
        {
            "holder": sitting.tenant,
            "meeting_id": made.id,
            "edge": edges.get(place["id"], 0),
            "child": place["id"],
            "parent": sitting.tenant,
        }
        for place in places
    ]
    await sitting.insert_many(meeting_party, rows)
