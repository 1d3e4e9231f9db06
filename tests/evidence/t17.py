"""T17: no cell about people below five is shown, and none can be derived by sums and differences.

A made-up city whose people answered in small numbers everywhere. Every unit reads its own cell and
those of its direct subordinates for each quarter, half and year, under the wall; then everything
that was shown to anybody is laid together, and each smaller cell is subtracted from each greater
one that contains it.
"""

import dataclasses
import random
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from ledger.scores.cells import LEAST, answers
from ledger.scores.counting import asked_of, named
from ledger.scores.periods import Period, period, quarters_of
from tenants.context import claims, seal
from tests.conftest import Database
from tests.evidence.ground import Ground
from tests.evidence.lines import Line

SEED = 17
PERIODS = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2024-H1", "2024-H2", "2024")
Cell = tuple[int, str]


@dataclasses.dataclass(frozen=True)
class Unit:
    """A unit of the made-up city: its number, slot and lineage, and what lies above it."""

    number: int
    slot: int
    lineage: tuple[int | None, ...]
    parent: int | None


def run(ground: Ground) -> list[Line]:
    """Measures the attack, and the same against cells that are merely hidden below five."""
    started = time.monotonic()
    wide = (6, 4, 6) if ground.full else (3, 2, 3)
    with ground.database() as database:
        units, given = made(database, wide)
        ground.say(f"T17 {len(units)} units, {len(given):,} answers")
        shown, silent = read(database, units), read(database, units, of="silent")
    pairs = nested(units)
    # Whoever answered and whoever was asked and did not; a rate shows the sum of the two as well.
    asked = {cell: shown[cell] + silent[cell] for cell in shown}
    cells = (shown, silent, asked)
    leaks = [pair for one in cells for pair in pairs if leaky(one, pair)]
    plain = naive(units, given)
    careless = [pair for pair in pairs if leaky(plain, pair)]
    least = [count for one in cells for count in one.values() if count]
    return [
        Line(
            test="T17",
            zh="服务对象的汇总：不足五人的格子推不出来",
            en="aggregates about those served: no cell below five can be derived",
            cases=len(pairs) * len(cells),
            cases_of=f"differences of {len(shown):,} cells that anybody is shown: of answers, of silence, of both",
            result=f"derivable cells of 1 to {LEAST - 1} people: {len(leaks)}",
            passed=not leaks and min(least, default=0) >= LEAST and any(silent.values()),
            control=f"cells merely hidden below five: {len(careless)} derivable",
            control_failed=len(careless) > 0,
            seconds=time.monotonic() - started,
            seed=SEED,
            examples=tuple(map(str, leaks[:5])),
        )
    ]


def made(
    database: Database, wide: Sequence[int]
) -> tuple[dict[int, Unit], list[tuple[tuple[int | None, ...], datetime]]]:
    """Makes the city and its answers: a few at each unit and quarter, none at many."""
    draw = random.Random(SEED)
    units: dict[int, Unit] = {}
    with psycopg.connect(database.migrator_dsn) as connection:
        _plant(connection, units, None, kinds=("CITY", "COUNTY", "TOWNSHIP", "VILLAGE"), wide=wide)
    given = [
        (unit.lineage, datetime(2024, 3 * quarter + 2, 15, tzinfo=UTC))
        for unit in units.values()
        for quarter in range(4)
        for _ in range(draw.choice((0, 0, 1, 2, 3, 4, 5, 7, 9)))
    ]
    quiet = [one for one in given if draw.random() < 0.4]
    root = min(units)
    with psycopg.connect(database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        with connection.cursor().copy(
            "copy app.evaluation (root, id, holder, holder_slot, open_to, at1, at2, at3, at4, at5,"
            " at6, problem_id, round, party, rating, solved, about, about_line, author_tenant,"
            " given_at) from stdin"
        ) as copy:
            for lineage, at, rating in [
                *((*one, draw.choice(("SATISFIED", "DISSATISFIED"))) for one in given),
                *((*one, "NO_ANSWER") for one in quiet),
            ]:
                about = next(one for one in reversed(lineage) if one is not None)
                line = "{" + ",".join("NULL" if one is None else str(one) for one in lineage) + "}"
                slot = units[about].slot
                copy.write_row(
                    [root, uuid.uuid4(), about, slot, slot, *lineage, uuid.uuid4(), 1, "CLIENT",
                     rating, rating != "NO_ANSWER", about, line, about, at]
                )  # fmt: skip  # columns side by side
    return units, given


def _plant(
    connection: psycopg.Connection[Any], units: dict[int, Unit], parent: int | None, *,
    kinds: Sequence[str], wide: Sequence[int], name: str = "1",
) -> None:  # fmt: skip  # a signature in few lines
    row = connection.execute(
        "insert into app.tenant (kind, code, name, name_sort, initials, parent_id)"
        " values (%s, %s, %s, %s, %s, %s) returning id, slot, at1, at2, at3, at4, at5, at6",
        [kinds[0], name, name, name, name, parent],
    ).fetchone()
    assert row is not None
    units[row[0]] = Unit(row[0], row[1], tuple(row[2:]), parent)
    if len(kinds) > 1:
        for number in range(wide[0]):
            below = {"kinds": kinds[1:], "wide": wide[1:], "name": f"{name}{number}"}
            _plant(connection, units, row[0], **below)


def read(database: Database, units: Mapping[int, Unit], *, of: str = "valid") -> dict[Cell, int]:
    """Reads each cell as the unit itself, and some as its direct superior, who must see the same."""
    shown: dict[Cell, int] = {}
    with _behind_the_wall(database) as connection:
        for unit in units.values():
            for name in PERIODS:
                seen = {
                    _asked(database, connection, units[who], unit, (name, of))
                    for who in (unit.number, unit.parent)
                    if who is not None and (who == unit.number or name == PERIODS[0])
                }
                (shown[unit.number, name],) = seen
    return shown


@contextmanager
def _behind_the_wall(database: Database) -> Iterator[Connection]:
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(database.app_dsn),
        poolclass=NullPool,
    )
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _asked(
    database: Database, connection: Connection, who: Unit, unit: Unit, asked: tuple[str, str]
) -> int:
    name, of = asked
    said = claims(
        uuid.UUID(int=who.number),
        uuid.UUID(int=who.number),
        root=next(one for one in who.lineage if one is not None),
        lineage=who.lineage,
        tenants=[who.number],
    )
    driver: Any = connection.connection.driver_connection
    token = seal(database.keys, said, pid=driver.info.backend_pid, now=time.time())
    with connection.begin():
        connection.execute(
            text("select set_config('levelwise.context', :token, true)"), {"token": token}
        )
        whole = period(name)
        assert whole is not None
        query = answers(asked_of(unit.slot), unit.slot)
        found = connection.execute(query, named(unit.number, whole))
        return int(found.mappings().one()[of])


def nested(units: Mapping[int, Unit]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """Gives what an attacker subtracts: each cell inside another, and all children at once."""
    pairs: list[tuple[Cell, tuple[Cell, ...]]] = []
    for unit in units.values():
        below = [one for one in units.values() if unit.number in one.lineage]
        children = [one for one in units.values() if one.parent == unit.number]
        for name in PERIODS:
            cell = (unit.number, name)
            for part in _within(name):
                pairs += [
                    (cell, ((one.number, part),)) for one in below if (one, part) != (unit, name)
                ]
            if children:
                pairs.append((cell, tuple((one.number, name) for one in children)))
            quarters = tuple((unit.number, one) for one in _within(name) if "Q" in one)
            pairs += [(cell, quarters[:count]) for count in range(2, len(quarters))]
    return pairs


def _within(name: str) -> list[str]:
    whole = period(name)
    assert whole is not None
    parts = {one.name for one in quarters_of(whole)}
    halves = [one for one in PERIODS if "H" in one and _inside(one, whole)]
    return [*sorted(parts), *halves, *([name] if name == "2024" else [])]


def _inside(name: str, whole: Period) -> bool:
    one = period(name)
    assert one is not None
    return whole.begins <= one.begins and one.ends <= whole.ends


def leaky(shown: Mapping[Cell, int], pair: tuple[Cell, tuple[Cell, ...]]) -> bool:
    """Says whether a difference of what is shown is about one to four people."""
    whole, parts = pair
    known = [shown.get(one, 0) for one in parts]
    if not shown.get(whole) or not any(known):
        return 0 < shown.get(whole, 0) < LEAST
    return 0 < shown[whole] - sum(known) < LEAST


def naive(
    units: Mapping[int, Unit], given: Sequence[tuple[tuple[int | None, ...], datetime]]
) -> dict[Cell, int]:
    """The control: every cell as it is, hidden when it holds fewer than five."""
    found: dict[Cell, int] = {}
    for name in PERIODS:
        whole = period(name)
        assert whole is not None
        for lineage, at in given:
            if whole.begins <= (at + timedelta(hours=8)).date() < whole.ends:
                for number in filter(None, lineage):
                    found[number, name] = found.get((number, name), 0) + 1
    return {cell: count for cell, count in found.items() if count >= LEAST}
