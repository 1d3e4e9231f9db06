"""The problems that are measured stand where acts would have put them, and are measured."""

import asyncio
import re
from collections.abc import Sequence
from contextlib import AsyncExitStack

import psycopg
import pytest

from bench import problems
from bench.problems import Figure, shortfalls
from ledger.desks.cells import desk_miscounts
from ledger.problems.cells import problem_miscounts
from tenants.checking import check_tree
from tenants.viewer import Viewer
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
        assert desk_miscounts(migrator) == []
        (count,) = migrator.execute("select count(*) from app.problem").fetchone() or (0,)
    assert count == 8_000


def test_every_level_is_measured(filled: Database) -> None:
    figures = asyncio.run(
        problems.measured(
            {8_000: (filled.superuser_dsn, filled.app_dsn)},
            filled.keys,
            rounds=1,
            names=["reach", "roll-up", "miles", "days", "hard", "coverage", "low"],
        )
    )
    assert {one.level for one in figures} == set(problems.LEVELS)
    assert all(one.p50 > 0 for one in figures)


def test_what_is_not_flat_is_named() -> None:
    base = [Figure("inbox", "CITY", 1_000_000, 1.0, 2.0)]
    assert shortfalls([*base, Figure("inbox", "CITY", 5_000_000, 1.5, 9.0)]) == []
    (short,) = shortfalls([*base, Figure("inbox", "CITY", 5_000_000, 1.6, 2.0)])
    assert "inbox CITY" in short


READ = {"miles": "desk_cell", "days": "desk_cell", "low": "desk_cell", "coverage": "desk_cell"}
"""Which table a question reads of those that grow with the problems: cells."""
FOUND = {"hard": "problem_hard_at", "spot": "problem_spot_at", "all": "problem_below"}
"""By which index of each slot a list is found."""


def plans(database: Database, names: Sequence[str]) -> dict[tuple[str, str], str]:
    """The generic plan of each question, for one viewer of each level."""
    found: dict[tuple[str, str], str] = {}

    async def shown() -> None:
        async with AsyncExitStack() as stack:
            asked = await problems.asked_of(
                stack, database.superuser_dsn, database.app_dsn, database.keys, 8_000
            )
            for kind, viewer in asked.viewers:
                for name in names:
                    if (name, kind) not in found:
                        found[name, kind] = planned(asked, name, viewer)

    def planned(asked: problems.Asked, name: str, viewer: Viewer) -> str:
        made = asked.reading.compiled(viewer, problems.selected(name), root_type="Query")
        with psycopg.connect(database.app_dsn) as connection:
            connection.prepare_threshold = None
            connection.execute("set plan_cache_mode = force_generic_plan")
            connection.execute("set random_page_cost = 1.1")
            # Of a sample this small a township's few rows are as cheaply sorted: what is asked is
            # whether there is an index that has them in order.
            connection.execute("set enable_sort = off")
            connection.execute(f"prepare asked as {made.sql}".encode())
            values = ", ".join(["null"] * len(made.parameters))
            rows = connection.execute(f"explain execute asked({values})".encode()).fetchall()
        return "\n".join(row[0] for row in rows)

    asyncio.run(shown())
    return found


def test_sums_read_cells_and_lists_stop_in_an_index_of_their_own(filled: Database) -> None:
    shown = plans(filled, [*READ, *FOUND, "waiting"])
    for slot, kind in enumerate(problems.LEVELS, start=2):
        for name, table in READ.items():
            plan = shown[name, kind]
            assert table in plan, (name, kind, plan)
            rows = re.search(r" on (problem|happening|closing|recheck)\b", plan)
            assert rows is None, (name, kind, plan)
        for name, index in FOUND.items():
            assert f"{index}{slot}" in shown[name, kind], (name, kind, shown[name, kind])
        assert "problem_waiting" in shown["waiting", kind]
