"""Reorganisation: a county of a quarter of a million rows moves and reading goes on; random changes
of the tree keep one tree and one holder."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from ledger.catalogue.loading import load_catalogue
from ledger.reorganisation.apply_reorganisation import ApplyReorganisation, apply_reorganisation
from ledger.reorganisation.planning import Step
from ledger.workrules.loading import load_work_rules
from policies import book
from policies.enforcer import Enforcer
from policies.reach import probed
from storage.engine import make_engine
from tenants.context import claims, seal
from tests import world
from tests.conftest import KEYS
from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.ledger.conftest import Stage
from tests.ledger.reorganising import Reorganising, faults, unit
from tests.ledger.reorganising_walks import SOWN, held, hold, walk
from tests.patience import waited
from tests.world import World, key_of, put, put_in_post

ROWS, WALKS, STEPS = 250_000, 40, 10
STOPS_AFTER = 1.0
"""A read that takes longer has been stopped, in seconds."""

_OWED = """
insert into app.obligation (root, id, holder, list_id, clause_id, actor_type, period, starts_on,
    ends_on, due_on, overdue)
  select l.root, gen_random_uuid(), l.holder, l.id, c.id, l.actor_type, n::text, '2026-01-01',
    '2026-12-31', date '2026-06-01' + n %% 200, true
  from app.responsibility_list l join app.clause c on c.list_id = l.id, generate_series(1, %s) n"""
_READ = """
select id, due_on from app.obligation where at1 = %s and open and open_to <= 1
order by due_on, id limit 51"""


@contextmanager
def _staged(ground: Ground, build: Callable[[psycopg.Connection[Any]], World]) -> Iterator[Stage]:
    with ground.database() as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            load_catalogue(connection)
            load_work_rules(connection)
            built = build(connection)
        engine = make_engine(database.app_dsn, size=4, wait=10.0)
        yield Stage(database, built, engine, probed(Enforcer(book.load())))


def _province(connection: psycopg.Connection[Any]) -> World:
    """A province with two cities; in one of them a county of twenty townships."""
    numbers: dict[str, int] = {}
    tree = [
        ("province", "PROVINCE", None, "520000000000"),
        ("first", "CITY", "province", "520600000000"),
        ("second", "CITY", "province", "520700000000"),
        ("county", "COUNTY", "first", "520602000000"),
        *((f"t{n}", "TOWNSHIP", "county", f"5206020{n:02}000") for n in range(1, 21)),
    ]
    for name, kind, parent, code in tree:
        row = {
            "uid": unit(name), "kind": kind, "code": code, "name": name, "name_sort": name,
            "initials": name, "parent_id": numbers.get(parent or ""), "synthetic": True,
        }  # fmt: skip  # reads as a table
        numbers[name] = put(connection, "tenant", row, gives="id")
    for name, roles in (
        ("province.administrator", ["level_administrator"]),
        ("province.deputy", ["level_administrator"]),
        ("province.head", ["unit_head"]),
    ):
        held_by = {"root": numbers["province"], "holder": numbers["province"]}
        put_in_post(connection, held_by, name, roles=roles)
    return World(numbers)


def _filled(stage: Stage, rows: int) -> int:
    """Lays lists and obligations into every township of the county; gives how many rows it has."""
    below = [name for name in stage.world.tenants if name.startswith("t")]
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        for name in below:
            number = stage.world.tenants[name]
            place = {"root": stage.world.tenants["province"], "holder": number}
            about = {"actor_type": "branch_secretary", "year": 2026, "state": "PUBLISHED"}
            listed = key_of("list", name)
            put(connection, "responsibility_list", place | about | {"id": listed})
            said = {
                "id": key_of("clause", name), "list_id": listed, "part": "OWN", "position": 1,
                "title": "一", "cadence": "QUARTERLY", "due_rule": "quarter end +10d",
                "said_by": number,
            }  # fmt: skip  # reads as a table
            put(connection, "clause", place | about | said)
        connection.execute(_OWED, [rows // len(below)])
    with psycopg.connect(stage.database.superuser_dsn, autocommit=True) as connection:
        connection.execute("vacuum analyze app.obligation")
    return int(stage.one("select count(*) from app.obligation"))


class _Reader(threading.Thread):
    """Reads the province's list again and again, as the application does; keeps how long each took.

    Whoever waits for a lock for so long that reading stops is ended, and counts as failed.
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage, self.took, self.failed = stage, [0.0], 0
        self.ended = threading.Event()
        self.ended.clear()

    def run(self) -> None:
        top = self.stage.world.tenants["province"]
        said = claims(
            self.stage.world.person("province.head"), self.stage.world.post("province.head"),
            root=top, lineage=(top, None, None, None, None, None), tenants=(top,),
        )  # fmt: skip  # columns side by side
        with psycopg.connect(self.stage.database.app_dsn, autocommit=True) as connection:
            pid = connection.info.backend_pid
            connection.execute(f"set lock_timeout = '{STOPS_AFTER}s'".encode())
            while not self.ended.is_set():
                began = time.monotonic()
                try:
                    with connection.transaction():
                        token = seal(KEYS, said, pid=pid, now=time.time())
                        connection.execute(
                            "select set_config('levelwise.context', %s, true)", [token]
                        )
                        rows = connection.execute(_READ, [top]).fetchall()
                    self.failed += len(rows) != 51
                except psycopg.Error:
                    self.failed += 1
                self.took.append(time.monotonic() - began)


@contextmanager
def _read_meanwhile(stage: Stage) -> Iterator[_Reader]:
    reader = _Reader(stage)
    reader.start()
    waited(lambda: len(reader.took) > 1)
    try:
        yield reader
    finally:
        reader.ended.set()
        reader.join()


async def _moved(stage: Stage) -> tuple[float, float, _Reader]:
    """Moves the county to the other city; gives how long the preview and the applying took."""
    steps = [Step("MOVE", unit("county"), to=unit("second"))]
    who = "province.administrator"
    found = await Reorganising.drafted(stage, who, "MOVE", steps)
    began = time.monotonic()
    await found.scheduled(who, other="province.deputy")
    foreseen = time.monotonic() - began
    with _read_meanwhile(stage) as reader:
        began = time.monotonic()
        await found.do(who, apply_reorganisation, ApplyReorganisation, found.now()["preview_hash"])
        took = time.monotonic() - began
    await stage.engine.dispose()
    return foreseen, took, reader


def _stopped(stage: Stage) -> _Reader:
    """The control: whoever takes the table alone to change it stops reading."""
    with (
        _read_meanwhile(stage) as reader,
        psycopg.connect(stage.database.superuser_dsn) as connection,
    ):
        connection.execute("lock table app.obligation in access exclusive mode")
        waited(lambda: reader.failed)
    return reader


@dataclass(frozen=True)
class Moved:
    """What came of moving a county: of how many rows, how many came, and how others read."""

    rows: int
    there: int
    wrong: list[str]
    foreseen: float
    took: float
    reader: _Reader
    control: _Reader

    @property
    def reads(self) -> int:
        return len(self.reader.took) - 1

    @property
    def failed(self) -> int:
        return self.reader.failed


def moved(ground: Ground) -> Moved:
    """Moves a county while others read, and reads beside a table that is locked."""
    with _staged(ground, _province) as stage:
        rows = _filled(stage, ground.size(ROWS, 2_000))
        ground.say(f"REORG {rows:,} rows laid")
        foreseen, took, reader = asyncio.run(_moved(stage))
        second = stage.world.tenants["second"]
        there = stage.one("select count(*) from app.obligation where at2 = %s", second)
        return Moved(rows, int(there), faults(stage), foreseen, took, reader, _stopped(stage))


def large(ground: Ground) -> Line:
    started, found = time.monotonic(), moved(ground)
    slowest, stopped = max(found.reader.took), max(found.control.took)
    return Line(
        test="REORG",
        zh="一个县的数据整体划转，读取不停",
        en="a county moves with all its rows, and reading goes on",
        cases=found.rows,
        cases_of="rows",
        result=(
            f"moved {found.there:,} in {found.took:.0f} s after a preview of {found.foreseen:.0f} s;"
            f" meanwhile {found.reads:,} reads, failed {found.failed}, slowest"
            f" {slowest * 1000:.0f} ms; faults of the tree {len(found.wrong)}"
        ),
        passed=found.there == found.rows
        and not found.wrong
        and not found.failed
        and slowest < STOPS_AFTER,
        control=f"a move that locks the table: slowest read {stopped * 1000:.0f} ms",
        control_failed=stopped >= STOPS_AFTER,
        seconds=time.monotonic() - started,
        examples=tuple(found.wrong[:5]),
    )


async def _walked(stage: Stage, seed: int) -> int:
    try:
        return await walk(stage, seed, steps=STEPS)
    finally:
        await stage.engine.dispose()


def _finds(stage: Stage) -> int:
    """The control: how many seeded faults the same conditions find."""
    began, found = held(stage), 0
    for fault in SOWN.values():
        with psycopg.connect(stage.database.superuser_dsn) as connection:
            connection.execute("set session_replication_role = replica")
            connection.execute(fault)
        try:
            hold(stage, began, {})
        except AssertionError:
            found += 1
    return found


def _random(ground: Ground) -> Line:
    started, changes, wrong, found = time.monotonic(), 0, [], 0
    walks = ground.size(WALKS, 1)
    for seed in range(1, walks + 1):
        with _staged(ground, world.build) as stage:
            try:
                changes += asyncio.run(_walked(stage, seed))
            except AssertionError as fault:
                wrong.append(f"seed {seed}: {str(fault)[:200]}")
            if seed == 1:
                found = _finds(stage)
        ground.say(f"REORG walk {seed} of {walks}")
    return Line(
        test="REORG",
        zh="随机的划转、合并、拆分、恢复：一棵树、一个持有单位、过去不变",
        en="random moves, merges, splits and returns: one tree, one holder, one past, "
        "and the preview says exactly who gains and loses sight",
        cases=changes,
        cases_of=f"changes in {walks} worlds",
        result=f"worlds with a fault {len(wrong)}",
        passed=not wrong,
        control=f"seeded faults, found {found} of {len(SOWN)}",
        control_failed=found == len(SOWN),
        seconds=time.monotonic() - started,
        seed=1,
        examples=tuple(wrong[:5]),
    )


def run(ground: Ground) -> list[Line]:
    """Measures both."""
    return [large(ground), _random(ground)]
