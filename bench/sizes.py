"""``python -m bench.sizes``: how long a large file takes, and how a large list is read page by page.

On a database of its own (Tongren's tree, kept in .levelwise/sizes): the command `import-people`
previews a workbook of 20,000 rows, and a system reads 100,000 users over SCIM by cursor. Said are
the wall clock and the processor time, each page's time at the start and at the end, and what memory
the server holds. Exit status 1 when a figure is worse than it may be.
"""

import hashlib
import os
import secrets
import statistics
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import orjson
import psycopg

from bench import city, people
from bench.servers import free_port
from ledger.feeds.file_rows import PEOPLE, POSTS
from migrations.run import upgrade
from server.database import postgres
from storage.sheets import MOST_ROWS
from storage.workbooks import as_workbook
from tenants.context import KeySet

HOME = Path(".levelwise/sizes").absolute()
DATABASE, FEED = "levelwise", "sizes"
SECRET = f"lwf_{secrets.token_urlsafe(32)}"
ROWS, POSTS_TOLD, USERS, PAGE, ENDS = MOST_ROWS, 200, 100_000, 200, 50
MOST_SECONDS, MOST_GROWTH_KB, FLAT = 5.0, 20_000, 1.5
LONGEST_START = 60.0
_COMMAND = "from server.cli import main; main()"

_TREE = "select code, id, root from app.tenant where kind = 'CITY'"
_FEED = """insert into app.feed (root, holder, id, name, source, kinds, budget, created_by)
  select t.root, t.id, %(feed)s, %(name)s, 'FILE', '{PEOPLE,POSTS}', 100,
    (select p.id from app.person p where p.root = t.root limit 1)
  from app.tenant t where t.kind = 'CITY'"""
_USERS = """insert into app.feed_entry (root, id, holder, holder_parent, holder_slot, at1, at2, at3,
    at4, at5, at6, open_to, trail, feed_id, kind, name_key, external_id, label, told, created_at,
    changed_at)
  select f.root, gen_random_uuid(), f.holder, f.holder_parent, f.holder_slot, f.at1, f.at2, f.at3,
    f.at4, f.at5, f.at6, f.open_to, f.trail, f.id, 'PERSON', 'user' || n, 'HR-' || n, '人员' || n,
    jsonb_build_object('schemas', jsonb_build_array('urn:ietf:params:scim:schemas:core:2.0:User'),
      'userName', 'user' || n, 'displayName', '人员' || n, 'externalId', 'HR-' || n, 'active', true),
    now(), now()
  from app.feed f, generate_series(1, %(users)s) n where f.id = %(feed)s"""


@dataclass(frozen=True)
class Ran:
    """A process that ended: how long it took, what it used, and what it said."""

    wall: float
    cpu: float
    megabytes: float
    said: str


def main() -> int:
    """Measures, prints the figures and gives the exit status."""
    HOME.mkdir(parents=True, exist_ok=True)
    with postgres.running(HOME / "postgres") as cluster:
        keys = KeySet.kept_in(HOME / "context.keys")
        dsn = _made(cluster, keys)
        environment = {**os.environ, "LEVELWISE_ENV": "demo", "LEVELWISE_HOME": str(HOME)}
        for name in ("DATABASE_URL", "MIGRATOR_URL", "LEVELWISE_KEYS", "HOST"):
            environment.pop(name, None)
        good = [_file(environment), _listing(environment, dsn)]
    return 0 if all(good) else 1


def _made(cluster: postgres.Cluster, keys: KeySet) -> str:
    """Gives a fresh database with the tree of a city, and a feed over all of it."""
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as connection:
        connection.execute(f"drop database if exists {DATABASE} with (force)".encode())
        connection.execute(f"create database {DATABASE} template template0".encode())
    dsn, feed = cluster.dsn(DATABASE), uuid.uuid4()
    upgrade(dsn, keys=keys)
    city.grow(dsn, print)
    with psycopg.connect(dsn, autocommit=True) as connection:
        people.settle(connection, seed=7)
        connection.execute(_FEED, {"feed": feed, "name": FEED})
        connection.execute(
            "insert into ctx.feed_secret (sha256, root, feed_id) select %s, root, id from app.feed",
            [hashlib.sha256(SECRET.encode()).digest()],
        )
    return dsn


def _file(environment: Mapping[str, str]) -> bool:
    """Measures the preview of a file as large as one may be."""
    file, secret = HOME / "people.xlsx", HOME / "secret.txt"
    posts = [{"key": f"P{n}", "title": f"干事{n}"} for n in range(POSTS_TOLD)]
    told = [
        {"key": f"HR-{n}", "name": f"人员{n}", "posts": f"P{n % POSTS_TOLD}"}
        for n in range(ROWS - POSTS_TOLD)
    ]
    file.write_bytes(as_workbook([(POSTS, posts), (PEOPLE, told)]))
    secret.write_text(SECRET, encoding="utf-8")
    words = ["import-people", str(file), "--feed", FEED, "--secret-file", str(secret)]
    _ran(["import-people", "--help"], environment)  # compiles what has not been compiled
    nothing = _ran(["import-people", "--help"], environment)
    ran = _ran([*words, "--dry-run", "--language", "en"], environment)
    wall, cpu = ran.wall - nothing.wall, ran.cpu - nothing.cpu
    print(
        f"import-people, preview of {ROWS} rows: {wall:.1f} s, processor {cpu:.1f} s; start-up of"
        f" the command besides: {nothing.wall:.1f} s, processor {nothing.cpu:.1f} s;"
        f" {ran.megabytes:.0f} MB at most"
    )
    print("   ", next(line for line in ran.said.splitlines() if line.startswith("rows ")))
    return (cpu if _busy() else wall) <= MOST_SECONDS


def _ran(words: list[str], environment: Mapping[str, str]) -> Ran:
    begun = time.perf_counter()
    with (HOME / "said.txt").open("w+b") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", _COMMAND, *words], env=dict(environment), stdout=said,
            stderr=subprocess.STDOUT,
        )  # fmt: skip  # columns side by side
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode()
    assert process.returncode == 0, text
    return Ran(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, text)


def _listing(environment: Mapping[str, str], dsn: str) -> bool:
    """Measures the pages of a list of 100,000 users, read to the end by cursor."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        (feed,) = connection.execute("select id from app.feed").fetchone() or (None,)
        connection.execute("set session_replication_role = replica")
        connection.execute(_USERS, {"feed": feed, "users": USERS})
        connection.execute("vacuum analyze app.feed_entry")
    with _served(environment) as (port, process):
        url = (
            f"http://127.0.0.1:{port}/scim/v2/Users?count={PAGE}&excludedAttributes=groups&cursor="
        )
        warm = list(islice(_pages(url), ENDS))
        assert {some for _, some in warm} == {PAGE}
        before = _memory(process.pid)
        pages = list(_pages(url))
        after = _memory(process.pid)
    took = [seconds for seconds, _ in pages]
    begin, end = (statistics.median(part) * 1000 for part in (took[:ENDS], took[-ENDS:]))
    count = sum(some for _, some in pages)
    print(
        f"SCIM, {count} users by cursor in {len(pages)} pages of {PAGE}: {sum(took):.1f} s; a page "
        f"{begin:.1f} ms at the start, {end:.1f} ms at the end (medians of {ENDS}); the server holds "
        f"{before // 1024} MB before and {after // 1024} MB after"
    )
    return count == USERS and end <= begin * FLAT and after - before <= MOST_GROWTH_KB


def _pages(url: str) -> Iterator[tuple[float, int]]:
    """Reads page after page; gives how long each took and how many users were on it."""
    cursor: str | None = ""
    while cursor is not None:
        request = urllib.request.Request(
            url + cursor, headers={"authorization": f"Bearer {SECRET}"}
        )
        begun = time.perf_counter()
        with urllib.request.urlopen(request, timeout=30) as answer:
            body = answer.read()
        took = time.perf_counter() - begun
        told = orjson.loads(body)
        yield took, len(told["Resources"])
        cursor = told.get("nextCursor")


@contextmanager
def _served(environment: Mapping[str, str]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = free_port()
    with (HOME / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.ours"], stdout=log, stderr=log,
            env={**environment, "PORT": str(port)},
        )  # fmt: skip  # columns side by side
    try:
        _wait(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(int(LONGEST_START * 5)):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            assert process.poll() is None, (HOME / "serve.log").read_text(encoding="utf-8")
            time.sleep(0.2)
    raise TimeoutError("the server did not start")


def _busy() -> bool:
    """Whether others use this machine, so that the clock tells of them: then processor time counts."""
    load, _, _ = os.getloadavg()
    print(f"    load {load:.1f} on {os.cpu_count()} cores")
    return load > (os.cpu_count() or 1)


def _memory(pid: int) -> int:
    """The resident memory of a process, in KB."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmRSS"))


if __name__ == "__main__":
    sys.exit(main())
