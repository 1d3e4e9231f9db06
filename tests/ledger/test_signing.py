"""Who has to sign a list, and what one sees of those who have not."""

import uuid
from datetime import date

import psycopg
import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.sign_pledge import SignPledge, sign_pledge
from ledger.responsibilities.tables import pledge
from tests.ledger.test_doing import BRANCH, SECRETARY, in_force
from tests.world import ISSUER, key_of, put

LISTS = """query ($signed: Boolean) { responsibilityLists(filter: {signed: $signed}) {
  nodes { tenant { name } signed toSign { person { name } post { actorType { key } } } } } }"""
COVERED = """{ coverage(year: 2026, actorType: "branch_secretary") {
  tenant { name } tenants withList withPledge } }"""


async def listed(client, who: str, *, signed: bool | None = None):
    told = await client.ask(who, LISTS, {"signed": signed})
    assert "errors" not in told, told
    return [
        (
            one["tenant"]["name"],
            one["signed"],
            sorted(each["person"]["name"] for each in one["toSign"]),
        )
        for one in told["data"]["responsibilityLists"]["nodes"]
    ]


async def pledged(client, who: str) -> dict[str, int]:
    told = await client.ask(who, COVERED)
    return {one["tenant"]["name"]: one["withPledge"] for one in told["data"]["coverage"]}


def second_secretary(stage, **since) -> uuid.UUID:
    """Another one who holds the secretary's post of village a1x, or held it."""
    person, appointment = uuid.uuid4(), uuid.uuid4()
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        holder = stage.world.tenants["a1x"]
        root = stage.one("select root from app.tenant where id = %s", holder)
        held = {"root": root, "holder": holder}
        named = {"id": person, "name": "another", "name_sort": "another"}
        put(connection, "person", held | named)
        row = {"id": appointment, "post_id": key_of("post", SECRETARY), "person_id": person}
        put(connection, "appointment", held | row | {"appointed_on": date(2024, 1, 1)} | since)
    return person


async def test_a_head_signs_for_nobody_else(client) -> None:
    stage = client.stage
    owner = await in_force(stage)
    await stage.done("a1x.head", sign_pledge, SignPledge(owner, 3))
    for who in ("a1x.head", "a1.task_force"):
        assert await listed(client, who) == [("甲一东村", False, [SECRETARY])]
        assert await listed(client, who, signed=False) == [("甲一东村", False, [SECRETARY])]
        assert await listed(client, who, signed=True) == []
    assert (await pledged(client, "a1.task_force"))["甲一东村"] == 0
    await stage.done(SECRETARY, sign_pledge, SignPledge(owner, 3))
    for who in ("a1x.head", "a1.task_force"):
        assert await listed(client, who) == [("甲一东村", True, [])]
        assert await listed(client, who, signed=False) == []
        assert await listed(client, who, signed=True) == [("甲一东村", True, [])]
    assert (await pledged(client, "a1.task_force"))["甲一东村"] == 1


async def test_everybody_in_such_a_post_signs_for_themselves(client) -> None:
    stage = client.stage
    owner = await in_force(stage)
    second_secretary(stage)
    await stage.done(SECRETARY, sign_pledge, SignPledge(owner, 3))
    assert await listed(client, "a1.head", signed=False) == [("甲一东村", False, ["another"])]
    assert (await pledged(client, "a1.head"))["甲一东村"] == 0


async def test_whoever_left_or_stands_in_is_not_asked(client) -> None:
    stage = client.stage
    owner = await in_force(stage)
    regular = stage.one(
        "select id from app.appointment where post_id = %s", key_of("post", SECRETARY)
    )
    second_secretary(stage, relieved_on=date(2025, 1, 1))
    second_secretary(stage, suspended_on=date(2025, 1, 1))
    end = {"relieved_on": date(9999, 1, 1), "kind": "SUBSTITUTE", "on_behalf_of": regular}
    second_secretary(stage, **end)
    assert await listed(client, "a1.head", signed=False) == [("甲一东村", False, [SECRETARY])]
    await stage.done(SECRETARY, sign_pledge, SignPledge(owner, 3))
    assert await listed(client, "a1.head", signed=True) == [("甲一东村", True, [])]


async def test_a_list_of_an_actor_that_the_unit_does_not_have_asks_nobody(client) -> None:
    stage = client.stage
    template = await in_force(stage, "a1")
    assert await listed(client, "a1.head") == [("甲一镇", False, [])]
    assert await listed(client, "a1.head", signed=False) == []
    await stage.done("a1.head", sign_pledge, SignPledge(template, 3))
    assert await listed(client, "a1.head", signed=True) == []


async def test_drafts_ask_nobody_and_a_new_version_asks_anew(client) -> None:
    stage = client.stage
    draft = await stage.done("a1y.head", draft_list, DraftList(BRANCH, 2026))
    assert draft
    assert await listed(client, "a1y.head", signed=False) == []
    owner = await in_force(stage)
    await stage.done(SECRETARY, sign_pledge, SignPledge(owner, 3))
    await stage.done("a1x.head", publish_list, PublishList(owner, 3))
    assert await listed(client, "a1x.head", signed=False) == [("甲一东村", False, [SECRETARY])]


async def test_further_up_only_numbers_are_told(client) -> None:
    stage = client.stage
    await in_force(stage)
    assert await listed(client, "a.task_force") == []
    told = await client.ask("a.task_force", COVERED)
    (town,) = [one for one in told["data"]["coverage"] if one["tenant"]["name"] == "甲一镇"]
    assert (town["tenants"], town["withList"], town["withPledge"]) == (2, 1, 0)


def stand_in(stage) -> uuid.UUID:
    """Who held the secretary's post of village a1x once, and now stands in for its holder."""
    post = key_of("post", SECRETARY)
    regular = stage.one("select id from app.appointment where post_id = %s", post)
    end = {"relieved_on": date(9999, 1, 1), "kind": "SUBSTITUTE", "on_behalf_of": regular}
    person = second_secretary(stage, **end)
    root, holder = stage.one("select root, holder from app.post where id = %s", post)
    row = {"root": root, "holder": holder, "id": uuid.uuid4(), "post_id": post}
    days = {"appointed_on": date(2023, 1, 1), "relieved_on": date(2023, 12, 1)}
    who = {"issuer": ISSUER, "subject": "another", "person_id": person}
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        put(connection, "appointment", row | {"person_id": person} | days)
        put(connection, "identity", {"root": root} | who)
    return person


async def test_a_stand_in_who_held_the_post_once_is_told_of_nothing(client) -> None:
    stage = client.stage
    person = stand_in(stage)
    await in_force(stage)
    told = stage.rows("select person_id from app.notice where kind = 'LIST_TO_SIGN'")
    assert told == [(stage.world.person(SECRETARY),)] != [(person,)]


@pytest.mark.parametrize("over", ["suspended = true", "valid_until = current_date - 1"])
async def test_a_unit_that_does_not_stand_asks_nobody(client, over: str) -> None:
    stage = client.stage
    await in_force(stage)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        village = [stage.world.tenants["a1x"]]
        connection.execute(f"update app.tenant set {over} where id = %s", village)
    assert await listed(client, "a1.head", signed=False) == []
    assert [one[2] for one in await listed(client, "a1.head")] in ([[]], [])


async def test_nobody_signs_for_whom_they_stand_in(stage) -> None:
    person = stand_in(stage)
    owner = await in_force(stage)
    refusal = await stage.refused(await stage.viewer("another"), sign_pledge, SignPledge(owner, 3))
    assert (refusal.code, refusal.by_rule) == ("pledge.stand_in", "an-actor-signs-for-itself")
    async with stage.sittings.open(await stage.viewer("another"), act="sign_pledge") as sitting:
        row = {
            "root": sitting.root, "holder": sitting.tenant, "id": uuid.uuid4(), "list_id": owner,
            "list_version": 3, "person_id": person, "post_id": key_of("post", SECRETARY),
            "sha256": "0" * 64, "frozen": "{}",
        }  # fmt: skip  # reads as a table
        with pytest.raises(IntegrityError, match="nobody signs a pledge for another"):
            await sitting.connection.execute(insert(pledge).values(row))
        await sitting.connection.rollback()
    await stage.done(SECRETARY, sign_pledge, SignPledge(owner, 3))
