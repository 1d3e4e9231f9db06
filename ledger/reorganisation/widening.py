"""The one place where a reorganisation asks whether it would give more than its actor may give.

The tree and the posts as they would be are made from the steps; what they give is weighed by the one
function that weighs every grant (``ledger/appointments/widening.py``).
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from ledger.appointments.granting import fits
from ledger.appointments.refusals import NeedsTwo
from ledger.appointments.standings import Parents, People, Post, changed, gathered, weighed
from ledger.appointments.widening import SEPARATED
from ledger.reorganisation.refusals import NotOfYourLine
from ledger.reorganisation.stepping import patient
from ledger.reorganisation.tables import reorganisation_step
from policies.book import Book
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment, post, tenant
from tenants.viewer import given

Step = Mapping[str, Any]


async def gives_no_more_than_held(sitting: Sitting, found: Record) -> None:
    """Asks whether the viewer may bring about what the tree will be: one of the routes of a grant.

    Moving a unit gives those of the new line sight and command of what lies below it; moving a post
    gives its rights elsewhere. Whoever acts commands both ends, since they act for the common
    superior, and holds or holds in trust whatever comes to be held, at each unit it comes to reach.
    What the three separated administrators hold on a line that a unit comes under stays theirs: no one
    who reorganises may hold it, and two persons decide. Their own posts do not move.
    Refuses:  reorganisation.not_of_your_line, grant.needs_two, grant.role_not_here, grant.senior,
              grant.own_rights, grant.not_together, grant.wider, grant.unmanaged.
    Source:   security.md 2.3; Keycloak CVE-2026-9099.
    """
    commands_all(sitting, found)
    book = sitting.reach.enforcer.book
    changes = _Changes(*await _tree(sitting))
    steps = await _steps(sitting, found)
    homes = await _homes(sitting, steps)
    for step in steps:
        changes.take(step, homes)
    at = changes.touched(sitting.tenant)
    goes = {key: changes.moved[unit] for key, unit in homes.items() if unit in changes.moved}
    goes |= {step["post_id"]: changes.led_to(step) for step in steps if step["post_id"]}
    people = await gathered(sitting, people=await _posted(sitting, at), posts=sorted(goes))
    for one in (one for posts in people.values() for one in posts):
        _placed(book, one, changes, goes)
    before = _apart(book, people, goes)
    after = changed(before, lambda one: _gone(one, goes))
    trees = changes.near(at)
    # A county has hundreds of units: others are answered while it is weighed, and the transaction is
    # not taken for a forgotten one.
    await patient(sitting)
    await asyncio.to_thread(weighed, sitting, before, after, trees=trees, ended=changes.moved)


def commands_all(sitting: Sitting, found: Record) -> None:
    """Holds that the viewer acts for the common superior. Refuses: reorganisation.not_of_your_line.

    Enough for taking back what was weighed when it was applied: nothing moved may have been given
    anything since (reorganisation.depended_on).
    """
    if sitting.tenant != found["holder"]:
        raise NotOfYourLine


@dataclass
class _Changes:
    """The tree as it was and as the steps make it; a unit yet to be founded has a negative number."""

    was: Parents
    kinds: dict[int, str]
    founded: dict[int, int | None] = field(default_factory=dict)
    after: dict[int, int | None] = field(init=False)
    moved: dict[int, int] = field(default_factory=dict)
    """Units that end, and their successors."""
    retyped: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.after = dict(self.was)

    @property
    def before(self) -> Parents:
        """Gives the tree before, in which what is founded stands already, empty."""
        return {**self.was, **self.founded}

    def led_to(self, step: Step) -> int:
        """Gives the unit to which a step leads."""
        return int(step["to_unit"] or -step["to_step"])

    def take(self, step: Step, homes: Mapping[UUID, int]) -> None:
        """Takes one step, as the gate that applies the plan does."""
        unit = step["unit"]
        match step["verb"]:
            case "FOUND":
                self.after[-step["position"]] = self.founded[-step["position"]] = self.led_to(step)
                self.kinds[-step["position"]] = step["unit_kind"]
            case "MOVE":
                self.after[unit] = self.led_to(step)
            case "MERGE":
                for below in [one for one, above in self.after.items() if above == unit]:
                    self.after[below] = self.led_to(step)
                self.moved[unit] = self.led_to(step)
            case "MOVE_POST":
                self.retyped |= {homes[step["post_id"]], self.led_to(step)}
            case _ if step["unit_kind"] not in {None, self.kinds[unit]}:
                self.kinds[unit] = step["unit_kind"]
                self.retyped.add(unit)
            case _:
                pass

    def touched(self, top: int) -> set[int]:
        """Gives the units whose people's rights come to reach or to lie somewhere else."""
        before = self.before
        hung = {one for one, above in self.after.items() if before[one] != above}
        found = {*self.moved, *self.moved.values(), *self.retyped}
        for tree in (before, self.after):
            beside: dict[int | None, set[int]] = {}
            for one, above in tree.items():
                beside.setdefault(above, set()).add(one)
            for one in tree:
                line = list(_line(tree, one))
                if hung & {*line}:
                    found |= {one}
            for one in hung | found & tree.keys():
                line = list(_line(tree, one))
                found |= set(line[: line.index(top) + 1] if top in line else line)
                # Beside whom it comes to stand: some rights reach one's equals.
                found |= beside[tree[one]]
        return {one for one in found if one > 0}

    def near(self, units: set[int]) -> tuple[Parents, Parents]:
        """Gives the trees before and after as far as these units and those above them."""
        both = (self.before, self.after)
        kept = {
            above for tree in both for one in {*units, *self.founded} for above in _line(tree, one)
        }
        was, is_now = ({one: tree[one] for one in kept & tree.keys()} for tree in both)
        return was, is_now


def _line(tree: Parents, unit: int | None) -> Iterator[int]:
    while unit is not None:
        yield unit
        unit = tree.get(unit)


async def _tree(sitting: Sitting) -> tuple[Parents, dict[int, str]]:
    """Gives the units of the viewer's line and below: their parents and their kinds."""
    unit = tenant.c
    below = unit[f"at{sitting.viewer.slot}"] == sitting.tenant
    query = select(unit.id, unit.parent_id, unit.kind).where(
        unit.root == sitting.root,
        unit.valid_until.is_(None),
        or_(below, unit.id.in_([at for at in sitting.viewer.lineage if at is not None])),
    )
    rows = await sitting.rows(query)
    parents = {row["id"]: row["parent_id"] for row in rows}
    return parents, {row["id"]: row["kind"] for row in rows}


async def _steps(sitting: Sitting, found: Record) -> Sequence[Step]:
    step = reorganisation_step.c
    query = select(reorganisation_step).where(
        step.root == sitting.root, step.reorganisation_id == found.id
    )
    return await sitting.rows(query.order_by(step.position))


async def _homes(sitting: Sitting, steps: Sequence[Step]) -> dict[UUID, int]:
    """Gives the posts that move, alone or with a unit that ends, and the unit in which each is."""
    ended = [step["unit"] for step in steps if step["verb"] == "MERGE"]
    alone = [step["post_id"] for step in steps if step["post_id"] is not None]
    query = select(post.c.id, post.c.holder).where(
        post.c.root == sitting.root,
        post.c.valid_until.is_(None),
        or_(post.c.holder.in_(ended), post.c.id.in_(alone)),
    )
    return {row["id"]: row["holder"] for row in await sitting.rows(query)}


async def _posted(sitting: Sitting, units: set[int]) -> set[UUID]:
    """Gives who holds a post at one of these units, now or later."""
    held = appointment.c
    query = select(held.person_id).where(held.root == sitting.root, held.holder.in_(units))
    query = query.where(or_(held.relieved_on.is_(None), held.relieved_on > sitting.today))
    return {row["person_id"] for row in await sitting.rows(query)}


def _roles(book: Book, one: Post) -> set[str]:
    return {role for (role, _), _, _ in given(one, book)}


def _placed(book: Book, one: Post, changes: _Changes, goes: Mapping[UUID, int]) -> None:
    """Holds that what a post brings may be held where it will be, and is not given by two."""
    target = goes.get(UUID(one["post_id"]), one["tenant_id"])
    if target == one["tenant_id"] and target not in changes.retyped:
        return
    for role in sorted(_roles(book, one)):
        if target != one["tenant_id"] and SEPARATED in book.with_included(role):
            raise NeedsTwo(role=role)
        if changes.kinds[target] != one["kind"]:
            fits(book, role, changes.kinds[target])


def _apart(book: Book, people: People, goes: Mapping[UUID, int]) -> People:
    """Leaves out what separated administrators hold who do not move themselves."""
    separated = {role for role in book.roles if SEPARATED in book.with_included(role)}

    def left(one: Post) -> Post:
        roles = [role for role in one["roles"] if role not in separated]
        grants = [grant for grant in one["grants"] if grant["role"] not in separated]
        return {**one, "roles": roles, "grants": grants}

    return {
        key: posts
        if any(UUID(one["post_id"]) in goes for one in posts)
        else tuple(map(left, posts))
        for key, posts in people.items()
    }


def _gone(one: Post, goes: Mapping[UUID, int]) -> Post:
    target = goes.get(UUID(one["post_id"]))
    return one if target is None else {**one, "tenant_id": target}
