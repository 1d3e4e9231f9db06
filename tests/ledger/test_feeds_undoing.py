"""A plan is taken back exactly as far as it was read, in portions, and over nobody else's change."""

import uuid
from typing import Any

import psycopg
import pytest

from ledger.feeds.refusals import FeedUndoImpossible, FeedUndoStale
from tests.ledger.acting import Client
from tests.ledger.feeding import entries, made_feed
from tests.ledger.test_feeds import GROUP, ORGANISATION, USER, again, told, told_post

PLAN = (
    "feeds(first: 5) { nodes { plans(first: 1) { nodes {"
    " id hash undoToken applied kept undone waiting people } } } }"
)
SHOWN = "plan { undoToken applied kept undone }"
STATES = "select label, state, kept_because from app.feed_line order by id"
HOLDING = """select s.title from app.appointment a join app.post s on s.id = a.post_id
  join app.person p on p.id = a.person_id
  where p.name = %s and a.relieved_on is null order by 1"""


async def read(client: Client) -> dict[str, Any]:
    shown = await client.ask(ORGANISATION, f"{{ {PLAN} }}")
    (plan,) = shown["data"]["feeds"]["nodes"][0]["plans"]["nodes"]
    found: dict[str, Any] = plan
    return found


async def undo(client: Client, plan: dict[str, Any], **more: Any) -> dict[str, Any]:
    said = {"plan": plan["id"], "undoToken": plan["undoToken"], **more}
    done: dict[str, Any] = await client.act(ORGANISATION, "undoFeedPlan", SHOWN, **said)
    return done


def everything(client: Client) -> list[Any]:
    """People, posts, appointments and lines, word for word."""
    return [
        client.stage.rows(f"select row(x.*)::text from app.{name} x order by id")
        for name in ("person", "post", "appointment", "feed_entry", "feed_line", "feed_plan")
    ]


def by_hand(client: Client, statement: str, *given: Any) -> None:
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        assert connection.execute(statement, given).rowcount == 1


async def test_what_was_confirmed_since_is_not_taken_back_unread(client: Client) -> None:
    stage = client.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    await told(feed, "张三")
    await told(feed, "a.handler")
    morning = await read(client)
    assert (morning["applied"], morning["waiting"]) == (1, 1)
    key, version = stage.one("select id, version from app.feed_line where state = 'WAITING'")
    line = {"line": f"FeedLine_{key}", "expectedVersion": version, "somebodyNew": True}
    done = await client.act(ORGANISATION, "confirmFeedLine", "line { state }", **line)
    assert done["line"]["state"] == "APPLIED"
    before = everything(client)
    stale = await undo(client, morning)
    assert stale["code"] == FeedUndoStale.code
    assert everything(client) == before
    noon = await read(client)
    told_so = {one["name"]: one["value"] for one in stale["details"]}
    assert told_so == {"applied": "2", "undo_token": noon["undoToken"]}
    assert noon["undoToken"] != morning["undoToken"]
    taken = await undo(client, noon)
    assert taken["plan"] == {
        "undoToken": noon["undoToken"], "applied": 0, "kept": 0, "undone": 2,
    }  # fmt: skip  # columns side by side


async def test_what_the_feed_told_since_is_not_taken_back_unread(client: Client) -> None:
    stage = client.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    await told(feed, "张三")
    morning = await read(client)
    await told(feed, "李四")
    assert (await undo(client, morning))["code"] == FeedUndoStale.code
    assert {state for _, state, _ in stage.rows(STATES)} == {"APPLIED"}


async def test_a_long_plan_is_taken_back_in_portions_each_of_them_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = client.stage
    monkeypatch.setattr("ledger.feeds.undo_feed_plan.MOST_AT_ONCE", 10)
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    people = [await told(feed, f"新人{number}") for number in range(7)]
    await told_post(feed, "办事员", *people)
    plan = await read(client)
    assert plan["applied"] == 7 * 2 + 1
    key = uuid.uuid4().hex
    first = await undo(client, plan, key=key)
    # Entry by entry: nobody is taken out of the post and left bound, or the other way round.
    assert first["plan"] == {
        "undoToken": plan["undoToken"], "applied": 5, "kept": 0, "undone": 10,
    }  # fmt: skip  # columns side by side
    before = everything(client)
    again_said = await undo(client, plan, key=key)
    assert (again_said["replayed"], again_said["plan"]) == (True, first["plan"])
    assert everything(client) == before, "a retry does no other portion"
    last = await undo(client, plan)
    assert (last["plan"]["applied"], last["plan"]["undone"]) == (0, 15)
    assert stage.one("select count(*) from app.appointment where relieved_on is null") == stage.one(
        "select count(*) from app.appointment a join app.person p on p.id = a.person_id"
        " where a.relieved_on is null and p.name not like '新人%%'"
    )
    await told(feed, "后来的人")
    bound = "select count(*) from app.feed_entry where person_id is not null"
    assert stage.one(bound) == 1, "what was taken back is not done anew by the next call"


async def test_what_others_changed_since_stays_and_its_line_says_why(client: Client) -> None:
    stage = client.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    one, other = await told(feed, "张三"), await told(feed, "李四")
    group = await told_post(feed, "办事员", one, other)
    await again(feed, USER, one, display_name="张三丰")
    plan = await read(client)
    by_hand(client, "update app.person set name = '张三峰' where name = '张三丰'")
    taken = await undo(client, plan)
    # All of 张三 stays: the name, the post and being known. And the post, since somebody is in it.
    assert (taken["plan"]["applied"], taken["plan"]["kept"]) == (0, 4)
    said = {(label, state, why) for label, state, why in stage.rows(STATES)}
    why = FeedUndoImpossible.code
    assert said == {
        ("张三", "APPLIED", why), ("李四", "UNDONE", None), ("办事员", "APPLIED", why),
    }  # fmt: skip  # columns side by side
    assert stage.rows(HOLDING, "张三峰") == [("办事员",)]
    assert stage.rows(HOLDING, "李四") == []
    # Once it is as the line left it, what was kept is tried again.
    by_hand(client, "update app.person set name = '张三丰' where name = '张三峰'")
    last = await undo(client, plan)
    assert (last["plan"]["kept"], last["plan"]["undone"]) == (0, 6)
    assert stage.rows(HOLDING, "张三") == []
    assert stage.one("select valid_until is not null from app.post where title = '办事员'")
    assert group.id


async def test_nobody_is_put_back_beside_a_successor_and_half_a_move_is_none(
    client: Client,
) -> None:
    stage = client.stage
    secret = made_feed(stage.database, stage.world, "a")
    feed = await entries(stage, secret)
    mover = await told(feed, "张三")
    left, new = await told_post(feed, "旧职", mover), await told_post(feed, "新职")
    # The day before: what is told today makes a plan of its own.
    by_hand(client, "update app.feed_plan set planned_on = planned_on - 1")
    by_hand(client, "update app.appointment set appointed_on = appointed_on - 1"
            " where post_id = (select id from app.post where title = '旧职')")  # fmt: skip  # reads as a sentence
    await again(feed, GROUP, new, members=[{"value": mover.id}])
    await again(feed, GROUP, left, members=[])
    assert stage.rows(HOLDING, "张三") == [("新职",)]
    plan = await read(client)
    assert plan["applied"] == 2
    by_hand(
        client,
        "insert into app.appointment (root, holder, id, post_id, person_id, appointed_on)"
        " select s.root, s.holder, gen_random_uuid(), s.id, %s, (select max(planned_on)"
        " from app.feed_plan) from app.post s where s.title = '旧职'",
        stage.world.person("a.handler"),
    )
    before = everything(client)[:3]
    taken = await undo(client, plan)
    assert (taken["plan"]["kept"], taken["plan"]["undone"]) == (2, 0)
    assert everything(client)[:3] == before
    # The control: without a successor both halves are taken back.
    by_hand(client, "update app.appointment set relieved_on = appointed_on where person_id = %s"
            " and post_id = (select id from app.post where title = '旧职')",
            stage.world.person("a.handler"))  # fmt: skip  # reads as a sentence
    taken = await undo(client, plan)
    assert (taken["plan"]["kept"], taken["plan"]["undone"]) == (0, 2)
    assert stage.rows(HOLDING, "张三") == [("旧职",)]


async def test_a_post_that_was_given_rights_since_is_not_closed(client: Client) -> None:
    stage = client.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    await told_post(feed, "新设职务")
    plan = await read(client)
    by_hand(client, "update app.post set roles = '{handler}' where title = '新设职务'")
    assert (await undo(client, plan))["plan"]["kept"] == 1
    assert stage.one("select valid_until is null from app.post where title = '新设职务'")


async def test_a_later_plan_about_the_same_person_stands_against_it(client: Client) -> None:
    stage = client.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    one = await told(feed, "张三")
    by_hand(client, "update app.feed_plan set planned_on = planned_on - 1")
    yesterday = stage.one("select id from app.feed_plan")
    await again(feed, USER, one, display_name="张三丰")
    query = f'{{ feedPlan(id: "FeedPlan_{yesterday}") {{ id undoToken applied }} }}'
    plan = (await client.ask(ORGANISATION, query))["data"]["feedPlan"]
    assert (await undo(client, plan))["plan"]["kept"] == 1
    assert stage.one("select person_id is not null from app.feed_entry")
    today = await read(client)
    assert (await undo(client, today))["plan"]["undone"] == 1
    assert (await undo(client, plan))["plan"]["undone"] == 1
    assert stage.one("select person_id is null from app.feed_entry")
