"""Sittings in which what happens is written down at the end, or, in a dry run, not at all.

From the first row of the audit to the commit nobody else who shares its chain can act. What takes
minutes does its work first and records last; what is taken back has nothing to record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from tenants import recording
from tenants.long_acts import go_on, stands_still
from tenants.recording import Event, Told
from tenants.sitting import Sitting

_AT_ONCE = 250
_Because = tuple[tuple[str, str], ...]


@dataclass
class Recorder(Sitting):
    """A sitting over another one's transaction that keeps its events until they are written."""

    kept: dict[tuple[type[Event], Told, _Because], list[Event]] = field(default_factory=dict)

    @classmethod
    def over(cls, sitting: Sitting) -> "Recorder":
        """Gives a sitting that goes on with another one: what is covered there is covered here."""
        shared: dict[str, Any] = {one.name: getattr(sitting, one.name) for one in fields(Sitting)}
        return cls(**shared)

    async def record_many(self, events: Sequence[Event], **because: str) -> None:
        """Keeps events with all that is told of them now; slices react at once."""
        self.events.extend(events)
        told = (self.act, self.ruling, self.request, frozenset(self.accused))
        for event in events:
            key = (type(event), told, tuple(sorted(because.items())))
            self.kept.setdefault(key, []).append(event)
            for react in self.reactions.get(type(event), ()):
                await react(self, event)

    async def write(self) -> None:
        """Writes down what was kept, in parts: of one kind together, in the order it happened.

        An emergency window marks what is written while it is open. What was decided under one that
        has ended since, or before one was opened, is not written: it would be marked wrongly.
        Refuses:  tenants.sitting.Outdated.
        """
        for (_, told, because), events in self.kept.items():
            said: Mapping[str, str] = dict(because)
            for first in range(0, len(events), _AT_ONCE):
                await go_on(self)
                some = events[first : first + _AT_ONCE]
                await recording.record_events(
                    self.connection, self.root, some, told=told, because=said
                )
        self.kept.clear()
        await stands_still(self)
