"""What a change of standings gives and takes, right by right: out of the table of reach alone.

People are posts as the gates print them, before a change and after it. What Casbin answered for
their roles says which actions they may do, and where: the words of the book are the ranges.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from policies.facts import Held
from policies.reach import Reach
from tenants.viewer import PostHeld, Viewer, viewer_from

Post = Mapping[str, Any]
People = Mapping[UUID, tuple[Post, ...]]

GAINS, LOSES, BLIND = "GAINS", "LOSES", "BLIND"
_DAYS = (
    "appointed_on", "relieved_on", "suspended_on", "resumed_on", "valid_from", "valid_until",
    "tenant_valid_until",
)  # fmt: skip  # columns side by side


@dataclass(frozen=True)
class Stand:
    """How somebody stands in one post on one side of a change: nobody, when they do not hold it."""

    viewer: Viewer
    held: Mapping[UUID, PostHeld]
    reach: Reach | None = None
    """The book of this side, where the book itself is what changes."""

    def roles(self, post: UUID) -> Held:
        """The roles of a post, none when it is not held."""
        return self.held[post].roles if post in self.held else frozenset()


@dataclass(frozen=True)
class Turned:
    """Somebody whose standing a change turns, in which posts; a vacant post stands for itself."""

    who: UUID
    posts: tuple[UUID, ...]
    before: Stand
    after: Stand
    units: Mapping[UUID, int]
    on: date
    vacant: bool = False


@dataclass(frozen=True)
class Right:
    """What is gained or lost: an action with its ranges, or a role that may now be given."""

    sort: str
    who: UUID
    post: UUID
    unit: int
    action: str | None = None
    words: tuple[str, ...] = ()
    role: str | None = None
    vacant: bool = False
    on: date | None = field(default=None, compare=False)
    """The first day on which it is so; the same right on a later day is no other."""


def turned(
    reach: Reach, before: People, after: People, *, today: date
) -> tuple[date, tuple[Turned, ...]]:
    """Finds whom a change touches, on each day on which it makes a difference to them.

    Gives:    the first such day, and everybody touched, by day and person; today, and nobody, when
              it makes no difference. What begins later only is no less given.
    """
    touched = {
        who: posts
        for who in {*before, *after}
        if (posts := _changed(before.get(who, ()), after.get(who, ())))
    }
    told = [
        one
        for who, posts in sorted(touched.items())
        for day in _days((before.get(who, ()), after.get(who, ())), today)
        for one in [_turned(reach, who, before, after, posts=posts, on=day)]
        if any(one.before.roles(post) != one.after.roles(post) for post in posts)
    ]
    if not told:
        return today, ()
    # A post stands for whoever will hold it when nobody does.
    held = {post for one in told if not one.vacant for post in one.posts}
    found = [one for one in told if not (one.vacant and one.who in held)]
    return min(one.on for one in told), tuple(sorted(found, key=lambda one: (one.on, one.who)))


def under(
    before: Reach, after: Reach, people: People, *, today: date
) -> tuple[date, tuple[Turned, ...]]:
    """Gives everybody as they stand under one book and under another, in all their posts."""
    found = []
    for who, posts in sorted(people.items()):
        was, is_ = (
            replace(_stand(reach, who, posts, on=today), reach=reach) for reach in (before, after)
        )
        units = {UUID(one["post_id"]): one["tenant_id"] for one in posts}
        held = tuple(sorted(set(was.held) & set(units)))
        if held:
            found.append(Turned(who, held, was, is_, units=units, on=today))
    return today, tuple(found)


def rights(
    reach: Reach, found: Iterable[Turned], *, about: Iterable[str] | None = None
) -> Iterator[Right]:
    """Gives what each of them gains and loses, in a fixed order, and each of it once.

    Given:    about, the only actions that a change of the book is about; else all.
    """
    seen: set[Right] = set()
    actions = sorted(reach.actions if about is None else about)
    for one in found:
        for right in _rights(reach, one, actions):
            if right not in seen:
                seen.add(right)
                yield right


def _rights(reach: Reach, one: Turned, actions: Iterable[str]) -> Iterator[Right]:
    first, then = one.before.reach or reach, one.after.reach or reach
    for post in one.posts:
        had, has = one.before.roles(post), one.after.roles(post)
        here = Right("", one.who, post, one.units[post], vacant=one.vacant, on=one.on)
        for action in actions:
            was, is_ = first.allowing(action, had), then.allowing(action, has)
            if first is not then:
                was, is_ = _with_prohibitions(first, then, one, action, (was, is_))
            for sort, words in ((GAINS, is_ - was), (LOSES, was - is_)):
                if words:
                    yield replace(here, sort=sort, action=action, words=tuple(sorted(words)))
        gave, gives = _gives(reach, had), _gives(reach, has)
        for sort, roles in ((GAINS, gives - gave), (LOSES, gave - gives)):
            for role in sorted(roles):
                yield replace(here, sort=sort, role=role)


def _with_prohibitions(
    first: Reach, then: Reach, one: Turned, action: str, allowed: tuple[frozenset[str], ...]
) -> tuple[frozenset[str], frozenset[str]]:
    """Adds, where something is allowed, the words that are forbidden on the other side only."""
    was, is_ = allowed
    noes = first.denying(action, one.before.viewer.all_roles)
    later = then.denying(action, one.after.viewer.all_roles)
    return (was | (later - noes) if was else was), (is_ | (noes - later) if is_ else is_)


def _gives(reach: Reach, roles: Held) -> set[str]:
    """Which roles somebody may give who holds these: what they hold in trust."""
    book = reach.enforcer.book
    return {
        part
        for role, domain in roles
        if domain == "*" and role in book.roles
        for one in book.with_included(role)
        for part in book.roles[one].gives
    }


def _changed(before: Iterable[Post], after: Iterable[Post]) -> tuple[UUID, ...]:
    was, is_ = _by_post(before), _by_post(after)
    return tuple(
        sorted(
            UUID(key)
            for key in {*was, *is_}
            if sorted(map(repr, was.get(key, ()))) != sorted(map(repr, is_.get(key, ())))
        )
    )


def _by_post(posts: Iterable[Post]) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = {}
    for one in posts:
        found.setdefault(one["post_id"], []).append(one)
    return found


def _days(people: Iterable[Iterable[Post]], today: date) -> list[date]:
    said = [
        value
        for posts in people
        for one in posts
        for value in (
            *(one.get(name) for name in _DAYS),
            *(grant[name] for grant in one["grants"] for name in ("given_from", "given_until")),
        )
    ]
    later = {date.fromisoformat(one) for one in said if one is not None}
    return [today, *sorted(one for one in later if one > today)]


def _turned(
    reach: Reach, who: UUID, before: People, after: People, *, posts: tuple[UUID, ...], on: date
) -> Turned:
    units = {
        UUID(one["post_id"]): one["tenant_id"]
        for side in (before, after)
        for one in side.get(who, ())
    }
    return Turned(
        who,
        posts,
        _stand(reach, who, before.get(who, ()), on=on),
        _stand(reach, who, after.get(who, ()), on=on),
        units={post: units[post] for post in posts},
        on=on,
        vacant=posts == (who,),
    )


def _stand(reach: Reach, who: UUID, posts: Iterable[Post], *, on: date) -> Stand:
    # An emergency window ends by itself: what it shows is nothing that somebody has before or after.
    said = {
        "person_id": str(who),
        "name": "",
        "language": "ZH",
        "standing": 0,
        "policy_version": 0,
        "posts": [{"leading": False, "resumed_on": None, **one, "windows": []} for one in posts],
    }
    viewer = viewer_from(said, post=None, enforcer=reach.enforcer, today=on)
    return Stand(viewer, {one.post: one for one in viewer.posts})
