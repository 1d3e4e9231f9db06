"""A number opens as a list: by unit, category, campaign and due day, on every desk; what passed is paged."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from sqlalchemy import func, select

from ledger.clusters.form_cluster import FormCluster, form_cluster
from ledger.clusters.join_cluster import JoinCluster, join_cluster
from ledger.problems import standards
from ledger.problems.amend_report import AmendReport, amend_report
from ledger.problems.categorise_problem import CategoriseProblem, categorise_problem
from ledger.problems.filters import UNCOUNTED
from ledger.problems.name_accused import NameAccused, name_accused
from ledger.problems.report_problem import ReportProblem, report_problem
from storage.reads import Reads
from tenants.refusals import DatabaseBusy
from tests import world
from tests.ledger.acting import Client
from tests.ledger.backlog import as_csv, row
from tests.ledger.ladder import Ladder
from tests.ledger.test_intake_import import taken
from tests.world import key_of

NARROWED = """query($filter: ProblemFilter, $order: ProblemOrder) {
  %s(filter: $filter, orderBy: $order) { totalCount nodes { id dueOn } } }"""
SAYING = func.app.problems_saying("水渠").alias("saying")
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
        "leadPost": f"Post_{key_of('post', 'a1.head')}",
        "cluster": f"Cluster_{key_of('cluster', 'none')}",
        "origin": f"Tenant_{key_of('tenant', 'a1')}",
        "channel": "PHONE",
        "text": "水渠",
        "open": True,
        "state": "BANKED",
    }
    for order in ("DUE_ON_DESC", "REPORTED_AT"):
        assert await listed(client, "a.task_force", desk, order=order, **given) == []


async def saying(client: Client, unit: str, title: str, place: str = "", source: str = "") -> str:
    report = ReportProblem(
        uuid.uuid4(), "AUDIT", title, "事实", place=place, source=source, channel="OWN_FINDING"
    )
    return f"Problem_{await client.stage.done(f'{unit}.handler', report_problem, report)}"


async def test_two_characters_of_title_place_or_source_find_a_problem(client: Client) -> None:
    canal = await saying(client, "a1", "村东水渠，堵塞三个月", "村东第二组")
    lamp = await saying(client, "a1", "路灯不亮 Lamp", "村西", "Ａ座来电")
    far = await saying(client, "b1", "水渠堵塞")
    search = (client, "a1.head")
    assert await listed(*search, text="水渠") == [canal]
    assert await listed(*search, text="渠堵塞") == [canal], "marks do not count"
    assert await listed(*search, text="第二") == [canal]
    assert await listed(*search, text="来电") == [lamp]
    assert await listed(*search, text="lamP") == [lamp]
    assert set(await listed(*search, text="村东")) == {canal}
    assert await listed(*search, text="东路") == [], "not across two lines"
    assert await listed(client, "a.head", text="水渠") == [canal]
    assert await listed(client, "a2.head", text="水渠") == []
    assert await listed(client, "b1.head", text="水渠") == [far]
    assert await listed(*search, text="渠 道") == await listed(*search, text="渠，道") == []
    assert await listed(*search, text="水 渠。") == [canal]
    for ill in ("渠", "渠。", "，。", " （渠） ", "渠" * 101):
        told = await client.ask("a1.head", NARROWED % "problems", {"filter": {"text": ill}})
        assert told["errors"][0]["extensions"]["code"] == "record.text_refused"


async def test_a_search_that_takes_too_long_is_told_that_its_text_is_too_broad(
    client: Client,
) -> None:
    impatient = make_conninfo(client.stage.database.app_dsn, options="-c statement_timeout=1ms")
    reads = Reads(impatient, size=1)
    await reads.open()
    client.answering._reading = replace(client.answering._reading, reads=reads)
    try:
        broad = {"filter": {"text": "道路"}}
        (error,) = (await client.ask("a1.head", NARROWED % "problems", broad))["errors"]
        assert error["extensions"]["code"] == "record.text_too_broad"
        assert "Write more characters" in error["message"]
        # What looks for no text, or for none this time, is ended because all are busy.
        for given in ({}, {"filter": {"text": None}}):
            with pytest.raises(DatabaseBusy):
                await client.ask("a1.head", NARROWED % "problems", given)
    finally:
        await reads.close()


async def test_what_does_not_count_in_a_text_is_what_the_database_leaves_out(stage) -> None:
    # Of what stands before a blank, nothing but tabs and ends of lines is taken.
    characters = [n for n in range(32, 65536) if not 0xD800 <= n < 0xE000]
    left_out = "select array_agg(n) from unnest(%s::int[]) n where app.bare(chr(n)) = ''"
    uncounted = [n for n in characters if UNCOUNTED.fullmatch(chr(n))]
    assert sorted(stage.one(left_out, characters)) == uncounted


async def test_a_text_is_looked_for_as_it_reads_and_lies_now(client: Client) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    title = stage.one("select title from app.problem")[:4]
    assert await listed(client, "a1.head", text=title) == [name(ladder)]
    assert await listed(client, "a.head", text=title) == [], "not before it is handed up"
    await ladder.rise_to("a")
    await ladder.triage()
    await ladder.down("a2")
    for who in ("a.head", "a2.head"):
        assert await listed(client, who, text=title) == [name(ladder)]
    other = await saying(client, "a1", "路灯不亮")
    amended = AmendReport(uuid.UUID(other[8:]), 1, title="改过的标题")
    await stage.done("a1.handler", amend_report, amended)
    assert await listed(client, "a1.head", text="路灯") == []
    assert await listed(client, "a1.head", text="改过") == [other]


async def test_the_search_tells_the_accused_nothing(client: Client) -> None:
    stage = client.stage
    root, units = stage.world.tenants["city"], stage.world.tenants
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        held = {"root": root, "holder": units["a"]}
        world.put_in_post(connection, held, "a.both", roles=["unit_head", "task_force"])
        sits = {"root": root, "holder": units["a2"]}
        given = {"roles": ["handler"], "person": "a.both", "leading": False}
        world.put_in_post(connection, sits, "a2.both_sits", **given)
    found = await saying(client, "a1", "村东水渠堵塞")
    for who in ("a.both", "a.head", "a1.head"):
        assert await listed(client, who, text="水渠") == [found]
    said = NameAccused(uuid.UUID(found[8:]), 1, (key_of("tenant", "a2"),), "已查明")
    await stage.done("a1.handler", name_accused, said)
    assert await listed(client, "a.both", text="水渠") == []
    assert await listed(client, "a.head", text="水渠") == [found]
    for post, seen in (("a.both", 0), ("a.head", 1)):
        viewer = await stage.viewer(post)
        async with stage.sittings.open(viewer, act="look") as sitting:
            rows = await sitting.rows(select(func.count()).select_from(SAYING))
        assert rows[0]["count_1"] == seen, "not even the keys"


async def test_channel_origin_lead_post_and_cluster_open_as_lists(client: Client) -> None:
    stage = client.stage
    own, other = await at(client, "a1"), await at(client, "a1x")
    a1, a1x = (f"Tenant_{key_of('tenant', unit)}" for unit in ("a1", "a1x"))
    assert await listed(client, "a1.head", origin=a1) == [name(own)]
    await other.rise_to("a")
    await other.triage()
    await other.down("a2")
    assert await listed(client, "a.head", origin=a1x) == [name(other)]
    lead = stage.one("select lead_post from app.problem where lead_post is not null")
    assert await listed(client, "a.head", leadPost=f"Post_{lead}") == [name(other)]
    channel = stage.one("select channel from app.problem where id = %s", own.problem)
    assert name(own) in await listed(client, "a.head", channel=channel)
    assert await listed(client, "a.head", channel="PUBLIC_OPINION") == []
    await own.do("a1.task_force", categorise_problem, CategoriseProblem, "land")
    cluster = await stage.done("a1.task_force", form_cluster, FormCluster("水渠类", "land"))
    joins = JoinCluster(cluster, own.problem, own.now()["version"])
    await stage.done("a1.task_force", join_cluster, joins)
    assert await listed(client, "a1.head", cluster=f"Cluster_{cluster}") == [name(own)]


async def test_the_newest_come_first_page_by_page(client: Client) -> None:
    made = [name(await at(client, "a1")) for _ in range(3)]
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        for number, one in enumerate(made):
            connection.execute(
                "update app.problem set reported_at = now() - make_interval(days => %s)"
                " where 'Problem_' || id = %s",
                [number, one],
            )
    assert await listed(client, "a1.head", order="REPORTED_AT_DESC") == made
    assert await listed(client, "a1.head", order="REPORTED_AT") == made[::-1]
    page = """query($after: String) { problems(first: 1, after: $after, orderBy: REPORTED_AT_DESC) {
      nodes { id } pageInfo { endCursor hasNextPage } } }"""
    found, after = [], None
    for _ in made:
        told = (await client.ask("a1.head", page, {"after": after}))["data"]["problems"]
        found += [one["id"] for one in told["nodes"]]
        after = told["pageInfo"]["endCursor"]
    assert found == made
    assert not told["pageInfo"]["hasNextPage"]


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
