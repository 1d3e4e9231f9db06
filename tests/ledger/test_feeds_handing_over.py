"""Whoever has items in hand does not leave by a feed either: the line waits, and nothing fails."""

from typing import Any

from tests.ledger.acting import Client
from tests.ledger.feeding import entries, made_feed
from tests.ledger.ladder import Ladder
from tests.ledger.test_feeds import GROUP, ORGANISATION, UNIT, again, told, told_post
from tests.world import key_of

HEAD, DEPUTY = (f"Post_{key_of('post', name)}" for name in ("a1.head", "a1.task_force"))
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
    await told(feed, "a1.head", **{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "520602001000"}})
    ((line, reason, version),) = stage.rows(WAITING)
    assert reason == "UNSURE"
    who = f"Person_{key_of('person', 'a1.head')}"
    await confirmed(client, line, version, sameAs=who)
    (user,) = (await feed.search([_user(feed)], _all())).resources
    group = await told_post(feed, "a1.head", user, code="520602001000")
    assert stage.rows(WAITING) == []
    return feed, group


async def confirmed(client: Client, line: Any, version: int, **more: Any) -> dict[str, Any]:
    asked = {"line": f"FeedLine_{line}", "expectedVersion": version, **more}
    return await client.act(ORGANISATION, "confirmFeedLine", "line { state }", **asked)
