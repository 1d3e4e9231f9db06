"""Following: what one listener is told, event by event, for as long as they may listen.

An event says that something changed and no more. Before it is told, the listener's own rights are
asked again. A slow listener is told less often, never something older: what changed meanwhile is
told once, as it is then.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum

from ledger.editions.in_force import POLICY_CHANNEL
from ledger.live import cursors
from ledger.live.feed import PAGE, Feed, News, Place, Seen
from ledger.live.tables import CHANNEL, STANDING_CHANNEL
from ledger.reading import Stale
from storage.ids import printed
from storage.listening import Listening
from tenants.passing import AWAY_SECONDS, passing
from tenants.refusals import ViewerPostNotHeld
from tenants.viewer import CHINA, Viewer

__all__ = ["CHANNELS", "NOT_THERE", "READ_ANEW", "Following", "Kind", "Told"]

CHANNELS = (POLICY_CHANNEL, CHANNEL, STANDING_CHANNEL)
READ_ANEW = "live.read_anew"
NOT_THERE = "record.not_found"
LOOK_SECONDS = 20.0
"""A listener looks this often even without news: a post may end by its date alone."""


class Kind(Enum):
    """What an event is."""

    LISTENING = "LISTENING"
    CHANGED = "CHANGED"
    REVOKED = "REVOKED"
    READ_ANEW = "READ_ANEW"
    ENDED = "ENDED"


@dataclass(frozen=True)
class Told:
    """One event: of what, at which version; where to go on offline; or why it ends."""

    kind: Kind
    id: str | None = None
    version: int | None = None
    present: bool | None = None
    cursor: str | None = None
    notice: str | None = None


@dataclass
class Following:
    """One listener. ``viewer`` is made anew whenever their rights may have changed."""

    feed: Feed
    listening: Listening
    viewer: Viewer
    renew: Callable[[], Awaitable[Viewer]] | None
    look_seconds: float = LOOK_SECONDS
    _day: object = None
    _told: set[Place] = field(default_factory=set)
    _anew: bool = False
    """Whether the viewer's rights were made anew since the line began."""

    async def inbox(self) -> AsyncIterator[Told]:
        """Tells of everything that comes into the viewer's inbox, changes there, or leaves it."""
        place: Place | None = None

        async def look() -> AsyncIterator[Told]:
            nonlocal place
            horizon = await self.feed.horizon(self.viewer)
            if place is None:
                place = Place(horizon - 1)
                yield Told(Kind.LISTENING, cursor=self._cursor(place))
            async for one in self._after(place):
                yield one
            place = Place(horizon - 1)
            self._told = {one for one in self._told if one.xid >= horizon}

        async for one in self._followed(look):
            yield one

    async def problem(self, public_id: str) -> AsyncIterator[Told]:
        """Tells of each change of one problem, until the viewer may no longer read it.

        Where it turned against them they hear nothing any more, as if nothing happened.
        """
        last: Seen | None = None
        place = Place(0)

        async def look() -> AsyncIterator[Told]:
            nonlocal last, place
            horizon = await self.feed.horizon(self.viewer)
            seen = await self.feed.seen(self.viewer, public_id)
            told = None
            if seen is None and last is None:
                told = Told(Kind.ENDED, notice=NOT_THERE)
            elif seen is None:
                if self._anew or await self._revoked(place, public_id):
                    told = Told(Kind.REVOKED, public_id)
            elif last is None:
                cursor = self._cursor(Place(horizon - 1))
                told = Told(Kind.LISTENING, public_id, seen.version, cursor=cursor)
            elif seen != last:
                told = Told(Kind.CHANGED, public_id, seen.version)
            # Only now, when nothing can fail any more: the look after one that failed begins there.
            place, last = Place(horizon - 1), seen or last
            if told is not None:
                yield told

        async for one in self._followed(look):
            yield one
            if one.kind is Kind.REVOKED:
                return

    # -- one look after the other -------------------------------------------------------------

    async def _followed(self, look: Callable[[], AsyncIterator[Told]]) -> AsyncIterator[Told]:
        if self.viewer.person is None:
            yield Told(Kind.ENDED, notice=self.viewer.notice or "viewer.anonymous")
            return
        self._day, stale = _today(), False
        while True:
            topics = self._topics()
            seen = self.listening.news(topics)
            try:
                if stale or self._day != _today():
                    changed = await self._renewed()
                    stale = False
                    yield changed
                    if changed.kind is Kind.ENDED:
                        return
                    continue
                async for one in look():
                    yield one
                    if one.kind is Kind.ENDED:
                        return
            except Stale:
                stale = True
                continue
            except Exception as failed:
                if not passing(failed):
                    raise
                await asyncio.sleep(AWAY_SECONDS)
                continue
            await self.listening.heard(topics, seen, seconds=self.look_seconds)

    async def _revoked(self, place: Place, public_id: str) -> bool:
        """Says whether a change took the problem out of sight of whoever could read it until then."""
        while True:
            page = await self.feed.after(self.viewer, place)
            if any(
                one.version is None and printed("Problem", one.place.record) == public_id
                for one in page
            ):
                return True
            if len(page) < PAGE:
                return False
            place = page[-1].place

    async def _renewed(self) -> Told:
        """Makes the viewer anew: says that all is to be read anew, or that they may not listen."""
        today = _today()
        try:
            viewer = await self.renew() if self.renew is not None else None
        except ViewerPostNotHeld as ended:
            return Told(Kind.ENDED, notice=ended.code)
        self._day, self._anew = today, True
        if viewer is None or viewer.person is None:
            left = "viewer.no_current_post" if viewer is None else viewer.notice
            return Told(Kind.ENDED, notice=left)
        if viewer.post != self.viewer.post:
            return Told(Kind.ENDED, notice=ViewerPostNotHeld.code)
        self.viewer = viewer
        return Told(Kind.READ_ANEW, notice=READ_ANEW)

    async def _after(self, place: Place) -> AsyncIterator[Told]:
        while True:
            page = await self.feed.after(self.viewer, place)
            fresh = [one.place for one in page if one.place not in self._told]
            self._told.update(fresh)
            # Every row of a record says the same of it now: it is told once.
            last = {one.place.record: one for one in page if one.place in fresh}
            for news in last.values():
                if news.present or news.was_present:
                    yield self._of_inbox(news)
            if len(page) < PAGE:
                return
            place = page[-1].place

    def _of_inbox(self, news: News) -> Told:
        kind = Kind.REVOKED if news.version is None else Kind.CHANGED
        public_id = printed("Problem", news.place.record)
        return Told(kind, public_id, news.version, news.present)

    def _topics(self) -> tuple[str, ...]:
        viewer = self.viewer
        return (
            POLICY_CHANNEL,
            f"{CHANNEL}:{viewer.tenant}",
            f"{STANDING_CHANNEL}:{viewer.person}",
        )

    def _cursor(self, place: Place) -> str:
        begun = cursors.Cursor(place, _today())
        return cursors.written(self.feed.reading.keys, self.viewer, begun)


def _today() -> date:
    return (datetime.now(UTC) + CHINA).date()
