"""Which open problems would have another last day, once a reorganisation is applied.

A deadline moves only where the line declares other days than before. The gate that takes the steps
and undoes them says of which units, and posts that go by themselves, that is so; all their open
problems are then replayed, page by page, each unit's calendar made once.
"""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import text

from ledger.clocks.calendar import Calendar
from ledger.clocks.replaying import calendar_told, replayed_by
from tenants.sitting import Sitting

PAGE = 1_000
"""How many problems are read and replayed at once."""

_STORIES = text("select story from app.stories_foreseen(:item, :units, :after, :many)")
_FIRST = UUID(int=0)

Calendars = Mapping[tuple[int, str | None], Calendar | None]
"""By unit, and by post where one goes by itself; none where the days stay what they are."""


async def deadlines_moved(
    sitting: Sitting, item: UUID, days: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Counts every open problem whose last day would be another one.

    Given:    days, what the preview's gate says: unit, post, and the days declared there instead.
    Gives:    one effect, or none.
    """
    calendars = {
        (one["unit"], one["post"]): None if one["days"] is None else calendar_told(one["days"])
        for one in days
    }
    units = sorted({unit for (unit, _), calendar in calendars.items() if calendar is not None})
    moved, after = 0, _FIRST
    while units:
        given = {"item": item, "units": units, "after": after, "many": PAGE}
        stories = (await sitting.connection.execute(_STORIES, given)).scalars().all()
        # Others are answered meanwhile; the longest county has tens of thousands.
        moved += await asyncio.to_thread(_moved, stories, calendars)
        if len(stories) < PAGE:
            break
        after = UUID(stories[-1]["id"])
    counted = {"items": moved, "open_items": moved}
    return [{"sort": "DEADLINES", "noun": "problem", "unit": None, **counted}] if moved else []


def _moved(stories: Iterable[Mapping[str, Any]], calendars: Calendars) -> int:
    return sum(_is_moved(one, calendars) for one in stories)


def _is_moved(story: Mapping[str, Any], calendars: Calendars) -> bool:
    unit = story["holder"]
    calendar = calendars.get((unit, story["post"]), calendars.get((unit, None)))
    if calendar is None:
        return False
    after = {"due_on": story["due_on"], **replayed_by(calendar, story)}
    return any(str(after[name]) != str(story[name]) for name in ("due_on", "rectify_by"))
