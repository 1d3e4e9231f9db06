"""A condition says the same in Python and in PostgreSQL, nulls included."""

from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, MetaData, Table, select

from policies.conditions import (
    All,
    Condition,
    IsNull,
    Not,
    Relation,
    RowField,
    branches,
    holds,
    missing,
    sql,
)
from policies.facts import NOBODY, Facts, UnknownField, bindings
from tests.policies.drawn import (
    COUNTY,
    THING,
    TODAY,
    UNITS,
    conditions,
    placed_row,
    viewer_at,
    wild_row,
)
from tests.policies.rows import insert, table_of

QUICK = settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@dataclass(frozen=True)
class Pool:
    connection: Connection
    table: Table
    rows: list[dict[str, object]]

    def found(self, cond: Condition, viewer: Facts) -> set[int]:
        statement = select(self.table.c.number).where(sql(cond, self.table.c, viewer.slot))
        named = statement.compile(self.connection).params
        values = {name: value for name, value in bindings(viewer, TODAY).items() if name in named}
        return set(self.connection.execute(statement, values).scalars())


@pytest.fixture
def pool(connection: Connection) -> Pool:
    draw = Random(1)
    rows = [dict((placed_row if number % 2 else wild_row)(draw, number)) for number in range(160)]
    metadata = MetaData()
    table = table_of(THING, metadata)
    metadata.create_all(connection)
    insert(connection, table, rows)
    return Pool(connection, table, rows)


@given(cond=conditions(), seed=st.integers(0, 10_000))
@QUICK
def test_python_and_postgresql_agree_on_every_row(pool: Pool, cond: Condition, seed: int) -> None:
    draw = Random(seed)
    viewer = viewer_at(draw.choice([None, *UNITS]), draw)
    by_python = {row["number"] for row in pool.rows if holds(cond, viewer, row, TODAY)}
    assert pool.found(cond, viewer) == by_python


@given(cond=conditions(2), seed=st.integers(0, 10_000))
@QUICK
def test_a_condition_holds_where_one_of_its_branches_does(
    pool: Pool, cond: Condition, seed: int
) -> None:
    draw = Random(seed)
    viewer = viewer_at(draw.choice([None, *UNITS]), draw)
    ways = branches(cond)
    for row in pool.rows[:40]:
        any_way = any(all(holds(leaf, viewer, row, TODAY) for leaf in way) for way in ways)
        assert any_way == holds(cond, viewer, row, TODAY)


@given(cond=conditions(2), seed=st.integers(0, 10_000))
@QUICK
def test_nothing_is_missing_exactly_where_it_holds(pool: Pool, cond: Condition, seed: int) -> None:
    draw = Random(seed)
    viewer = viewer_at(draw.choice([None, *UNITS]), draw)
    for row in pool.rows[:40]:
        lack = missing(cond, viewer, row, TODAY)
        assert (not lack) == holds(cond, viewer, row, TODAY)
        assert not any(holds(leaf, viewer, row, TODAY) for leaf in lack)


def test_a_negation_holds_where_nothing_is_known(pool: Pool) -> None:
    viewer = viewer_at(COUNTY, Random(0))
    unknown = {row["number"] for row in pool.rows if row["holder"] is None}
    assert unknown
    assert unknown <= pool.found(Not(Relation("own")), viewer)
    assert not unknown & pool.found(Relation("own"), viewer)


def test_a_plain_not_would_have_disagreed(pool: Pool) -> None:
    """The control: without IS NOT TRUE, rows with nulls are lost."""
    viewer = viewer_at(COUNTY, Random(0))
    plain = select(pool.table.c.number).where(~sql(Relation("own"), pool.table.c, viewer.slot))
    found = set(pool.connection.execute(plain, {"viewer_tenant": viewer.tenant}).scalars())
    assert found != pool.found(Not(Relation("own")), viewer)


def test_nobody_is_related_to_no_row(pool: Pool) -> None:
    related = [
        "own",
        "child",
        "below",
        "subtree",
        "in_window",
        "parent",
        "above",
        "peer",
        "involved",
        "mine_anywhere",
        "accused",
    ]
    for name in related:
        assert pool.found(Relation(name), NOBODY) == set()
        assert not any(holds(Relation(name), NOBODY, row, TODAY) for row in pool.rows)


def test_the_empty_all_holds_for_every_row(pool: Pool) -> None:
    assert pool.found(All(()), NOBODY) == {row["number"] for row in pool.rows}


def test_a_row_without_a_field_is_a_bug_and_not_a_no() -> None:
    with pytest.raises(UnknownField, match="person_id"):
        holds(IsNull(RowField("person_id")), NOBODY, {"holder": 1}, TODAY)
