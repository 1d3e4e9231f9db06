"""T14: no stale allow: what was taken away and acknowledged is allowed by no worker any more.

Each round takes something away on one worker - a role from a post, or, every tenth round, lines from
the rule book - and at once asks every worker, each with a memory of its own. The control is a worker
that never compares the versions in its memory with those beside the data.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import psycopg

from ledger.catalogue.loading import load_catalogue
from ledger.settings.set_problem_settings import SetProblemSettings, set_problem_settings
from ledger.workrules.loading import load_work_rules
from policies import book
from policies.enforcer import Enforcer
from policies.reach import probed
from storage.engine import make_engine
from tests import world
from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.ledger.conftest import Stage
from tests.ledger.workers import Worker, published, returned, working

ROUNDS, WORKERS, BOOK_EVERY = 1_000, 4, 10
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
            _people(stage)
        finally:
            await engine.dispose()
        async with (
            working(database, floor, count=WORKERS) as workers,
            working(database, floor, checks=False) as (blind,),
        ):
            for number in range(rounds):
                here, there = workers[number % WORKERS], workers[(number + 1) % WORKERS]
                of_book = number % BOOK_EVERY == BOOK_EVERY - 1 or number == rounds - 1
                turn = _of_book if of_book else _of_grant
                await turn(stage, here, there, workers=[*workers, blind], found=found)
                found.rounds, found.of_book = found.rounds + 1, found.of_book + of_book
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
    stage: Stage, here: Worker, there: Worker, *, workers: Sequence[Worker], found: Found
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
    await _allowed(workers, DESK, found)
    grant = told["grant"]
    taken = await there.act(
        ADMINISTRATOR,
        "takeBackRole",
        "grant { id }",
        grant=grant["id"],
        expectedVersion=grant["version"],
        **GROUND,
    )
    assert "grant" in taken, taken
    await _asked(workers, DESK, found, what="a role taken back")
    acted = await here.act(DESK, "setProblemSettings", "problemSetting { id }", expectedNumber=0)
    found.asked += 1
    if "problemSetting" in acted:
        found.stale.append("an act after a role was taken back")


async def _of_book(
    stage: Stage, here: Worker, there: Worker, *, workers: Sequence[Worker], found: Found
) -> None:
    """The book is tightened, and afterwards as it was."""
    del stage
    await _allowed(workers, HANDLER, found)
    await published(here, TIGHTER)
    began = time.monotonic()
    await _asked(workers, HANDLER, found, what="a tighter book")
    found.slowest = max(found.slowest, time.monotonic() - began)
    await returned(there)


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
    return [
        Line(
            test="T14",
            zh="收回的权限一经答复，任何进程都不再放行",
            en="what was taken away and acknowledged is allowed by no worker any more: roles, and "
            "lines of the rule book",
            cases=found.asked,
            cases_of=f"questions to {WORKERS} workers at once in {found.rounds:,} rounds, "
            f"{found.of_book:,} of them another edition of the book; all learnt it within "
            f"{found.slowest:.2f} s",
            result=f"stale allows {len(found.stale)}",
            passed=not found.stale
            and found.allowed_before == found.rounds * WORKERS
            and found.slowest < 2.0,
            control="a worker that does not compare versions: "
            f"{found.control:,} stale allows in {found.rounds:,} rounds",
            control_failed=found.control > 0,
            seconds=time.monotonic() - started,
            examples=tuple(found.stale[:5]),
        )
    ]
