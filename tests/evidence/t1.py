"""T1: Casbin, SQL, reference model and wall say the same, by themselves and through GraphQL.

Three lines: generated worlds judged row by row; generated worlds, viewers and queries through the
compiled read path on both roads; and the tables of truth, cell by cell, four ways.
"""

import asyncio
import dataclasses
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from random import Random
from typing import Any

import psycopg

from ledger.catalogue.loading import load_catalogue
from policies import book
from policies.enforcer import Enforcer
from policies.judging import disagreements
from policies.reach import Reach, probed
from policies.truth import tables
from tenants.context import KeySet
from tests import world
from tests.conftest import Server, cloned
from tests.evidence.ground import Ground, plain
from tests.evidence.lines import Line
from tests.policies.asked import Truth
from tests.policies.behind import behind
from tests.policies.cast import peopled
from tests.policies.worlds import FAULTS, run_worlds
from tests.reading.asking import Asking, asking, someone
from tests.reading.operations import Operation
from tests.reading.rows import fetched, scatter
from tests.reading.test_generated import BOUNDLESS, OPERATIONS
from tests.reference.reading_model import Row, World
from tests.reference.reading_types import ROOTS, TYPES

SEED = 20261122
FORGED = KeySet({"tests": b"a key that the database has never seen"})


def run(ground: Ground) -> list[Line]:
    """Measures all three."""
    return [_worlds(ground), _queries(ground), _tables(ground)]


# ---------------------------------------------------------------- worlds


@dataclasses.dataclass
class _Tally:
    worlds: int = 0
    decisions: int = 0
    allowed: int = 0
    walled: int = 0
    wrong: list[str] = dataclasses.field(default_factory=list)

    def add(self, other: "_Tally") -> None:
        self.worlds += other.worlds
        self.decisions += other.decisions
        self.allowed += other.allowed
        self.walled += other.walled
        self.wrong += other.wrong


def worlds_in(server: Server, template: str, worlds: int, seed: int) -> _Tally:
    """Judges one batch of worlds in a database of its own, in a process of its own."""
    with cloned(server, template) as database, plain(server) as connection:
        found = run_worlds(worlds, seed, connection=connection, database=database)
    wrong = [f"seed {seed}: {one}" for one in found.disagreements]
    return _Tally(worlds, found.decisions, found.allowed, found.walled, wrong)


def _worlds(ground: Ground) -> Line:
    started, wanted = time.monotonic(), ground.size(20_000, 400)
    tally = _Tally()
    batch = min(500, wanted // 2)
    for part in _spread(worlds_in, ground, wanted=wanted, batch=batch, seed=SEED):
        tally.add(part)
        ground.say(f"T1 {tally.worlds:,} of {wanted:,} worlds, {tally.decisions:,} decisions")
    caught = _seeded(ground)
    held = tally.decisions > 30 * wanted and min(tally.allowed, tally.walled) > 3 * wanted
    return Line(
        test="T1",
        zh="生成的世界：Casbin、SQL、参照模型和墙",
        en="generated worlds: Casbin = SQL = reference, inside the wall",
        cases=tally.worlds,
        cases_of=f"worlds, {tally.decisions:,} decisions × 3 engines, {tally.walled:,} through the wall",
        result=f"disagreements {len(tally.wrong)}",
        passed=not tally.wrong and held,
        control=f"seeded faults and a forged key, caught {len(caught)} of {len(FAULTS) + 1}",
        control_failed=len(caught) == len(FAULTS) + 1,
        seconds=time.monotonic() - started,
        seed=SEED,
        examples=tuple(tally.wrong[:5]),
    )


def _seeded(ground: Ground) -> list[str]:
    """The seeded faults that the same judgement finds."""
    caught = []
    for fault in FAULTS:
        with plain(ground.server) as connection:
            if run_worlds(400, 7, connection=connection, fault=fault).disagreements:
                caught.append(fault)
    with ground.database() as database, plain(ground.server) as connection:
        found = run_worlds(30, 4711, connection=connection, database=database, keys=FORGED)
        if found.disagreements and found.walled:
            caught.append("a context signed with another key")
    ground.say(f"T1 controls: {len(caught)} of {len(FAULTS) + 1} caught")
    return caught


def _spread(
    work: Callable[..., Any], ground: Ground, *, wanted: int, batch: int, seed: int
) -> Iterator[Any]:
    """Gives what each batch found, as it is done, on as many processes as there are cores."""
    parts = [(min(batch, wanted - start), seed + start) for start in range(0, wanted, batch)]
    spawning = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(os.cpu_count() or 2, mp_context=spawning)
    try:
        waiting: list[Future[Any]] = [
            pool.submit(work, ground.server, ground.template, count, own) for count, own in parts
        ]
        for done in as_completed(waiting):
            yield done.result()
    finally:
        # Whoever stops the run does not wait for what has not begun.
        pool.shutdown(cancel_futures=True)


# ---------------------------------------------------------------- queries


@dataclasses.dataclass
class _Asked:
    worlds: int = 0
    queries: int = 0
    rows: int = 0
    wrong: list[str] = dataclasses.field(default_factory=list)


def queries_in(
    server: Server, template: str, worlds: int, seed: int, *, blind: bool = False
) -> _Asked:
    """Asks random queries of one batch of worlds; a blind judge is the control."""
    found = _Asked(worlds)
    reach = probed(Enforcer(book.load()))
    judge = Blind if blind else World
    with server.made(template) as name:
        with psycopg.connect(server.database(name).migrator_dsn) as connection:
            load_catalogue(connection)
            people = world.build(connection)
        for own in range(seed, seed + worlds):
            asyncio.run(_one_world(found, server, name, people, reach, judge, own))
    return found


class Blind(World):
    """A judge that forgets every rule: the control."""

    def sees(self, table: str, row: Row) -> bool:
        """Shows everything."""
        return True


async def _one_world(
    found: _Asked,
    server: Server,
    name: str,
    people: world.World,
    reach: Reach,
    judge: type[World],
    seed: int,
) -> None:
    draw = Random(seed)
    names = [post for post, *_ in world.posts()]
    with cloned(server, name) as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            scatter(connection, people, seed)
        rows = fetched(database.superuser_dsn)
        found.rows += len(rows["obligation"])
        async with asking(database, reach, limits=BOUNDLESS) as ask:
            for _ in range(OPERATIONS):
                who = draw.choice(names)
                viewer = await people.viewer(ask.engine, who, enforcer=reach.enforcer)
                await _compared(found, ask, viewer, rows, draw=draw, judge=judge, seed=seed)
                found.queries += 1


async def _compared(
    found: _Asked,
    ask: Asking,
    viewer: Any,
    rows: Mapping[str, Any],
    *,
    draw: Random,
    judge: type[World],
    seed: int,
) -> None:
    """Compares both roads with the judge."""
    state = draw.getstate()
    operation = Operation(draw)
    text = operation.text(walked=False)
    draw.setstate(state)
    walked = Operation(draw).text(walked=True)
    expected = judge(rows, someone(viewer), TYPES, operation.variables).ask(text, ROOTS)
    for road, asked in (("compiled", text), ("walked", walked)):
        got = await ask.data(asked, viewer, operation.variables)
        got.pop("apiLevel", None)
        if got != expected:
            found.wrong.append(f"seed {seed}, {road}: {text} {operation.variables}"[:1000])


def _queries(ground: Ground) -> Line:
    started, wanted = time.monotonic(), ground.size(600, 20)
    total = _Asked()
    for part in _spread(queries_in, ground, wanted=wanted, batch=10, seed=1):
        total.worlds += part.worlds
        total.queries += part.queries
        total.rows += part.rows
        total.wrong += part.wrong
        ground.say(f"T1 {total.worlds} of {wanted} worlds through GraphQL, {total.queries} queries")
    blind = queries_in(ground.server, ground.template, 4, 1, blind=True)
    return Line(
        test="T1",
        zh="生成的世界：GraphQL 编译和执行两条路",
        en="generated worlds through GraphQL, compiled and walked = reference",
        cases=total.worlds,
        cases_of=f"worlds, {total.queries:,} queries × 2 roads, {total.rows:,} obligations",
        result=f"differences {len(total.wrong)}",
        passed=not total.wrong and total.rows > wanted,
        control=f"a judge that forgets every rule: {len(blind.wrong)} differences in "
        f"{blind.queries} queries",
        control_failed=bool(blind.wrong),
        seconds=time.monotonic() - started,
        seed=1,
        examples=tuple(total.wrong[:5]),
    )


# ---------------------------------------------------------------- tables of truth


def _tables(ground: Ground) -> Line:
    started = time.monotonic()
    enforcer = Enforcer(book.load())
    reach, truth = probed(enforcer), tables()
    wrong = [str(one) for one in disagreements(enforcer, truth)]
    cells = sum(1 for table in truth for _ in table.cells())
    with peopled(ground.server, ground.template, enforcer, truth) as (database, people):
        said, viewers, lowered = asyncio.run(_through_graphql(ground, database, people, reach))
        with behind(database, people, reach) as wall:
            walled = wall.judged(truth, viewers)
        with behind(database, people, reach, keys=FORGED) as wall:
            forged = wall.judged(truth, viewers)
    ground.say(f"T1 tables of truth: {said.cells:,} cells through GraphQL, {walled.cells:,} walled")
    wrong += said.wrong + walled.wrong + walled.taken
    return Line(
        test="T1",
        zh="真值表：Casbin、GraphQL、墙内的 SQL",
        en="tables of truth: Casbin, GraphQL, SQL under the wall",
        cases=cells,
        cases_of=f"cells; {said.cells:,} asked through GraphQL, {walled.cells:,} under the wall",
        result=f"cells that say otherwise {len(wrong)}, taken away by the wall {len(walled.taken)}",
        passed=not wrong and said.cells > 7_000 and walled.cells > 9_000,
        control=f"everybody one level lower: {len(lowered)} cells; a forged key: "
        f"{len(forged.wrong)} lines",
        control_failed=bool(lowered and forged.wrong),
        seconds=time.monotonic() - started,
        examples=tuple(wrong[:5]),
    )


async def _through_graphql(
    ground: Ground, database: Any, people: Any, reach: Reach
) -> tuple[Any, Mapping[str, Any], Sequence[str]]:
    async with asking(database, reach) as ask:
        truth = Truth(ask, people, tables())
        found = await truth.nodes()
        for ask_so in (truth.lists, truth.open, truth.offered, truth.refusals, truth.counted):
            part = await ask_so()
            found.cells += part.cells
            found.wrong += part.wrong
        explained = await truth.explained(every=ground.full)
        found.cells += explained.cells
        found.wrong += explained.wrong
        lower = dataclasses.replace(truth, change=lowered, viewers={})
        return found, truth.viewers, (await lower.nodes()).wrong


def lowered(viewer: Any) -> Any:
    """The viewer as someone of the level below: a control."""
    slot = None if viewer.slot is None else min(viewer.slot + 1, 6)
    return dataclasses.replace(viewer, slot=slot)
