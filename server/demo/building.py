"""Builds the demo step by step in a fresh database, and says how far it is."""

import asyncio
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import click
import psycopg

from ledger.reactions import REACTIONS
from policies import book
from policies.enforcer import Enforcer
from policies.reach import probed
from server.content import load_content
from server.database.deployment import Deployment
from server.demo.gathering import gather
from server.demo.history import History
from server.demo.line import line_of
from server.demo.people import fill
from server.demo.places import Place, places
from server.demo.problems import find_problems
from server.demo.year import live
from server.mendable import Mendable
from storage.engine import make_engine
from tenants.departments import write_departments
from tenants.divisions.importing import import_files
from tenants.divisions.rights import become_migrator, owner
from tenants.sitting import Sittings

FILE = Path(str(resources.files("tenants").joinpath("data/520600-tongren.csv")))
ROOT = "520600000000"
# Nothing of a half-built demo is kept, so its commits need not wait for the disk; the last one does.
UNHURRIED = "options=-c%20synchronous_commit%3Doff"


class DivisionsRefused(Mendable):
    """The demo's own file of divisions cannot be imported."""


@dataclass(frozen=True)
class Region:
    """Which city the demo shows: a file of divisions and the code of its root."""

    file: Path = FILE
    root: str = ROOT


class Telling:
    """Tells each step as it begins, and what came of it."""

    def __init__(self, steps: int, *, say: Callable[..., None] = click.echo) -> None:
        self.steps = steps
        self.say = say
        self._at = 0
        self._line = ""
        self._words = ""

    @contextmanager
    def step(self, zh: str, en: str) -> Iterator[Callable[[object], None]]:
        """Tells a step; what is given takes how far it is and, last, what came of it."""
        self._at += 1
        self._line, self._words = f"[{self._at}/{self.steps}] {zh} {en} ... ", ""
        begun = time.perf_counter()
        self.say(self._line, nl=False)
        yield self._tell
        self.say(f"{self._words}{time.perf_counter() - begun:.1f} s")

    def _tell(self, word: object) -> None:
        self._words = f"{word}, "
        # Where a line can be written over, the word is seen at once.
        if sys.stdout.isatty():
            self.say(f"\r{self._line}{word}", nl=False)
            self._words = ", "


BUILD_STEPS = 5


def build(
    deployment: Deployment, telling: Telling, *, now: datetime, region: Region | None = None
) -> None:
    """Fills a migrated, empty database with the demo.

    Given:   now, until when the demo's year has come; another region than Tongren for tests.
    Refuses: DivisionsRefused, HistoryRefused; the database is then of no use.
    """
    region = region or Region()
    dsn = _unhurried(deployment.as_migrator())
    with telling.step("载入责任目录和工作规则", "Loading the catalogue and the work rules"):
        load_content(dsn)
    with telling.step("导入行政区划", "Importing the divisions") as tell:
        report = import_files([region.file], dsn=dsn)
        if report.refused:
            raise DivisionsRefused("; ".join(report.lines()))
        tell(report.inserted)
    with telling.step(
        "建立部门、党组织、职务和人员（虚构）",
        "Making departments, bodies, posts and people (made up)",
    ) as tell:
        found, people = _people(dsn, region, now)
        tell(f"{len(found)} + {people}")
    with telling.step(
        "起草、发布、签订、纪实、办理问题", "Drafting, publishing, signing, recording, solving"
    ) as tell:
        history = asyncio.run(_history(deployment, found, now, tell=tell))
    with telling.step("标记逾期事项", "Marking what is overdue") as tell:
        tell(sweep(deployment.as_migrator(), history))


def sweep(dsn: str, history: History) -> int:
    """Marks what is overdue today, and makes all that was built last."""
    with psycopg.connect(dsn) as connection:
        row = connection.execute("select app.sweep_overdue(%s)", [history.today]).fetchone()
        connection.execute("select app.sweep_lights(%s)", [history.today])
        connection.execute("select app.sweep_escalations(%s)", [history.today])
        connection.execute("select audit.append_system('demo.built', 'tenant', null, '{}')")
        with owner(connection):
            connection.execute("analyze")
    return int(row[0]) if row else 0


def _people(dsn: str, region: Region, now: datetime) -> tuple[list[Place], int]:
    with psycopg.connect(dsn) as connection:
        become_migrator(connection)
        write_departments(connection, roots=[region.root])
        found = places(connection, region.root)
        people = fill(connection, found, year=now.year)
        with owner(connection):
            connection.execute("analyze")
    return found, people


async def _history(
    deployment: Deployment, found: list[Place], now: datetime, *, tell: Callable[[int], None]
) -> History:
    reach = probed(Enforcer(book.load()))
    engine = make_engine(_unhurried(deployment.app_dsn), size=2, wait=10.0)
    try:
        sittings = Sittings(engine, deployment.keys, reach=lambda: reach, reactions=REACTIONS)
        history = History(sittings, reach.enforcer, now, tell)
        await live(history, line_of(found))
        await find_problems(history, line_of(found))
        await gather(history, line_of(found))
        return history
    finally:
        await engine.dispose()


def _unhurried(dsn: str) -> str:
    return f"{dsn}{'&' if '?' in dsn else '?'}{UNHURRIED}"


def clock() -> datetime:
    """The time, which the demo's year follows."""
    return datetime.now(UTC)
