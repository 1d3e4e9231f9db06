"""A small model of delegated administration, on which whole histories are tried.

A world has a tree, people in posts, groups of posts and custom roles, over a toy book of nine
rights. Two or three colluding administrators make random changes by all seven routes; each change is
put before :func:`objections` and made only if nothing stands against it. Whatever the circle and the
puppets it makes can do, or give, they could do or give at the start. The measure below walks the
tree by itself and asks nothing of what it measures.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

from ledger.appointments import widening
from ledger.appointments.widening import Objection, Powers, Standing, State
from tests.ledger.giving_book import GIVES, RIGHTS, ROLES, toy_book

LATER = date(2027, 1, 1)
PEOPLE = 7
"""How many people a world begins with; whoever comes later is somebody's puppet."""
PERMISSIONS = tuple((role, action) for action, (_, held) in RIGHTS.items() for role in held)

Given = tuple[str, str, date | None]
"""A role or a custom role (by ``role`` or ``custom``), its key, until when."""


Brought = tuple[tuple[int, frozenset[tuple[str, str]], date | None], ...]
"""What somebody holds by all posts: at which units, which roles and permissions, until when."""
SHADOW = UUID(int=2**65)


@dataclass(frozen=True)
class Model:
    """Everything of one world at one moment."""

    parents: Mapping[int, int | None]
    units: Mapping[int, int]
    """Where each post is."""
    posts: Mapping[int, frozenset[Given]]
    groups: Mapping[int, tuple[frozenset[int], frozenset[Given]]]
    customs: Mapping[str, frozenset[tuple[str, str]]]
    people: Mapping[int, frozenset[tuple[int, date | None]]]
    """The posts that each person holds, until when."""
    past: tuple[tuple[int, Given], ...] = ()
    """What was taken back, and might be restored."""
    invited: Mapping[int, Brought] = field(default_factory=dict)
    """As whom the circle has a code to sign in, and what they held when it was made."""
    accepted: frozenset[int] = frozenset()
    """As whom somebody of the circle signs in."""
    shadow: Brought | None = None
    """What somebody comes to hold who signs in as somebody else, while that is weighed."""

    def with_(self, **changes: object) -> "Model":
        return dataclasses.replace(self, **changes)

    def held(self, post: int) -> Iterator[tuple[frozenset[tuple[str, str]], date | None]]:
        """What a post brings: roles and permissions, each with its end."""
        given = [*self.posts[post]]
        given += [one for inside, its in self.groups.values() if post in inside for one in its]
        for kind, key, until in given:
            yield (frozenset({(key, "*")}) if kind == "role" else self.customs[key]), until

    def brought(self, person: int) -> Brought:
        """What all posts of somebody bring."""
        return tuple(
            (self.units[post], pairs, _sooner(until, end))
            for post, end in sorted(self.people[person], key=str)
            for pairs, until in self.held(post)
        )

    def state(self, powers: Powers) -> State:
        """The model as the function sees it: people, and posts that stand for their holders."""
        people: dict[UUID, Standing] = {}
        for person in self.people:
            people[UUID(int=person)] = powers.standing(self.brought(person))
        if self.shadow is not None:
            people[SHADOW] = powers.standing(self.shadow)
        vacant = {UUID(int=2**64 + post): post for post in self.posts}
        for key, post in vacant.items():
            people[key] = powers.standing((self.units[post], *one) for one in self.held(post))
        return State(self.parents, people, frozenset(vacant))


def _sooner(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)


# ---------------------------------------------------------------- the measure, on its own feet


def doable(model: Model, people: Mapping[int, object] | set[int]) -> set[tuple[str, int, bool]]:
    """What these people can do or give: action, unit, and whether also after the day LATER."""
    found: set[tuple[str, int, bool]] = set()
    for person in people:
        for post, end in model.people.get(person, ()):
            here = model.units[post]
            for pairs, until in model.held(post):
                lasting = (False, True) if (end is None and until is None) else (False,)
                for role, domain in pairs:
                    for action, unit in _done(model, here, role, domain):
                        found |= {(action, unit, late) for late in lasting}
    return found


def _done(model: Model, here: int, role: str, domain: str) -> Iterator[tuple[str, int]]:
    for action, (relation, roles) in RIGHTS.items():
        if role in roles and domain in {"*", action}:
            yield from ((action, unit) for unit in _related(model, here, relation))
    if domain == "*":
        below = [unit for unit in model.parents if here in _line(model, unit)]
        for given in GIVES.get(role, ()):
            for action, (relation, roles) in RIGHTS.items():
                if given in roles:
                    # It may be given at units yet to be founded below or beside these.
                    yet = below if relation in {"parent", "above"} else ()
                    yet = [one for one in below if one != here] if relation == "peer" else yet
                    yield from ((action, unit) for unit in yet)
                    for at in below:
                        yield from ((action, unit) for unit in _related(model, at, relation))


def _line(model: Model, unit: int) -> list[int]:
    above = model.parents[unit]
    return [unit, *([] if above is None else _line(model, above))]


def _related(model: Model, here: int, relation: str) -> list[int]:
    match relation:
        case "own":
            return [here]
        case "child":
            return [unit for unit, above in model.parents.items() if above == here]
        case "subtree":
            return [unit for unit in model.parents if here in _line(model, unit)]
        case "parent":
            return _line(model, here)[1:2]
        case "above":
            return _line(model, here)[1:]
        case "peer":
            up = model.parents[here]
            return [u for u, above in model.parents.items() if above == up and u != here and up]
        case _:
            return list(model.parents)


# ---------------------------------------------------------------- worlds and changes


def world_of(draw: Random) -> tuple[Model, list[int]]:
    """A tree of 5 to 14 units, seven people, two groups, two custom roles; and who colludes."""
    parents: dict[int, int | None] = {1: None}
    for unit in range(2, draw.randint(5, 14) + 1):
        parents[unit] = draw.choice([*parents])
    posts: dict[int, frozenset[Given]] = {}
    units: dict[int, int] = {}
    for post in range(1, 11):
        units[post] = draw.choice([*parents])
        key = draw.choice(ROLES if post > 4 else ("admin", "admin", "chief"))
        until = draw.choice([None, None, LATER])
        posts[post] = frozenset({("role", key, until)}) if draw.random() < 0.8 else frozenset()
    customs = {f"c{n}": frozenset(draw.sample(PERMISSIONS, 2)) for n in range(2)}
    groups = {n: (frozenset(draw.sample([*posts], 1)), frozenset[Given]()) for n in range(2)}
    people = {
        n: frozenset({(n, None), *([(n + 4, None)] if n < 3 else [])}) for n in range(1, PEOPLE + 1)
    }
    circle = draw.sample([1, 2, 3, 4], draw.choice([2, 3]))
    return Model(parents, units, posts, groups, customs, people), circle


Change = Callable[[Random, Model, list[int]], Model]


def _given(draw: Random, model: Model) -> Given:
    until = draw.choice([None, LATER])
    if draw.random() < 0.3:
        return "custom", draw.choice([*model.customs]), until
    return "role", draw.choice(ROLES), until


def grant(draw: Random, model: Model, circle: list[int]) -> Model:
    post, one = draw.choice([*model.posts]), _given(draw, model)
    return model.with_(posts={**model.posts, post: model.posts[post] | {one}})


def edit(draw: Random, model: Model, circle: list[int]) -> Model:
    key = draw.choice([*model.customs])
    return model.with_(customs={**model.customs, key: frozenset(draw.sample(PERMISSIONS, 2))})


def group(draw: Random, model: Model, circle: list[int]) -> Model:
    key = draw.choice([*model.groups])
    inside, given = model.groups[key]
    if draw.random() < 0.5:
        inside |= {draw.choice([*model.posts])}
    else:
        given |= {_given(draw, model)}
    return model.with_(groups={**model.groups, key: (inside, given)})


def create(draw: Random, model: Model, circle: list[int]) -> Model:
    """A new post with a puppet in it, as an import would bring."""
    post, person = max(model.posts) + 1, max(model.people) + 1
    return model.with_(
        units={**model.units, post: draw.choice([*model.parents])},
        posts={**model.posts, post: frozenset({_given(draw, model)})},
        people={**model.people, person: frozenset({(post, draw.choice([None, LATER]))})},
    )


def move(draw: Random, model: Model, circle: list[int]) -> Model:
    unit = draw.choice([one for one in model.parents if model.parents[one] is not None])
    to = [one for one in model.parents if unit not in _line(model, one)]
    return model.with_(parents={**model.parents, unit: draw.choice(to)})


def impersonate(draw: Random, model: Model, circle: list[int]) -> Model:
    """One of the circle, or a puppet, comes to hold a post of somebody else."""
    puppets = [one for one in model.people if one > PEOPLE]
    who, post = draw.choice([*circle, *puppets]), draw.choice([*model.posts])
    held = model.people[who] | {(post, draw.choice([None, LATER]))}
    return model.with_(people={**model.people, who: held})


def restore(draw: Random, model: Model, circle: list[int]) -> Model:
    """What was taken back comes back, or one post is made like another."""
    if model.past and draw.random() < 0.5:
        post, one = draw.choice(model.past)
        return model.with_(posts={**model.posts, post: model.posts[post] | {one}})
    like, post = draw.choice([*model.posts]), draw.choice([*model.posts])
    return model.with_(posts={**model.posts, post: model.posts[post] | model.posts[like]})


def remove(draw: Random, model: Model, circle: list[int]) -> Model:
    """Something is taken back, or somebody relieved."""
    if draw.random() < 0.5:
        post = draw.choice([*model.posts])
        gone = tuple((post, one) for one in model.posts[post])
        return model.with_(posts={**model.posts, post: frozenset()}, past=(*model.past, *gone))
    who = draw.choice([*model.people])
    return model.with_(people={**model.people, who: frozenset()})


def invite(draw: Random, model: Model, circle: list[int]) -> Model:
    """One of the circle has a code made: whoever has it can become somebody else."""
    others = {*range(1, PEOPLE + 1)} - {*circle} - model.accepted
    if not others:
        return model
    who = draw.choice(sorted(others))
    return model.with_(
        invited={**model.invited, who: model.brought(who)}, shadow=model.brought(who)
    )


def accept(draw: Random, model: Model, circle: list[int]) -> Model:
    """Somebody of the circle uses a code."""
    if not model.invited:
        return model
    who = draw.choice(sorted(model.invited))
    left = {one: held for one, held in model.invited.items() if one != who}
    return model.with_(invited=left, accepted=model.accepted | {who}, shadow=model.brought(who))


def _others_give(draw: Random, model: Model) -> Model:
    """Somebody outside, who may, appoints a person who was invited and has not accepted yet."""
    if not model.invited or draw.random() < 0.7:
        return model
    who, post = draw.choice(sorted(model.invited)), draw.choice([*model.posts])
    return model.with_(people={**model.people, who: model.people[who] | {(post, None)}})


ROUTES: Mapping[str, Change] = {
    "grant": grant, "edit": edit, "group": group, "create": create, "move": move,
    "impersonate": impersonate, "restore": restore, "remove": remove,
    "invite": invite, "accept": accept,
}  # fmt: skip  # reads as a table
"""The seven routes, taking away, and to act as somebody else by an invitation."""
VOID = "VOID"
"""What stands against accepting an invitation after more was given to the person."""
Judge = Callable[[Powers, State, State, UUID, frozenset, str], tuple[Objection, ...]]


def judged(
    powers: Powers, before: State, after: State, actor: UUID, acting: frozenset, route: str
) -> tuple[Objection, ...]:
    if route == "accept":
        # Good while the person holds what they held when the code was made.
        same = before.people.get(SHADOW) == after.people.get(SHADOW)
        return () if same else (Objection(VOID),)
    return widening.objections(powers, before, after, actor=actor, acting=acting)


@dataclass
class Found:
    """What a search found; ``grown`` must be empty, or with a hole must not."""

    worlds: int = 0
    acts: int = 0
    made: int = 0
    by_route: dict[str, int] = field(default_factory=dict)
    grown: list[str] = field(default_factory=list)


def searched(worlds: int, acts: int, seed: int, *, judge: Judge = judged) -> Found:
    """Tries histories; with a judge that has a hole it stops at the first thing found."""
    found, powers = Found(), Powers(toy_book())
    for number in range(worlds):
        found.worlds += 1
        _history(found, powers, Random(f"{seed}/{number}"), acts=acts, judge=judge, number=number)
        if found.grown and judge is not judged:
            break
    return found


def _history(
    found: Found, powers: Powers, draw: Random, *, acts: int, judge: Judge, number: int
) -> None:
    model, circle = world_of(draw)
    first, began = model, doable(model, set(circle))
    puppets = set(circle)
    outside = {p: doable(model, {p}) for p in model.people if p not in circle}
    seniors = {p for p, done in outside.items() if not done <= began}
    for step in range(acts):
        route = draw.choice([*ROUTES])
        actor = draw.choice(circle)
        model = _others_give(draw, model)
        after = ROUTES[route](draw, model, circle)
        found.acts += 1
        states = _weighed_as(model, after).state(powers), after.state(powers)
        acting = states[0].people[UUID(int=actor)].holds
        if judge(powers, *states, UUID(int=actor), acting, route):
            continue
        found.made += after != model
        found.by_route[route] = found.by_route.get(route, 0) + (after != model)
        puppets |= after.accepted | (after.people.keys() - first.people.keys())
        model = after.with_(shadow=None)
        said = f"world {number}, act {step}, {route} by {actor}"
        more = doable(model, puppets) - began
        if more:
            found.grown.append(f"{said}: {sorted(more)[:3]}")
        lost = [p for p in seniors if first.people[p] - model.people[p]]
        if lost:
            found.grown.append(f"{said}: relieved {lost}, who held more")
        gap = _managed(first) - _managed(model)
        gap |= _managed(first, lasting=True) - _managed(model, lasting=True)
        if gap:
            found.grown.append(f"{said}: nobody manages {sorted(gap)}")
        if more or lost or gap:
            return


def _weighed_as(model: Model, after: Model) -> Model:
    """The world before, in which whoever accepts holds what was weighed when they were invited."""
    new = after.accepted - model.accepted
    return model.with_(shadow=model.invited[next(iter(new))]) if new else model


def _managed(model: Model, *, lasting: bool = False) -> set[int]:
    return {
        model.units[post]
        for held in model.people.values()
        for post, end in held
        for pairs, until in model.held(post)
        if pairs & {("admin", "*"), ("chief", "*")}
        and not (lasting and (end is not None or until is not None))
    }
