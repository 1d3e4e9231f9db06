"""T3: canaries. Every text of every tenant carries its own mark; calls drawn over the whole schema by
forty people; no mark in an answer, an error or the log but of what its reader may see.
"""

import asyncio
import dataclasses
import json
import logging
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import psycopg

from ledger.reading import Reading, ViewerRules
from migrations.blueprint import tables
from policies import book
from policies.enforcer import Enforcer
from policies.reach import Reach, probed
from schema.answering import Request
from schema.assembly import build_schema
from storage.engine import make_engine
from tenants.viewer import NOBODY, Viewer
from tests import world
from tests.conftest import Database
from tests.evidence import t3_channels
from tests.evidence.calls import Call, Calls
from tests.evidence.canaries import MARK, TITLES, Sown, texts
from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.evidence.newsroom import SEED, VIEWERS, Open, furnish, people
from tests.evidence.sowing import sow
from tests.ledger.acting import Client, opened
from tests.ledger.conftest import Stage
from tests.reading.test_generated import BOUNDLESS

ACTS = 0.15
"""This part of the calls are mutations, made last."""
UNASKED = ("LiveEventInfo", "NoticeArrivedInfo", "PolicyChangedInfo")
"""Types that only subscriptions tell of: their texts are heard by t3_channels."""
TOLD = {
    "BAD_USER_INPUT",
    "problem.number_mistyped",
    "record.text_refused",
    "list.year_refused",
    "list.actor_type_unknown",
    "score.period_unknown",
}
"""What is said of an input that cannot be."""
NAMEABLE = "partyOrganisations"
"""Whoever reads a problem is told the names of the Party organisations that may be named for it."""
NOUNS = {
    "problem": "Problem", "hop": "Hop", "happening": "Happening", "measure": "Measure",
    "evaluation": "Evaluation", "obligation": "Obligation", "entry": "Entry", "clause": "Clause",
    "responsibility_list": "ResponsibilityList", "binding": "Binding", "pledge": "Pledge",
    "file": "File", "post": "Post", "person": "Person", "body": "Body",
    "appointment": "Appointment", "petitioner": "Petitioner", "calendar_day": "CalendarDay",
    "work_rule_supplement": "Supplement",
}  # fmt: skip  # reads as a table


@dataclass
class Found:
    """What was asked and seen."""

    calls: int = 0
    answered: int = 0
    own: int = 0
    foreign: list[str] = field(default_factory=list)
    reached: int = 0
    fields: int = 0
    missed: tuple[str, ...] = ()
    """Fields that no call asked for."""
    blind: tuple[str, ...] = ()
    """Columns of free words without a mark."""
    marked: int = 0


class _Log(logging.Handler):
    """Keeps whatever is logged."""

    def __init__(self) -> None:
        super().__init__(level=0)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


class _Leaking(Reading):
    """A reading without rules."""

    def rules(self, viewer: Viewer) -> ViewerRules:
        """Rules that let everything through."""
        return Open(self.reach, viewer)


def run(ground: Ground) -> list[Line]:
    """Measures the crawl and its control, and each of the other channels."""
    started, wanted = time.monotonic(), ground.size(6000, 400)
    found, leaked = asyncio.run(measured(ground, calls=wanted, control=max(60, wanted // 20)))
    blind = found.own <= min(10_000, 2 * wanted) or found.blind
    missed = {one for one in found.missed if one.partition(".")[0] not in UNASKED}
    unasked = missed if ground.full else set()
    crawl = Line(
        test="T3",
        zh="金丝雀：遍历整个模式的调用，不见他人的文字",
        en="canaries: calls drawn over the whole schema tell nobody of others",
        cases=found.calls,
        cases_of=f"calls by {VIEWERS} viewers; {found.own:,} own marks seen, {found.marked:,} rows "
        f"marked, {found.reached} of {found.fields} fields asked for, {found.answered:,} answered",
        result=f"foreign marks in answers, errors and log {len(found.foreign)}",
        passed=not (found.foreign or blind or unasked) and found.answered > wanted / 2,
        control=f"a server without rules and wall: {len(leaked.foreign)} foreign marks in "
        f"{leaked.calls} calls",
        control_failed=bool(leaked.foreign),
        seconds=time.monotonic() - started,
        seed=SEED,
        examples=(*found.foreign[:5], *found.blind[:5], *sorted(unasked)[:5]),
    )
    return [crawl, *t3_channels.run(ground)]


async def measured(ground: Ground, *, calls: int, control: int) -> tuple[Found, Found]:
    """Asks as everybody, then asks a server that leaks."""
    reach = probed(Enforcer(book.load()))
    with ground.database() as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            built = furnish(connection)
        sown = sow(database.superuser_dsn, built)
        with psycopg.connect(database.superuser_dsn) as connection:
            ids = {kind: _ids(connection, table, kind) for table, kind in NOUNS.items()}
            ids["Tenant"] = _ids(connection, "tenant", "Tenant", "uid")
        drawn = Calls(build_schema(), Random(SEED), {k: v for k, v in ids.items() if v})
        found = await _crawled(ground, database, built, reach, (sown, drawn), calls)
        found.reached, found.fields = len(drawn.reached & drawn.fields), len(drawn.fields)
        found.missed = tuple(sorted(drawn.fields - drawn.reached))
        found.marked, found.blind = len(sown.rows), tuple(sown.blind)
        open_to_all = dataclasses.replace(database, app_dsn=database.superuser_dsn)
        leaked = await _crawled(
            ground, open_to_all, built, reach, (sown, drawn), control, leaking=True
        )
        sown.close()
        return found, leaked


def _ids(
    connection: psycopg.Connection[Any], table: str, kind: str, column: str = "id"
) -> list[str]:
    assert any(one.name == table for one in tables().sorted_tables), table
    rows = connection.execute(f"select {column} from app.{table}".encode()).fetchall()
    return [f"{kind}_{key}" for (key,) in rows]


async def _crawled(
    ground: Ground,
    database: Database,
    built: world.World,
    reach: Reach,
    asked: tuple[Sown, Calls],
    calls: int,
    *,
    leaking: bool = False,
) -> Found:
    sown, drawn = asked
    found, log = Found(), _Log()
    async with _asking(database, built, reach, leaking=leaking) as client:
        logging.getLogger().addHandler(log)
        try:
            viewers = {"": NOBODY} | {who: await client.stage.viewer(who) for who in people()}
            acts = 0 if leaking else round(calls * ACTS)
            for number in range(calls):
                acting = number >= calls - acts
                call = drawn.mutation(number) if acting else drawn.query(number)
                who = [*viewers][Random(SEED * 1_000_003 + number).randrange(len(viewers))]
                once = (call, viewers[who])
                viewers[who] = await _one(client, once, sown, found, log, who=who)
                if acting:
                    sown.forget()
                if number % 1000 == 999:
                    ground.say(f"T3 {number + 1:,} calls, {found.own:,} own marks")
        finally:
            logging.getLogger().removeHandler(log)
    return found


async def _one(
    client: Client, asked: tuple[Call, Viewer], sown: Sown, found: Found, log: _Log, *, who: str
) -> Viewer:
    """Asks once and looks at what is told; gives the viewer, as an earlier act left them."""
    call, viewer = asked

    async def renewed() -> Viewer:
        nonlocal viewer
        again: Viewer = await client.stage.viewer(who)
        viewer = again
        return again

    found.calls += 1
    log.said.clear()
    request = Request(
        call.text, None, call.variables, viewer, "zh", allow_mutation=True,
        request_id=uuid.uuid4().hex[:8], renew=renewed,
    )  # fmt: skip  # columns side by side
    answer = await client.answering.answer(request)
    told = json.loads(answer.body)
    # An input that cannot be is told so: that is an answer as well.
    found.answered += all(one["extensions"]["code"] in TOLD for one in told.get("errors", ()))
    seen = [(under, mark) for under, text in texts(told) for mark in MARK.findall(text)]
    seen += [("log", mark) for line in log.said for mark in MARK.findall(line)]
    for under, said in seen:
        mark = int(said)
        what = sown.rows[mark][0] if mark < len(sown.rows) else "?"
        title = under in TITLES and what == "post"
        named = under == "name" and what == "body" and NAMEABLE in call.text
        if title or named or (under != "log" and sown.owned(mark, viewer)):
            found.own += 1
        else:
            found.foreign.append(f"{viewer.name}: {what} under {under}: {call.text[:300]}")
    return viewer


@asynccontextmanager
async def _asking(
    database: Database, built: world.World, reach: Reach, *, leaking: bool
) -> AsyncIterator[Client]:
    engine = make_engine(database.app_dsn, size=2, wait=10.0)
    try:
        async with opened(Stage(database, built, engine, reach)) as client:
            # How much may be asked for is another test's; here everything is answered.
            client.answering._limits = client.answering.plans._limits = BOUNDLESS
            if leaking:
                reading = client.answering._reading
                client.answering._reading = _Leaking(
                    reading.reads, database.keys, reach, marks=reading.marks
                )
            yield client
    finally:
        await engine.dispose()
