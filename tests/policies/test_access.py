"""Access explains itself as Casbin decides and as the prose says, on generated worlds."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from random import Random
from typing import Any

import pytest

from policies.access import WITHHELD, access, grants, verdict
from policies.book import Book, load
from policies.cast import world as cast_world
from policies.enforcer import CustomRole, Enforcer
from policies.facts import ANYONE, Facts, Viewer
from policies.reach import Reach, probed
from tests.policies.making import World, world_of
from tests.policies.worlds import FAULTS
from tests.reference import policy_model as prose

TODAY = date(2026, 11, 22)
WORLDS = 150


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


@pytest.fixture(scope="module")
def reach(book: Book) -> Reach:
    return probed(Enforcer(book))


@pytest.fixture(scope="module")
def worlds(book: Book) -> list[World]:
    return [
        world_of(book, Random(f"access/{number}"), number=number, whole=False)
        for number in range(WORLDS)
    ]


def questions(
    book: Book, worlds: list[World]
) -> Iterator[tuple[str, Any, dict[str, Viewer], set[str]]]:
    """Each action on each row of each world: the people, and those of whom the prose says yes."""
    for world in worlds:
        parents = {one.id: one.above.id if one.above else None for one in world.units}
        for noun, rows in world.rows.items():
            for action in (one.key for one in book.actions.values() if one.noun == noun):
                for row in rows:
                    people = {str(at): who for at, (who, _) in enumerate(world.viewers)}
                    yes = {
                        str(at)
                        for at, (_, someone) in enumerate(world.viewers)
                        if prose.may(parents, someone, action, row.thing)[0]
                    }
                    yield action, row.facts, people, yes


def test_who_may_is_whom_the_prose_names(book: Book, reach: Reach, worlds: list[World]) -> None:
    """whoCanSee and every grant: the same set of people as the reference model."""
    asked = allowed = 0
    for action, row, people, yes in questions(book, worlds):
        found = {
            key
            for key, viewer in people.items()
            if grants(reach, {key: viewer}, action=action, row=row, today=TODAY)
        }
        assert found == yes, (action, row)
        asked, allowed = asked + len(people), allowed + len(yes)
    assert asked > 8_000
    assert allowed > 500


def test_an_explanation_says_yes_where_the_prose_does(
    book: Book, reach: Reach, worlds: list[World]
) -> None:
    asked = 0
    for action, row, people, yes in islice(questions(book, worlds), 0, None, 31):
        for key, viewer in people.items():
            told = access(reach, {key: viewer}, action=action, row=row, today=TODAY)
            assert told.allowed == (key in yes), (action, row, viewer)
            assert bool(told.grants) == told.allowed
            assert told.allowed or told.explanation.says.en
            for one in told.grants:
                rule = book.rules[one.rule]
                assert rule.effect == "allow"
                assert action in rule.actions
                assert one.role in rule.roles
                assert one.word in rule.when
            asked += 1
        together = access(reach, people, action=action, row=row, today=TODAY)
        assert together.allowed == bool(yes)
        assert {one.post for one in together.grants} == yes
    assert asked > 250


@pytest.mark.parametrize("fault", ["SQL forgets the prohibitions", "SQL shows a sibling"])
def test_a_wrong_table_of_reach_would_be_noticed(
    book: Book, reach: Reach, worlds: list[World], fault: str
) -> None:
    """The control."""
    wrong = FAULTS[fault](reach)
    assert any(
        verdict(wrong, viewer, action, row=row, today=TODAY) != (key in yes)
        for action, row, people, yes in questions(book, worlds)
        for key, viewer in people.items()
    )


def someone(start: str) -> Viewer:
    cast = cast_world().cast
    return next(member for label, member in cast.items() if label.startswith(start)).viewer()


def problem(**facts: object) -> dict[str, object]:
    units = cast_world().units
    held = next(one for label, one in units.items() if label.startswith("市中街道"))
    row = dict.fromkeys(load().nouns["problem"].fields)
    return {
        **row, **held.place(), "open_to": 3, "trail": [held.id], "accused": [],
        "state": "REGISTERED", "overdue": False, **facts,
    }  # fmt: skip  # reads as a table


def test_who_may_not_read_the_row_is_not_told_what_stands_on_it(reach: Reach) -> None:
    ximen = next(one for label, one in cast_world().units.items() if label.startswith("西门"))
    accused, row = someone("西门社区书记"), problem(accused=[ximen.id])
    inside = access(reach, {"a": accused}, action="problem.read", row=row, today=TODAY)
    assert (inside.explanation.rule, inside.withheld) == ("the-accused-never-learn", False)
    outside = access(
        reach, {"a": accused}, action="problem.read", row=row, today=TODAY, reads=False
    )
    assert (outside.explanation.rule, outside.withheld) == (None, True)
    assert outside.explanation.says == WITHHELD
    assert outside.explanation.missing == ()
    plain = access(
        reach, {"a": someone("万山区专班")}, action="problem.hand_down", row=problem(),
        today=TODAY, reads=False,
    )  # fmt: skip  # columns side by side
    assert not plain.allowed


def test_a_prohibition_of_a_post_that_is_not_shown_is_not_named(reach: Reach) -> None:
    both = someone("专班兼审计的人")
    alone = someone("碧江区专班")
    given = {"action": "problem.read", "row": problem(), "today": TODAY}
    told = access(reach, {"a": both}, **given)
    assert told.explanation.rule == "administrators-touch-no-problems"
    told = access(reach, {"a": both}, shown={"a": alone}, **given)
    assert (told.allowed, told.withheld, told.explanation.rule) == (False, True, None)


def test_a_custom_role_is_named_among_the_grants(book: Book) -> None:
    """A role that a unit composed shows through the roles of the book that it brings."""
    custom = CustomRole("night-watch", "7", ("handler", "task_force"))
    reach = probed(Enforcer(book, custom=[custom]))
    alone = someone("碧江区专班")
    assert isinstance(alone, Facts)
    held = frozenset({ANYONE, ("night-watch", "7")})
    watch = Facts(**{**vars(alone), "roles": held, "all_roles": held})
    told = access(reach, {"a": watch}, action="problem.read", row=problem(), today=TODAY)
    assert told.allowed
    assert {one.through for one in told.grants} == {(("night-watch", "7"),)}
    plain = access(reach, {"a": alone}, action="problem.read", row=problem(), today=TODAY)
    assert {one.through for one in plain.grants} == {()}


def test_a_permission_is_a_grant_of_its_one_action_and_no_custom_role_of_anyone(
    reach: Reach,
) -> None:
    """A permission allows as its role does; it brings neither the role nor what anyone may do."""
    alone = someone("碧江区专班")
    assert isinstance(alone, Facts)
    held = frozenset({ANYONE, ("task_force", "problem.read")})
    lent = Facts(**{**vars(alone), "roles": held, "all_roles": held})
    told = access(reach, {"a": lent}, action="problem.read", row=problem(), today=TODAY)
    assert {(one.role, one.through) for one in told.grants} >= {("overseer", ())}
    other = access(reach, {"a": lent}, action="problem.hand_down", row=problem(), today=TODAY)
    assert (other.allowed, other.grants) == (False, ())
    noun = load().nouns["tenant"]
    row = dict.fromkeys(noun.column(name) for name in noun.fields)
    open_to_all = access(reach, {"a": lent}, action="tenant.read", row=row, today=TODAY)
    assert {(one.role, one.through) for one in open_to_all.grants} == {("anyone", ())}
