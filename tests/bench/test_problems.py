"""The problems that are measured stand where acts would have put them, and are measured."""

import asyncio

import psycopg
import pytest

from bench import problems
from bench.problems import Figure, shortfalls
from ledger.problems.cells import problem_miscounts
from tenants.checking import check_tree
from tests.conftest import Database, Server, cloned


@pytest.fixture(scope="module")
def filled(cluster: Server, migrated: str):
    with cloned(cluster, migrated) as database:
        problems.filled(database.superuser_dsn, problems=8_000, seed=7)
        yield database


def test_problems_and_their_cells_stand_where_triggers_would_have_put_them(
    filled: Database,
) -> None:
    with psycopg.connect(filled.migrator_dsn) as migrator:
        assert check_tree(migrator) == []
        assert problem_miscounts(migrator) == []
        (count,) = migrator.execute("select count(*) from app.problem").fetchone() or (0,)
    assert count == 8_000


def test_every_level_is_measured(filled: Database) -> None:
    figures = asyncio.run(
        problems.measured(
            {8_000: (filled.superuser_dsn, filled.app_dsn)},
            filled.keys,
            rounds=1,
            names=["reach", "roll-up"],
        )
    )
    assert {one.level for one in figures} == set(problems.LEVELS)
    assert all(one.p50 > 0 for one in figures)


def test_what_is_not_flat_is_named() -> None:
    base = [Figure("inbox", "CITY", 1_000_000, 1.0, 2.0)]
    assert shortfalls([*base, Figure("inbox", "CITY", 5_000_000, 1.5, 9.0)]) == []
    (short,) = shortfalls([*base, Figure("inbox", "CITY", 5_000_000, 1.6, 2.0)])
    assert "inbox CITY" in short
