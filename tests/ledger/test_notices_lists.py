"""Whoever is to sign a list is told of each version of it, and by nothing any more once they have."""

import psycopg

from ledger.notices.digest import letter_of
from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.retire_list import RetireList, retire_list
from ledger.responsibilities.sign_pledge import SignPledge, sign_pledge
from tests.ledger.test_doing import BRANCH, SECRETARY, in_force
from tests.ledger.test_signing import second_secretary

NOTICES = "{ notices(unreadOnly: true) { nodes { kind problem { id } list { id signed } } } }"
POSTS = """{ listsToSign { nodes { year } totalCount }
  viewer { posts { title toSign { totalCount nodes { tenant { name } } } } } }"""
ROWS = "select kind, person_id, read_at is null from app.notice order by created_at"


async def told(client, who: str) -> list[dict]:
    said = await client.ask(who, NOTICES)
    assert "errors" not in said, said
    return said["data"]["notices"]["nodes"]


async def to_sign(client, who: str) -> list[int]:
    said = await client.ask(who, POSTS)
    assert "errors" not in said, said
    data = said["data"]
    counts = [one["toSign"]["totalCount"] for one in data["viewer"]["posts"]]
    return [data["listsToSign"]["totalCount"], *counts]


async def test_each_version_is_told_to_who_is_to_sign_it_until_they_have(client) -> None:
    stage = client.stage
    owner = await in_force(stage)
    (one,) = await told(client, SECRETARY)
    assert one["kind"] == "LIST_TO_SIGN"
    assert (one["problem"], one["list"]["signed"]) == (None, False)
    assert await to_sign(client, SECRETARY) == [1, 1]
    for who in ("a1x.head", "a1x.handler", "a1.head", "a1y.branch_secretary"):
        assert await told(client, who) == []
        assert await to_sign(client, who) == [0, 0]
    await stage.done("a1x.head", publish_list, PublishList(owner, 3))
    assert len(await told(client, SECRETARY)) == 1, "one unread of a list is enough"
    await stage.done(SECRETARY, sign_pledge, SignPledge(owner, 4))
    assert await told(client, SECRETARY) == []
    assert await to_sign(client, SECRETARY) == [0, 0]
    await stage.done("a1x.head", publish_list, PublishList(owner, 4))
    assert [one["kind"] for one in await told(client, SECRETARY)] == ["LIST_TO_SIGN"]
    assert await to_sign(client, SECRETARY) == [1, 1]


async def test_a_clause_from_above_asks_those_below_to_sign_anew(client) -> None:
    stage = client.stage
    owner = await in_force(stage)
    await stage.done(SECRETARY, sign_pledge, SignPledge(owner, 3))
    upper = await stage.done("a1.head", draft_list, DraftList(BRANCH, 2026))
    text = ClauseText("共性", cadence="QUARTERLY", due_rule="quarter end")
    await stage.done("a1.head", add_clause, AddClause(upper, text, part="COMMON"))
    assert await told(client, SECRETARY) == []
    await stage.done("a1.head", publish_list, PublishList(upper, 2))
    assert [one["kind"] for one in await told(client, SECRETARY)] == ["LIST_TO_SIGN"]


async def test_drafts_and_drafted_clauses_are_told_to_nobody(client) -> None:
    stage = client.stage
    owner = await in_force(stage)
    await stage.done(SECRETARY, sign_pledge, SignPledge(owner, 3))
    before = stage.rows(ROWS)
    await stage.done("a1x.head", add_clause, AddClause(owner, ClauseText("防汛值守巡查")))
    await stage.done("a1y.head", draft_list, DraftList(BRANCH, 2026))
    assert stage.rows(ROWS) == before


async def test_a_retired_list_waits_for_nobody(client) -> None:
    stage = client.stage
    owner = await in_force(stage)
    await stage.done("a1x.head", retire_list, RetireList(owner, 3))
    assert await told(client, SECRETARY) == []
    assert await to_sign(client, SECRETARY) == [0, 0]


async def test_every_bearer_is_told_and_no_stand_in(client) -> None:
    stage = client.stage
    regular = stage.one(
        "select a.id from app.appointment a join app.post p on p.id = a.post_id where p.title = %s",
        SECRETARY,
    )
    second = second_secretary(stage)
    end = {"relieved_on": "9999-01-01", "kind": "SUBSTITUTE", "on_behalf_of": regular}
    second_secretary(stage, **end)
    await in_force(stage)
    people = "select person_id from app.notice where kind = 'LIST_TO_SIGN'"
    assert {one for (one,) in stage.rows(people)} == {stage.world.person(SECRETARY), second}


async def test_the_digest_counts_it_by_the_rights_of_its_reader(client) -> None:
    stage = client.stage
    await in_force(stage)
    setting = """insert into app.notice_setting (root, id, person_id, email, digest_at, quiet_from,
        quiet_until) select root, gen_random_uuid(), person_id, 'a@b.test', '00:00', '00:00', '00:00'
        from app.notice"""
    now = "clock_timestamp()"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(setting)
        connection.execute(f"select app.plan_digests({now}, array['MAIL'])")
        claimed = connection.execute(f"select app.claim_digest({now}, array['MAIL'])").fetchone()
    assert claimed is not None
    letter = letter_of(claimed[0], stage.reach.enforcer, today=stage.now.date(), link="")
    assert letter is not None
    assert "有责任书待您签订" in letter.text
