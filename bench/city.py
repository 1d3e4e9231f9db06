"""Builds the city that is measured: Tongren's tree with lists, obligations and entries.

Rows are made set-wise by a superuser without triggers; what the triggers would have filled is
computed in the same statement (``levelwise check`` compares it with the tree afterwards).
Everything is a function of the seed and the number of obligations.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from bench import people, rivals
from ledger.catalogue.loading import load_catalogue
from migrations import blueprint
from migrations.run import dsn_for, upgrade
from server.database import postgres
from tenants.context import KeySet
from tenants.departments import write_departments
from tenants.divisions.importing import import_files

DATABASE = "levelwise"
TREE = Path(blueprint.__file__).parents[1] / "tenants" / "data" / "520600-tongren.csv"
FILLING = Path(__file__).with_name("filling.sql")
BIG = ("responsibility_list", "clause", "binding", "obligation", "entry", "person", "post")

Say = Callable[[str], None]


@dataclass(frozen=True)
class City:
    """A built city: where it is, and how large it turned out."""

    dsn: str
    obligations: int
    lists: int
    entries: int
    tenants: int
    seconds: float


def settings(memory_bytes: int) -> dict[str, str]:
    """Gives the server's settings: performance.md's, shared buffers a fifth of memory, 4 GB at most."""
    megabytes = min(4096, max(256, memory_bytes // 5 // 2**20))
    return {
        **postgres.DEMO_SETTINGS,
        "shared_buffers": f"{megabytes}MB",
        "maintenance_work_mem": "512MB",
        "max_wal_size": "16GB",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "max_parallel_workers_per_gather": "0",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "autovacuum": "off",
        "max_connections": "120",
    }


def built(
    cluster: postgres.Cluster, keys: KeySet, *, obligations: int, seed: int, say: Say
) -> City:
    """Gives the city, from an earlier run when nothing that it is made of has changed."""
    dsn = cluster.dsn(DATABASE)
    mark = _mark(obligations, seed)
    found = _known(cluster, mark)
    if found is not None:
        upgrade(dsn, keys=keys)
        say("the city of an earlier run is used")
        return found
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as connection:
        connection.execute(f"drop database if exists {DATABASE} with (force)".encode())
        connection.execute(f"create database {DATABASE} template template0".encode())
    upgrade(dsn, keys=keys)
    return grown(dsn, obligations=obligations, seed=seed, say=say, mark=mark)


def grown(dsn: str, *, obligations: int, seed: int, say: Say, mark: str = "") -> City:
    """Grows the city in a migrated, empty database of a superuser's DSN."""
    started = time.perf_counter()
    grow(dsn, say)
    with psycopg.connect(dsn, autocommit=True) as connection:
        people.settle(connection, seed=seed)
        _fill(connection, obligations=obligations, seed=seed, say=say)
        rivals.prepare(connection)
        say("vacuum and analyze")
        connection.execute("vacuum (freeze, analyze)")
        connection.execute("checkpoint")
        return _remembered(connection, mark, dsn, seconds=time.perf_counter() - started)


def _mark(obligations: int, seed: int) -> str:
    """Names what a city is made of, so that an old one is not taken for it."""
    parts = [blueprint.text(), str(obligations), str(seed)]
    here = Path(__file__).parent
    sources = (*here.glob("*.sql"), here / "city.py", here / "people.py", here / "rivals.py")
    parts += [path.read_text(encoding="utf-8") for path in sorted(sources)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _known(cluster: postgres.Cluster, mark: str) -> City | None:
    try:
        with psycopg.connect(cluster.dsn(DATABASE)) as connection:
            row = connection.execute(
                "select obligations, lists, entries, tenants, seconds from bench.city where mark = %s",
                [mark],
            ).fetchone()
    except psycopg.Error:
        return None
    return None if row is None else City(cluster.dsn(DATABASE), *row)


def grow(dsn: str, say: Say) -> None:
    """Imports the tree, the departments and the catalogue as a deployment does."""
    migrator = dsn_for("levelwise_migrator", dsn)
    report = import_files([TREE], dsn=migrator)
    with psycopg.connect(migrator) as connection:
        departments = write_departments(connection)
        load_catalogue(connection)
    say(f"tree: {report.inserted} divisions, {departments} departments and offices")


def _fill(connection: psycopg.Connection[Any], *, obligations: int, seed: int, say: Say) -> None:
    """Runs ``filling.sql`` step by step, with the indexes of the large tables made last."""
    text = FILLING.read_text(encoding="utf-8")
    text = text.replace(":obligations", str(obligations)).replace(":seed", str(seed))
    indexes = _dropped_indexes(connection)
    connection.execute("set session_replication_role = replica")
    connection.execute("set max_parallel_maintenance_workers = 2")
    connection.execute("set work_mem = '256MB'")
    for step in text.split("-- step: ")[1:]:
        name, _, statement = step.partition("\n")
        began = time.perf_counter()
        connection.execute(statement.encode())
        say(f"{name}: {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    for definition in indexes:
        connection.execute(definition.encode())
    connection.execute("set session_replication_role = origin")
    say(f"indexes: {time.perf_counter() - began:.1f} s")


def _dropped_indexes(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute(
        "select c.relname, pg_get_indexdef(i.indexrelid) from pg_index i"
        " join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid"
        " where t.relnamespace = 'app'::regnamespace and t.relname = any(%s)"
        " and not i.indisprimary order by 1",
        [list(BIG)],
    ).fetchall()
    for name, _ in rows:
        connection.execute(sql.SQL("drop index app.{}").format(sql.Identifier(name)))
    return [definition for _, definition in rows]


def _remembered(
    connection: psycopg.Connection[Any], mark: str, dsn: str, *, seconds: float
) -> City:
    row = connection.execute(
        "insert into bench.city select %s, (select count(*) from app.obligation),"
        " (select count(*) from app.responsibility_list), (select count(*) from app.entry),"
        " (select count(*) from app.tenant), %s returning obligations, lists, entries, tenants",
        [mark, seconds],
    ).fetchone()
    assert row is not None
    held, lists, entries, tenants = row
    return City(dsn, held, lists, entries, tenants=tenants, seconds=seconds)
