"""Who leaves by a feed, who reads it, and what waits: the level decides, and stays managed."""

import psycopg
import pytest

from ledger.appointments.widening import MANAGING, Powers
from ledger.feeds.planning import ADMINISTRATORS
from policies.book import load
from tests import world
from tests.ledger.feeding import entries, made_feed
from tests.ledger.giving import GROUND, Giving, giving
from tests.ledger.test_feeds import GROUP, USER, again, told, told_post

__all__ = ["giving"]

ORGANISATION = "a.organisation_department"
TOWNSHIP, VILLAGE = "520602001000", "520602001201"
LINES = "select label, state, reason, gains from app.feed_line where kind = 'MOVE' order by id"
LEFT = """select a.relieved_on is not null from app.appointment a join app.person p
    on p.id = a.person_id where p.name = %s order by 1"""
WAITING = "select id, version from app.feed_line where state = 'WAITING' and label = %s"
FEEDS = """{ feeds(first: 5) { totalCount nodes { name tenant { name } plans(first: 1) {
    nodes { lines(first: 5) { nodes { label } } } } } } }"""


async def confirmed(giving: Giving, who: str, label: str) -> dict[str, object]:
    ((key, version),) = giving.stage.rows(WAITING, label)
    given = {"line": f"FeedLine_{key}", "expectedVersion": version, **GROUND}
    return await giving.client.act(who, "confirmFeedLine", "line { state }", **given)


async def test_feeds_are_read_by_who_decides_on_them_at_the_level_and_the_one_above(
    giving: Giving,
) -> None:
    stage = giving.stage
    for unit in ("a", "b", "a1", "city"):
        feed = await entries(stage, made_feed(stage.database, stage.world, unit))
        await told(feed, f"{unit} 的新人")
    seen = {}
    for who in (
        "a.administrator", ORGANISATION, "city.administrator", "a1.administrator",
        "a.head", "a2.administrator", "city.security_administrator",
    ):  # fmt: skip  # a signature in few lines
        said = (await giving.client.ask(who, FEEDS))["data"]["feeds"]
        assert said["totalCount"] == len(said["nodes"])
        seen[who] = {one["name"].removeprefix("feed of ") for one in said["nodes"]}
        for one in said["nodes"]:
            assert one["plans"]["nodes"][0]["lines"]["nodes"], "with what they bring"
    assert seen == {
        "a.administrator": {"a", "a1"},
        ORGANISATION: {"a", "a1"},
        "city.administrator": {"city", "a", "b"},
        "a1.administrator": {"a1"},
        "city.security_administrator": {"city", "a", "b"},
        "a.head": set(),
        "a2.administrator": set(),
    }


@pytest.mark.parametrize("rights_from", ["OFFICE", "TOWNSHIP", "CITY"])
async def test_a_post_with_rights_waits_from_whichever_level_the_feed_was_set_up(
    giving: Giving, rights_from: str
) -> None:
    """What a feed is set up for cannot allow what the rule book does not."""
    stage = giving.stage
    secret = made_feed(stage.database, stage.world, "a", rights_from=rights_from)
    feed = await entries(stage, secret)
    li = await told(feed, "李四")
    await told_post(feed, "a1x.handler", li, code=VILLAGE)
    ((label, state, reason, gains),) = stage.rows(LINES)
    assert (label, state, reason) == ("李四", "WAITING", "RIGHTS")
    assert "handler" in gains
    assert stage.rows(LEFT, "李四") == [], "nothing is held yet"
    # Control: a post that carries nothing is filled at once.
    await told_post(feed, "办事员", li, code=VILLAGE)
    assert stage.rows(LEFT, "李四") == [(False,)]


async def test_a_feed_puts_nobody_out_of_a_post_with_rights(giving: Giving) -> None:
    """Whoever stole its secret would have every head out of office at once, and nobody asked."""
    stage = giving.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "city"))
    heads = ["李四", "王五", "赵六"]
    people = {name: await told(feed, name) for name in heads}
    handlers = await told_post(feed, "a1x.handler", *people.values(), code=VILLAGE)
    for name in heads:
        assert "line" in await confirmed(giving, "a1.administrator", name)
    clerk = await told(feed, "办事的人")
    office = await told_post(feed, "办事员", clerk, people["赵六"], code=VILLAGE)
    await again(feed, USER, await feed.get(USER, people["李四"].id), active=False)
    group = await feed.get(GROUP, handlers.id)
    others = [one for one in group.members if one.value != people["王五"].id]
    await again(feed, GROUP, group, members=others)
    await feed.delete(USER, people["赵六"].id)
    lost = "select label, kind, state, loses from app.feed_line where reason = 'RIGHTS' and loses <> '{}'"
    assert sorted(row[:3] for row in stage.rows(lost)) == [
        ("李四", "LEAVE", "WAITING"), ("王五", "MOVE", "WAITING"), ("赵六", "LEAVE", "WAITING"),
    ]  # fmt: skip  # reads as a table
    assert all("handler" in loses for *_, loses in stage.rows(lost))
    assert stage.rows(LEFT, "李四") + stage.rows(LEFT, "王五") == [(False,), (False,)]
    assert stage.rows(LEFT, "赵六") == [(False,), (False,)], "who leaves leaves all at once"
    # The controls: without rights it is done at once, and with them when somebody says so.
    await again(feed, GROUP, await feed.get(GROUP, office.id), members=[])
    assert stage.rows(LEFT, "办事的人") == [(True,)]
    ((key, version),) = stage.rows(WAITING, "李四")
    bare = {"line": f"FeedLine_{key}", "expectedVersion": version}
    refused = await giving.client.act("a1.administrator", "confirmFeedLine", "line { id }", **bare)
    assert refused.get("code") == "record.text_refused", refused
    assert stage.rows(LEFT, "李四") == [(False,)]
    assert "line" in await confirmed(giving, "a1.administrator", "李四")
    assert stage.rows(LEFT, "李四") == [(True,)]


def test_whoever_manages_a_unit_is_an_administrator_to_feeds() -> None:
    """So a line that takes the last manager away always waits for somebody who is weighed."""
    book = load()
    powers = Powers(book)
    managing = set()
    for role in book.roles:
        holds = powers.standing([(1, frozenset({(role, "*")}), None)]).holds
        mine = {one.trust for one in holds if one.action == MANAGING}
        if mine == {True, False}:
            managing.add(role)
    assert managing
    assert [one for one in managing if not book.with_included(one) & ADMINISTRATORS] == []


async def last_administrator(giving: Giving) -> tuple[object, object]:
    """A feed brings a1 a second administrator, and then the first one goes."""
    stage = giving.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    li = await told(feed, "李四")
    await told_post(feed, "a1.administrator", li, code=TOWNSHIP)
    assert (await confirmed(giving, "a.administrator", "李四"))["line"] == {"state": "APPLIED"}
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.appointment set relieved_on = appointed_on where person_id = %s",
            [stage.world.person("a1.administrator")],
        )
    await again(feed, USER, await feed.get(USER, li.id), active=False)
    return feed, li


async def test_a_feed_and_whoever_confirms_it_leave_no_unit_without_a_manager(
    giving: Giving,
) -> None:
    stage = giving.stage
    await last_administrator(giving)
    assert stage.rows(LEFT, "李四") == [(False,)], "the feed itself ends nothing"
    before = (stage.everything(), stage.rows("select l::text from app.feed_line l order by id"))
    refused = await confirmed(giving, "a.administrator", "李四")
    assert refused.get("code") == "grant.unmanaged", refused
    after = (stage.everything(), stage.rows("select l::text from app.feed_line l order by id"))
    assert after == before
    # Control: with another administrator there it is done.
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        row = connection.execute(
            "select holder, root from app.post where id = %s", [stage.world.post("a1.desk")]
        ).fetchone()
        place = {"holder": row[0], "root": row[1]}
        world.put_in_post(connection, place, "a1.second", roles=["level_administrator"])
    assert (await confirmed(giving, "a.administrator", "李四"))["line"] == {"state": "APPLIED"}
    assert stage.rows(LEFT, "李四") == [(True,)]


async def test_nobody_is_relieved_through_a_feed_by_who_holds_no_more(giving: Giving) -> None:
    stage = giving.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "city"))
    wang = await told(feed, "王五")
    await told_post(feed, "a.administrator", wang, code="520602000000")
    done = await confirmed(giving, "city.administrator", "王五")
    assert done["line"] == {"state": "APPLIED"}
    await again(feed, USER, await feed.get(USER, wang.id), active=False)
    refused = await confirmed(giving, "a.administrator", "王五")
    assert refused.get("code") == "grant.senior", refused
    assert stage.rows(LEFT, "王五") == [(False,)]
    # Control: the level above does it.
    assert (await confirmed(giving, "city.administrator", "王五"))["line"] == {"state": "APPLIED"}
    assert stage.rows(LEFT, "王五") == [(True,)]


async def test_what_became_an_administrators_post_while_a_line_waited_is_weighed(
    giving: Giving,
) -> None:
    """A line that waits for the budget only, and is confirmed with the whole plan."""
    stage = giving.stage
    secret = made_feed(stage.database, stage.world, "a", budget=1)
    feed = await entries(stage, secret)
    li = await told(feed, "李四")
    await told_post(feed, "a.spare", li, code="520602000000")
    for number in range(5):
        await told(feed, f"新人{number}")
    assert stage.one("select state from app.feed") == "STOPPED"
    await again(feed, USER, await feed.get(USER, li.id), active=False)
    assert stage.rows("select reason from app.feed_line where kind = 'LEAVE'") == [("BUDGET",)]
    assert "grant" in await giving.grant("city.administrator", "a.spare", "level_administrator")
    read = stage.rows("select id, hash from app.feed_plan")[0]
    given = {"plan": f"FeedPlan_{read[0]}", "hash": read[1], **GROUND}
    refused = await giving.client.act("a.administrator", "confirmFeedPlan", "plan { id }", **given)
    assert refused.get("code") == "grant.senior", refused
    assert stage.rows(LEFT, "李四") == [(False,)]
    # Control: the level above confirms the plan.
    done = await giving.client.act("city.administrator", "confirmFeedPlan", "plan { id }", **given)
    assert "plan" in done, done
    assert stage.rows(LEFT, "李四") == [(True,)]
