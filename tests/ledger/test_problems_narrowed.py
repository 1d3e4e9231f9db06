"""A number opens as a list: by unit, category, campaign and due day, on every desk; what passed is paged."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ledger.problems import standards
from ledger.problems.categorise_problem import CategoriseProblem, categorise_problem
from tests.ledger.acting import Client
from tests.ledger.backlog import as_csv, row
from tests.ledger.ladder import Ladder
from tests.ledger.test_intake_import import taken
from tests.world import key_of

NARROWED = """query($filter: ProblemFilter, $order: ProblemOrder) {
  %s(filter: $filter, orderBy: $order) { totalCount nodes { id dueOn } } }"""
DESKS = (
    *("problems", "problemInbox", "problemsAwaitingUs", "problemsListedByUs", "hardCases"),
    *(
        "problemsToAccept",
        "problemsToDo",
        "problemsDueSoon",
        "problemsReturned",
        "problemsToAnswer",
    ),
    *("problemsAskedAbout", "problemsToRuleOn", "problemsToLetRest", "problemsToAsk"),
    *("problemsToEvaluate", "problemsLedByMe", "problemsLedByUs", "problemsToRecheck"),
    "problemsSettledOnSpot",
)


async def listed(client: Client, who: str, desk: str = "problems", **given: Any) -> list[str]:
    order = given.pop("order", None)
    told = await client.ask(who, NARROWED % desk, {"filter": given, "order": order})
    assert "errors" not in told, told
    found = told["data"][desk]
    assert found["totalCount"] == len(found["nodes"])
    return [one["id"] for one in found["nodes"]]


def name(ladder: Ladder) -> str:
    return f"Problem_{ladder.problem}"


async def at(client: Client, unit: str, *, due: date | None = None) -> Ladder:
    ladder = Ladder(client.stage)
    await ladder.bank(unit)
    if due is not None:
        with psycopg.connect(client.stage.database.superuser_dsn) as connection:
            connection.execute(
                "update app.problem set due_on = %s where id = %s", [due, ladder.problem]
            )
    return ladder


async def test_a_row_of_the_roll_up_opens_as_what_lies_there(client: Client) -> None:
    own, first, second, deep = [await at(client, unit) for unit in ("a", "a1", "a2", "a1x")]
    a, a1, a1x, b = (f"Tenant_{key_of('tenant', unit)}" for unit in ("a", "a1", "a1x", "b"))
    assert set(await listed(client, "a.head", tenant=a)) == {name(own), name(first), name(second)}
    assert await listed(client, "a.head", holder=a) == [name(own)], "what the level has itself"
    assert await listed(client, "a.head", tenant=a1) == [name(first)], "and nothing deeper"
    assert set(await listed(client, "a1.head", tenant=a1)) == {name(first), name(deep)}
    assert await listed(client, "a1.head", tenant=a1x) == [name(deep)]
    assert await listed(client, "a.head", tenant=a1x) == await listed(client, "a.head", tenant=b)
    assert await listed(client, "b.head", tenant=a) == []


async def test_a_list_is_narrowed_by_its_due_day_both_days_outside(client: Client) -> None:
    days = [client.stage.now.date() + timedelta(days=number) for number in (3, 5, 7)]
    one, two, three = [await at(client, "a1", due=day) for day in days]
    early, middle, late = (day.isoformat() for day in days)
    head = (client, "a1.head")
    assert await listed(*head, dueBefore=middle) == [name(one)]
    assert await listed(*head, dueAfter=middle) == [name(three)]
    assert await listed(*head, dueAfter=early, dueBefore=late) == [name(two)]
    assert await listed(*head, order="DUE_ON_DESC", dueAfter=early) == [name(three), name(two)]


async def test_a_category_opens_as_a_list(client: Client) -> None:
    one, other = await at(client, "a1"), await at(client, "a1")
    key = min(standards.REASONS["category"])
    await one.do("a1.task_force", categorise_problem, CategoriseProblem, key)
    assert await listed(client, "a1.head", category=key) == [name(one)]
    assert set(await listed(client, "a1.head")) == {name(one), name(other)}


async def test_what_a_campaign_took_in_opens_as_a_list(client: Client, tmp_path: Path) -> None:
    stage = client.stage
    other = await at(client, "a1")
    await taken(stage, as_csv(tmp_path / "one.csv", [row(1), row(2)]))
    campaign, holder = stage.rows("select id, holder from app.campaign")[0]
    head = next(f"{unit}.head" for unit, number in stage.world.tenants.items() if number == holder)
    found = await listed(client, head, campaign=f"Campaign_{campaign}")
    kept = stage.rows("select problem_id from app.campaign_item")
    assert sorted(found) == sorted(f"Problem_{one}" for (one,) in kept)
    assert len(found) == 2
    assert name(other) not in found
    assert await listed(client, "b.head", campaign=f"Campaign_{campaign}") == []


@pytest.mark.parametrize("desk", DESKS)
async def test_every_desk_is_narrowed_and_ordered(client: Client, desk: str) -> None:
    day = client.stage.now.date().isoformat()
    given = {
        "tenant": f"Tenant_{key_of('tenant', 'a1')}",
        "campaign": f"Campaign_{key_of('campaign', 'none')}",
        "category": "x",
        "dueBefore": day,
        "dueAfter": day,
        "open": True,
        "state": "BANKED",
    }
    assert await listed(client, "a.task_force", desk, order="DUE_ON_DESC", **given) == []


async def test_what_passed_is_counted_and_paged_to_its_end(client: Client) -> None:
    made = []
    for _ in range(3):
        ladder = Ladder(client.stage)
        await ladder.bank("a1x")
        await ladder.rise_to("a")
        await ladder.triage()
        await ladder.down("a2")
        made.append(name(ladder))
    page = """query($after: String) { passedProblems(first: 2, after: $after) { totalCount
      totalCountIsExact nodes { problem { id } } pageInfo { hasNextPage endCursor } } }"""
    found: list[str] = []
    after = None
    while True:
        told = (await client.ask("a1.head", page, {"after": after}))["data"]["passedProblems"]
        assert (told["totalCount"], told["totalCountIsExact"]) == (3, True)
        found += [one["problem"]["id"] for one in told["nodes"]]
        if not told["pageInfo"]["hasNextPage"]:
            break
        after = told["pageInfo"]["endCursor"]
    assert sorted(found) == sorted(made)
