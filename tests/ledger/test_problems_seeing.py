"""What each post has on its desk, what a level sees of those below, and that sums are the lists."""

import threading
import uuid
from datetime import UTC, datetime, timedelta
from random import Random

import psycopg
import pytest

from ledger.desks.cells import desk_miscounts
from ledger.problems.cells import COUNTS, problem_miscounts
from ledger.problems.phases import FIELDS, PHASE_OF
from ledger.problems.report_problem import ReportProblem, report_problem
from tenants.viewer import CHINA
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.planting import PLACES, plant
from tests.ledger.test_problems_ladder import MOVES, asked, found

BUCKETS = ("ToAccept", "ToDo", "DueSoon", "Returned", "ToAsk", "ToEvaluate")
DESK = " ".join(f"{one}: problems{one} {{ totalCount nodes {{ id }} }}" for one in BUCKETS)
COUNTED = "total open overdue settledLow closed"
PHASES = "discovery analysis rectification evaluation prevention"
HEAT = " ".join(
    f"{one}: problemHeat(field: {one}) {{ tenant {{ code }} field {COUNTED} }}" for one in FIELDS
)
SEEN = f"""{{ problemRollUp {{ tenant {{ code }} {COUNTED} {PHASES} }}
  problemFunnel {{ listType {COUNTED} {PHASES}
    reachedAnalysis reachedRectification reachedEvaluation reachedPrevention }}
  {HEAT} }}"""
LEVELS = {"city": 2, "a": 3, "b": 3, "a1": 4, "b1": 4, "a1x": 5}
WHOSE = {
    "open": lambda one: one["open"],
    "overdue": lambda one: one["open"] and one["overdue"],
    "settledLow": lambda one: one["state"] == "RESOLVED_ON_SPOT",
    "closed": lambda one: one["state"] in {"CLOSED", "ARCHIVED"},
    "total": lambda _: True,
}


@pytest.fixture
def migrator(stage):
    with psycopg.connect(stage.database.migrator_dsn, autocommit=True) as connection:
        yield connection


async def agrees(stage, client: Client, who: str, slot: int) -> None:
    """Holds that what a level is told is what a count of the rows says."""
    level = who.partition(".")[0]
    deeper = ", ".join(f"p.at{one}" for one in range(slot + 1, 7))
    rows = stage.rows(
        "select t.code, p.state, p.list_type, p.field, p.open, p.overdue from app.problem p"
        f" join app.tenant t on t.id = coalesce({deeper}, p.holder) where p.at{slot} = %s",
        stage.world.tenants[level],
    )
    names = ("code", "state", "listType", "field", "open", "overdue")
    live = [dict(zip(names, row, strict=True)) for row in rows]
    told = (await client.ask(who, SEEN))["data"]
    told["problemHeat"] = [cell for field in FIELDS for cell in told.pop(field)]
    assert bool(live) == bool(told["problemRollUp"]), who
    for name, keys in (
        ("problemRollUp", ("code",)),
        ("problemFunnel", ("listType",)),
        ("problemHeat", ("code", "field")),
    ):
        said = {tuple(_key(row, key) for key in keys): row for row in told[name]}
        assert len(said) == len(told[name])
        wanted = {tuple(one[key] for key in keys) for one in live}
        assert said.keys() == wanted, (who, name)
        for key, row in said.items():
            mine = [one for one in live if tuple(one[part] for part in keys) == key]
            for figure, counts in WHOSE.items():
                assert row[figure] == sum(map(counts, mine)), (who, name, key, figure)
            if name != "problemHeat":
                for phase in PHASES.split():
                    here = [one for one in mine if PHASE_OF[one["state"]].lower() == phase]
                    assert row[phase] == len(here), (who, name, key, phase)


def _key(row: dict, key: str) -> str:
    return row["tenant"]["code"] if key == "code" else row[key]


async def test_a_desk_has_each_problem_where_something_is_to_be_done_with_it(
    client: Client,
) -> None:
    ladder = Ladder(client.stage)

    async def desk(who: str) -> set[str]:
        told = (await client.ask(who, f"{{ {DESK} }}"))["data"]
        wanted = f"Problem_{ladder.problem}"
        for bucket in told.values():
            assert bucket["totalCount"] == len(bucket["nodes"])
        on = {name for name, one in told.items() if {"id": wanted} in one["nodes"]}
        return on - {"DueSoon"}  # the clock of readings is not that of the stage's acts

    await ladder.bank("a1")
    assert await desk("a1.task_force") == {"ToDo"}
    assert await desk("a.head") == set()
    await ladder.triage()
    await ladder.down("a1x")
    assert await desk("a1x.head") == {"ToAccept"}
    assert await desk("a1x.handler") == set(), "a handler does not sign"
    assert await desk("a1.task_force") == set()
    every = "{ viewer { posts { problemsToAccept { nodes { id } } } } }"
    (post,) = (await client.ask("a1x.head", every))["data"]["viewer"]["posts"]
    assert post["problemsToAccept"]["nodes"] == [{"id": f"Problem_{ladder.problem}"}]
    await ladder.sign()
    assert await desk("a1x.head") == {"ToDo"}
    await ladder.work()
    await ladder.evaluate_self()
    assert await desk("a1x.head") == set()
    assert await desk("a.organisation_department") == {"ToAsk"}
    assert await desk("city.organisation_department") == set()
    await ladder.answer("DISSATISFIED", by="a.organisation_department")
    assert await desk("a1x.handler") == {"Returned"}
    await ladder.rework()
    await ladder.finish()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by="a.organisation_department")
    assert await desk("a.organisation_department") == {"ToEvaluate"}
    assert await desk("a1x.head") == set()
    await ladder.close(by="a.organisation_department")
    assert await desk("a.organisation_department") == set()
    mine = "{ problemsListedByUs(filter: {listType: AUDIT}) { nodes { phase state } } }"
    told = (await client.ask("a1.head", mine))["data"]["problemsListedByUs"]["nodes"]
    assert told == [{"phase": "PREVENTION", "state": "CLOSED"}]
    assert (await client.ask("a.head", mine))["data"]["problemsListedByUs"]["nodes"] == []


async def test_what_falls_due_within_a_week_is_due_soon(client: Client, migrator) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1")
    today = (datetime.now(UTC) + CHINA).date()
    soon = "{ problemsDueSoon { totalCount } }"
    for days, counted in ((30, 0), (8, 0), (7, 1), (-3, 1)):
        day = today + timedelta(days=days)
        migrator.execute("update app.problem set due_on = %s where open", [day])
        told = (await client.ask("a1.head", soon))["data"]
        assert told == {"problemsDueSoon": {"totalCount": counted}}, days


async def test_a_level_lists_its_own_and_the_next_and_of_deeper_ones_the_number(
    client: Client, migrator
) -> None:
    stage = client.stage
    for place in ("city", "a", "a1", "a1x", "b1x"):
        who = "task_force" if place in {"city", "a", "a1"} else "handler"
        await stage.done(
            f"{place}.{who}", report_problem, ReportProblem(uuid.uuid4(), "AUDIT", place, "x")
        )
    listed = "{ problems { nodes { title } } problemRollUp { tenant { code } total } }"
    seen = {}
    for who in ("city.head", "a.head", "a1.head", "a1x.head"):
        told = (await client.ask(who, listed))["data"]
        titles = {one["title"] for one in told["problems"]["nodes"]}
        seen[who] = titles, sum(one["total"] for one in told["problemRollUp"])
    assert seen == {
        "city.head": ({"city", "a"}, 5),
        "a.head": ({"a", "a1"}, 3),
        "a1.head": ({"a1", "a1x"}, 2),
        "a1x.head": ({"a1x"}, 1),
    }
    migrator.execute("update app.problem set due_on = date '2026-01-01' where title = 'a1x'")
    migrator.execute("select app.sweep_overdue(date '2026-02-01')")
    told = (await client.ask("city.head", listed))["data"]
    titles = {one["title"] for one in told["problems"]["nodes"]}
    assert titles == {"city", "a", "a1x"}, "what is overdue is seen all the way up"


@pytest.mark.parametrize("seed", range(2))
async def test_after_random_acts_every_level_is_told_what_its_rows_say(
    client: Client, migrator, seed: int
) -> None:
    stage, draw = client.stage, Random(seed)
    plant(stage.world, migrator, draw=draw)
    for _ in range(3):
        ladder, item = await found(stage, draw)
        for _ in range(12):
            asks = asked(draw, item)
            post, act, given = MOVES[asks.verb]
            kind, *rest = given(asks)
            said = kind(ladder.problem, ladder.now()["version"], *rest)
            outcome = await stage.perform(f"{asks.who}.{post}", act, said)
            now = ladder.now()
            item.state, item.holder = now["state"], now["holder"]
            assert outcome is not None
    assert problem_miscounts(migrator) == desk_miscounts(migrator) == []
    for level, slot in LEVELS.items():
        await agrees(stage, client, f"{level}.head", slot)
    rows = stage.one("select count(*) from app.problem_cell")
    folded = migrator.execute("select app.fold_problem_cells()").fetchone()
    assert folded[0] > 0
    assert stage.one("select count(*) from app.problem_cell") < rows
    assert problem_miscounts(migrator) == desk_miscounts(migrator) == []
    for level, slot in LEVELS.items():
        await agrees(stage, client, f"{level}.head", slot)


async def test_sums_hold_while_many_change_and_fold_at_once_and_nobody_waits_in_a_ring(
    stage, migrator
) -> None:
    made = plant(stage.world, migrator, each=8)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        # Rows of other fields come and go here by an update; no act writes a field anew.
        connection.execute("alter table app.problem disable trigger origin_kept")
    failed: list[Exception] = []
    wrong: list[object] = []

    def work(share: int) -> None:
        # Two statements in one transaction, in opposite orders: cells of one row would deadlock.
        places = (PLACES, PLACES[::-1])[share % 2]
        try:
            with psycopg.connect(stage.database.migrator_dsn) as connection:
                for turn in range(12):
                    for place in places:
                        connection.execute(
                            "update app.problem set overdue = %s, field = %s, across = not across"
                            " where id = any(%s)",
                            [turn % 2 == 0, FIELDS[turn % 5], made[place][share::4]],
                        )
                    connection.commit()
        except psycopg.Error as error:
            failed.append(error)

    def fold() -> None:
        with psycopg.connect(stage.database.migrator_dsn, autocommit=True) as connection:
            for _ in range(10):
                connection.execute("select app.fold_problem_cells()")
                connection.execute("select app.fold_desk_cells()")
                wrong.extend([*problem_miscounts(connection), *desk_miscounts(connection)])

    threads = [threading.Thread(target=work, args=(share,)) for share in range(4)]
    threads += [threading.Thread(target=fold) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failed, wrong) == ([], [])
    assert problem_miscounts(migrator) == []


async def test_a_false_cell_is_found(stage, migrator) -> None:
    plant(stage.world, migrator, each=1)
    assert problem_miscounts(migrator) == []
    migrator.execute("update app.problem_cell set open = open + 1 where whole and field = ''")
    assert problem_miscounts(migrator) != []
    assert "problem_cell" in str(problem_miscounts(migrator)[0])
    assert len(problem_miscounts(migrator)[0].kept) == len(COUNTS)
