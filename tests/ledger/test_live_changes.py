"""What changed since a cursor: all of it, only what may be read, and what is gone is revoked."""

import asyncio
import uuid
from typing import Any

import psycopg

from ledger.live.tables import change
from ledger.problems.copy_upward import CopyUpward, copy_upward
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from policies.reach import Reach
from tenants.viewer import NOBODY
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.world import key_of

SINCE = """query ($cursor: String, $first: Int!) { changesSince(cursor: $cursor, first: $first) {
  cursor hasMore reset changes { id kind version revoked } } }"""


async def since(client: Client, who: Any, cursor: str | None, *, first: int = 50) -> dict[str, Any]:
    told = await client.ask(who, SINCE, {"cursor": cursor, "first": first})
    assert "errors" not in told, told["errors"]
    found: dict[str, Any] = told["data"]["changesSince"]
    return found


async def begun(client: Client, *people: str) -> dict[str, str]:
    found = {}
    for who in people:
        told = await since(client, who, None)
        assert (told["reset"], told["changes"], told["hasMore"]) == (True, [], False)
        found[who] = told["cursor"]
    return found


async def test_each_level_is_told_of_what_it_may_read_and_of_nothing_else(client: Client) -> None:
    people = ("a1x.head", "a1.head", "a.head", "a1y.head", "b.head")
    cursors = await begun(client, *people)
    ladder = Ladder(client.stage)
    await ladder.bank()
    told = {who: await since(client, who, cursors[who]) for who in people}
    version = ladder.now()["version"]
    change = {
        "id": f"Problem_{ladder.problem}",
        "kind": "Problem",
        "version": version,
        "revoked": False,
    }
    assert told["a1x.head"]["changes"] == told["a1.head"]["changes"] == [change]
    for who in ("a.head", "a1y.head", "b.head"):
        assert told[who]["changes"] == [], who
    again = await since(client, "a1x.head", told["a1x.head"]["cursor"])
    assert (again["changes"], again["reset"]) == ([], False)


async def test_what_moves_out_of_sight_is_revoked_for_those_who_saw_it_alone(
    client: Client,
) -> None:
    people = ("a.head", "city.head", "b.head")
    ladder = Ladder(client.stage)
    await ladder.bank("a1")
    cursors = await begun(client, *people)
    await ladder.triage()
    await ladder.down("a1x")
    told = {who: await since(client, who, cursors[who]) for who in people}
    # The county read it while its township held it; a village is not its direct subordinate.
    assert told["a.head"]["changes"] == [
        {"id": f"Problem_{ladder.problem}", "kind": "Problem", "version": None, "revoked": True}
    ]
    assert told["city.head"]["changes"] == told["b.head"]["changes"] == []
    after = await since(client, "a.head", told["a.head"]["cursor"])
    await ladder.sign()
    assert (await since(client, "a.head", after["cursor"]))["changes"] == []


async def test_what_lay_in_between_inside_one_transaction_was_never_there(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    cursors = await begun(client, "a.head", "a1.head")
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        for overdue in (True, False):
            connection.execute(
                "update app.problem set overdue = %s where id = %s", [overdue, ladder.problem]
            )
    assert (await since(client, "a.head", cursors["a.head"]))["changes"] == []
    (seen,) = (await since(client, "a1.head", cursors["a1.head"]))["changes"]
    assert seen["revoked"] is False


async def test_a_sweep_that_no_act_made_is_told_too(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    cursors = await begun(client, "a.head")
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set overdue = true where id = %s", [ladder.problem])
    (told,) = (await since(client, "a.head", cursors["a.head"]))["changes"]
    assert (told["id"], told["revoked"]) == (f"Problem_{ladder.problem}", False)


async def test_the_accused_are_told_nothing(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.do("a.task_force", recall_problem, RecallProblem, "wrong_unit")
    cursors = await begun(client, "a1.head", "a.head")
    accused = [client.stage.world.tenants["a1"]]
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem set accused = %s where id = %s", [accused, ladder.problem]
        )
    assert (await since(client, "a1.head", cursors["a1.head"]))["changes"] == []
    assert len((await since(client, "a.head", cursors["a.head"]))["changes"]) == 1


async def test_pages_together_are_the_whole_and_each_goes_on_where_the_last_ended(
    client: Client,
) -> None:
    cursor = (await begun(client, "a1x.head"))["a1x.head"]
    made = [await reported(client) for _ in range(7)]
    found, pages = [], 0
    while True:
        told = await since(client, "a1x.head", cursor, first=3)
        found += [one["id"] for one in told["changes"]]
        cursor, pages = told["cursor"], pages + 1
        if not told["hasMore"]:
            break
    assert (found, pages) == (made, 3)


async def reported(client: Client) -> str:
    given = ReportProblem(uuid.uuid4(), "AUDIT", "水渠堵塞", "村东水渠堵塞", "村东")
    return f"Problem_{await client.stage.done('a1x.handler', report_problem, given)}"


async def test_a_cursor_that_is_not_ones_own_opens_nothing_and_begins_anew(
    client: Client,
) -> None:
    cursors = await begun(client, "a1x.head", "a1x.task_force")
    await reported(client)
    own = cursors["a1x.head"]
    for what, given in {
        "another person": cursors["a1x.task_force"],
        "made up": "A" * 60,
        "empty": "",
        "edited": own[:5] + ("A" if own[5] != "A" else "B") + own[6:],
        "too long": own + "é" * 300,
    }.items():
        told = await since(client, "a1x.head", given)
        assert (told["reset"], told["changes"]) == (True, []), what
    assert len((await since(client, "a1x.head", own))["changes"]) == 1, "the control"


async def test_rights_that_changed_reset_instead_of_guessing(client: Client) -> None:
    cursors = await begun(client, "a1x.head")
    await reported(client)
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.post set title = '主任' where id = %s",
            [client.stage.world.post("a1x.head")],
        )
    told = await since(client, "a1x.head", cursors["a1x.head"])
    assert (told["reset"], told["changes"]) == (True, [])


async def test_nobody_is_told_nothing_and_a_bad_page_is_refused(client: Client) -> None:
    told = await since(client, NOBODY, None)
    assert told == {"cursor": None, "hasMore": False, "reset": True, "changes": []}
    for first in (0, -1, 201):
        answer = await client.ask("a.head", SINCE, {"cursor": None, "first": first})
        assert answer["errors"][0]["extensions"]["code"] in {"BAD_USER_INPUT", "PAGE_TOO_LARGE"}


async def test_a_transaction_that_commits_late_is_not_lost(client: Client) -> None:
    """The row with the smaller number appears last; who asked in between is told of it all the same."""
    cursor = (await begun(client, "a1x.head"))["a1x.head"]
    first, second = await reported(client), await reported(client)
    cursor = (await since(client, "a1x.head", cursor))["cursor"]
    late = psycopg.connect(client.stage.database.superuser_dsn)
    touch = "update app.problem set version = version + 1 where id = %s"
    late.execute(touch, [first.removeprefix("Problem_")])
    with psycopg.connect(client.stage.database.superuser_dsn) as quick:
        quick.execute(touch, [second.removeprefix("Problem_")])
    told = await since(client, "a1x.head", cursor)
    assert told["changes"] == [], "nothing behind a transaction that may yet commit"
    late.commit()
    late.close()
    told = await since(client, "a1x.head", told["cursor"])
    assert [one["id"] for one in told["changes"]] == [first, second]


async def test_no_change_is_lost_while_many_write_and_one_reads(client: Client) -> None:
    problems = [await reported(client) for _ in range(6)]
    cursor = (await begun(client, "a1x.head"))["a1x.head"]
    database, writers = client.stage.database.superuser_dsn, 4
    seen: dict[str, int] = {}

    def write(number: int) -> None:
        with psycopg.connect(database) as connection:
            for turn in range(24):
                chosen = problems[(number + turn) % len(problems)].removeprefix("Problem_")
                connection.execute(
                    "update app.problem set version = version + 1 where id = %s", [chosen]
                )
                connection.execute("select pg_sleep(0.004)") if turn % 3 == number % 3 else None
                if turn % 8 == 7 and number % 2:
                    connection.rollback()
                else:
                    connection.commit()

    writing = [asyncio.create_task(asyncio.to_thread(write, one)) for one in range(writers)]
    viewer = await client.stage.viewer("a1x.head")
    while True:
        done = all(one.done() for one in writing)
        told = await since(client, viewer, cursor, first=5)
        seen |= {one["id"]: one["version"] for one in told["changes"]}
        cursor = told["cursor"]
        if done and not told["hasMore"]:
            break
    await asyncio.gather(*writing)
    rows = client.stage.rows("select id, version from app.problem")
    assert seen == {f"Problem_{key}": version for key, version in rows}


async def test_an_emergency_copy_shows_a_problem_to_who_had_not_seen_it(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank()
    cursors = await begun(client, "city.head", "a.head")
    await ladder.do("a1x.head", copy_upward, CopyUpward, key_of("tenant", "city"), "重大紧急")
    (told,) = (await since(client, "city.head", cursors["city.head"]))["changes"]
    assert (told["id"], told["revoked"]) == (f"Problem_{ladder.problem}", False)


def test_a_change_keeps_all_that_the_rules_of_reading_ask_about(reach: Reach) -> None:
    noun = reach.enforcer.book.nouns["problem"]
    assert sorted({noun.column(name) for name in noun.fields} - set(change.c.keys())) == []
