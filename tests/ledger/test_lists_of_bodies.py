"""A list is of the body in which its actor is: nobody bears two lists for one year."""

import uuid

import psycopg
import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.refusals import BodyRefused, DueRuleRefused
from ledger.responsibilities.retire_list import RetireList, retire_list
from ledger.responsibilities.sign_pledge import SignPledge, sign_pledge
from ledger.responsibilities.tables import responsibility_list
from tenants.refusals import Refusal
from tests.ledger.test_doing import BRANCH
from tests.world import key_of, put

COVERED = """{ coverage(year: 2026, actorType: "branch_secretary") {
  tenant { name } tenants withList withPledge withRecord } }"""
HEAD, BRANCH_BODY = "a1x.head", key_of("body", "a1x.party_branch")


def another_branch(stage, *, post: bool = True) -> uuid.UUID:
    """A second branch of village a1x, with a secretary's post of its own unless it is left out."""
    holder, branch = stage.world.tenants["a1x"], uuid.uuid4()
    root = stage.one("select root from app.tenant where id = %s", holder)
    held = {"root": root, "holder": holder}
    named = {"kind": "party_branch", "name": "第二支部", "name_sort": "z"}
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        put(connection, "body", held | named | {"id": branch})
        if post:
            about = {"actor_type": BRANCH, "body_id": branch, "title": "书记"}
            put(connection, "post", held | about | {"id": uuid.uuid4()})
    return branch


def body_of(stage, made: uuid.UUID) -> uuid.UUID | None:
    return stage.one("select body_id from app.responsibility_list where id = %s", made)


async def test_the_only_body_is_filled_in_and_a_second_list_refused(stage) -> None:
    made = await stage.done(HEAD, draft_list, DraftList(BRANCH, 2026))
    assert body_of(stage, made) == BRANCH_BODY
    for body in (None, BRANCH_BODY):
        refusal = await stage.refused(HEAD, draft_list, DraftList(BRANCH, 2026, body=body))
        assert refusal.code == "list.exists"


async def test_of_several_bodies_one_is_named(stage) -> None:
    branch = another_branch(stage)
    refusal = await stage.refused(HEAD, draft_list, DraftList(BRANCH, 2026))
    assert refusal.code == "list.body_refused"
    assert refusal.facts == {"actor_type": BRANCH, "bodies": "a1x party_branch, 第二支部"}
    for body in (branch, BRANCH_BODY):
        made = await stage.done(HEAD, draft_list, DraftList(BRANCH, 2026, body=body))
        assert body_of(stage, made) == body


async def test_a_body_without_such_an_actor_has_no_such_list(stage) -> None:
    branch = another_branch(stage, post=False)
    refusal = await stage.refused(HEAD, draft_list, DraftList(BRANCH, 2026, body=branch))
    assert (refusal.code, refusal.facts["bodies"]) == ("list.body_refused", "a1x party_branch")
    group = key_of("body", "bureau.party_group")
    refusal = await stage.refused("bureau.head", draft_list, DraftList(BRANCH, 2026, body=group))
    assert refusal.code == "list.body_refused"


async def test_where_no_body_has_the_actor_the_list_is_of_none(stage) -> None:
    made = await stage.done("a1.head", draft_list, DraftList(BRANCH, 2026))
    assert body_of(stage, made) is None
    committee = key_of("body", "city.work_committee")
    refusal = await stage.refused("city.head", draft_list, DraftList(BRANCH, 2026, body=committee))
    assert (refusal.code, refusal.facts["bodies"]) == ("list.body_refused", "—")


async def test_a_list_of_before_there_was_a_body_is_retired_first(stage) -> None:
    title, village = "select id from app.post where id = %s", stage.world.tenants["a1y"]
    secretary = key_of("post", "a1y.branch_secretary")
    assert stage.one(title, secretary)
    made = await stage.done("a1y.head", draft_list, DraftList(BRANCH, 2026))
    assert body_of(stage, made) is None
    root = stage.one("select root from app.tenant where id = %s", village)
    named = {"kind": "party_branch", "name": "支部", "name_sort": "z", "id": uuid.uuid4()}
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        put(connection, "body", {"root": root, "holder": village, **named})
        connection.execute(
            "update app.post set body_id = %s where id = %s", [named["id"], secretary]
        )
    refusal = await stage.refused("a1y.head", draft_list, DraftList(BRANCH, 2026))
    assert refusal.code == "list.exists"
    await stage.done("a1y.head", retire_list, RetireList(made, 1))
    made = await stage.done("a1y.head", draft_list, DraftList(BRANCH, 2026))
    assert body_of(stage, made) == named["id"]


async def test_its_bearer_works_on_the_list_that_was_filled_in(stage) -> None:
    secretary = "a1x.branch_secretary"
    made = await stage.done(secretary, draft_list, DraftList(BRANCH, 2026))
    text = ClauseText("走访", cadence="QUARTERLY", due_rule="quarter end")
    assert await stage.done(secretary, add_clause, AddClause(made, text))


@pytest.mark.parametrize("body", [None, "group", "branch beside one of none"])
async def test_the_database_writes_no_other(stage, body: str | None) -> None:
    inside = None
    if body is not None:
        inside = BRANCH_BODY if body != "group" else another_branch(stage, post=False)
    if body == "branch beside one of none":
        holder = stage.world.tenants["a1x"]
        root = stage.one("select root from app.tenant where id = %s", holder)
        row = {"root": root, "holder": holder, "id": uuid.uuid4(), "actor_type": BRANCH}
        with psycopg.connect(stage.database.superuser_dsn) as connection:
            put(connection, "responsibility_list", row | {"year": 2026})
    before = stage.everything()
    async with stage.sittings.open(await stage.viewer(HEAD), act="draft_list") as sitting:
        row = {
            "root": sitting.root, "id": uuid.uuid4(), "holder": sitting.tenant,
            "actor_type": BRANCH, "body_id": inside, "year": 2026, "state": "DRAFT",
        }  # fmt: skip  # reads as a table
        with pytest.raises(IntegrityError):
            await sitting.connection.execute(insert(responsibility_list).values(row))
        await sitting.connection.rollback()
    assert stage.everything() == before


async def test_a_unit_is_covered_when_each_of_its_bodies_is(client) -> None:
    stage = client.stage
    branch = another_branch(stage)

    async def covered() -> dict[str, int]:
        told = await client.ask("a1.task_force", COVERED)
        assert "errors" not in told, told
        (one,) = [row for row in told["data"]["coverage"] if row["tenant"]["name"] == "甲一东村"]
        return {name: one[name] for name in ("tenants", "withList", "withPledge", "withRecord")}

    for body, found in ((BRANCH_BODY, 0), (branch, 1)):
        made = await stage.done(HEAD, draft_list, DraftList(BRANCH, 2026, body=body))
        text = ClauseText(f"走访 {body}", cadence="QUARTERLY", due_rule="quarter end")
        await stage.done(HEAD, add_clause, AddClause(made, text))
        await stage.done(HEAD, publish_list, PublishList(made, 2))
        assert await covered() == {
            "tenants": 1, "withList": found, "withPledge": 0, "withRecord": 0
        }  # fmt: skip  # one thing
    await stage.done("a1x.branch_secretary", sign_pledge, SignPledge(made_of(stage), 3))
    assert (await covered())["withPledge"] == 0, "nobody is secretary of the second branch"


def made_of(stage) -> uuid.UUID:
    mine = "select id from app.responsibility_list where body_id = %s"
    return stage.one(mine, BRANCH_BODY)


@pytest.mark.parametrize("kind", [BodyRefused, DueRuleRefused])
def test_what_the_database_refuses_reads_without_facts(kind: type[Refusal]) -> None:
    for language in ("zh", "en"):
        said = kind().message(language)
        assert not [hole for hole in ("  ", "：。", " .", "()", "（：") if hole in said]
        assert "—" in said
