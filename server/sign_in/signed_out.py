"""Which sessions were ended: known to every process, so that what they opened is closed at once."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["Ending", "SignedOut"]


@dataclass(frozen=True, slots=True)
class Ending:
    """A session that was ended, or everything that somebody began before a moment."""

    issuer: str
    subject: str | None
    session: str | None
    at: float


@dataclass
class SignedOut:
    """What was ended, by session and by subject; listeners wait here for their own end."""

    _sessions: set[tuple[str, str]] = field(default_factory=set)
    _subjects: dict[tuple[str, str], list[Ending]] = field(default_factory=dict)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    def ended(self, issuer: str, subject: str, *, session: str | None, began: float | None) -> bool:
        """Says whether a session was ended.

        Given:    session, None when the token names none: then whatever ends a session of its
                  subject ends it; began, None when it does not say: then it is older than all.
        """
        if session is not None and (issuer, session) in self._sessions:
            return True
        for one in self._subjects.get((issuer, subject), ()):
            whole = one.session is None or session is None
            if whole and (began is None or began <= one.at):
                return True
        return False

    async def learn(self, endings: Iterable[Ending]) -> None:
        """Takes what was ended, all of it, and wakes who waits."""
        sessions: set[tuple[str, str]] = set()
        subjects: dict[tuple[str, str], list[Ending]] = {}
        for one in endings:
            if one.session is not None:
                sessions.add((one.issuer, one.session))
            if one.subject is not None:
                subjects.setdefault((one.issuer, one.subject), []).append(one)
        async with self._news:
            self._sessions, self._subjects = sessions, subjects
            self._news.notify_all()

    async def until_ended(
        self, issuer: str, subject: str, *, session: str | None, began: float | None
    ) -> None:
        """Waits until a session is ended."""
        async with self._news:
            await self._news.wait_for(
                lambda: self.ended(issuer, subject, session=session, began=began)
            )
