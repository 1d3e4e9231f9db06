"""Whose a field is: what one feed made or was given, no other feed changes, and it can be read."""

from typing import Any

import psycopg
from scim2_models import EnterpriseUser

from ledger.reorganisation.planning import Step
from server.scim.storing import Entries
from storage.ids import printed
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.feeding import entries, made_feed
from tests.ledger.reorganising import administrators, done, unit
from tests.ledger.test_feeds import ENTERPRISE, NUMBER, ORGANISATION, USER, again, told, told_post
from tests.ledger.test_feeds_undoing import read, undo

CITIZEN = {NUMBER: {"citizenNumber": "11010519491231002X"}}
CITY = "city.organisation_department"
HOME, FIRST, SECOND = "520602000000", "520602001000", "520602002000"
MOVES = """select l.state, l.reason from app.feed_line l join app.feed f on f.id = l.feed_id
    where l.change->>'do' = 'move_person' and f.name = %s order by l.id"""
WAITING = "select id, version from app.feed_line where state = 'WAITING' order by id desc limit 1"
DIFFERENCES = "{ kind label told held managedBy }"


def unit_of(stage: Stage, name: str) -> str:
    code: str = stage.one(
        "select t.code from app.person p join app.tenant t on t.id = p.holder where p.name = %s",
        name,
    )
    return code


async def moved(feed: Entries, made: Any, unit: str) -> None:
    """A feed tells of another unit of somebody."""
    user = await feed.get(USER, made.id)
    user[EnterpriseUser] = EnterpriseUser(department=unit)
    await again(feed, USER, user)


async def confirmed(client: Client, who: str = ORGANISATION, **more: Any) -> dict[str, Any]:
    """An organisation department confirms the last line that waits."""
    ((key, version),) = client.stage.rows(WAITING)
    given = {"line": printed("FeedLine", key), "expectedVersion": version, **more}
    return await client.act(who, "confirmFeedLine", "line { state }", **given)


async def test_who_was_only_matched_is_moved_when_somebody_says_so_and_then_by_that_feed(
    client: Client,
) -> None:
    stage = client.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    made = await told(feed, "a.handler", **{ENTERPRISE: {"department": HOME}})
    ours = printed("Person", stage.world.person("a.handler"))
    assert (await confirmed(client, sameAs=ours))["line"]["state"] == "APPLIED"
    await moved(feed, made, FIRST)
    assert stage.rows(MOVES, "feed of a") == [("WAITING", "UNCLAIMED")]
    assert unit_of(stage, "a.handler") == HOME
    assert (await confirmed(client))["line"]["state"] == "APPLIED"
    assert unit_of(stage, "a.handler") == FIRST
    await moved(feed, made, SECOND)
    assert stage.rows(MOVES, "feed of a")[1:] == [("APPLIED", "NOTHING")]
    assert unit_of(stage, "a.handler") == SECOND


async def test_two_feeds_do_not_push_one_person_to_and_fro(client: Client) -> None:
    stage = client.stage
    first = await entries(stage, made_feed(stage.database, stage.world, "a"))
    second = await entries(stage, made_feed(stage.database, stage.world, "city"))
    below = await entries(stage, made_feed(stage.database, stage.world, "a2"))
    made = await told(first, "赵六", **{ENTERPRISE: {"department": FIRST}}, **CITIZEN)
    same = await told(second, "赵六", **{ENTERPRISE: {"department": FIRST}}, **CITIZEN)
    await moved(second, same, SECOND)
    assert stage.rows(MOVES, "feed of city") == [("WAITING", "ELSEWHERE")]
    assert (await confirmed(client))["code"] == "feed_line.elsewhere"
    assert unit_of(stage, "赵六") == FIRST
    # Control: whose it is moves them, and whose it is goes along to where they are now.
    await moved(first, made, SECOND)
    assert unit_of(stage, "赵六") == SECOND
    there = await told(below, "赵六", **{ENTERPRISE: {"department": SECOND}}, **CITIZEN)
    await moved(below, there, "520602002201")
    assert stage.rows(MOVES, "feed of a2") == [("WAITING", "ELSEWHERE")]
    assert unit_of(stage, "赵六") == SECOND


async def test_a_field_that_was_given_while_a_line_waited_is_not_taken(client: Client) -> None:
    stage = client.stage
    one = await entries(stage, made_feed(stage.database, stage.world, "a"))
    other = await entries(stage, made_feed(stage.database, stage.world, "city"))
    ours = printed("Person", stage.world.person("a.handler"))
    here = await told(one, "a.handler", **{ENTERPRISE: {"department": HOME}})
    await confirmed(client, sameAs=ours)
    there = await told(other, "a.handler", **{ENTERPRISE: {"department": HOME}})
    below = await confirmed(client, sameAs=ours)
    assert below["code"] == "feed_line.elsewhere", "entries of a feed further up are not for them"
    assert "line" in await confirmed(client, CITY, sameAs=ours)
    await moved(one, here, FIRST)
    await moved(other, there, SECOND)
    assert "line" in await confirmed(client)
    assert unit_of(stage, "a.handler") == SECOND
    assert (await confirmed(client))["code"] == "feed_line.elsewhere"
    assert unit_of(stage, "a.handler") == SECOND


async def test_what_was_claimed_by_a_line_that_is_taken_back_is_nobodys_again(
    client: Client,
) -> None:
    stage = client.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    ours = printed("Person", stage.world.person("a.handler"))
    made = await told(feed, "a.handler", **{ENTERPRISE: {"department": HOME}})
    await confirmed(client, sameAs=ours)
    await moved(feed, made, FIRST)
    await confirmed(client)
    claims = "select count(*) from app.managed_field where record_id = %s"
    assert stage.one(claims, stage.world.person("a.handler")) == 1, "the control: it was claimed"
    assert (await undo(client, await read(client)))["plan"]["kept"] == 0
    assert stage.one(claims, stage.world.person("a.handler")) == 0
    assert unit_of(stage, "a.handler") == HOME
    await moved(feed, made, HOME)
    await confirmed(client, sameAs=ours)
    await moved(feed, made, FIRST)
    assert stage.rows(MOVES, "feed of a") == [("UNDONE", "UNCLAIMED"), ("WAITING", "UNCLAIMED")]
    assert unit_of(stage, "a.handler") == HOME, "nobody has said so again"


async def test_whose_a_field_is_goes_along_in_a_merger(client: Client) -> None:
    stage = client.stage
    first = await entries(stage, made_feed(stage.database, stage.world, "city"))
    await told(first, "赵六", **{ENTERPRISE: {"department": FIRST}}, **CITIZEN)
    administrators(stage)
    await done(stage, "a", "MERGE", Step("MERGE", unit("a1"), to=unit("a2")))
    assert unit_of(stage, "赵六") == SECOND, "the control: people go along"
    kept = "select distinct t.code from app.managed_field m join app.tenant t on t.id = m.holder"
    assert stage.rows(kept) == [(SECOND,)]


async def test_a_field_that_is_another_feeds_out_of_sight_is_refused_and_no_bug(
    client: Client,
) -> None:
    stage = client.stage
    city = await entries(stage, made_feed(stage.database, stage.world, "city"))
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    ours = printed("Person", stage.world.person("a.handler"))
    for one, who in ((city, CITY), (feed, ORGANISATION)):
        made = await told(one, "a.handler", **{ENTERPRISE: {"department": HOME}})
        assert "line" in await confirmed(client, who, sameAs=ours)
    await moved(feed, made, FIRST)
    statement = """insert into app.managed_field (root, id, holder, record_id, field, feed_id)
        select f.root, gen_random_uuid(), %s, %s, 'tenant', f.id from app.feed f
        where f.name = 'feed of city'"""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        away = (stage.world.tenants["b"], stage.world.person("a.handler"))
        connection.execute(statement, away)
    assert (await confirmed(client))["code"] == "feed_line.elsewhere"
    assert unit_of(stage, "a.handler") == HOME


async def test_units_and_appointments_that_differ_are_listed_with_whose_they_are(
    client: Client,
) -> None:
    stage = client.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    zhang = await told(feed, "张三", **{ENTERPRISE: {"department": FIRST}})
    li = await told(feed, "李四")
    await told_post(feed, "办事员", zhang, code=FIRST)
    await told_post(feed, "档案员", li)
    key = printed("Feed", stage.one("select id from app.feed"))
    query = f'{{ reconcile(feed: "{key}") {{ differences {DIFFERENCES} }} }}'
    listed = (await client.ask(ORGANISATION, query))["data"]["reconcile"]["differences"]
    assert listed == [], "control: nothing differs"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.person set holder = %s where name = '张三'", [stage.world.tenants["a2"]]
        )
        connection.execute("""update app.appointment set relieved_on = '2026-04-15' where post_id =
            (select id from app.post where title = '档案员')""")
        connection.execute("update app.feed_member set gone_at = now() where user_id ="
                           " (select id from app.feed_entry where label = '张三')")  # fmt: skip  # reads as a table
        connection.execute("""insert into app.appointment
            (root, id, holder, post_id, person_id, appointed_on)
            select s.root, gen_random_uuid(), s.holder, s.id, %s, '2026-04-15' from app.post s
            where s.title = '办事员'""", [stage.world.person("a.handler")])  # fmt: skip  # reads as a table
    listed = (await client.ask(ORGANISATION, query))["data"]["reconcile"]["differences"]
    found = {(one["kind"], one["label"]): one for one in listed}
    told_here = {key: (one["told"], one["held"], one["managedBy"]) for key, one in found.items()}
    assert told_here == {
        ("UNIT", "张三"): (FIRST, SECOND, "feed of a"),
        ("TOLD_BUT_NOT_HELD", "李四"): ("档案员", "", "feed of a"),
        ("HELD_BUT_NOT_TOLD", "张三"): ("", "办事员", "feed of a"),
        ("HELD_BUT_NOT_TOLD", "a.handler"): ("", "办事员", ""),
    }
