"""How people stand, read under the acting unit, and what a change would make of it.

People are posts as the gates print them. A post stands for itself, too: whoever comes to hold it
later, what is given to it now is weighed now.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NoReturn
from uuid import UUID

from sqlalchemy import Uuid, bindparam, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from ledger.appointments.refusals import (
    LeftUnmanaged,
    NeedsTwo,
    NotTogether,
    WouldServeOneself,
    WouldTouchSenior,
    WouldWiden,
)
from ledger.appointments.widening import (
    APART,
    OWN,
    SENIOR,
    TWO,
    UNMANAGED,
    WIDER,
    Brought,
    Objection,
    Powers,
    Standing,
    State,
    objections,
)
from tenants.long_acts import stands_still
from tenants.sitting import Sitting
from tenants.tables import appointment, tenant
from tenants.viewer import given, is_suspended

Post = Mapping[str, Any]
People = Mapping[UUID, tuple[Post, ...]]
Parents = Mapping[int, int | None]
"""Part of the tree: each unit's parent."""

_KEYS = bindparam("wanted", type_=ARRAY(Uuid))
_PEOPLE = text("select app.standings(:wanted)").bindparams(_KEYS)
_POSTS = text("select app.posts_standing(:wanted)").bindparams(_KEYS)


async def locked(sitting: Sitting, *units: int) -> None:
    """Lets one change of standings at a unit happen after the other.

    Two administrators who relieve one another at once, or the last two of a unit, would each be
    weighed against a state that the other one is changing.
    Refuses:  tenants.sitting.Outdated when the actor no longer stands as at the beginning.
    """
    query = select(tenant.c.id).where(tenant.c.id.in_({sitting.tenant, *units}))
    await sitting.rows(query.order_by(tenant.c.id).with_for_update(key_share=True))
    await stands_still(sitting)


async def gathered(
    sitting: Sitting,
    *,
    people: Iterable[UUID] = (),
    posts: Iterable[UUID] = (),
    unit: int | None = None,
) -> dict[UUID, tuple[Post, ...]]:
    """Reads how people stand: the actor, those named, those in the posts and those of the unit.

    Gives:    everybody's posts by person; each of the posts by its own key as well.
    """
    named = {*people, sitting.viewer.person}
    wanted = list(posts)
    held = appointment.c
    query = select(held.person_id).where(held.root == sitting.root)
    query = query.where(or_(held.relieved_on.is_(None), held.relieved_on > sitting.today))
    at_them = await sitting.rows(query.where(or_(held.post_id.in_(wanted), held.holder == unit)))
    named |= {row["person_id"] for row in at_them}
    ask = sitting.connection.execute
    by_person = (await ask(_PEOPLE, {"wanted": sorted(filter(None, named))})).scalar_one()
    by_post = (await ask(_POSTS, {"wanted": wanted})).scalar_one() if wanted else {}
    empty = {"appointed_on": str(sitting.today), "relieved_on": None, "suspended_on": None}
    found = {UUID(key): tuple(one["posts"]) for key, one in by_person.items()}
    return found | {UUID(key): ({**empty, **one},) for key, one in by_post.items()}


def changed(people: People, change: Callable[[Post], Post]) -> dict[UUID, tuple[Post, ...]]:
    """Gives the people as they stand when each of their posts is changed so."""
    return {key: tuple(change(one) for one in posts) for key, posts in people.items()}


def weighed(
    sitting: Sitting,
    before: People,
    after: People,
    *,
    asked: tuple[UUID, UUID] | None = None,
    trees: tuple[Parents, Parents] | None = None,
    ended: Collection[int] = (),
    on: date | None = None,
) -> None:
    """Refuses a change that widens, touches somebody senior, serves oneself or leaves a gap.

    Given:    before, as :func:`gathered` read it; after, the same people as they would stand;
              asked, the person and post that asked for what the actor confirms: it is they who
              must hold what is given, now; trees, before and after, when units move, else that of
              the posts; ended, units that end with the change, empty where they stood; on, the
              later day on which it takes effect.
    Refuses:  grant.wider, grant.senior, grant.own_rights, grant.not_together, grant.needs_two,
              grant.unmanaged.
    """
    found = weighing(sitting, before, after, asked=asked, trees=trees, on=on)
    if asked is not None:
        found = tuple(one for one in found if one.kind != TWO)
    found = tuple(one for one in found if one.kind != UNMANAGED or one.unit not in ended)
    if found:
        _refuse(found)


def weighing(
    sitting: Sitting,
    before: People,
    after: People,
    *,
    asked: tuple[UUID, UUID] | None = None,
    trees: tuple[Parents, Parents] | None = None,
    on: date | None = None,
) -> tuple[Objection, ...]:
    """Gives what stands against a change, as the pure function sees it."""
    viewer, today = sitting.viewer, sitting.today
    assert viewer.person is not None
    assert viewer.post is not None
    actor, acting = asked or (viewer.person, viewer.post)
    powers = Powers(sitting.reach.enforcer.book)
    mine = [one for one in before.get(actor, ()) if UUID(one["post_id"]) == acting]
    tree = parents_of([*before.values(), *after.values()])
    was, is_now = trees or (tree, tree)
    stood = state_of(powers, before, was, today)
    same = {key: stood.people[key] for key, posts in after.items() if before.get(key) == posts}
    return objections(
        powers,
        stood,
        state_of(powers, after, is_now, today, known=same),
        actor=actor,
        post=acting,
        acting=powers.standing(one for since, one in _held(powers, mine, today) if not since).holds,
        on=on,
    )


def parents_of(people: Iterable[Iterable[Post]]) -> dict[int, int | None]:
    """Gives the part of the tree in which posts lie: each unit's parent."""
    parents: dict[int, int | None] = {}
    for one in (one for posts in people for one in posts):
        above = None
        for unit in filter(None, one["lineage"]):
            parents[unit], above = above, unit
    return parents


def state_of(
    powers: Powers,
    people: People,
    parents: Parents,
    today: date,
    *,
    known: Mapping[UUID, Standing] = MappingProxyType({}),
) -> State:
    """Makes the state of these people on a tree.

    Given:    known, how some of them stand, where that is known already.
    """
    standings = {
        key: known[key] if key in known else standing_of(powers, posts, today)
        for key, posts in people.items()
    }
    vacant = {
        key for key, posts in people.items() if [one["post_id"] for one in posts] == [str(key)]
    }
    return State(parents, standings, frozenset(vacant))


def standing_of(powers: Powers, posts: Iterable[Post], today: date) -> Standing:
    """Gives how somebody in these posts stands; what begins later is weighed from now on."""
    held = [*_held(powers, posts, today)]
    now = [one for since, one in held if since is None]
    return powers.standing(now, ahead=[(since, one) for since, one in held if since is not None])


def _held(
    powers: Powers, posts: Iterable[Post], today: date
) -> Iterator[tuple[date | None, Brought]]:
    """Gives what posts bring, each with the day on which it begins, if that lies ahead."""
    for one in posts:
        ends = [one["relieved_on"], one["valid_until"], one["tenant_valid_until"]]
        if is_suspended(one, today) or _over(ends, today):
            continue
        by_time: dict[tuple[date | None, date | None], set[tuple[str, str]]] = {}
        for pair, began, end in given(one, powers.book):
            if not _over([end], today):
                since = date.fromisoformat(max(began, one["appointed_on"]))
                time = since if since > today else None, _first([*ends, end])
                by_time.setdefault(time, set()).add(pair)
        for (since_then, until), pairs in by_time.items():
            yield since_then, (one["tenant_id"], frozenset(pairs), until)


def _first(ends: Iterable[str | None]) -> date | None:
    return min((date.fromisoformat(end) for end in ends if end is not None), default=None)


def _over(ends: Iterable[str | None], today: date) -> bool:
    first = _first(ends)
    return first is not None and first <= today


def _refuse(found: Collection[Objection]) -> NoReturn:
    """Names one objection of the gravest kind there is."""
    kinds = {kind: [one for one in found if one.kind == kind] for kind in (SENIOR, APART, OWN, TWO)}
    if kinds[SENIOR]:
        raise WouldTouchSenior
    if kinds[APART]:
        one, other = kinds[APART][0].roles or ("", "")
        raise NotTogether(one=one, other=other)
    if kinds[OWN]:
        raise WouldServeOneself(action=kinds[OWN][0].action)
    wider = [one for one in found if one.kind == WIDER]
    if wider:
        rights = sorted({(one.action, one.rule) for one in wider})
        raise WouldWiden(action=rights[0][0], rule=rights[0][1], more=len(rights) - 1)
    if kinds[TWO]:
        one, _ = kinds[TWO][0].roles or ("", "")
        raise NeedsTwo(role=one)
    raise LeftUnmanaged
