"""``python -m bench.problems``: the readings of the problem ladder, over one and five million problems.

No rival here: what is asked is whether a reading stays as fast when there are five times as many.
"""

import argparse
import asyncio
import hashlib
import os
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import orjson
import psycopg
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse

from bench import city, people
from bench.__main__ import HOME, say
from ledger.reading import Reading
from migrations import blueprint
from migrations.run import dsn_for, upgrade
from policies import book
from policies.enforcer import Enforcer
from policies.reach import probed
from schema.assembly import build_schema
from schema.selecting import Selecting
from server.database import postgres
from server.sign_in.demo_issuer import ISSUER
from storage.engine import make_engine
from storage.reads import Reads
from tenants.context import KeySet
from tenants.viewer import Viewer, viewer_of

SQL = Path(__file__).with_name("problems.sql")
LATEST = Path(__file__).with_name("problems-latest.json")
FLAT = 1.5
"""A reading may cost so many times what it costs over the smallest number of problems."""
QUESTIONS: Mapping[str, str] = {
    "inbox": "{ problemInbox(first: 20) { nodes { id title state dueOn overdue tenant { name } } } }",
    "desk": """{ problemsToAccept(first: 10) { nodes { id title } } problemsToDo(first: 10) {
        nodes { id title } } problemsDueSoon(first: 10) { nodes { id dueOn } }
        problemsReturned(first: 10) { nodes { id title } } }""",
    "reach": """{ problems(first: 50, filter: { open: true }) { nodes { id title state dueOn overdue
        tenant { name } listedBy { name } } } }""",
    "list": """{ problemsListedByUs(first: 50) { nodes { id title state dueOn tenant { name } } } }""",
    "roll-up": """{ problemRollUp { tenant { name } total open overdue settledLow closed discovery
        analysis rectification evaluation prevention } }""",
    "funnel": "{ problemFunnel { listType total open reachedRectification reachedPrevention } }",
    "miles": """{ threeMiles(begins: "2026-07-01", ends: "2026-10-01") { nodes { tenant { name }
        registered discoveryKnown medianLagDays hardCases staged returnedTwice overdueLong
        acrossUnits closings cameBack falseClosings rechecked gradedGood } } }""",
    "days": """{ threeMiles(begins: "2026-06-11", ends: "2026-11-10") { nodes { tenant { name }
        registered discoveryKnown hardCases closings cameBack falseClosings } } }""",
    "hard": "{ hardCases(first: 50) { nodes { id title state dueOn overdue tenant { name } } } }",
    "coverage": """{ problemListCoverage(begins: "2026-07-01", ends: "2026-10-01", first: 50) {
        totalCount nodes { tenant { name } hasList listed units unitsWithList } } }""",
    "low": "{ settledLow { tenant { name } found settledLow sentUp settledLowPercent } }",
    "spot": "{ problemsSettledOnSpot(first: 20) { nodes { id title dueOn tenant { name } } } }",
    "waiting": "{ problemsAwaitingUs(first: 20) { nodes { id title state dueOn } } }",
    "all": "{ problems(first: 50) { nodes { id title state dueOn tenant { name } } } }",
    "heat": "{ problemHeat(field: GOVERNANCE) { tenant { name } field total open overdue } }",
}
LEVELS = ("CITY", "COUNTY", "TOWNSHIP", "VILLAGE")


@dataclass(frozen=True)
class Figure:
    """One question at one level over one number of problems, in milliseconds."""

    name: str
    level: str
    problems: int
    p50: float
    p95: float


def grown(cluster: postgres.Cluster, keys: KeySet, *, problems: int, seed: int) -> str:
    """Gives the DSN of a city with so many problems, from an earlier run if it is the same."""
    name = f"levelwise_problems_{problems}_{_mark(seed)}"
    dsn = cluster.dsn(name)
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as connection:
        known = connection.execute(
            "select 1 from pg_database where datname = %s", [name]
        ).fetchone()
        if known is not None:
            say(f"{problems:,} problems of an earlier run are used")
            return dsn
        for (other,) in connection.execute(
            "select datname from pg_database where datname ~ %s",
            [f"^levelwise_problems_{problems}(_|$)"],
        ).fetchall():
            connection.execute(f"drop database {other} with (force)".encode())
        connection.execute(f"create database {name}_new template template0".encode())
    fresh = cluster.dsn(f"{name}_new")
    upgrade(fresh, keys=keys)
    filled(fresh, problems=problems, seed=seed)
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as connection:
        connection.execute(f"alter database {name}_new rename to {name}".encode())
    return dsn


def _mark(seed: int) -> str:
    """Tells a city by what it is made of: of another schema or filling it is another city."""
    made_of = (city.FILLING.read_bytes(), SQL.read_bytes(), blueprint.text().encode())
    return hashlib.sha256(b"".join([*made_of, str(seed).encode()])).hexdigest()[:10]


def filled(dsn: str, *, problems: int, seed: int) -> None:
    """Fills a migrated, empty database of a superuser's DSN."""
    city.grow(dsn, say)
    steps = {
        step.partition("\n")[0]: step.partition("\n")[2]
        for text in (city.FILLING.read_text("utf-8"), SQL.read_text("utf-8"))
        for step in text.split("-- step: ")[1:]
    }
    with psycopg.connect(dsn, autocommit=True) as connection:
        people.settle(connection, seed=seed)
        indexes = _dropped(connection)
        connection.execute("set session_replication_role = replica")
        connection.execute("set max_parallel_maintenance_workers = 2")
        connection.execute("set work_mem = '256MB'")
        for name in ("plan", "people", "problems", "cells", "closings", "desks"):
            began = time.perf_counter()
            text = steps[name].replace(":seed", str(seed)).replace(":problems", str(problems))
            connection.execute(text.encode())
            say(f"{name}: {time.perf_counter() - began:.1f} s")
        for definition in indexes:
            connection.execute(definition.encode())
        connection.execute("set session_replication_role = origin")
        say("vacuum and analyze")
        connection.execute("vacuum (freeze, analyze)")


def _dropped(connection: psycopg.Connection[Any]) -> list[str]:
    """Drops the indexes of the large table, to be made again when it is full."""
    rows = connection.execute(
        "select c.relname, pg_get_indexdef(i.indexrelid) from pg_index i"
        " join pg_class c on c.oid = i.indexrelid"
        " where i.indrelid = 'app.problem'::regclass and not i.indisprimary order by 1"
    ).fetchall()
    for name, _ in rows:
        connection.execute(f"drop index app.{name}".encode())
    return [definition for _, definition in rows]


@dataclass
class Asked:
    """A city that is asked: its readings, and the people who ask with the level of each."""

    problems: int
    reading: Reading
    viewers: Sequence[tuple[str, Viewer]]

    async def spent(self, name: str) -> list[tuple[str, float]]:
        """Asks one question as everybody once: the level of each and the milliseconds it took."""
        told = []
        for kind, viewer in self.viewers:
            statement = self.reading.compiled(viewer, selected(name), root_type="Query")
            began = time.perf_counter()
            body = await self.reading.run(viewer, statement, {})
            told.append((kind, (time.perf_counter() - began) * 1000))
            assert b'"data"' in body
        return told


async def asked_of(
    stack: AsyncExitStack, dsn: str, app_dsn: str, keys: KeySet, problems: int
) -> Asked:
    """Gives a city with the 64 people who ask in it."""
    reach = probed(Enforcer(book.load()))
    with psycopg.connect(dsn) as connection:
        asking = connection.execute(
            "select i.subject, t.kind from app.identity i join app.person p on p.root = i.root"
            " and p.id = i.person_id join app.tenant t on t.id = p.holder"
            " where i.subject like 'bench-%' order by 1"
        ).fetchall()
    engine, reads = make_engine(app_dsn, size=1), Reads(app_dsn, size=1)
    stack.push_async_callback(engine.dispose)
    await reads.open()
    stack.push_async_callback(reads.close)
    viewers = []
    for subject, kind in asking:
        found = viewer_of(engine, ISSUER, subject, keys=keys, post=None, enforcer=reach.enforcer)
        viewers.append((kind, await found))
    return Asked(problems, Reading(reads, keys, reach), viewers)


async def measured(
    cities: Mapping[int, tuple[str, str]],
    keys: KeySet,
    *,
    rounds: int,
    names: Sequence[str] = tuple(QUESTIONS),
) -> list[Figure]:
    """Asks each question as each of the 64 people in turn, and gives the times by level.

    Given, by the number of their problems, the cities' DSNs of a superuser and of the application.
    They are asked in turn, so that what else the machine does falls on all alike.
    """
    figures = []
    async with AsyncExitStack() as stack:
        asked = [
            await asked_of(stack, dsn, app_dsn, keys, number)
            for number, (dsn, app_dsn) in cities.items()
        ]
        for name in names:
            spent: dict[tuple[int, str], list[float]] = {}
            for turn, one in product(range(rounds + 1), asked):
                for kind, took in await one.spent(name):
                    # The first turn prepares and warms.
                    if turn:
                        spent.setdefault((one.problems, kind), []).append(took)
            figures += [
                Figure(name, kind, problems, median(took), quantiles(took, n=20)[18])
                for (problems, kind), took in spent.items()
            ]
    return figures


def selected(name: str) -> Any:
    """Gives the root fields of a question."""
    schema = build_schema()
    assert schema.query_type is not None
    document = parse(QUESTIONS[name])
    (operation,) = (one for one in document.definitions if isinstance(one, OperationDefinitionNode))
    fragments: dict[str, FragmentDefinitionNode] = {}
    return Selecting(schema, fragments, {}).roots(operation, schema.query_type)


def shortfalls(figures: Sequence[Figure]) -> list[str]:
    """Names each reading that does not stay flat."""
    least = min(one.problems for one in figures)
    base = {(one.name, one.level): one.p50 for one in figures if one.problems == least}
    return [
        f"{one.name} {one.level}: {one.p50:.2f} ms over {one.problems:,}, {was:.2f} over {least:,}"
        for one in figures
        # A hundredth of a millisecond is no difference that anybody measures here.
        if one.p50 > FLAT * (was := base[one.name, one.level]) + 0.05
    ]


def main() -> int:
    """Builds the cities that are not there yet, measures and gates; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.problems", description=__doc__)
    parser.add_argument("--problems", type=int, nargs="*", default=[1_000_000, 5_000_000])
    parser.add_argument("--rounds", type=int, default=10, help="of all 64 people")
    parser.add_argument("--seed", type=int, default=7, help="of everything that is made")
    parser.add_argument("--build", action="store_true", help="build the cities and stop")
    given = parser.parse_args()
    HOME.mkdir(parents=True, exist_ok=True)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with postgres.running(HOME / "postgres", settings=city.settings(memory)) as cluster:
        if cluster.process is None:
            say("another bench is running in this folder: stop it first")
            return 2
        keys = KeySet.kept_in(HOME / "context.keys")
        built = {n: grown(cluster, keys, problems=n, seed=given.seed) for n in given.problems}
        if given.build:
            return 0
        cities = {n: (dsn, dsn_for("levelwise_app", dsn)) for n, dsn in built.items()}
        figures = asyncio.run(measured(cities, keys, rounds=given.rounds))
    return _told(figures)


def _told(figures: Sequence[Figure]) -> int:
    print(f"\n{'':<10}{'':<10}{'problems':>12}{'p50 ms':>10}{'p95 ms':>10}")
    for one in sorted(figures, key=lambda one: (one.name, one.level, one.problems)):
        print(f"{one.name:<10}{one.level:<10}{one.problems:>12,}{one.p50:>10.2f}{one.p95:>10.2f}")
    short = shortfalls(figures)
    for sentence in short:
        print(f"SHORT  {sentence}")
    LATEST.write_bytes(orjson.dumps(list(figures), option=orjson.OPT_INDENT_2) + b"\n")
    print("Not flat" if short else f"All are flat within {FLAT} times", LATEST)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
