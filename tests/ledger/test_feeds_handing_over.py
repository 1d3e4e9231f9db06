"""Whoever has items in hand does not leave by a feed either: the line waits, and nothing fails."""

from typing import Any

import psycopg
import pytest

from tests.ledger.acting import Client
from tests.ledger.feeding import entries, made_feed
from tests.ledger.giving import GROUND
from tests.ledger.ladder import Ladder
from tests.ledger.test_feeds import ENTERPRISE, GROUP, ORGANISATION, again, told, told_post
from tests.world import key_of

POST = key_of("post", "a1.head")
HEAD, DEPUTY = f"Post_{POST}", f"Post_{key_of('post', 'a1.task_force')}"
HOLDS = "select count(*) from app.appointment where post_id = %s and relieved_on is null"
WAITING = "select id, reason, version from app.feed_line where state = 'WAITING'"


async def leaving(client: Client) -> Any:
    """The head of a1 has a problem in hand, and the feed of county a knows the head in the post."""
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    user = await told(feed, "a1.head", **{ENTERPRISE: {"department": "520602001000"}})
    ((line, reason, version),) = stage.rows(WAITING)
    assert reason == "UNSURE"
    same = f"Person_{key_of('person', 'a1.head')}"
    await confirmed(client, line, version, sameAs=same)
    group = await told_post(feed, "a1.head", user, code="520602001000")
    assert stage.rows(WAITING) == []
    return feed, group


async def confirmed(client: Client, line: Any, version: int, **more: Any) -> dict[str, Any]:
    asked = {"line": f"FeedLine_{line}", "expectedVersion": version, **more, **GROUND}
    return await client.act(ORGANISATION, "confirmFeedLine", "line { state }", **asked)


def with_roles(stage: Any, *roles: str) -> None:
    """Lets the post carry these roles alone, past every wall."""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.post set roles = %s where id = %s", [list(roles), POST])


@pytest.mark.parametrize("carries", [True, False], ids=["RIGHTS", "HANDOVER"])
async def test_the_line_waits_until_the_list_is_empty(client: Client, carries: bool) -> None:
    stage = client.stage
    feed, group = await leaving(client)
    roles = stage.one("select roles from app.post where id = %s", POST)
    with_roles(stage, *(roles if carries else ()))
    await again(feed, GROUP, group, members=[])
    with_roles(stage, *roles)
    ((line, reason, version),) = stage.rows(WAITING)
    assert (reason, stage.one(HOLDS, POST)) == ("RIGHTS" if carries else "HANDOVER", 1)
    refused = await confirmed(client, line, version)
    assert refused["code"] == "handover.not_emptied"
    assert (stage.rows(WAITING), stage.one(HOLDS, POST)) == ([(line, reason, version)], 1)
    given = await client.act(
        "a1.head", "handOverItems", "post { id }", fromPost=HEAD, toPost=DEPUTY
    )
    assert given["__typename"] == "HandOverItemsSuccess"
    done = await confirmed(client, line, version)
    assert (done["line"]["state"], stage.one(HOLDS, POST)) == ("APPLIED", 0)


async def test_a_plan_that_is_confirmed_leaves_out_who_has_items_in_hand(client: Client) -> None:
    """Items may come while a line waits for the budget: the rest is done all the same."""
    stage = client.stage
    feed, group = await leaving(client)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.feed set state = 'STOPPED'")
    await told(feed, "后来的人")
    await again(feed, GROUP, group, members=[])
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.feed_line set reason = 'BUDGET' where reason = 'RIGHTS'")
    assert {reason for _, reason, _ in stage.rows(WAITING)} == {"BUDGET"}
    plan, said = stage.one("select id, hash from app.feed_plan")
    done = await client.act(
        ORGANISATION,
        "confirmFeedPlan",
        "plan { feed { state } }",
        plan=f"FeedPlan_{plan}",
        hash=said,
    )
    assert done["plan"]["feed"]["state"] == "ACTIVE"
    assert [reason for _, reason, _ in stage.rows(WAITING)] == ["HANDOVER"]
    assert stage.one(HOLDS, POST) == 1


async def test_who_has_nothing_in_hand_leaves_at_once(client: Client) -> None:
    """The control: it is the items that make the line wait, or the rights."""
    stage = client.stage
    feed, group = await leaving(client)
    await client.act("a1.head", "handOverItems", "post { id }", fromPost=HEAD, toPost=DEPUTY)
    with_roles(stage)
    await again(feed, GROUP, group, members=[])
    assert (stage.rows(WAITING), stage.one(HOLDS, POST)) == ([], 0)
