"""Kinds of notices and the reminder ladder, as they stand in ``kinds.yaml``.

Refuses:  NoticesRefused at import for a page that cannot be meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policies.enforcer import Enforcer
from policies.pages import read_page

SHIPPED = Path(__file__).parent / "kinds.yaml"
PLACES = (
    "holder_post", "holder", "parent", "lister", "sender", "told", "copied", "part", "giver", "main",
    "asker", "leader", "named", "approving",
)  # fmt: skip  # names side by side
OF_ONE = ("holder_post", "asker", "leader", "named")
"""Places that are one post: no role is named there."""


class NoticesRefused(ValueError):
    """The page of the notices cannot be meant."""


@dataclass(frozen=True)
class Audience:
    """Who is told: a place on the way of the thing, and roles there."""

    at: str
    roles: tuple[str, ...] = ()
    clock: str | None = None
    since: int | None = None
    """Only from so many days after the due day on."""
    states: tuple[str, ...] = ()
    """Only where the thing stands so; empty for wherever the kind is told."""

    def fits(self, state: str, clock: str | None = None) -> bool:
        """Tells whether they are told of a thing that stands so, of this clock of it."""
        return self.clock in {None, clock} and (not self.states or state in self.states)


@dataclass(frozen=True)
class Kind:
    """A kind of notice: what it says, after which events in which states, and to whom."""

    kind: str
    zh: str
    en: str
    to: tuple[Audience, ...]
    on: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    after: int | None = None
    before: bool = False
    review: bool = False
    polarity: str | None = None
    of: str | None = None
    days: tuple[int, ...] = ()


@dataclass(frozen=True)
class Owed:
    """States whose step is owed by another than the holder: by whom, and by which roles there."""

    states: tuple[str, ...]
    to: Audience


def _audience(said: Mapping[str, Any]) -> Audience:
    roles = tuple(said.get("roles", ()))
    states = tuple(said.get("states", ()))
    found = Audience(said["at"], roles, said.get("clock"), said.get("from"), states)
    if found.at not in PLACES or (found.at in OF_ONE) == bool(found.roles):
        raise NoticesRefused(str(said))
    return found


def _kind(said: Mapping[str, Any]) -> Kind:
    return Kind(
        kind=said["kind"],
        zh=said["zh"],
        en=said["en"],
        to=tuple(_audience(one) for one in said.get("to", ())),
        on=tuple(said.get("events", ())),
        states=tuple(said.get("states", ())),
        after=said.get("after"),
        before=said.get("before", False),
        review=said.get("review", False),
        polarity=said.get("polarity"),
        of=said.get("of"),
        days=tuple(said.get("days", ())),
    )


_PAGE: Mapping[str, Any] = read_page(SHIPPED.read_text("utf-8"))
ACTS: Sequence[Kind] = tuple(_kind(one) for one in _PAGE["kinds"])
"""What acts tell."""
LADDER: Sequence[Kind] = tuple(_kind(one) for one in _PAGE["ladder"])
"""What the sweep tells, as the day comes nearer and passes."""
WINDOWS: Sequence[Kind] = tuple(_kind(one) for one in _PAGE["windows"])
"""What the database tells of emergency windows."""
LISTS: Sequence[Kind] = tuple(_kind(one) for one in _PAGE["lists"])
"""What the database tells of lists that are to be signed."""
LAPSED: Sequence[Kind] = tuple(_kind(one) for one in _PAGE["lapsed"])
"""What the database tells of what ends by itself: requests unanswered, a task force by another."""
PROPOSALS: Sequence[Kind] = tuple(_kind(one) for one in _PAGE["proposals"])
"""What the sweep puts before superiors."""
REORGANISATIONS: Sequence[Kind] = tuple(_kind(one) for one in _PAGE["reorganisations"])
"""What the sweep tells of reorganisations whose day has come."""
MANAGERS: Sequence[Kind] = tuple(_kind(one) for one in _PAGE["managers"])
"""What the sweep tells of units that are about to have no manager any more."""
COMMENTS: Sequence[Kind] = tuple(_kind(one) for one in _PAGE["comments"])
"""What the sweep tells of what the public said."""
DAYS: Sequence[Kind] = tuple(_kind(one) for one in _PAGE["days"])
"""What the sweep tells of what has days of its own beside the problem's."""
OWED: Sequence[Owed] = tuple(Owed(tuple(one["states"]), _audience(one)) for one in _PAGE["owed"])
"""Whose step it is where the holder waits for another."""
DUTIES_BEFORE: Sequence[int] = tuple(_PAGE["obligations"]["before"])
TITLES: Mapping[str, Kind] = {
    one.kind: one
    for one in (
        *ACTS,
        *WINDOWS,
        *LISTS,
        *LAPSED,
        *PROPOSALS,
        *REORGANISATIONS,
        *MANAGERS,
        *COMMENTS,
        *DAYS,
        *LADDER,
    )
}
KINDS: Sequence[str] = tuple(TITLES)
OF_ONESELF: Sequence[str] = tuple(
    one.kind for one in (*ACTS, *LAPSED) if one.to and all(who.at == "named" for who in one.to)
)
"""What is told of the reader: shown also to whoever may not read the problem that it points at."""


@dataclass(frozen=True)
class Reached:
    """Posts by what the database knows of them: roles written on them, and actor types."""

    roles: list[str]
    actors: list[str]


def reached(enforcer: Enforcer, wanted: Sequence[str]) -> Reached:
    """Gives every role and actor type that brings one of the wanted roles along."""
    book = enforcer.book

    def brings(roles: Sequence[str]) -> bool:
        closed = enforcer.closed(frozenset((role, "*") for role in roles))
        return any((role, "*") in closed for role in wanted)

    return Reached(
        roles=[role for role in book.roles if wanted and brings([role])],
        actors=[actor for actor, roles in book.actor_types.items() if wanted and brings(roles)],
    )
