"""Who listens at each channel, and knows the marks that they may hear from those that they may not.

Most channels carry texts, and each text its mark. The thin ones (events, news, webhooks) must carry
no text at all: there the ids of records are the marks, and any text is a leak.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tenants.viewer import Viewer
from tests.evidence.canaries import MARK, TITLES, Sown, texts

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
Owned = Callable[[int], bool]


@dataclass
class Heard:
    """What one channel said."""

    own: int = 0
    foreign: list[str] = field(default_factory=list)


@dataclass
class Ear:
    """Counts own and foreign marks by channel."""

    sown: Sown
    by: dict[str, Heard] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _read: int = 0

    def told(self, channel: str, viewer: Viewer, answer: Any) -> None:
        """Listens to an answer: every text of it, with the name under which it stands."""
        for under, text in texts(answer):
            for said in MARK.findall(text):
                title = under in TITLES and self._table(int(said)) == "post"
                right = title or self.sown.owned(int(said), viewer)
                self._count(channel, right, f"{viewer.name}: {self._what(said)} under {under}")

    def read(self, channel: str, text: str, owned: Owned, *, who: str) -> None:
        """Listens to plain text, of which it is told whose marks belong in it."""
        for said in MARK.findall(text):
            self._count(channel, owned(int(said)), f"{who}: {self._what(said)}: {text[:200]}")

    def of(self, viewer: Viewer) -> Owned:
        """Whose marks belong in what somebody reads."""
        return partial(self.sown.owned, viewer=viewer)

    def pointed(self, channel: str, viewer: Viewer, text: str) -> None:
        """Listens to a thin channel: ids are its marks, and a word is a leak."""
        for said in MARK.findall(text):
            self._count(channel, False, f"{viewer.name}: a word of {self._what(said)}")
        for mark in self.pointing(text):
            right = self.sown.owned(mark, viewer)
            self._count(channel, right, f"{viewer.name}: {self._what(mark)}: {text[:200]}")

    def judged(self, channel: str, right: bool, what: str) -> None:
        """Takes the word of whoever looked for themselves."""
        self._count(channel, right, what)

    def learn(self, table: str, key: Any) -> int:
        """Something new is there: its id is a mark from now on."""
        self.sown.rows.append((table, key))
        return len(self.sown.rows) - 1

    def by_channel(self) -> Iterator[tuple[str, Heard]]:
        """Gives what each channel said, in the order in which they were first heard."""
        yield from self.by.items()

    def _count(self, channel: str, right: bool, what: str) -> None:
        heard = self.by.setdefault(channel, Heard())
        if right:
            heard.own += 1
        else:
            heard.foreign.append(f"{channel}: {what}")

    def pointing(self, text: str) -> Iterator[int]:
        """Gives the marks of the records that a text names."""
        for mark in range(self._read, len(self.sown.rows)):
            # A row that is one with what it belongs to has its id: the first is meant.
            self._ids.setdefault(str(self.sown.rows[mark][1]), mark)
        self._read = len(self.sown.rows)
        for said in ID.findall(text):
            if said in self._ids:
                yield self._ids[said]

    def _table(self, mark: int) -> str:
        return self.sown.rows[mark][0] if mark < len(self.sown.rows) else "?"

    def _what(self, mark: str | int) -> str:
        return f"{self._table(int(mark))} {mark}"
