"""T14: no stale allow: what was taken away and acknowledged is allowed by no worker any more.

Each round takes something away on one worker - a role from a post, or, every tenth round, lines from
the rule book - and at once asks every worker, each with a memory of its own. In every tenth round of
a role, and in every round of the book, a socket is open at each worker as well: it is closed, or told
to read anew, within a second. The control is a worker that never compares the versions in its memory
with those beside the data.
"""

import asyncio
import time
import uuid
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import psycopg

from ledger.catalogue.loading import load_catalogue
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.settings.set_problem_settings import SetProblemSettings, set_problem_settings
from ledger.workrules.loading import load_work_rules
from policies import book
from policies.enforcer import Enforcer
from policies.reach import probed
from storage.engine import make_engine
from tests import world
from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.evidence.t14_sockets import INBOX, PROBLEM, WITHIN, Sockets, Told, socketed
from tests.ledger.conftest import Stage
from tests.ledger.workers import Worker, published, returned, working

ROUNDS, WORKERS, BOOK_EVERY, SOCKETS_EVERY = 1_000, 4, 10, 10
SEEN = "{ problemSettings { number } }"
TIGHTER = """
edition: {zh: 设置不下传, en: Settings are not passed down.}
strike:
  - rule: settings-bind-the-line-below
    says: {zh: 上级设置下级不看。, en: Those below do not see the settings above.}
"""
DESK, HANDLER, ADMINISTRATOR = "a.desk", "a.handler", "a.administrator"
GROUND = {"reason": "工作需要", "documentNo": "测组〔2026〕14号"}


@dataclass
class Found:
    """What the rounds found."""

    rounds: int = 0
    of_book: int = 0
    asked: int = 0
    allowed_before: int = 0
    """Answers that allowed while it was allowed: else a zero would say nothing."""
    stale: list[str] = field(default_factory=list)
    control: int = 0
    """Stale allows of the worker that does not check."""
    slowest: float = 0.0
    """The longest that an answer took whose worker had to learn a newer book first."""
    sockets: Told = field(default_factory=Told)
    of_sockets: int = 0


@dataclass(frozen=True)
class Asked:
    """Whom a round asks: every worker, the last of which checks nothing, and their sockets."""

    workers: Sequence[Worker]
    sockets: Sockets
    problem: str
    """Of a township; an office of the county sees it while it holds the role."""
    listens: bool
    """Whether sockets are open in this round."""

    async def opened(self, stack: AsyncExitStack, who: str, query: str, **variables: str) -> Any:
        """Opens a line at every worker, in a round that has sockets."""
        return await self.sockets.opened(stack, who, query, **variables) if self.listens else []


async def measured(ground: Ground, *, rounds: int) -> Found:
    """Takes away, round by round, and asks every worker at once."""
    floor, found = probed(Enforcer(book.load())), Found()
    with ground.database() as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            load_catalogue(connection)
            load_work_rules(connection)
            built = world.build(connection)
        engine = make_engine(database.app_dsn, size=2, wait=10.0)
        stage = Stage(database, built, engine, floor, now=datetime.now(UTC))
        try:
            await stage.done("city.task_force", set_problem_settings, SetProblemSettings(0))
            given = ReportProblem(uuid.uuid4(), "AUDIT", "水渠堵塞", "村东水渠堵塞", "村东")
            problem = await stage.done("a1.handler", report_problem, given)
            _people(stage)
        finally:
            await engine.dispose()
        async with (
            working(database, floor, count=WORKERS) as workers,
            working(database, floor, checks=False) as (blind,),
            socketed([*workers, blind]) as sockets,
        ):
            found.sockets = sockets.told
            for number in range(rounds):
                here, there = workers[number % WORKERS], workers[(number + 1) % WORKERS]
                of_book = number % BOOK_EVERY == BOOK_EVERY - 1 or number == rounds - 1
                listens = of_book or number % SOCKETS_EVERY == 0
                asked = Asked([*workers, blind], sockets, f"Problem_{problem}", listens)
                turn = _of_book if of_book else _of_grant
                await turn(stage, here, there, asked=asked, found=found)
                found.rounds, found.of_book = found.rounds + 1, found.of_book + of_book
                found.of_sockets += listens
                if number % 100 == 99:
                    ground.say(f"T14 {number + 1:,} of {rounds:,} rounds")
    return found


def _people(stage: Stage) -> None:
    """County a has an administrator, and a post that carries nothing."""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        held = {"root": stage.world.tenants["city"], "holder": stage.world.tenants["a"]}
        world.put_in_post(connection, held, ADMINISTRATOR, roles=["level_administrator"])
        world.put_in_post(connection, held, DESK)


async def _of_grant(
    stage: Stage, here: Worker, there: Worker, *, asked: Asked, found: Found
) -> None:
    """A post is given a role, every worker knows it, and the role is taken back."""
    told = await here.act(
        ADMINISTRATOR,
        "grantRole",
        "grant { id version }",
        post=f"Post_{stage.world.post(DESK)}",
        role="task_force",
        **GROUND,
    )
    await _allowed(asked.workers, DESK, found)
    grant, what = told["grant"], "a role taken back"
    async with AsyncExitStack() as stack:
        lines = await asked.opened(stack, DESK, PROBLEM, id=asked.problem)
        taken = await there.act(
            ADMINISTRATOR,
            "takeBackRole",
            "grant { id }",
            grant=grant["id"],
            expectedVersion=grant["version"],
            **GROUND,
        )
        assert "grant" in taken, taken
        await asyncio.gather(
            _asked(asked.workers, DESK, found, what=what),
            asked.sockets.asked(lines, until="complete", what=what),
        )
    acted = await here.act(DESK, "setProblemSettings", "problemSetting { id }", expectedNumber=0)
    found.asked += 1
    if "problemSetting" in acted:
        found.stale.append("an act after a role was taken back")


async def _of_book(
    stage: Stage, here: Worker, there: Worker, *, asked: Asked, found: Found
) -> None:
    """The book is tightened, and afterwards as it was."""
    del stage
    await _allowed(asked.workers, HANDLER, found)
    async with AsyncExitStack() as stack:
        lines = await asked.opened(stack, HANDLER, INBOX)
        await published(here, TIGHTER)
        what = "a tighter book"
        await asyncio.gather(
            _learnt(asked.workers, HANDLER, found, what=what),
            asked.sockets.asked(lines, until="READ_ANEW", what=what),
        )
    await returned(there)


async def _learnt(workers: Sequence[Worker], who: str, found: Found, *, what: str) -> None:
    began = time.monotonic()
    await _asked(workers, who, found, what=what)
    found.slowest = max(found.slowest, time.monotonic() - began)


async def _seen(worker: Worker, who: str) -> int:
    told: dict[str, list[Any]] = await worker.ask(who, SEEN)
    return len(told["problemSettings"])


async def _allowed(workers: Sequence[Worker], who: str, found: Found) -> None:
    """Every worker answers while it is allowed, and remembers whom it admitted."""
    answers = await asyncio.gather(*(_seen(one, who) for one in workers[:-1]))
    found.allowed_before += sum(answers)
    await workers[-1].admitted(who)


async def _asked(workers: Sequence[Worker], who: str, found: Found, *, what: str) -> None:
    """Asks every worker at once, right after the acknowledgement."""
    *checking, blind = await asyncio.gather(*(_seen(one, who) for one in workers))
    found.asked += len(checking)
    found.stale += [f"worker {place} after {what}" for place, n in enumerate(checking) if n]
    found.control += blind > 0


def run(ground: Ground) -> list[Line]:
    """Measures revocations of roles and publications of editions."""
    started = time.monotonic()
    rounds = ground.size(ROUNDS, 6)
    ground.say(f"T14 {rounds:,} rounds on {WORKERS} workers")
    found = asyncio.run(measured(ground, rounds=rounds))
    return [_asking(found, seconds=time.monotonic() - started), _listening(found)]


def _asking(found: Found, *, seconds: float) -> Line:
    return Line(
        test="T14",
        zh="收回的权限一经答复，任何进程都不再放行",
        en="what was taken away and acknowledged is allowed by no worker any more: roles, and "
        "lines of the rule book",
        cases=found.asked,
        cases_of=f"questions to {WORKERS} workers at once in {found.rounds:,} rounds, "
        f"{found.of_book:,} of them another edition of the book; all learnt it within "
        f"{found.slowest:.2f} s, at most {WITHIN:g} s",
        result=f"stale allows {len(found.stale)}",
        passed=not found.stale
        and found.allowed_before == found.rounds * WORKERS
        and found.slowest < WITHIN,
        control="a worker that does not compare versions: "
        f"{found.control:,} stale allows in {found.rounds:,} rounds",
        control_failed=found.control > 0,
        seconds=seconds,
        examples=tuple(found.stale[:5]),
    )


def _listening(found: Found) -> Line:
    told = found.sockets
    return Line(
        test="T14",
        zh="权限收回后，已打开的连接一秒之内关闭或者被告知重新读取",
        en="open sockets are closed once the record is out of sight, and told to read anew under "
        "another book, within a second",
        cases=told.lines,
        cases_of=f"open graphql-transport-ws lines at {WORKERS} workers in {found.of_sockets:,} of "
        f"the rounds; the slowest took {told.slowest:.2f} s, at most {WITHIN:g} s",
        result=f"late {len(told.late)}",
        passed=not told.late and told.lines == found.of_sockets * WORKERS,
        control="a worker that does not compare versions: "
        f"{told.control:,} lines open and untold in {found.of_sockets:,} rounds",
        control_failed=told.control > 0,
        seconds=0.0,
        examples=tuple(told.late[:5]),
    )
