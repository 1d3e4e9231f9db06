"""What changed since an offline client last asked: one page, and where to go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from ledger.clocks.calendar import civil
from ledger.live import cursors
from ledger.live.cursors import Cursor
from ledger.live.feed import PAGE, Feed, News, Place
from storage.ids import printed
from tenants.viewer import Viewer


@dataclass(frozen=True)
class Changed:
    """A problem that changed, at its version of now; revoked when it may no longer be read."""

    id: str
    version: int | None

    @property
    def revoked(self) -> bool:
        """Whether the viewer could read it once and may no longer."""
        return self.version is None


@dataclass(frozen=True)
class Changes:
    """A page of changes. ``reset``: forget everything and read anew, then go on from the cursor."""

    changes: Sequence[Changed]
    cursor: str | None
    has_more: bool
    reset: bool


async def changes_since(feed: Feed, viewer: Viewer, cursor: str | None, *, first: int) -> Changes:
    """Gives what changed since a cursor.

    Given:   cursor, None to begin; first, 1 to 200 changes.
    Gives:   each problem once, in the order of its last change here; nothing that was never
             readable, and nothing twice behind the cursor it gives.
    Refuses: ledger.reading.Stale.
    """
    if viewer.person is None:
        return Changes((), None, has_more=False, reset=True)
    keys, today = feed.reading.keys, civil(datetime.now(UTC))
    horizon = await feed.horizon(viewer)
    here = Cursor(Place(horizon - 1), today)
    found = None if cursor is None else cursors.read(keys, viewer, cursor, today=today)
    if found is None or found.place.xid >= horizon:
        return Changes((), cursors.written(keys, viewer, here), has_more=False, reset=True)
    page = await feed.after(viewer, found.place, before=horizon)
    taken = page[:first]
    more = len(page) > len(taken) or len(page) == PAGE
    end = Cursor(taken[-1].place, found.begun_on) if more else here
    return Changes(_once(taken), cursors.written(keys, viewer, end), has_more=more, reset=False)


def _once(page: Sequence[News]) -> list[Changed]:
    last: dict[UUID, News] = {}
    for news in page:
        last.pop(news.place.record, None)
        last[news.place.record] = news
    return [Changed(printed("Problem", key), news.version) for key, news in last.items()]
