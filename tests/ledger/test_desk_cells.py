"""The cells of the desks say what problems, closings and looks back say, row by row."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median_low
from typing import Any

import psycopg
import pytest
from uuid_utils.compat import uuid7

from ledger.clocks.calendar import civil
from ledger.desks.cells import desk_miscounts
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.reorganisation.planning import Step
from tests.ledger.asking import asked
from tests.ledger.ladder import Ladder
from tests.ledger.reorganising import administrators, done, unit

MILES = """query ($begins: Date!, $ends: Date!) { threeMiles(begins: $begins, ends: $ends) { nodes {
  tenant { name } registered discoveryKnown medianLagDays hardCases staged returnedTwice overdueLong
  } } }"""
COVERED = """query ($begins: Date!, $ends: Date!) {
  problemListCoverage(begins: $begins, ends: $ends) { nodes { tenant { name } listed units
  unitsWithList } } }"""
WATCHERS = ("city", "a", "b", "a1")
PLACES = ("a1x", "a1y", "a2x", "b1x", "b2y")
PERIODS = (
    ("2026-04-01", "2026-07-01"),
    ("2026-04-16", "2026-04-20"),
    ("2026-04-17", "2026-05-03"),
    ("2026-03-15", "2026-06-10"),
    ("2026-05-01", "2026-05-06"),
    ("2026-05-06", "2026-05-01"),
)
ASIDE = {"REJECTED", "MERGED", "DIVERTED"}
Told = dict[str, tuple[Any, ...]]


@pytest.fixture
def migrator(stage: Any) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(stage.database.migrator_dsn, autocommit=True) as connection:
        yield connection


async def found(stage: Any, draw: Random) -> Ladder:
    """A problem found some days ago, or nobody knows when, registered today."""
    place = draw.choice(PLACES)
    days = draw.choice([None, 0, 1, 1, 2, 5, 40])
    day = None if days is None else stage.now.date() - timedelta(days=days)
    given = ReportProblem(uuid7(), "AUDIT", f"路灯不亮{uuid7()}", "事实", "村口", found_on=day)
    await stage.done(f"{place}.handler", report_problem, given)
    await stage.done(f"{place}.handler", register_problem, RegisterProblem(given.id, 1))
    return Ladder(stage, given.id)


TURNS = (
    "class = 'STAGED'",
    "returns = 2",
    "returns = 3, class = 'STAGED'",
    "overdue = true, due_on = date '2026-01-02'",
    "state = 'REJECTED', open = false",
    "state = 'LISTED', listed_by = origin, listed_on = registered_on",
    "state = 'ARCHIVED', open = false, class = 'STAGED', listed_by = origin, listed_on = registered_on",
    "title = title",
)


async def grown(stage: Any, draw: Random) -> None:
    """Three weeks in which problems are found, become hard, are listed and end."""
    for _ in range(30):
        stage.now += timedelta(days=draw.choice([0, 1, 1]))
        ladder = await found(stage, draw)
        with psycopg.connect(stage.database.migrator_dsn) as connection:
            said = draw.choice(TURNS)
            connection.execute(f"update app.problem set {said} where id = %s", [ladder.problem])
            connection.execute("select app.sweep_long_overdue(%s)", [stage.now.date()])
            if draw.random() < 0.2:
                connection.execute("select app.fold_desk_cells()")


def lines(stage: Any) -> dict[int, list[int]]:
    """Each unit's line from the top to itself."""
    return {
        number: [one for one in line if one is not None]
        for number, *line in stage.rows("select id, at1, at2, at3, at4, at5, at6 from app.tenant")
    }


def below(line: list[int], me: int) -> int:
    """The direct subordinate of a unit on a line below it; itself at its end."""
    at = line.index(me) + 1
    return line[at] if at < len(line) else me


def problems(stage: Any) -> Iterator[Mapping[str, Any]]:
    """Each problem with the day of its registration as its story has it."""
    for one in stage.named(
        "select p.*, (select h.happened_at from app.happening h where h.problem_id = p.id"
        " and h.act = 'register_problem') as at from app.problem p"
    ):
        yield {**one, "day": one["at"] and civil(one["at"])}


def miles_of(stage: Any, level: str, begins: date, ends: date) -> Told:
    """What the three miles should say, problem by problem."""
    me, names = stage.world.tenants[level], dict(stage.rows("select id, name from app.tenant"))
    lying, lags = lines(stage), defaultdict(list)
    sums: dict[int, list[int]] = defaultdict(lambda: [0] * 6)
    whole = (begins, ends) == (date(2026, 4, 1), date(2026, 7, 1))
    for one in problems(stage):
        if me in lying[one["origin"]] and one["day"] and one["state"] not in ASIDE:
            child = below(lying[one["origin"]], me)
            if begins <= one["day"] < ends:
                sums[child][0] += 1
                if one["found_on"] is not None:
                    sums[child][1] += 1
                    lags[child].append(max(0, (one["day"] - one["found_on"]).days))
        if me in lying[one["holder"]] and one["open"]:
            late = one["overdue"] and one["due_on"] <= stage.now.date() - timedelta(days=30)
            kinds = (one["class"] == "STAGED", one["returns"] >= 2, late)
            if any(kinds):
                child = below(lying[one["holder"]], me)
                for at, kind in enumerate((True, *kinds), start=2):
                    sums[child][at] += kind
    return {
        names[child]: (
            *figures[:2],
            median_low(lags[child]) if whole and figures[1] >= 5 else None,
            *figures[2:],
        )
        for child, figures in sums.items()
        if figures[0] or figures[2]
    }


def lists_of(stage: Any, level: str, begins: date, ends: date) -> Told:
    """What the coverage should say, problem by problem."""
    me, lying = stage.world.tenants[level], lines(stage)
    listed: dict[int, int] = defaultdict(int)
    for one in problems(stage):
        day = one["day"]
        if one["listed_by"] and day < ends and (one["open"] or begins <= day):
            listed[one["listed_by"]] += 1
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    names = {}
    for number, name in stage.rows(
        "select id, name from app.tenant where kind <> 'OFFICE' and valid_until is null"
    ):
        if me in lying[number] and number != me:
            child, names[number] = below(lying[number], me), name
            found[child][0] += listed[number] if child == number else 0
            found[child][1] += 1
            found[child][2] += listed[number] > 0
    return {names[child]: tuple(figures) for child, figures in found.items()}


async def told(stage: Any, query: str, level: str, begins: str, ends: str) -> Told:
    (answer,) = (await asked(stage, f"{level}.head", query, begins=begins, ends=ends)).values()
    rows = [dict(one) for one in answer["nodes"]]
    return {one.pop("tenant")["name"]: tuple(one.values()) for one in rows}


@pytest.mark.parametrize("seed", range(2))
async def test_each_level_is_told_of_any_days_what_its_rows_say(
    stage: Any, migrator: Any, seed: int
) -> None:
    await grown(stage, Random(seed))
    await found(stage, Random(seed))
    assert desk_miscounts(migrator) == []
    seen = set()
    for turn in range(2):
        for level in WATCHERS:
            for begins, ends in PERIODS:
                days = date.fromisoformat(begins), date.fromisoformat(ends)
                where = (turn, level, begins, ends)
                miles = await told(stage, MILES, level, begins, ends)
                assert miles == miles_of(stage, level, *days), where
                covered = await told(stage, COVERED, level, begins, ends)
                assert covered == lists_of(stage, level, *days), where
                seen.add(str(miles.get("甲县")) if level == "city" else "")
        assert migrator.execute("select app.fold_desk_cells()").fetchone()[0] > 0 or turn
        assert desk_miscounts(migrator) == []
    assert len(seen) > 4, "the control: periods are told apart"
    assert stage.one("select count(*) from app.desk_cell where fresh") == 0


async def test_a_false_cell_is_found_and_a_recount_mends_it(stage: Any, migrator: Any) -> None:
    await found(stage, Random(1))
    assert desk_miscounts(migrator) == []
    migrator.execute("update app.desk_cell set n = n + 1 where whole and grain = 'DAY'")
    (first, *_) = desk_miscounts(migrator)
    assert (first.counted, first.kept) == (1, 2)
    assert "desk_cell" in str(first)
    migrator.execute("select app.recount_desks()")
    assert desk_miscounts(migrator) == []


async def test_a_unit_that_moves_takes_along_what_it_was_counted_with(
    stage: Any, migrator: Any
) -> None:
    administrators(stage, deputies=True)
    began = stage.now
    await grown(stage, Random(5))
    begins, ends = PERIODS[0]
    before = await told(stage, MILES, "city", begins, ends)
    stage.now = began
    await done(stage, "city", "MOVE", Step("MOVE", unit("a1"), to=unit("b")))
    assert desk_miscounts(migrator) == []
    after = await told(stage, MILES, "city", begins, ends)
    days = date.fromisoformat(begins), date.fromisoformat(ends)
    assert after == miles_of(stage, "city", *days)
    assert after["乙县"][0] > before["乙县"][0], "the control: something moved"
    sums = [sum(row[0] for row in one.values()) for one in (before, after)]
    assert sums[0] == sums[1]


async def test_what_is_against_a_unit_is_not_counted_to_its_people(
    stage: Any, migrator: Any
) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a2x")
    await ladder.rise_to("a")
    begins, ends = PERIODS[0]
    assert (await told(stage, MILES, "a2", begins, ends))["甲二东村"][0] == 1, "the control"
    migrator.execute("update app.problem set accused = array[%s]", [stage.world.tenants["a2"]])
    assert await told(stage, MILES, "a2", begins, ends) == {}
    assert (await told(stage, MILES, "a", begins, ends))["甲二镇"][0] == 1
    assert desk_miscounts(migrator) == []


def test_the_desks_count_cells_and_no_rows() -> None:
    golden = Path(__file__).parents[1] / "golden" / "three-miles-of-a-county.sql"
    miles, rest = golden.read_text("utf-8").split(',"hardCases":', 2)[1:]
    covered = rest.split(',"problemListCoverage":')[1]
    for sql in (miles, covered):
        read = {
            one for one in ("problem", "happening", "closing", "recheck") if f"app.{one} " in sql
        }
        assert "app.desk_cell" in sql
        assert read == set()
