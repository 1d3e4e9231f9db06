"""What became of what a unit found or passed on: listed for it for good, narrowed, ordered and flat."""

import dataclasses
from datetime import timedelta
from typing import Any

import psycopg

from ledger.problems.name_accused import NameAccused, name_accused
from policies.facts import ANYONE
from schema.answering import Request
from tenants.viewer import Viewer
from tests.golden.test_plans import explained, nodes
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.world import key_of

PASSED = """query($filter: ProblemFilter, $order: ProblemOrder) {
  passedProblems(filter: $filter, orderBy: $order) {
    totalCount nodes { dueOn problem { id state title } } } }"""
PAGE = """query($filter: ProblemFilter, $order: ProblemOrder) {
  passedProblems(first: 20, filter: $filter, orderBy: $order) {
    nodes { dueOn problem { id } } pageInfo { hasNextPage } } }"""
COPIES = 3000
COPY = """insert into app.problem select copied.* from app.problem p, generate_series(1, %s) n,
  jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'number', null,
    'due_on', p.due_on + mod(n, 300), 'reported_at', p.reported_at - n * interval '1 hour')) copied
  where p.open = (mod(n, 2) = 0)"""
TRAIL = """insert into app.problem_trail select copied.* from app.problem_trail t, app.problem p,
  jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'problem_id', p.id,
    'open', p.open, 'due_on', p.due_on, 'reported_at', p.reported_at)) copied
  where t.problem_id = %s
    and not exists (select from app.problem_trail known where known.problem_id = p.id)"""


async def passed(
    client: Client, who: str | Viewer, *, order: str | None = None, **given: Any
) -> list[str]:
    """What passed, by title; every row is one that may be read, and all are counted."""
    told = await client.ask(who, PASSED, {"filter": given, "order": order})
    assert "errors" not in told, told
    found = told["data"]["passedProblems"]
    assert found["totalCount"] == len(found["nodes"])
    return [one["problem"]["id"] for one in found["nodes"]]


async def ended_elsewhere(client: Client) -> Ladder:
    """Found by a village, taken up by its township and county, solved and closed at another township."""
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    await ladder.rise_to("a")
    await ladder.triage()
    await ladder.down("a2")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED")
    await ladder.close()
    assert ladder.now()["state"] == "CLOSED"
    return ladder


async def under_way(client: Client) -> Ladder:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    await ladder.rise_to("a")
    return ladder


def name(ladder: Ladder) -> str:
    return f"Problem_{ladder.problem}"


async def test_what_ended_elsewhere_stays_with_those_it_passed_through(client: Client) -> None:
    done, open_ = await ended_elsewhere(client), await under_way(client)
    village = f"Tenant_{key_of('tenant', 'a1x')}"
    for who in ("a1x.head", "a1x.handler", "a1.head"):
        assert set(await passed(client, who)) == {name(done), name(open_)}, who
        assert await passed(client, who, open=False) == [name(done)], who
        assert await passed(client, who, open=True) == [name(open_)], who
        assert await passed(client, who, state="CLOSED", origin=village) == [name(done)], who
    for who in ("a1y.head", "b1.head", "a.head", "a2.head"):
        assert await passed(client, who) == [], who


async def test_it_is_narrowed_and_ordered_as_every_list_is(client: Client) -> None:
    first = await ended_elsewhere(client)
    # Of one instant, whichever identifier is lower is first.
    client.stage.now += timedelta(minutes=1)
    second = await under_way(client)
    a, b = (f"Tenant_{key_of('tenant', unit)}" for unit in ("a", "b"))
    a1x = (client, "a1x.head")
    assert await passed(*a1x, order="REPORTED_AT") == [name(first), name(second)]
    assert await passed(*a1x, order="REPORTED_AT_DESC") == [name(second), name(first)]
    by_day = await passed(*a1x, order="DUE_ON")
    assert await passed(*a1x, order="DUE_ON_DESC") == by_day[::-1]
    assert await passed(*a1x, holder=a) == [name(second)], "where it lies now"
    assert len(await passed(*a1x, tenant=a)) == 2
    assert await passed(*a1x, tenant=b) == []
    assert len(await passed(*a1x, text="水渠", listType="AUDIT", field="OTHER")) == 2
    assert await passed(*a1x, text="路灯") == []
    assert await passed(*a1x, label="SET_TIME") == [name(first)]
    for nothing in (
        {"campaign": f"Campaign_{key_of('campaign', 'none')}"},
        {"cluster": f"Cluster_{key_of('cluster', 'none')}"},
        {"leadPost": f"Post_{key_of('post', 'a1.head')}"},
        {"category": "x", "channel": "PHONE", "fromDiary": True},
        {"dueBefore": "2020-01-01", "overdue": True, "owedLate": True},
        {"dueAfter": "2100-01-01"},
    ):
        assert await passed(*a1x, **nothing) == [], nothing


async def test_who_may_not_read_it_counts_nothing_by_narrowing(client: Client) -> None:
    """Neither by role nor, once it is against them, by the wall: no row, no number, no search."""
    ladder = await under_way(client)
    assert len(await passed(client, "a1.head", text="水渠")) == 1
    head = await client.stage.viewer("a1.head")
    nothing = frozenset({ANYONE})
    guest = dataclasses.replace(head, roles=nothing, all_roles=nothing)
    assert await passed(client, guest) == await passed(client, guest, text="水渠") == []
    await ladder.do(
        "a.task_force", name_accused, NameAccused, (key_of("tenant", "a1"),), "群众反映该镇"
    )
    for who in ("a1.head", "a1x.head"):
        assert await passed(client, who) == await passed(client, who, text="水渠") == [], who


async def read_by(client: Client, said: dict[str, Any]) -> dict[tuple[str, str], float]:
    """How many rows each node of the plan looks at for a page of what passed a village."""
    viewer = await client.stage.viewer("a1x.head")
    assert "errors" not in await client.ask(viewer, PAGE, said)
    request = Request(PAGE, None, said, viewer, "en", allow_mutation=True, request_id="test")
    *_, statement = client.answering.plans.of(
        request.query, request.operation_name
    ).statements.values()
    plan = explained(client.stage.database, viewer, statement, said)
    return {
        (one["Node Type"], one["Relation Name"]): one["Actual Loops"]
        * (one["Actual Rows"] + one.get("Rows Removed by Filter", 0))
        for one in nodes(plan)
        if "Relation Name" in one
    }


async def test_a_page_reads_its_own_rows_however_much_has_passed(client: Client) -> None:
    await ended_elsewhere(client)
    ladder = await under_way(client)
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(COPY, [COPIES])
        connection.execute(TRAIL, [ladder.problem])
        connection.execute("analyze app.problem, app.problem_trail")
    newest = "REPORTED_AT_DESC"
    for order, given in (
        *((order, {}) for order in ("DUE_ON", "DUE_ON_DESC", "REPORTED_AT", newest)),
        *((order, {"open": False}) for order in ("DUE_ON", newest)),
        *((order, {"open": True}) for order in ("DUE_ON", "DUE_ON_DESC")),
        ("DUE_ON", {"text": "无此字样"}),
    ):
        read = await read_by(client, {"filter": given, "order": order})
        assert max(read.values(), default=0) <= 100, (order, given, read)
