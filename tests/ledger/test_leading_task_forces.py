"""The level above forms a task force for an item at a unit below (工作专班)."""

import uuid
from datetime import date

import psycopg
import pytest

from ledger.problems.form_task_force import FormTaskForce, form_task_force
from ledger.problems.name_accused import NameAccused, name_accused
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.test_leading import HEAD, handed_down
from tests.world import key_of, put

FORCE = (form_task_force, FormTaskForce, HEAD)
FORCES = "select duty, state, formed_by, people, yuan, resources from app.case_member order by id"


def posts(*names: str) -> tuple[uuid.UUID, ...]:
    return tuple(key_of("post", name) for name in names)


async def test_the_level_above_forms_a_task_force_with_people_money_and_things(
    client: Client,
) -> None:
    stage = client.stage
    ladder = await handed_down(stage)
    a, a1 = (stage.world.tenants[name] for name in ("a", "a1"))
    members = posts("a_bureau.handler", "a.handler", "a1.handler", "a1x.head")
    await ladder.do("a.task_force", *FORCE, members, "挖掘机两台", 12, 300_000)
    formed = stage.rows(FORCES)
    assert ("LEADER", "ACTIVE", a, 12, 300_000, "挖掘机两台") in formed
    assert formed.count(("MEMBER", "ACTIVE", a, None, None, "")) == 4
    own = (form_task_force, FormTaskForce, key_of("post", "a1.head"))
    await ladder.do("a1.head", *own)
    counted = "select formed_by, state, count(*) from app.case_member group by 1, 2 order by 1, 2"
    assert stage.rows(counted) == [(a, "ACTIVE", 5), (a1, "ACTIVE", 1)], "each has its own"
    await ladder.do("a.head", *FORCE)
    assert stage.rows(counted) == [(a, "ACTIVE", 1), (a, "RELEASED", 5), (a1, "ACTIVE", 1)]
    query = "query ($id: ID!) { problem(id: $id) { caseMembers { duty people yuan formedBy { name } } } }"
    told = (await client.ask("a1.head", query, {"id": f"Problem_{ladder.problem}"}))["data"]
    assert {one["formedBy"]["name"] for one in told["problem"]["caseMembers"]} == {"甲县", "甲一镇"}
    nothing = (await client.ask("a_bureau.handler", query, {"id": f"Problem_{ladder.problem}"}))[
        "data"
    ]
    assert nothing["problem"] is None, "nobody reads more for being named"


async def test_who_is_named_is_told_so_and_reads_no_more_for_it(client: Client) -> None:
    stage = client.stage
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        # The head of village a1x works in county b, too.
        connection.execute(
            "update app.appointment set person_id = %s where post_id = %s",
            [stage.world.person("a1x.head"), stage.world.post("b.handler")],
        )
    ladder = await handed_down(stage)
    await ladder.do("a.task_force", *FORCE, posts("a_bureau.handler", "a1.handler", "a1x.head"))
    query = "{ unreadNotices notices(first: 50) { nodes { kind problem { id } } } }"

    async def told(who: str) -> list[str | None]:
        found = (await client.ask(await stage.viewer(who, post=who), query))["data"]
        nodes = found["notices"]["nodes"]
        assert found["unreadNotices"] == len(nodes), who
        named = [one for one in nodes if one["kind"] == "TASK_FORCE_NAMED"]
        return [one["problem"] and one["problem"]["id"] for one in named]

    named = f"Problem_{ladder.problem}"
    assert await told("a.head") == await told("a1.handler") == [named]
    assert await told("a_bureau.handler") == await told("a1x.head") == [None], (
        "nothing more is read"
    )
    for nobody in ("a.task_force", "a1.head", "a_bureau.head", "a2.handler", "b.head"):
        assert await told(nobody) == [], nobody
    await ladder.do("a.head", *FORCE, posts("a_bureau.handler"))
    assert len(await told("a_bureau.handler")) == 1, "no second one while the first is unread"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem set accused = %s where id = %s",
            [[stage.world.tenants["b"]], ladder.problem],
        )
    assert await told("a1x.head") == [], "it turned out to be against county b"
    assert await told("a_bureau.handler") == [None], "the control"


async def test_who_is_released_is_told_so_unless_they_are_named_again(client: Client) -> None:
    stage = client.stage
    ladder = await handed_down(stage)
    kept = posts("a1.handler")
    await ladder.do("a.task_force", *FORCE, posts("a_bureau.handler", "a1.handler", "a1x.head"))
    await ladder.do("a1.head", form_task_force, FormTaskForce, key_of("post", "a1.head"), kept)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        # It turns out to be against village a1x: its head is released, and hears nothing.
        connection.execute(
            "update app.problem set accused = %s where id = %s",
            [[stage.world.tenants["a1x"]], ladder.problem],
        )
    query = "{ notices(first: 50) { nodes { kind problem { id } } } }"
    released = "select count(*) from app.notice where kind = 'TASK_FORCE_RELEASED'"
    assert stage.one(released) == 0
    await ladder.do("a.head", *FORCE, kept)

    async def told(who: str) -> list[str | None]:
        nodes = (await client.ask(who, query))["data"]["notices"]["nodes"]
        gone = [one for one in nodes if one["kind"] == "TASK_FORCE_RELEASED"]
        return [one["problem"] and one["problem"]["id"] for one in gone]

    assert await told("a_bureau.handler") == [None], "told, and nothing more is read"
    for nobody in ("a.head", "a1.handler", "a1x.head", "a1.head", "a.task_force"):
        assert await told(nobody) == [], nobody
    assert stage.one(released) == 1
    await ladder.do("a.task_force", form_task_force, FormTaskForce, key_of("post", "a.task_force"))
    assert await told("a1.handler") == [f"Problem_{ladder.problem}"]
    assert await told("a.head") == [f"Problem_{ladder.problem}"], "its leader, too"


async def test_a_colleague_of_whoever_has_to_do_with_the_accused_hears_nothing(
    client: Client,
) -> None:
    stage = client.stage
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        # Two hold the post a.handler; one of them works at township b1, too.
        root, person = stage.world.tenants["city"], uuid.uuid4()
        name = {"name": "二人", "name_sort": "二人"}
        held = {"root": root, "holder": stage.world.tenants["a"]}
        put(connection, "person", {**held, "id": person, **name})
        for unit in ("a", "b1"):
            at = {"root": root, "holder": stage.world.tenants[unit], "id": uuid.uuid4()}
            post = key_of("post", f"{unit}.handler")
            since = {"person_id": person, "post_id": post, "appointed_on": date(2024, 1, 1)}
            put(connection, "appointment", at | since)
    ladder = await handed_down(stage)
    await ladder.do("a.task_force", *FORCE, posts("a.handler", "a_bureau.handler"))
    accused = (key_of("tenant", "b1"),)
    await ladder.do("a1.handler", name_accused, NameAccused, accused, "查明")
    state = "select state from app.case_member where post_id = %s"
    assert stage.one(state, key_of("post", "a.handler")) == "RELEASED"
    released = "select count(*) from app.notice where kind = 'TASK_FORCE_RELEASED'"
    assert stage.one(released) == 0, "no task force was formed"
    await ladder.do("a.head", *FORCE)
    assert stage.one(released) == 1, "the control: the bureau's"


async def test_who_may_form_it_and_who_may_be_in_it(stage) -> None:
    ladder = await handed_down(stage)
    for who, given, code in (
        ("a.handler", FORCE, "book.not_allowed"),
        ("city.head", FORCE, "problem.not_found"),
        ("b.head", FORCE, "problem.not_found"),
        ("a.head", (*FORCE, posts("b.head")), "problem.owner_not_there"),
        ("a.head", (*FORCE, posts("city.head")), "problem.owner_not_there"),
        ("a.head", (*FORCE, posts("a2.head")), "problem.owner_not_there"),
        ("a.head", (*FORCE, (), "", -1), "record.number_refused"),
        ("a.head", (*FORCE, (), "", 1, 2_000_000_001), "record.number_refused"),
    ):
        assert (await ladder.refused(who, *given)).code == code, (who, given)
    submitted = Ladder(stage)
    await submitted.bank("city")
    await submitted.triage()
    await submitted.down("a")
    await submitted.sign()
    await submitted.down("a1")
    upper = (form_task_force, FormTaskForce, key_of("post", "city.head"))
    assert (await submitted.refused("city.head", *upper)).code == "book.not_allowed", "two levels"
    await submitted.do("a.head", *FORCE)


async def test_nobody_of_the_accused_unit_is_in_a_task_force(stage) -> None:
    ladder = await handed_down(stage)
    await ladder.do("a.head", *FORCE, posts("a_bureau.handler"))
    bureau = stage.world.tenants["a_bureau"]
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem set accused = %s where id = %s", [[bureau], ladder.problem]
        )
    state = "select state from app.case_member where post_id = %s"
    assert stage.one(state, key_of("post", "a_bureau.handler")) == "RELEASED"
    refusal = await ladder.refused("a.head", *FORCE, posts("a_bureau.handler"))
    assert refusal.code == "problem.with_the_accused"
    for post, level, constraint in (
        ("a_bureau.handler", "a", "member_apart_from_the_accused"),
        ("city.handler", "city", "task_force_from_the_level_above"),
    ):
        with (
            psycopg.connect(stage.database.superuser_dsn) as connection,
            pytest.raises(psycopg.errors.CheckViolation) as caught,
        ):
            connection.execute(
                "insert into app.case_member (root, id, holder, problem_id, post_id, duty, formed_by)"
                " select root, gen_random_uuid(), holder, id, %s, 'MEMBER', %s"
                " from app.problem where id = %s",
                [key_of("post", post), stage.world.tenants[level], ladder.problem],
            )
        assert caught.value.diag.constraint_name == constraint
