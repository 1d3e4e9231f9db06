"""Statutory clocks and acts as data: which list, from when on, up to which act.

What ships stands in ``statutory.yaml``; how long each clock runs stands in ``limits.yaml``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from ledger.clocks.calendar import civil
from ledger.clocks.deadlines import ClockEvent, Kind
from ledger.clocks.limits import Clock, shipped
from policies.pages import read_page

RECORDED = "record_statutory"
"""The step by which a statutory act enters the story; its reason says which."""
REGISTERED = "register_problem"
"""The step whose reason says on which track a problem was put."""
TRACKED = "set_track"
"""The step that corrects the track; its reason says to which."""
_PAGE = Path(__file__).with_name("statutory.yaml")


@dataclass(frozen=True)
class Track:
    """How an item of a list is handled, where the list knows several ways."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True)
class StatutoryAct:
    """An act that a regulation asks for.

    ``after``: what must stand in the story first, and ``within`` so many days of it; ``by``: who
    records it, the unit's handlers, its head, or the level above whoever did the act ``of``.
    """

    key: str
    list_type: str
    zh: str
    en: str
    by: str = "head"
    of: str | None = None
    after: tuple[str, ...] = ()
    within: int | None = None


@dataclass(frozen=True)
class StatutoryClock:
    """A clock of one list: on which tracks it runs, what starts it and what ends it.

    ``outlives``: the end of the problem does not end it, and each start is one more run. ``anew``:
    what others did before its start does not count for it, and once ended it may start again.
    ``beyond``: ends of the problem that leave it owed; ``reply``: what ends it, too, after such an end.
    """

    stage: str
    list_type: str
    starts: frozenset[str]
    until: frozenset[str]
    tracks: frozenset[str] = frozenset()
    outlives: bool = False
    anew: bool = False
    beyond: frozenset[str] = frozenset()
    reply: frozenset[str] = frozenset()

    def is_for(self, list_type: str, track: str | None) -> bool:
        """Says whether it runs for an item of a list on a track."""
        return list_type == self.list_type and (not self.tracks or track in self.tracks)


def _act(said: Mapping[str, Any]) -> StatutoryAct:
    return StatutoryAct(
        said["key"],
        said["list"],
        said["zh"],
        said["en"],
        by=said.get("by", "head"),
        of=said.get("of"),
        after=tuple(said.get("after", ())),
        within=said.get("within"),
    )


def _clock(said: Mapping[str, Any]) -> StatutoryClock:
    return StatutoryClock(
        said["stage"],
        said["list"],
        frozenset(said["from"]),
        frozenset(said["until"]),
        frozenset(said.get("tracks", ())),
        outlives=said.get("outlives", False),
        anew=said.get("anew", False),
        beyond=frozenset(said.get("beyond", ())),
        reply=frozenset(said.get("reply", ())),
    )


_READ: Mapping[str, Any] = read_page(_PAGE.read_text(encoding="utf-8"))
TRACKS: Mapping[str, Sequence[Track]] = {
    name: tuple(Track(**one) for one in said) for name, said in _READ["tracks"].items()
}
"""The tracks of a list; the first is the one of whoever says nothing."""
ACTS: Mapping[str, StatutoryAct] = {one["key"]: _act(one) for one in _READ["acts"]}
CLOCKS: Sequence[StatutoryClock] = tuple(_clock(one) for one in _READ["clocks"])
_OBJECTING: Mapping[str, str] = _READ["objecting"]


def track_of(list_type: str, said: str | None) -> str | None:
    """Gives the track of an item: what was said at registration, or the first of its list."""
    known = TRACKS.get(list_type, ())
    if said in {one.key for one in known}:
        return said
    return known[0].key if known else None


def last_track(story: Iterable[Mapping[str, Any]]) -> str | None:
    """Gives the track that a story says last: a wrong one counts as if it had not been chosen."""
    said = [one.get("reason") for one in story if one.get("act") in {REGISTERED, TRACKED}]
    return said[-1] if said else None


def objecting_stage(list_type: str) -> str:
    """Gives the stage whose limit says how long a receiver may object."""
    return _OBJECTING.get(list_type, _OBJECTING["PETITION"])


def extendable(list_type: str) -> str:
    """Gives the statutory stage of a list that may be extended; empty when none may."""
    for one in CLOCKS:
        versions = shipped().versions.get((Clock.STATUTORY, one.stage), ())
        if one.list_type == list_type and any(limit.extensions for limit in versions):
            return one.stage
    return ""


def owed_beyond(act: str, state: str) -> bool:
    """Says whether an act may still be owed once a problem has ended in a state."""
    return any(state in one.beyond and act in one.until | one.reply for one in CLOCKS)


def passed(list_type: str, stage: str, states: AbstractSet[str]) -> bool:
    """Says whether a stage of a list ends with a state that a problem has been in.

    What is joined to that problem is where the stage asks it to be: it owes it no more.
    """
    return any(
        one.stage == stage and one.list_type == list_type and not one.until.isdisjoint(states)
        for one in CLOCKS
    )


def _since(stage: str, on: date, until: date | None) -> tuple[int | None, date | None]:
    """Gives limit and first day of what came in earlier than it was written down."""
    limit = shipped().on(Clock.STATUTORY, stage, on)
    if until is None or limit is None:
        return None, None
    return limit.amount, until - timedelta(days=limit.amount)


@dataclass
class Statutory:
    """The statutory clocks of one problem as its story is walked through."""

    list_type: str
    track: str | None = None
    done: set[str] = field(default_factory=set)
    begun: set[int] = field(default_factory=set)
    owed: set[int] = field(default_factory=set)
    """What the end of the problem left owed."""

    def step(self, step: Mapping[str, Any]) -> Iterator[ClockEvent]:
        """Gives what a step starts and ends.

        A state starts a clock once, and what was done before it begins does not let it begin; one
        that begins anew starts whenever none of its runs goes on.
        """
        marks = self._marks(step)
        track = track_of(self.list_type, self.track)
        at, holder = step["happened_at"], str(step.get("holder") or "")
        for n, one in enumerate(CLOCKS):
            if not one.is_for(self.list_type, track):
                continue
            ends = one.until | one.reply if n in self.owed else one.until
            if (one.outlives or n in self.begun | self.owed) and ends & marks:
                if one.anew:
                    self.begun.discard(n)
                self.owed.discard(n)
                yield ClockEvent(at, Kind.STOPPED, Clock.STATUTORY, one.stage)
            elif one.starts & marks and (one.outlives or n not in self.begun):
                self.begun.add(n)
                self.owed.discard(n)
                if one.outlives or one.anew or not one.until & self.done:
                    until = step.get("due_on") if one.outlives else None
                    amount, since = _since(one.stage, civil(at), until)
                    kind = Kind.STARTED, Clock.STATUTORY, one.stage
                    yield ClockEvent(at, *kind, amount=amount, holder=holder, since=since)
        self.done |= marks

    def ended(self, at: datetime, state: str) -> Iterator[ClockEvent]:
        """Ends what ends with the problem, and forgets it: what is opened again begins anew.

        Given:    state, in which it ended: some leave owed what was neither done nor replied to.
        """
        goes_on = {n for n in self.begun if state in CLOCKS[n].beyond}
        self.owed = {n for n in goes_on if not (CLOCKS[n].until | CLOCKS[n].reply) & self.done}
        kept = {CLOCKS[n].stage for n in self.owed}
        self.done.clear()
        self.begun.clear()
        for one in CLOCKS:
            mine = one.list_type == self.list_type and not one.outlives
            if mine and one.stage not in kept:
                yield ClockEvent(at, Kind.STOPPED, Clock.STATUTORY, one.stage)

    def _marks(self, step: Mapping[str, Any]) -> set[str]:
        """Gives what a step is known by here: its act, the state it led to, the statutory act."""
        act = step.get("act")
        if act == RECORDED:
            return {step["reason"]}
        moved = {step["after"]} if step["before"] != step["after"] else set()
        return moved | ({act} if act else set())
