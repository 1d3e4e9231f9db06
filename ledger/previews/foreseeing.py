"""What a change would mean: it is made, its effects are read, and it is undone.

The very act is done behind a savepoint, by the person who asks, under all its own rules. How the
people it touches stand before and after is read through the gates that make viewers.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from ledger.appointments.standings import gathered
from ledger.effects.counting import Effect
from ledger.effects.gaining import GAINS, LOSES, People, Right, Turned
from ledger.effects.meaning import Meaning, concerned, meaning
from ledger.previews.changes import BY_KIND, Touched, printed, touched
from tenants.sitting import Sitting


@dataclass(frozen=True)
class Foreseen:
    """What a change would mean, and the hash that names exactly that."""

    about: Touched
    meaning: Meaning
    after: str
    hash: str

    @property
    def effective_on(self) -> date:
        """The first day on which it makes a difference."""
        return self.meaning.effective_on

    @property
    def found(self) -> tuple[Turned, ...]:
        """Whom it touches."""
        return self.meaning.found

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What they gain and lose."""
        return self.meaning.effects

    @property
    def needs_second(self) -> bool:
        """Whether it gives more than one person gives alone."""
        return self.meaning.needs_second

    def people(self, sort: str) -> int:
        """How many people gain, or lose, something."""
        return self.meaning.people(sort)


class _Undone(Exception):
    """Takes the change back; it never leaves this module."""


async def foreseen(sitting: Sitting, kind: str, given: Any) -> Foreseen:
    """Makes a change, reads what it means, and takes it back.

    Refuses:  whatever the act refuses.
    """
    change = BY_KIND[kind]
    try:
        async with sitting.connection.begin_nested():
            key = await change.act(apart(sitting, kind), given)
            about = await touched(sitting, change.gives, key)
            after = await gathered(sitting, people=about.people, posts=about.posts)
            raise _Undone
    except _Undone:
        pass
    before = await gathered(sitting, people=about.people, posts=about.posts)
    return await _told(sitting, (kind, given), about, before=before, after=after)


def apart(sitting: Sitting, kind: str) -> Sitting:
    """Gives a sitting of the same viewer, in which an act happens of which nothing is kept here."""
    act = BY_KIND[kind].act.__name__
    covered, accused = set(sitting._covered), set(sitting.accused)  # noqa: SLF001 # its own kind
    return replace(
        sitting, act=act, ruling="", events=[], accused=accused, confirmed=True, _covered=covered
    )


async def _told(
    sitting: Sitting, change: tuple[str, Any], about: Touched, *, before: People, after: People
) -> Foreseen:
    before, after = _concerned(before, about), _concerned(after, about)
    told = await meaning(sitting, before, after)
    day = told.effective_on
    named = {
        "change": [change[0], printed(change[1])],
        "by": [str(sitting.viewer.person), str(sitting.viewer.post)],
        "book": sitting.reach.version,
        "from": None if day == sitting.today else str(day),
        "standing": stood(sitting, before),
        "rights": _named(told.rights),
        "needs_second": told.needs_second,
    }
    text = json.dumps(named, sort_keys=True, ensure_ascii=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Foreseen(about, told, stood(sitting, after), digest)


async def standing_now(sitting: Sitting, about: Touched) -> str:
    """Gives how those touched stand now, to be compared with how they were to stand."""
    people = await gathered(sitting, people=about.people, posts=about.posts)
    return stood(sitting, _concerned(people, about))


def stood(sitting: Sitting, people: People) -> str:
    """Writes down how people stand as far as the asker's line reaches, whatever ids it has."""
    here = {
        str(key): [_nameless(one) for one in posts if sitting.tenant in one["lineage"]]
        for key, posts in sorted(people.items())
    }
    return json.dumps(here, sort_keys=True)


def _nameless(post: Mapping[str, Any]) -> dict[str, Any]:
    new = {"grant_id", "member_id", "appointment_id", "windows"}  # those end by the clock
    kept = {name: value for name, value in post.items() if name not in new}
    grants = [{name: part for name, part in one.items() if name not in new}
              for one in post["grants"]]  # fmt: skip  # reads as a table
    return {**kept, "grants": sorted(grants, key=repr)}


def _concerned(people: People, about: Touched) -> dict[UUID, tuple[Mapping[str, Any], ...]]:
    return concerned(people, about.people, about.posts)


def _named(told: Sequence[Right]) -> list[Any]:
    """The rights as the hash holds them: who, where, what and how far, and no numbers of records."""
    return [
        [one.sort, str(one.who), str(one.post), one.unit, one.action, list(one.words), one.role]
        for one in told
        if one.sort in {GAINS, LOSES}
    ]
