"""Statistics by the boundaries of then and of now, whatever was merged, split, moved and taken back."""

from datetime import timedelta
from random import Random
from typing import Any

import psycopg
import pytest

from ledger.desks.cells import desk_miscounts
from ledger.problems.cells import problem_miscounts
from ledger.problems.confirm_step import ConfirmStep, confirm_step
from ledger.problems.reject_problem import RejectProblem, reject_problem
from ledger.reorganisation.planning import Step
from tests.golden.scene import fill
from tests.ledger.acting import Client
from tests.ledger.asking import tenant_id
from tests.ledger.ladder import Ladder
from tests.ledger.planting import plant
from tests.ledger.reckoning_boundaries import ASKED, differing, noted, reckoned, told
from tests.ledger.reorganising import administrators, done, unit
from tests.ledger.reorganising_walks import Tree, change, drawn, in_charge

PLACES = ("a", "a1", "a2", "b1", "b2", "a1x", "a2x", "b1x", "b2y")
WATCHERS = ("city.task_force", "a.task_force", "b.task_force")


@pytest.fixture
def peopled_stage(stage: Any) -> Any:
    administrators(stage, deputies=True)
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        fill(connection, stage.world)
        plant(stage.world, connection, each=4, places=PLACES)
    return stage


def day_of(stage: Any) -> str:
    return str((stage.now + timedelta(hours=8)).date())


@pytest.mark.parametrize("seed", [3, 4])
async def test_each_day_is_counted_as_it_was_whatever_was_done_to_the_tree_since(
    peopled_stage: Any, client: Client, seed: int
) -> None:
    """按某日区划统计：与当日记下的逐件核算一致；后来的调整不改变以前各日的数."""
    stage, draw, days, changed = peopled_stage, Random(seed), {}, 0
    days[day_of(stage)] = noted(stage)
    for number in range(5):
        stage.now += timedelta(days=1)
        kind, plan, superior = drawn(draw, Tree(stage), number)
        people = in_charge(stage, superior)
        if len(people) == 2:
            await change(stage, kind, plan, people, back=draw.random() < 0.3)
            changed += 1
        days[day_of(stage)] = noted(stage)
    assert changed > 2
    now, apart = noted(stage), 0
    for who in WATCHERS:
        level = (await stage.viewer(who)).tenant
        lies = told((await client.ask(who, ASKED, {"day": None}))["data"])
        for day, note in days.items():
            found = await client.ask(who, ASKED, {"day": day})
            assert "errors" not in found, found["errors"]
            by_day, wanted = told(found["data"]), reckoned(stage, note, level, now=now)
            assert not differing(by_day, wanted), (who, day, by_day, wanted)
            apart += bool(differing(lies, by_day))
            if who == WATCHERS[0]:
                assert all(row["complete"] for rows in found["data"].values() for row in rows)
    assert apart, "the control: where things lie now is not what was counted then"
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        assert problem_miscounts(connection) == []
        assert desk_miscounts(connection) == []


async def test_what_has_gone_elsewhere_is_said_to_be_missing(
    peopled_stage: Any, client: Client
) -> None:
    """甲二镇划归乙县：甲县按以前的区划只数得到现在所辖的，并如实说明不全."""
    stage = peopled_stage
    await done(stage, "city", "MOVE", Step("MOVE", unit("a2"), to=unit("b")))
    query = "query ($day: Date) { problemFunnel(boundariesAsOf: $day) { complete } }"
    for who, day, complete in (
        ("a.task_force", "2026-04-14", False),
        ("a.task_force", "2026-04-15", True),
        ("b.task_force", "2026-04-14", True),
        ("city.task_force", "2026-04-14", True),
    ):
        rows = (await client.ask(who, query, {"day": day}))["data"]["problemFunnel"]
        assert {row["complete"] for row in rows} == {complete}, (who, day)


async def test_what_a_township_settled_before_it_was_merged_counts_with_its_successor(
    peopled_stage: Any, client: Client
) -> None:
    stage = peopled_stage
    query = "query ($day: Date) { problemRollUp(boundariesAsOf: $day) { tenant { name } total closed } }"

    async def rows(day: str | None) -> dict[str, tuple[int, int]]:
        data = (await client.ask("a.task_force", query, {"day": day}))["data"]
        return {
            one["tenant"]["name"]: (one["total"], one["closed"]) for one in data["problemRollUp"]
        }

    ended = Ladder(stage)
    await ended.report("a2")
    await ended.do("a2.task_force", reject_problem, RejectProblem, "not_met")
    await ended.do("a2.head", confirm_step, ConfirmStep)
    before = await rows(None)
    await done(stage, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    (first, second), lies = (before["甲一镇"], before["甲二镇"]), await rows(None)
    assert await rows("2026-04-15") == {
        "甲县": before["甲县"],
        "甲一镇": (first[0] + second[0], first[1] + second[1]),
    }
    assert await rows("2026-04-14") == before
    assert lies.keys() == before.keys(), "the control: as it lies, what ended has a row"


async def test_what_somebody_does_with_a_record_afterwards_is_theirs(peopled_stage: Any) -> None:
    """并入之后又上交、交回的，按现在所在单位计."""
    stage = peopled_stage
    moved = Ladder(stage)
    await moved.bank("a2")
    await done(stage, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    held = "select with_units, with_until::text[] from app.problem where id = %s"
    assert stage.rows(held, moved.problem) == [([stage.world.tenants["a2"]], ["2026-04-15"])]
    await moved.submit()
    assert stage.rows(held, moved.problem) == [([stage.world.tenants["a2"]], ["2026-04-15"])]
    (holder,) = stage.rows("select holder from app.problem where id = %s", moved.problem)[0]
    assert holder == stage.world.tenants["a1"], "it waits above and lies below"
    await moved.draw_in()
    assert stage.rows(held, moved.problem) == [(None, None)]


async def test_a_day_of_which_nothing_can_be_told_is_refused(client: Client) -> None:
    for field in ("problemRollUp", "problemFunnel", "obligationRollUp"):
        chosen = "listType" if field == "problemFunnel" else "tenant { id }"
        query = f"query ($day: Date) {{ {field}(boundariesAsOf: $day) {{ {chosen} }} }}"
        for day in ("1949-09-30", "2999-01-01"):
            (error,) = (await client.ask("city.task_force", query, {"day": day}))["errors"]
            assert error["extensions"]["code"] == "record.day_refused"
            assert "boundariesAsOf" in str(error["extensions"]["details"])


async def test_a_rate_by_the_boundaries_of_a_day_is_the_list_behind_it(
    peopled_stage: Any, client: Client
) -> None:
    """并入前：甲二镇的率；并入后按当日区划：甲一镇的率含甲二镇的件."""
    stage = peopled_stage
    given = Ladder(stage)
    await given.bank("a2")
    await given.rise_to("a")
    await given.triage()
    await given.down("a2")
    await done(stage, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    rate = """query ($of: ID!, $day: Date) {
      controlIndex(tenant: $of, period: "2026-Q2", boundariesAsOf: $day) {
        parts { key denominator } }
      rateItems(filter: {tenant: $of, rate: R_ACCEPT, begins: "2026-04-01", ends: "2026-07-01",
        boundariesAsOf: $day}) { nodes { problem { id } } } }"""

    async def counted(name: str, day: str | None) -> tuple[int | None, int]:
        found = await client.ask("a.task_force", rate, {"of": tenant_id(name), "day": day})
        assert "errors" not in found, found["errors"]
        index = found["data"]["controlIndex"]
        parts = {one["key"]: one["denominator"] for one in index["parts"]} if index else {}
        return parts.get("R_ACCEPT"), len(found["data"]["rateItems"]["nodes"])

    assert await counted("a2", "2026-04-14") == (1, 1)
    assert await counted("a1", "2026-04-14") == (0, 0)
    assert await counted("a1", "2026-04-15") == (1, 1)
    assert await counted("a1", None) == (0, 0), "the control: as things lie"


async def test_an_index_says_what_it_does_not_count_and_is_none_before_its_unit_stood(
    peopled_stage: Any, client: Client
) -> None:
    stage = peopled_stage
    await done(stage, "city", "MOVE", Step("MOVE", unit("a2"), to=unit("b")))
    founded = "update app.tenant set valid_from = '2026-04-10' where id = %s"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(founded, [stage.world.tenants["b2"]])
    index = """query ($of: ID!, $day: Date) {
      controlIndex(tenant: $of, period: "2026-Q2", boundariesAsOf: $day) { complete } }"""
    for who, of, day, complete in (
        ("a.task_force", "a", "2026-04-14", False),
        ("a.task_force", "a", "2026-04-15", True),
        ("a.task_force", "a", None, True),
        ("a.task_force", "a1", "2026-04-14", True),
        ("city.task_force", "a", "2026-04-14", True),
        ("b.task_force", "b2", "2026-04-10", True),
        ("b.task_force", "b2", "2026-04-09", None),
    ):
        found = await client.ask(who, index, {"of": tenant_id(of), "day": day})
        assert "errors" not in found, found["errors"]
        told_of = found["data"]["controlIndex"]
        assert (told_of and told_of["complete"]) is complete, (who, of, day)
