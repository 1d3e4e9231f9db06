"""The common part is the unit's: it binds each of its lists of an actor, and each list below, once."""

import asyncio
import uuid

import psycopg
import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.retire_list import RetireList, retire_list
from ledger.responsibilities.tables import clause
from tests.ledger.test_doing import BRANCH, in_force
from tests.world import put

HEAD = "a1.head"
PARTY_DAY = ClauseText("主题党日", cadence="QUARTERLY", due_rule="quarter end")
BOUND = """select c.title from app.binding b join app.clause c on c.id = b.clause_id
  where b.list_id = %s and b.until is null order by c.title"""


def branches(stage) -> list[uuid.UUID]:
    """Two branches of the township itself, each with a secretary's post."""
    holder, made = stage.world.tenants["a1"], []
    root = stage.one("select root from app.tenant where id = %s", holder)
    held = {"root": root, "holder": holder}
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        for name in ("第一支部", "第二支部"):
            branch = uuid.uuid4()
            named = {"kind": "party_branch", "name": name, "name_sort": name, "id": branch}
            put(connection, "body", held | named)
            about = {"actor_type": BRANCH, "body_id": branch, "title": "书记"}
            put(connection, "post", held | about | {"id": uuid.uuid4()})
            made.append(branch)
    return made


def version(stage, made: uuid.UUID) -> int:
    return stage.one("select version from app.responsibility_list where id = %s", made)


async def published(stage, made: uuid.UUID) -> None:
    await stage.done(HEAD, publish_list, PublishList(made, version(stage, made)))


async def add(stage, made: uuid.UUID, text: ClauseText, part: str = "COMMON") -> uuid.UUID:
    given = AddClause(made, text, part=part, despite_warnings=True)
    return await stage.done(HEAD, add_clause, given)


async def two_lists(stage) -> list[uuid.UUID]:
    bodies = branches(stage)
    given = [DraftList(BRANCH, 2026, body=one) for one in bodies]
    return [await stage.done(HEAD, draft_list, one) for one in given]


def binding(stage, made: uuid.UUID) -> list[str]:
    return [row[0] for row in stage.rows(BOUND, made)]


async def test_it_binds_the_other_list_of_the_unit_and_those_below_once(stage) -> None:
    village = await in_force(stage)
    one, other = await two_lists(stage)
    await add(stage, one, PARTY_DAY)
    await add(stage, other, ClauseText("联系点", cadence="YEARLY", due_rule="by 31 Mar"), "OWN")
    for made in (one, other, one):
        await published(stage, made)
    assert binding(stage, one) == ["主题党日"]
    assert binding(stage, other) == ["主题党日", "联系点"]
    assert binding(stage, village) == ["主题党日", "入户走访"]
    await stage.done("a1x.head", open_period, OpenPeriod(village, "2026-Q2"))
    owed = """select c.title from app.obligation o join app.clause c on c.id = o.clause_id
      where o.list_id = %s order by c.title"""
    assert [row[0] for row in stage.rows(owed, village)] == ["主题党日", "入户走访"]


async def test_it_stands_in_one_list(stage) -> None:
    one, other = await two_lists(stage)
    await add(stage, one, PARTY_DAY)
    again = AddClause(other, PARTY_DAY, part="COMMON")
    assert (await stage.refused(HEAD, add_clause, again)).code == "clause.common_elsewhere"
    await stage.done(HEAD, retire_list, RetireList(other, version(stage, other)))
    body = stage.one("select body_id from app.responsibility_list where id = %s", other)
    given = DraftList(BRANCH, 2026, body=body, with_catalogue=True)
    assert (await stage.refused(HEAD, draft_list, given)).code == "clause.common_elsewhere"
    await stage.done(HEAD, retire_list, RetireList(one, version(stage, one)))
    assert await stage.done(HEAD, draft_list, given)


async def test_a_list_drafted_later_is_bound_and_what_ends_binds_neither(stage) -> None:
    first, second = branches(stage)
    one = await stage.done(HEAD, draft_list, DraftList(BRANCH, 2026, body=first))
    await add(stage, one, PARTY_DAY)
    await published(stage, one)
    other = await stage.done(HEAD, draft_list, DraftList(BRANCH, 2026, body=second))
    await published(stage, other)
    assert binding(stage, other) == ["主题党日"]
    await stage.done(HEAD, retire_list, RetireList(one, version(stage, one)))
    assert binding(stage, other) == []


async def test_what_the_level_above_said_is_handed_on_once(stage) -> None:
    county = await stage.done("a.head", draft_list, DraftList(BRANCH, 2026))
    given = AddClause(county, PARTY_DAY, part="COMMON")
    await stage.done("a.head", add_clause, given)
    await stage.done("a.head", publish_list, PublishList(county, 2))
    village = await in_force(stage)
    lists = await two_lists(stage)
    for made in (*lists, *lists):
        await published(stage, made)
        assert binding(stage, village) == ["主题党日", "入户走访"]
    assert [binding(stage, made) for made in lists] == [["主题党日"], ["主题党日"]]


async def test_the_database_takes_it_in_one_list_even_at_once(stage) -> None:
    one, other = await two_lists(stage)
    outcomes = await asyncio.gather(
        *(
            stage.perform(HEAD, add_clause, AddClause(made, PARTY_DAY, "COMMON"))
            for made in (one, other)
        )
    )
    refused = [each.refusal.code for each in outcomes if each.refusal is not None]
    assert refused == ["clause.common_elsewhere"]
    (mine,) = stage.named("select * from app.clause where part = 'COMMON'")
    elsewhere = other if mine["list_id"] == one else one
    async with stage.sittings.open(await stage.viewer(HEAD), act="add_clause") as sitting:
        copied = ("root", "holder", "actor_type", "year", "part", "position", "title", "cadence",
                  "due_rule", "said_by")  # fmt: skip  # columns side by side
        row = {name: mine[name] for name in copied}
        row |= {"id": uuid.uuid4(), "list_id": elsewhere}
        with pytest.raises(IntegrityError, match="stands in another list"):
            await sitting.connection.execute(insert(clause).values(row))
        await sitting.connection.rollback()
