"""A narrow finds exactly the rows that may be seen, each in one branch only."""

from dataclasses import replace
from random import Random
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, MetaData, column, select, union_all

from policies.book import UnknownAction
from policies.conditions import Condition, holds
from policies.enforcer import Enforcer
from policies.facts import ANYONE, bindings
from policies.narrow import Always, Branches, Never, narrow
from policies.reach import Cell, Reach
from tests.policies.drawn import THING, TODAY, UNITS, anchored, conditions, placed_row, viewer_at
from tests.policies.rows import insert, table_of
from tests.policies.test_conditions import Pool

NOTHING: MappingProxyType[str, str] = MappingProxyType({})


@pytest.fixture
def pool(connection: Connection) -> Pool:
    draw = Random(2)
    rows = [dict(placed_row(draw, number)) for number in range(200)]
    metadata = MetaData()
    table = table_of(THING, metadata)
    metadata.create_all(connection)
    insert(connection, table, rows)
    return Pool(connection, table, rows)


@pytest.fixture(scope="session")
def thing_reach(enforcer: Enforcer) -> Reach:
    """A table of reach over an invented noun, to be filled by each example."""
    book = replace(
        enforcer.book,
        nouns={"thing": THING},
        actions={
            "thing.read": replace(
                enforcer.book.actions["tenant.read"], key="thing.read", noun="thing"
            )
        },
    )
    other = object.__new__(Enforcer)
    other.__dict__.update(enforcer.__dict__)
    other.book = book
    return Reach("test", {}, {}, actions=frozenset({"thing.read"}), enforcer=other)


@given(
    allows=st.lists(anchored(), min_size=1, max_size=3),
    denies=st.lists(conditions(1), max_size=2),
    seed=st.integers(0, 10_000),
)
@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_branches_find_each_row_once_and_no_other(
    pool: Pool,
    thing_reach: Reach,
    allows: list[Condition],
    denies: list[Condition],
    seed: int,
) -> None:
    draw = Random(seed)
    viewer = viewer_at(draw.choice([None, *UNITS]), draw)
    words = {f"allow-{number}": cond for number, cond in enumerate(allows)}
    words |= {f"deny-{number}": cond for number, cond in enumerate(denies)}
    cell = Cell(
        {word: "rule" for word in words if word.startswith("allow")},
        {word: "rule" for word in words if word.startswith("deny")},
    )
    reach = replace(thing_reach, conditions=words, cells={("anyone", "thing.read"): cell})
    found = narrow(
        reach,
        viewer.roles,
        all_roles=viewer.all_roles,
        action="thing.read",
        slot=viewer.slot,
        columns=pool.table.c,
    )
    expected = sorted(
        row["number"]
        for row in pool.rows
        if any(holds(cond, viewer, row, TODAY) for cond in allows)
        and not any(holds(cond, viewer, row, TODAY) for cond in denies)
    )
    assert _found(pool, found, viewer=viewer) == expected


def _found(pool: Pool, found: object, *, viewer: object) -> list[int]:
    if isinstance(found, Never):
        return []
    if isinstance(found, Always):
        return sorted(row["number"] for row in pool.rows)
    assert isinstance(found, Branches)
    numbers = select(pool.table.c.number)
    statement = union_all(*(numbers.where(branch.where) for branch in found.branches))
    named = statement.compile(pool.connection).params
    values = {name: value for name, value in bindings(viewer, TODAY).items() if name in named}
    rows = sorted(pool.connection.execute(statement, values).scalars())
    anyhow = pool.connection.execute(numbers.where(found.anyhow()), values).scalars()
    assert sorted(anyhow) == rows
    return rows


FIELDS = (
    "holder",
    "holder_parent",
    "open_to",
    "state",
    "id",
    "trail",
    "recorders",
    "person_id",
    "actor_type",
    *(f"at{slot}" for slot in range(1, 7)),
)
COLUMNS = {name: column(name) for name in FIELDS}


def held(*roles: str) -> frozenset[tuple[str, str]]:
    return frozenset({ANYONE, *((role, "*") for role in roles)})


def said(reach: Reach, *roles: str, action: str, slot: int | None) -> list[str] | str:
    found = narrow(
        reach, held(*roles), all_roles=held(*roles), action=action, slot=slot, columns=COLUMNS
    )
    if not isinstance(found, Branches):
        return type(found).__name__
    return [" ".join(str(branch.where).split()) for branch in found.branches]


def test_a_task_force_reads_obligations_by_one_indexable_branch(reach: Reach) -> None:
    assert said(reach, "task_force", action="obligation.read", slot=3) == [
        "at3 = :viewer_tenant AND open_to <= 3",
    ]


def test_the_slot_is_part_of_the_text_and_nothing_else_of_the_viewer(reach: Reach) -> None:
    assert said(reach, "task_force", action="obligation.count", slot=2) == ["at2 = :viewer_tenant"]


def test_branches_that_cannot_meet_are_not_excluded_from_each_other(reach: Reach) -> None:
    assert said(reach, "task_force", action="responsibility.read", slot=3) == [
        "holder = :viewer_tenant",
        "state IN ('PUBLISHED', 'RETIRED') AND holder_parent = :viewer_tenant",
    ]


def test_branches_that_may_meet_exclude_the_earlier_one(reach: Reach) -> None:
    first, second = said(reach, "unit_head", action="person.read", slot=3)
    assert first == "id = :viewer_person"
    assert second.endswith("AND (id = :viewer_person) IS NOT true")


def test_a_prohibition_stands_in_every_branch(reach: Reach) -> None:
    branches = said(reach, "task_force", action="obligation.accept", slot=3)
    assert len(branches) == 2, "the direct superior, and where none is, the own unit"
    for one in branches:
        assert "(:viewer_person = ANY (recorders)) IS NOT true" in one
        assert "holder = ANY (:viewer_tenants)" in one


def test_what_is_open_needs_no_condition_and_what_is_forbidden_no_statement(reach: Reach) -> None:
    assert said(reach, action="tenant.read", slot=None) == "Always"
    assert said(reach, action="obligation.read", slot=None) == "Never"
    assert said(reach, "audit_administrator", action="obligation.read", slot=3) == "Never"


def test_a_prohibition_of_another_post_counts(reach: Reach) -> None:
    found = narrow(
        reach,
        held("task_force"),
        all_roles=held("task_force", "audit_administrator"),
        action="obligation.read",
        slot=3,
        columns=COLUMNS,
    )
    assert isinstance(found, Never)


def test_an_unknown_action_is_a_bug(reach: Reach) -> None:
    with pytest.raises(UnknownAction, match=r"obligation\.invent"):
        said(reach, action="obligation.invent", slot=3)
