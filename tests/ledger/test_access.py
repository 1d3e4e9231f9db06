"""Access explains itself to whom it concerns and to their administrators, and hints at nothing."""

import uuid
from datetime import date
from typing import Any

import psycopg
import pytest

from ledger.access import explaining
from tenants.viewer import NOBODY
from tests import world
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder
from tests.ledger.test_problems_accused import complained
from tests.world import key_of

GRANTS = "grants { title role through rule { key } condition { zh } post { id } tenant { id } }"
WHY = f"""query ($person: ID!, $action: String!, $id: ID!, $asOf: Date) {{
  explainAccess(person: $person, action: $action, id: $id, asOf: $asOf) {{
    allowed asOf bookVersion withheld rule {{ key }} says {{ zh en }} missing {{ en }} {GRANTS} }} }}"""
WHO = f"""query ($id: ID!, $asOf: Date, $first: Int, $after: String) {{
  whoCanSee(id: $id, asOf: $asOf, first: $first, after: $after) {{
    nodes {{ personId name {GRANTS} }} pageInfo {{ hasNextPage endCursor }} }} }}"""
NAMES = """query ($id: ID!, $first: Int, $after: String) {
  whoCanSee(id: $id, first: $first, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }"""
WHAT = f"""query ($person: ID!, $of: String!, $asOf: Date, $first: Int, $after: String) {{
  whatCanSee(person: $person, of: $of, asOf: $asOf, first: $first, after: $after) {{
    nodes {{ record tenant {{ id }} {GRANTS} }} pageInfo {{ hasNextPage endCursor }} }} }}"""
TENANT_A1 = f"Tenant_{key_of('tenant', 'a1')}"
GROUND = {"reason": "工作需要", "documentNo": "测组〔2026〕1号"}
MANY = """with added as (
    insert into app.person (root, holder, id, name, name_sort)
      select s.root, s.holder, gen_random_uuid(), '众' || n, '' from app.post s, generate_series(1, 600) n
      where s.id = %(post)s returning root, holder, id)
  insert into app.appointment (root, holder, id, post_id, person_id, appointed_on)
    select root, holder, gen_random_uuid(), %(post)s, id, '2026-01-01' from added"""
ADMINISTRATORS = ("security_administrator", "level_administrator")


@pytest.fixture(autouse=True)
def administrators(stage: Stage) -> None:
    """Administrators of county a, and one who also sits in township a1; someone who has left."""
    root = stage.world.tenants["city"]
    held = {"root": root, "holder": stage.world.tenants["a"]}
    below = {"root": root, "holder": stage.world.tenants["a1"]}
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        for role in ADMINISTRATORS:
            world.put_in_post(connection, held, f"a.{role}", roles=[role])
        world.put_in_post(connection, held, "a.too", roles=["security_administrator"])
        world.put_in_post(
            connection, below, "a1.sits", roles=["handler"], person="a.too", leading=False
        )
        world.put_in_post(
            connection, held, "a.left", roles=["task_force"], relieved_on=date(2026, 1, 31)
        )


def of(who: str) -> str:
    return f"Person_{key_of('person', who)}"


async def asked(client: Client, asker: str, query: str, **given) -> dict | None:
    told = await client.ask(asker, query, given)
    assert "errors" not in told, told["errors"]
    (answer,) = told["data"].values()
    return answer


async def why(client: Client, asker: str, person: str, action: str, record: str, **more):
    return await asked(client, asker, WHY, person=of(person), action=action, id=record, **more)


async def test_why_is_told_to_oneself_and_to_the_administrators_of_ones_level(
    client: Client,
) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1")
    record = f"Problem_{ladder.problem}"
    for asker in ("a1.head", "a.security_administrator", "a.level_administrator"):
        told = await why(client, asker, "a1.head", "problem.read", record)
        assert told["allowed"], asker
        grant = {one["rule"]["key"]: one for one in told["grants"]}["a-unit-sees-its-own-problems"]
        assert grant["title"] == "a1.head"
        assert (grant["role"], grant["through"]) == ("unit_member", [])
        assert grant["tenant"]["id"] == f"Tenant_{key_of('tenant', 'a1')}"
        assert len(told["bookVersion"]) == 16
    told = await why(client, "a1.head", "a1.head", "problem.take_up", record)
    assert (told["allowed"], told["grants"], told["withheld"]) == (False, [], False)
    assert told["rule"]
    told = await why(client, "a1.handler", "a1.handler", "problem.evaluate", record)
    assert (told["allowed"], bool(told["rule"]), told["withheld"]) == (False, True, False)
    told = await why(client, "a1.handler", "a1.handler", "tenant.manage", TENANT_A1)
    assert told["allowed"] is False
    absent = f"Problem_{uuid.uuid4()}"
    for asker, person, action, seen in (
        ("b.head", "a1.head", "problem.read", record),
        ("a1.head", "a.head", "problem.read", record),
        ("a.head", "a1.head", "problem.read", record),
        ("b.head", "b.head", "problem.read", record),
        ("a1.head", "a1.head", "problem.read", absent),
        ("a.security_administrator", "a1.head", "problem.read", absent),
        ("a.security_administrator", "a1x.head", "problem.read", record),
        ("a.security_administrator", "b1.head", "problem.read", record),
        ("a.security_administrator", "a1.head", "no.such", record),
        ("a.security_administrator", "a1.head", "clause.read", record),
        ("a.security_administrator", "a1.head", "problem.read", "no id"),
    ):
        assert await why(client, asker, person, action, seen) is None, (asker, person, action)


async def test_it_is_explained_as_of_a_past_day_too(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1")
    record = f"Problem_{ladder.problem}"
    given = (client, "a.level_administrator", "a.left", "problem.read", record)
    assert (await why(*given, asOf="2026-01-30"))["allowed"]
    for day in ("2026-01-31", "2023-12-31", None):
        told = await why(*given, asOf=day)
        assert (told["allowed"], told["grants"]) == (False, []), day
    listed = {}
    for day in ("2026-01-30", "2026-01-31"):
        told = await asked(client, "a.level_administrator", WHO, id=record, asOf=day)
        listed[day] = {one["name"] for one in told["nodes"]}
    assert listed["2026-01-30"] - listed["2026-01-31"] == {"a.left"}


async def test_who_sees_a_record_is_who_reads_it(client: Client) -> None:
    """Compared with what everybody of the level and the next one is given when they ask for it."""
    stage, ladder = client.stage, Ladder(client.stage)
    await ladder.bank("a1")
    record = f"Problem_{ladder.problem}"
    told = await asked(client, "a.security_administrator", WHO, id=record)
    near = [name for name, unit, *_ in world.posts() if world.PARENT[unit] == "a" or unit == "a"]
    node = "query ($id: ID!) { node(id: $id) { id } }"
    reads = {who for who in near if (await client.ask(who, node, {"id": record}))["data"]["node"]}
    assert {one["name"] for one in told["nodes"]} == reads
    assert {"a1.head", "a.task_force"} <= reads < set(near)
    assert all(one["grants"] for one in told["nodes"])
    walked, after = [], None
    for _ in range(20):
        page = await asked(client, "a.security_administrator", WHO, id=record, first=3, after=after)
        walked += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert walked == told["nodes"]
    for asker in ("b.head", "a2.head", "b.task_force"):
        assert await asked(client, asker, WHO, id=record) is None, asker
    own = await asked(client, "a1.head", WHO, id=record)
    assert [one["name"] for one in own["nodes"]] == ["a1.head"], "others' access is not theirs"
    assert stage.world.tenants["a"]


async def test_what_somebody_sees_is_what_their_own_list_shows(client: Client) -> None:
    problems = [Ladder(client.stage) for _ in range(4)]
    for ladder, unit in zip(problems, ("a1", "a1", "a2", "a1x"), strict=True):
        await ladder.bank(unit)
    mine = "{ problems(first: 50) { nodes { id } } }"
    for person, expected in (("a.task_force", 3), ("a1.head", 2), ("a2.handler", 1)):
        told = await asked(
            client, "a.security_administrator", WHAT, person=of(person), of="Problem"
        )
        listed = await client.ask(person, mine)
        shown = {one["id"] for one in listed["data"]["problems"]["nodes"]}
        held = {one["record"] for one in told["nodes"]}
        assert held <= shown, person
        assert len(held) == expected, person
        assert all(one["grants"] and one["tenant"] for one in told["nodes"])
        own = await asked(client, person, WHAT, person=of(person), of="Problem")
        assert {one["record"] for one in own["nodes"]} == shown
    first = await asked(
        client, "a.security_administrator", WHAT, person=of("a.task_force"), of="Problem", first=2
    )
    rest = await asked(
        client, "a.security_administrator", WHAT, person=of("a.task_force"), of="Problem", first=2,
        after=first["pageInfo"]["endCursor"],
    )  # fmt: skip  # columns side by side
    assert (first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)
    assert len({one["record"] for one in first["nodes"] + rest["nodes"]}) == 3
    for person, kind in (("b.head", "Problem"), ("a1.head", "Nothing"), ("a1x.head", "Problem")):
        given = {"person": of(person), "of": kind}
        assert await asked(client, "a.security_administrator", WHAT, **given) is None


async def test_the_accused_are_answered_as_if_there_were_no_such_record(client: Client) -> None:
    ladder = await complained(client.stage, against="a1")
    record, absent = f"Problem_{ladder.problem}", f"Problem_{uuid.uuid4()}"
    for asker, person in (("a.too", "a.head"), ("a.too", "a.too"), ("a1.head", "a1.head")):
        for query, given in (
            (WHY, {"person": of(person), "action": "problem.read"}),
            (WHO, {}),
        ):
            told = await client.ask(asker, query, {**given, "id": record})
            assert told == await client.ask(asker, query, {**given, "id": absent})
            assert list(told["data"].values()) == [None]
    other = await asked(client, "a.security_administrator", WHO, id=record)
    assert "a.handler" in {one["name"] for one in other["nodes"]}, "the control"
    assert "a1.head" not in {one["name"] for one in other["nodes"]}
    told = await why(client, "a.security_administrator", "a1.head", "problem.read", record)
    assert (told["allowed"], told["rule"], told["withheld"]) == (False, None, True)
    seen = await asked(client, "a.too", WHAT, person=of("a.head"), of="Problem")
    assert record not in {one["record"] for one in seen["nodes"]}
    seen = await asked(client, "a.security_administrator", WHAT, person=of("a.head"), of="Problem")
    assert record in {one["record"] for one in seen["nodes"]}, "the control"


async def test_nobody_is_told_nothing(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1")
    record = f"Problem_{ladder.problem}"
    given = {"person": of("a1.head"), "action": "problem.read", "id": record}
    assert (await client.ask(NOBODY, WHY, given))["data"] == {"explainAccess": None}
    assert (await client.ask(NOBODY, WHO, {"id": record}))["data"] == {"whoCanSee": None}


async def test_a_custom_role_is_named_where_one_of_its_permissions_is_the_ground(
    client: Client,
) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1")
    record = f"Problem_{ladder.problem}"
    given = (client, "a.level_administrator", "a.handler", "problem.read", record)
    assert not (await why(*given))["allowed"]
    said = {"title": "看问题", "permissions": ["task_force:problem.read"], **GROUND}
    made = await client.act("a.level_administrator", "defineRole", "customRole { id }", **said)
    post = f"Post_{client.stage.world.post('a.handler')}"
    lent = {"post": post, "customRole": made["customRole"]["id"], **GROUND}
    await client.act("a.level_administrator", "grantRole", "grant { id }", **lent)
    told = await why(*given)
    assert told["allowed"]
    assert {tuple(one["through"]) for one in told["grants"]} == {("看问题",)}
    listed = await asked(client, "a.level_administrator", WHO, id=record)
    through = {
        one["name"]: {tuple(by["through"]) for by in one["grants"]} for one in listed["nodes"]
    }
    assert through["a.handler"] == {("看问题",)}
    assert through["a.task_force"] == {()}, "the control: the same right by the post's own role"
    shown = await asked(client, "a.level_administrator", WHAT, person=of("a.handler"), of="Problem")
    assert {tuple(by["through"]) for one in shown["nodes"] for by in one["grants"]} == {("看问题",)}
    # Whoever asks about themself and reads no custom role of their unit's level is told no title.
    plain = await why(client, "a1.head", "a1.head", "problem.read", record)
    assert {tuple(one["through"]) for one in plain["grants"]} == {()}


async def test_a_page_of_who_sees_a_record_does_not_decide_about_everybody(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, ladder = client.stage, Ladder(client.stage)
    await ladder.bank("a1")
    record = f"Problem_{ladder.problem}"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(MANY, {"post": stage.world.post("a.head")})
    judged: list[str] = []
    judge = explaining._grants

    def counted(sitting: Any, known: Any, **more: Any) -> Any:
        judged.append(known.name)
        return judge(sitting, known, **more)

    monkeypatch.setattr(explaining, "_grants", counted)
    given = {"id": record, "first": 3}
    page = await asked(client, "a.security_administrator", WHO, **given)
    assert len(page["nodes"]) == 3
    assert page["pageInfo"]["hasNextPage"]
    assert len(judged) < 250
    judged.clear()
    seen, after = 0, None
    while True:
        page = await asked(
            client, "a.security_administrator", NAMES, id=record, first=200, after=after
        )
        seen += len(page["nodes"])
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert len(judged) > 600, "the control: whoever turns all pages has all judged"
    assert seen > 600
