"""Never widen: one pure function decides every way in which somebody comes to hold a right.

Grant, edit of a role already granted, group or post membership, import or creation, moving a unit,
acting as somebody else, restore or clone: whoever changes anything of this makes the state before
and the state after, and :func:`objections` compares them. It knows no database, no clock and no act.

A right is an action that a rule of the book allows, exercised from a unit. Some roles also hold
rights *in trust* (``gives`` in roles.yaml): for their unit and everything below, to give them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from ledger.appointments.reaching import Tree
from policies.book import Book
from policies.branching import Places, places
from policies.conditions import branches
from policies.facts import Held

Right = tuple[str, str]
"""An action, and the rule of the book that allows it."""

Brought = tuple[int, Held, date | None]
"""What a post brings: at which unit, roles and permissions, and the first day without them."""

MANAGING = "post.manage"
"""Whoever may do this at a unit and hold it in trust manages it; no unit loses the last such one."""

SEPARATED = "separated_administrator"
"""The role that each of the three separated administrators brings along."""

WIDER = "WIDER"
SENIOR = "SENIOR"
OWN = "OWN"
APART = "APART"
TWO = "TWO"
UNMANAGED = "UNMANAGED"


class Hold(NamedTuple):
    """A right as somebody holds it: from which unit, whether in trust, from and until which day."""

    action: str
    rule: str
    unit: int
    trust: bool = False
    """Held for the unit and everything below it, to be given there."""
    until: date | None = None
    """The first day on which it is not held; none: without end."""
    since: date | None = None
    """The first day on which it is held, if that lies ahead. Given now, it is weighed now."""

    @property
    def right(self) -> Right:
        """What may be done, wherever."""
        return self.action, self.rule


@dataclass(frozen=True)
class Standing:
    """What one person holds in all posts together, and the roles of the book behind it."""

    holds: frozenset[Hold] = frozenset()
    roles: frozenset[str] = frozenset()


NOTHING = Standing()


@dataclass(frozen=True)
class State:
    """The part of the world that a change touches: each unit's parent, and how people stand."""

    parents: Mapping[int, int | None]
    people: Mapping[UUID, Standing]
    posts: frozenset[UUID] = frozenset()
    """Which of the people are posts that stand for whoever comes to hold them."""

    @cached_property
    def tree(self) -> Tree:
        """Gives the units as a tree."""
        return Tree(self.parents)


@dataclass(frozen=True)
class Objection:
    """One thing that stands against a change; ``kind`` is one of the constants of this module."""

    kind: str
    person: UUID | None = None
    unit: int | None = None
    action: str = ""
    rule: str = ""
    roles: tuple[str, str] | None = None


@dataclass(frozen=True)
class Powers:
    """What roles of the book hold and hold in trust; read out of the book once."""

    book: Book = field(repr=False)

    @cached_property
    def _of_role(self) -> Mapping[str, frozenset[Right]]:
        # What anyone may do is nobody's to give.
        found: dict[str, set[Right]] = {role: set() for role in self.book.roles}
        for rule in self.book.rules.values():
            if rule.effect == "allow" and "anyone" not in rule.roles:
                for role in rule.roles:
                    found[role] |= {(action, rule.key) for action in rule.actions}
        return {
            role: frozenset().union(*(found[one] for one in self.book.with_included(role)))
            for role in self.book.roles
        }

    @cached_property
    def reach(self) -> Mapping[str, Places]:
        """Where a rule reaches, as the holder of the right stands in the tree."""
        return {
            key: frozenset().union(
                *(
                    places(branch)
                    for word in rule.when
                    for branch in branches(self.book.words[word].condition)
                )
            )
            for key, rule in self.book.rules.items()
        }

    @cached_property
    def _rights(self) -> dict[Held, frozenset[Right]]:
        # Many hold the same.
        return {}

    def rights(self, roles: Held) -> frozenset[Right]:
        """Gives the rights of roles: whole ones (domain ``*``), and those of single permissions."""
        if roles in self._rights:
            return self._rights[roles]
        found: set[Right] = set()
        for role, domain in roles:
            known = self._of_role.get(role, frozenset())
            found |= known if domain == "*" else {one for one in known if one[0] == domain}
        return self._rights.setdefault(roles, frozenset(found))

    def trusted(self, roles: Held) -> frozenset[Right]:
        """Gives the rights that whole roles hold in trust; single permissions bring none."""
        given = {
            (part, "*")
            for role, domain in roles
            if domain == "*" and role in self.book.roles
            for one in self.book.with_included(role)
            for part in self.book.roles[one].gives
        }
        return self.rights(frozenset(given))

    def manages(self, role: str) -> bool:
        """Says whether whoever holds this role at a unit manages it."""
        whole: Held = frozenset({(role, "*")})
        held = {action for action, _ in self.rights(whole)}
        return MANAGING in held & {action for action, _ in self.trusted(whole)}

    def standing(
        self, posts: Iterable[Brought], *, ahead: Iterable[tuple[date, Brought]] = ()
    ) -> Standing:
        """Gives how somebody stands who has these roles at these units until these days.

        Given:    ahead, what begins on a later day only, each with that day.
        """
        holds: set[Hold] = set()
        roles: set[str] = set()
        for since, (unit, held, until) in [*((None, one) for one in posts), *ahead]:
            holds |= {Hold(*one, unit, False, until, since) for one in self.rights(held)}
            holds |= {Hold(*one, unit, True, until, since) for one in self.trusted(held)}
            roles |= {role for role, _ in held if role in self.book.roles}
        return Standing(frozenset(holds), frozenset(roles))

    def reached(self, state: State, hold: Hold) -> frozenset[int]:
        """Gives the units whose rows what is held reaches, on the tree of a state."""
        return state.tree.reached(self.reach[hold.rule], hold.unit, trust=hold.trust)


def objections(
    powers: Powers,
    before: State,
    after: State,
    *,
    actor: UUID,
    acting: frozenset[Hold],
    post: UUID | None = None,
    on: date | None = None,
) -> tuple[Objection, ...]:
    """Says what stands against a change; nothing does when there is none.

    Given:    before and after, the part of the world that the change touches, the same people in
              both; actor, who makes it, what the actor's acting post holds now, and that post where
              it stands among the people. Who comes to act as somebody else, or is not known yet, is
              a person of the state after with that standing.
    Gives:    WIDER for each right given that the actor does not hold, at the unit where it is given
              and, when units move, at each unit it comes to reach, before the change and after it;
              SENIOR for each person touched who holds what the actor does not, or no less than the
              actor; OWN when the actor's own rights grow; APART for roles one person may not
              combine; TWO for a role of a separated administrator, which two persons give
              together; UNMANAGED for a unit that loses its last manager, or the last one without an
              end: one who leaves on a day that is known already counts only beside such a one, and
              one who begins later from that day on.
    Source:   security.md 2.3; Keycloak CVE-2026-9099; GLPI 3242.
    """
    mine = _Mine(powers, before, after, acting)
    found: list[Objection] = []
    for person in {*before.people, *after.people}:
        had = before.people.get(person, NOTHING)
        has = after.people.get(person, NOTHING)
        if had != has:
            found += _of_person(mine, person, had=had, has=has, own=person in {actor, post})
    found += _moved(mine)
    found += _unmanaged(before, after, on)
    return tuple(sorted(set(found), key=repr))


@dataclass(frozen=True)
class _Mine:
    """What the actor holds, found by right."""

    powers: Powers
    before: State
    after: State
    acting: frozenset[Hold]

    @cached_property
    def by_right(self) -> Mapping[Right, Sequence[Hold]]:
        return _by_right(self.acting)

    def covers(self, wanted: Hold) -> bool:
        """Says whether the actor holds this, on both trees."""
        return any(
            _as_long(one, wanted)
            and _as_wide(self.before, one, wanted)
            and _as_wide(self.after, one, wanted)
            for one in self.by_right.get(wanted.right, ())
        )

    def covered(self, wanted: Hold) -> frozenset[int]:
        """Gives the units that the actor's own holds reach by this right, on both trees."""
        reached = self.powers.reached
        return frozenset().union(
            *(
                reached(self.before, one) & reached(self.after, one)
                for one in self.by_right.get(wanted.right, ())
                if _as_long(one, wanted)
            )
        )


def _by_right(holds: Iterable[Hold]) -> Mapping[Right, Sequence[Hold]]:
    found: dict[Right, list[Hold]] = {}
    for hold in holds:
        found.setdefault(hold.right, []).append(hold)
    return found


def _as_long(one: Hold, wanted: Hold) -> bool:
    return one.until is None or (wanted.until is not None and wanted.until <= one.until)


def _as_wide(state: State, one: Hold, wanted: Hold) -> bool:
    if one.trust:
        return state.tree.within(wanted.unit, one.unit)
    return one.unit == wanted.unit and not wanted.trust


def _of_person(
    mine: _Mine, person: UUID, *, had: Standing, has: Standing, own: bool
) -> Iterator[Objection]:
    known = _by_right(had.holds)
    new = [one for one in has.holds - had.holds if not _held(mine.after, known, one)]
    for one in new:
        if own:
            yield Objection(OWN, person, one.unit, one.action, one.rule)
        elif not mine.covers(one):
            yield Objection(WIDER, person, one.unit, one.action, one.rule)
    if not own and _senior(mine, known):
        yield Objection(SENIOR, person)
    if has.roles - had.roles and (apart := mine.powers.book.incompatible(has.roles)):
        yield Objection(APART, person, roles=apart)
    for role in has.roles - had.roles:
        if SEPARATED in mine.powers.book.with_included(role):
            yield Objection(TWO, person, roles=(role, SEPARATED))


def _held(state: State, known: Mapping[Right, Sequence[Hold]], wanted: Hold) -> bool:
    """Says whether somebody held this already, as wide and as long."""
    return any(
        _as_long(one, wanted) and _as_wide(state, one, wanted)
        for one in known.get(wanted.right, ())
    )


def _senior(mine: _Mine, had: Mapping[Right, Sequence[Hold]]) -> bool:
    if not had:
        return False
    if not all(mine.covers(one) for holds in had.values() for one in holds):
        return True
    # Equals do not remove one another: that is for the level above.
    return all(_held(mine.before, had, one) for one in mine.acting)


def _moved(mine: _Mine) -> Iterator[Objection]:
    """Moving a unit gives rights over it to everyone on its new line, and it rights over them."""
    before, after, reached = mine.before, mine.after, mine.powers.reached
    known = before.parents.keys() & after.parents.keys()
    moved = {unit for unit in known if [*before.tree.line(unit)] != [*after.tree.line(unit)]}
    if not moved:
        return
    # What is held in trust is exercised from the moved units, too, wherever it was given.
    asked = {(True, True): known, (True, False): known, (False, True): known - moved}
    gained: dict[tuple[Places, int, bool], frozenset[int]] = {}
    for person, standing in after.people.items():
        for hold in standing.holds:
            key = (mine.powers.reach[hold.rule], hold.unit, hold.trust)
            if key not in gained:
                others = asked.get((hold.trust, hold.unit in moved), moved)
                gained[key] = (reached(after, hold) - reached(before, hold)) & others
            if gained[key]:
                for unit in gained[key] - mine.covered(hold):
                    yield Objection(WIDER, person, unit, hold.action, hold.rule)


def _unmanaged(before: State, after: State, on: date | None) -> Iterator[Objection]:
    # Whoever leaves on a day that is known already counts only beside one who does not.
    lost = managers(before, on=on) - managers(after, on=on)
    lost |= managers(before, lasting=True) - managers(after, lasting=True)
    yield from (Objection(UNMANAGED, unit=unit) for unit in lost if unit in after.parents)


def managers(state: State, *, lasting: bool = False, on: date | None = None) -> set[int]:
    """Gives the units that somebody manages on a day, else now.

    Given:    lasting, whether only those count who have no end, whenever they begin.
    """
    found: set[int] = set()
    for person, standing in state.people.items():
        if person not in state.posts:
            held = [one for one in standing.holds if one.action == MANAGING]
            mine = [one for one in held if (one.until is None if lasting else _on(one, on))]
            found |= {one.unit for one in mine if one.trust} & {
                one.unit for one in mine if not one.trust
            }
    return found


def _on(hold: Hold, day: date | None) -> bool:
    if day is None:
        return hold.since is None
    return (hold.since is None or hold.since <= day) and (hold.until is None or day < hold.until)
