"""``python -m bench``: builds the city, runs the servers in turn, prints and gates the figures."""

import argparse
import asyncio
import os
import signal
import sys
import time
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import psycopg

from bench import city, compiled, measuring, people, queries, report, servers
from bench.load import Load
from migrations.run import dsn_for
from server.database import postgres
from server.settings import Mode
from server.sign_in.demo_issuer import DemoIssuer
from tenants.context import KeySet

HOME = Path(".levelwise/bench").absolute()
LATEST = Path(__file__).with_name("latest.json")


def asked() -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Levelwise beside PostGraphile 5 and bare psycopg, on a city of your size.",
    )
    parser.add_argument("--obligations", type=int, default=1_000_000, help="in the city")
    parser.add_argument("--seconds", type=float, default=3.0, help="of each run")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each server in turn")
    parser.add_argument("--seed", type=int, default=7, help="of everything that is made")
    parser.add_argument("--only", nargs="*", choices=queries.NAMES, help="these questions")
    parser.add_argument("--clients", nargs="*", type=int, default=measuring.CLIENTS, help="at once")
    parser.add_argument("--build", action="store_true", help="build the city and stop")
    return parser.parse_args()


def say(text: str) -> None:
    """Prints a line of progress."""
    print(f"{datetime.now():%H:%M:%S} {text}", flush=True)


def main() -> int:
    """Builds, compares, measures and reports; gives the exit status."""
    given = asked()
    # Ended by a signal, it still stops what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    HOME.mkdir(parents=True, exist_ok=True)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with postgres.running(HOME / "postgres", settings=city.settings(memory)) as cluster:
        if cluster.process is None:
            say("another bench is running in this folder: stop it first")
            return 2
        keys = KeySet.kept_in(HOME / "context.keys")
        found = city.built(cluster, keys, obligations=given.obligations, seed=given.seed, say=say)
        say(
            f"city: {found.tenants} tenants, {found.obligations} obligations, {found.entries}"
            f" entries, {found.lists} lists; built in {found.seconds:.0f} s"
        )
        if given.build:
            return 0
        with ExitStack() as stack:
            return _compete(stack, given, cluster, keys, found)


def _compete(
    stack: ExitStack,
    given: argparse.Namespace,
    cluster: postgres.Cluster,
    keys: KeySet,
    found: city.City,
) -> int:
    began = time.monotonic()
    with psycopg.connect(found.dsn) as connection:
        viewers = people.viewers(connection)
    issuer = DemoIssuer.open(HOME, mode=Mode.DEMO)
    tokens = [issuer.token(viewer.subject) for viewer in viewers]
    app_dsn = dsn_for("levelwise_app", found.dsn)
    ours = stack.enter_context(servers.ours(HOME, viewers, tokens))
    readings = asyncio.run(compiled.of_everyone(app_dsn, keys, viewers))
    running = [
        ours,
        stack.enter_context(servers.postgraphile(HOME, cluster, viewers)),
        stack.enter_context(servers.psycopg(HOME, found.dsn, viewers, readings)),
    ]
    say(f"answers compared: {measuring.compare(running)} rows are the same on all three servers")
    assert cluster.process is not None
    load = Load(HOME, cluster.process.pid)
    about = {
        "versions": report.versions(cluster.version, load.name),
        "seed": given.seed,
        "obligations": found.obligations,
        "tenants": found.tenants,
        "entries": found.entries,
        "rounds": given.rounds,
        "seconds_each": given.seconds,
        "cores": os.cpu_count(),
    }
    rows: list[measuring.Row] = []
    for row in measuring.measured(
        running,
        load,
        names=given.only or queries.NAMES,
        clients=given.clients,
        rounds=given.rounds,
        seconds=given.seconds,
    ):
        rows.append(row)
        say(
            f"{row.name} at {row.concurrency} clients: {row.ratio_postgraphile:.2f} x PostGraphile,"
            f" {row.ratio_psycopg:.2f} x psycopg"
        )
        # Kept as it comes, so that a run that is stopped has not been for nothing.
        spent = {"seconds": round(time.monotonic() - began)}
        report.kept(rows, {**about, **spent}, LATEST)
    return _told(rows)


def _told(rows: list[measuring.Row]) -> int:
    print()
    for line in report.lines(rows):
        print(line)
    print(f"\n{report.ADVANTAGES}\n")
    short = report.shortfalls(rows)
    for sentence in short:
        print(f"SHORT  {sentence}")
    print(f"{'The gates do not hold' if short else 'All gates hold'}. {LATEST}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
