"""What is compiled is what the judge works out: over generated worlds, viewers and queries."""

from collections.abc import Iterator
from random import Random
from typing import Any

import psycopg
import pytest

from ledger.catalogue.loading import load_catalogue
from policies import book
from policies.enforcer import Enforcer
from policies.reach import Reach, probed
from schema.limits import Limits
from tests import world
from tests.conftest import Server, cloned
from tests.reading.asking import Asking, asking, someone
from tests.reading.operations import Operation
from tests.reading.rows import fetched, scatter
from tests.reference.reading_model import World
from tests.reference.reading_types import ROOTS, TYPES

WORLDS = 60
OPERATIONS = 6
BOUNDLESS = Limits(reading_cost=10**12, walking_cost=10**12, depth=40, aliases=1000)
"""What is compared here is the answer; how much may be asked for is tested in tests/edge."""


@pytest.fixture(scope="module")
def reach() -> Reach:
    return probed(Enforcer(book.load()))


@pytest.fixture(scope="module")
def peopled(cluster: Server, migrated: str) -> Iterator[tuple[str, world.World]]:
    with cluster.made(migrated) as name:
        with psycopg.connect(cluster.database(name).migrator_dsn) as connection:
            load_catalogue(connection)
            built = world.build(connection)
        yield name, built


async def compared(
    ask: Asking, people: world.World, tables: dict[str, Any], draw: Random
) -> list[str]:
    """Asks one random query on both roads and gives what differs from the judge's answer."""
    names = [name for name, *_ in world.posts()]
    viewer = await people.viewer(ask.engine, draw.choice(names), enforcer=ask.reach.enforcer)
    state = draw.getstate()
    operation = Operation(draw)
    text = operation.text(walked=False)
    draw.setstate(state)
    walked = Operation(draw).text(walked=True)
    judge = World(tables, someone(viewer), TYPES, operation.variables)
    expected = judge.ask(text, ROOTS)
    quick = await ask.data(text, viewer, operation.variables)
    slow = await ask.data(walked, viewer, operation.variables)
    slow.pop("apiLevel")
    found = []
    if quick != expected:
        found.append(f"compiled: {text} {operation.variables}\n{quick}\n{expected}")
    if slow != expected:
        found.append(f"walked: {walked} {operation.variables}\n{slow}\n{expected}")
    return found


async def test_both_roads_answer_as_the_judge_does(
    cluster: Server, peopled: tuple[str, world.World], reach: Reach
) -> None:
    name, people = peopled
    differences: list[str] = []
    rows = 0
    for seed in range(WORLDS):
        draw = Random(seed)
        with cloned(cluster, name) as database:
            with psycopg.connect(database.migrator_dsn) as connection:
                scatter(connection, people, seed)
            tables = fetched(database.superuser_dsn)
            rows += len(tables["obligation"])
            async with asking(database, reach, limits=BOUNDLESS) as ask:
                for _ in range(OPERATIONS):
                    differences += await compared(ask, people, tables, draw)
        assert not differences, differences[0]
    assert rows > WORLDS  # the worlds are not empty


async def test_a_judge_that_forgets_a_rule_is_caught(
    cluster: Server,
    peopled: tuple[str, world.World],
    reach: Reach,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: with a judge that shows everything, the same comparison must find differences."""
    monkeypatch.setattr(World, "sees", lambda *_: True)
    name, people = peopled
    differences: list[str] = []
    with cloned(cluster, name) as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            scatter(connection, people, 1)
        tables = fetched(database.superuser_dsn)
        draw = Random(1)
        async with asking(database, reach, limits=BOUNDLESS) as ask:
            for _ in range(20):
                differences += await compared(ask, people, tables, draw)
    assert differences
