"""What a feed tells widens nothing: not by itself, and not by the hand of whoever confirms it."""

from tests.ledger.feeding import entries, made_feed
from tests.ledger.giving import GROUND, Giving, giving
from tests.ledger.test_feeds import told, told_post

__all__ = ["giving"]

ORGANISATION = "city.organisation_department"
CITY, COUNTY = "520600000000", "520602000000"
HELD = """select s.title from app.appointment a join app.person p on p.id = a.person_id
    join app.post s on s.id = a.post_id where p.name = %s order by 1"""
WAITING = """select id, version, reason, gains from app.feed_line
    where state = 'WAITING' and to_text = %s"""


async def test_a_post_whose_role_was_granted_is_not_filled_by_a_feed(giving: Giving) -> None:
    stage = giving.stage
    assert "grant" in await giving.grant("a.administrator", "a.desk", "task_force")
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    li = await told(feed, "李四")
    await told_post(feed, "a.desk", li, code=COUNTY)
    ((_, _, reason, gains),) = stage.rows(WAITING, "a.desk")
    assert reason == "RIGHTS"
    assert "task_force" in gains
    assert stage.rows(HELD, "李四") == []
    # Control: the post beside it, to which nothing was granted.
    await told_post(feed, "a.spare", li, code=COUNTY)
    assert stage.rows(HELD, "李四") == [("a.spare",)]


async def test_whoever_confirms_a_line_gives_no_more_than_they_hold(giving: Giving) -> None:
    stage = giving.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "city"))
    li, wang = await told(feed, "李四"), await told(feed, "王五")
    await told_post(feed, "city.security_administrator", li, code=CITY)
    await told_post(feed, "city.head", wang, code=CITY)

    async def confirmed(title: str) -> dict[str, object]:
        ((key, version, *_),) = stage.rows(WAITING, title)
        given = {"line": f"FeedLine_{key}", "expectedVersion": version, **GROUND}
        return await giving.client.act(ORGANISATION, "confirmFeedLine", "line { state }", **given)

    before = (stage.everything(), stage.rows("select l::text from app.feed_line l order by id"))
    refused = await confirmed("city.security_administrator")
    assert refused.get("code") in {"grant.wider", "grant.needs_two"}, refused
    assert stage.rows(HELD, "李四") == []
    after = (stage.everything(), stage.rows("select l::text from app.feed_line l order by id"))
    assert after == before
    # Control: the same hand gives what it holds in trust.
    assert (await confirmed("city.head"))["line"] == {"state": "APPLIED"}
    assert stage.rows(HELD, "王五") == [("city.head",)]
