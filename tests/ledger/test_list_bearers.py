"""Who bears a list: those in its body; one without a body is of those in none."""

import uuid

import psycopg
import pytest

from ledger.notices.reminding import remind
from ledger.reorganisation.planning import Step
from ledger.reorganisation.reverse_reorganisation import (
    ReverseReorganisation,
    reverse_reorganisation,
)
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.retire_list import RetireList, retire_list
from ledger.responsibilities.sign_pledge import SignPledge, sign_pledge
from tests.ledger.reorganising import administrators, done, faults, unit
from tests.ledger.test_doing import BRANCH, SECRETARY, in_force, owed
from tests.ledger.test_lists_of_bodies import BRANCH_BODY, COVERED, HEAD, body_of
from tests.ledger.test_notices_lists import to_sign
from tests.ledger.test_signing import listed
from tests.world import key_of, put_in_post

SECOND = "a1x.second"
NEW = "520602001299"


def beside(stage) -> None:
    """A second secretary of village a1x, in none of its bodies."""
    holder = stage.world.tenants["a1x"]
    root = stage.one("select root from app.tenant where id = %s", holder)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        put_in_post(connection, {"root": root, "holder": holder}, SECOND, roles=[])
        about = "update app.post set actor_type = %s where id = %s"
        connection.execute(about, [BRANCH, key_of("post", SECOND)])


async def covered(client) -> tuple[int, int]:
    told = await client.ask("a1.task_force", COVERED)
    (one,) = [row for row in told["data"]["coverage"] if row["tenant"]["name"] == "甲一东村"]
    return one["withList"], one["withPledge"]


async def test_a_bearer_in_no_body_has_a_list_beside_that_of_the_body(client) -> None:
    stage = client.stage
    beside(stage)
    loose = await in_force(stage)
    assert (body_of(stage, loose), await covered(client)) == (None, (0, 0))
    assert (await stage.refused(HEAD, draft_list, DraftList(BRANCH, 2026))).code == "list.exists"
    assert (await to_sign(client, SECOND), await to_sign(client, SECRETARY)) == ([1, 1], [0, 0])
    assert await listed(client, "a1.head", signed=False) == [("甲一东村", False, [SECOND])]
    refusal = await stage.refused(SECRETARY, sign_pledge, SignPledge(loose, 3))
    assert refusal.code == "book.not_allowed"
    await stage.done(SECOND, sign_pledge, SignPledge(loose, 3))
    assert await listed(client, "a1.head", signed=True) == [("甲一东村", True, [])]
    own = await stage.done(SECRETARY, draft_list, DraftList(BRANCH, 2026, body=BRANCH_BODY))
    assert body_of(stage, own) == BRANCH_BODY
    assert await covered(client) == (0, 0), "the branch's list is not in force"


async def test_whoever_is_in_no_body_works_on_that_list_alone(client) -> None:
    stage = client.stage
    beside(stage)
    own = await stage.done(SECOND, draft_list, DraftList(BRANCH, 2026))
    assert body_of(stage, own) is None
    for who, body in ((SECOND, BRANCH_BODY), (SECRETARY, None)):
        refusal = await stage.refused(who, draft_list, DraftList(BRANCH, 2026, body=body))
        assert refusal.code == "book.not_allowed"


@pytest.mark.parametrize("loose", [False, True])
async def test_only_those_who_bear_a_duty_are_reminded_of_it(stage, loose: bool) -> None:
    if loose:
        beside(stage)
    key = await owed(stage)
    if not loose:
        beside(stage)
    assert body_of(stage, stage.one("select list_id from app.obligation")) == (
        None if loose else BRANCH_BODY
    )
    due = stage.one("select due_on from app.obligation where id = %s", key)
    async with await psycopg.AsyncConnection.connect(stage.database.relay_dsn) as connection:
        await remind(connection, stage.reach.enforcer, today=due)
    told = "select post_id from app.notice where obligation_id = %s"
    assert stage.rows(told, key) == [(key_of("post", SECOND if loose else SECRETARY),)]


# ------------------------------------------------------------------------------- reorganisations


def inside(stage, post: uuid.UUID) -> tuple[int, uuid.UUID | None]:
    return stage.one("select holder, body_id from app.post where id = %s", post)


async def test_a_post_that_goes_by_itself_leaves_its_body_and_has_a_list(client) -> None:
    stage = client.stage
    administrators(stage, deputies=True)
    secretary, head = key_of("post", SECRETARY), key_of("post", HEAD)
    before = inside(stage, secretary)
    steps = [Step("MOVE_POST", post=one, to_step=1) for one in (secretary, head)]
    found = Step("FOUND", to=unit("a1"), name="新村", unit_kind="VILLAGE", code=NEW)
    split = await done(stage, "a1", "SPLIT", found, *steps)
    new = stage.one("select id from app.tenant where code = %s", NEW)
    assert (before[1], inside(stage, secretary)) == (BRANCH_BODY, (new, None))
    refusal = await stage.refused(HEAD, draft_list, DraftList(BRANCH, 2026, body=BRANCH_BODY))
    assert refusal.code == "list.body_not_found"
    assert faults(stage) == []
    await split.do("a1.administrator", reverse_reorganisation, ReverseReorganisation, "设置有误")
    assert inside(stage, secretary) == before
    assert body_of(stage, await in_force(stage)) == BRANCH_BODY


async def test_whoever_moved_without_a_body_has_a_list_of_none(client) -> None:
    stage = client.stage
    administrators(stage, deputies=True)
    steps = [Step("MOVE_POST", post=key_of("post", one), to_step=1) for one in (SECRETARY, HEAD)]
    found = Step("FOUND", to=unit("a1"), name="新村", unit_kind="VILLAGE", code=NEW)
    await done(stage, "a1", "SPLIT", found, *steps)
    own = await in_force(stage)
    assert body_of(stage, own) is None
    assert await to_sign(client, SECRETARY) == [1, 1]
    await stage.done(SECRETARY, sign_pledge, SignPledge(own, 3))
    assert await listed(client, "a1.head", signed=True) == [("新村", True, [])]


def without_secretary(stage, village: str) -> None:
    """The secretary's post of a village is no such post any more: its list is there for others."""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        over = "update app.post set actor_type = null where id = %s"
        connection.execute(over, [key_of("post", f"{village}.branch_secretary")])


async def test_after_a_merger_each_bears_one_list_still(client) -> None:
    stage = client.stage
    administrators(stage, deputies=True)
    branch, loose = await in_force(stage), await in_force(stage, "a1y")
    assert (body_of(stage, branch), body_of(stage, loose)) == (BRANCH_BODY, None)
    await done(stage, "a1", "MERGE", Step("MERGE", unit("a1y"), to=unit("a1x")))
    holder = "select holder, state from app.responsibility_list where id = %s"
    for one in (branch, loose):
        assert stage.one(holder, one) == (stage.world.tenants["a1x"], "PUBLISHED")
    for who in (SECRETARY, "a1y.branch_secretary"):
        assert await to_sign(client, who) == [1, 1]


@pytest.mark.parametrize("lies", ["with what goes", "with what stays"])
async def test_what_is_handed_down_goes_on_until_it_is_retired(client, lies: str) -> None:
    """Nobody of the unit bears it, now or before: it is there for those below, and its holder's to end."""
    stage = client.stage
    administrators(stage, deputies=True)
    goes, stays = ("a1y", "a1x") if lies == "with what goes" else ("a1x", "a1y")
    without_secretary(stage, "a1y")
    handed_down, branch = await in_force(stage, "a1y"), await in_force(stage)
    assert (body_of(stage, handed_down), body_of(stage, branch)) == (None, BRANCH_BODY)
    await stage.done("a1y.head", open_period, OpenPeriod(handed_down, "2026-Q2"))
    merged = await done(stage, "a1", "MERGE", Step("MERGE", unit(goes), to=unit(stays)))
    told = "select count(*) from app.reorganisation_effect where sort = 'ENDS' and reorganisation_id = %s"
    assert stage.one(told, merged.item) == 0
    where = "select holder, state from app.responsibility_list where id = %s"
    for one in (handed_down, branch):
        assert stage.one(where, one) == (stage.world.tenants[stays], "PUBLISHED")
    assert faults(stage) == []
    head = f"{stays}.head"
    await stage.done(head, retire_list, RetireList(handed_down, 3))
    assert stage.one("select state from app.obligation") == "WITHDRAWN"
