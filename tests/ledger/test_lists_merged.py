"""A list that ends as units become one ends with what it said: nobody is bound by what nobody can change."""

import uuid
from typing import Any

import psycopg
import pytest

from ledger.reorganisation.planning import Step
from ledger.reorganisation.reverse_reorganisation import (
    ReverseReorganisation,
    reverse_reorganisation,
)
from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.amend_clause import AmendClause, amend_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.retire_list import RetireList, retire_list
from ledger.responsibilities.sign_pledge import SignPledge, sign_pledge
from tests.ledger.reorganising import Reorganising, administrators, done, faults, unit
from tests.ledger.test_doing import BRANCH
from tests.ledger.test_lists_common import BOUND, version
from tests.ledger.test_lists_of_bodies import BRANCH_BODY
from tests.world import key_of, put, put_in_post

QUARTER = "2026-Q2"
DEAD = """select c.title, c.state from app.clause c join app.responsibility_list l on l.id = c.list_id
  where c.state in ('DRAFT', 'PUBLISHED') and l.state not in ('DRAFT', 'PUBLISHED')"""
OWED = """select c.title from app.obligation o join app.clause c on c.id = o.clause_id
  where o.list_id = %s and o.open order by c.title"""
SIGNED = """select count(*) from app.responsibility_list l join app.pledge p on p.list_id = l.id
  and p.list_version = l.edition where l.id = %s"""
AS_IT_WAS = (
    "select id, holder, state, edition from app.responsibility_list order by id",
    "select id, holder, state from app.clause order by id",
    "select id, holder from app.binding where until is null order by id",
    "select id, holder, state, open, open_to from app.obligation order by id",
)
PLACE = "select root, id from app.tenant where id = %s"


def quarterly(title: str) -> ClauseText:
    return ClauseText(title, cadence="QUARTERLY", due_rule="quarter end")


async def add(stage: Any, who: str, made: uuid.UUID, title: str, part: str) -> uuid.UUID:
    given = AddClause(made, quarterly(title), part=part, despite_warnings=True)
    return await stage.done(who, add_clause, given)


async def published(stage: Any, who: str, made: uuid.UUID) -> None:
    await stage.done(who, publish_list, PublishList(made, version(stage, made)))


async def in_force(
    stage: Any,
    who: str,
    title: str,
    part: str = "OWN",
    body: uuid.UUID | None = None,
    year: int = 2026,
) -> uuid.UUID:
    """A published list with one clause."""
    made = await stage.done(who, draft_list, DraftList(BRANCH, year, body=body))
    await add(stage, who, made, title, part)
    await published(stage, who, made)
    return made


def titles(stage: Any, query: str, made: uuid.UUID) -> list[str]:
    return [row[0] for row in stage.rows(query, made)]


def all_of(stage: Any) -> list[Any]:
    return [stage.rows(query) for query in AS_IT_WAS]


async def undone(stage: Any, by: str, merged: Reorganising) -> None:
    given = "设置有误"
    await merged.do(f"{by}.administrator", reverse_reorganisation, ReverseReorganisation, given)


async def townships(stage: Any, *, own: str) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID]:
    """Two townships with a list each, the second one's binding a village of its own: these three."""
    administrators(stage, deputies=True)
    dead = await in_force(stage, "a2.head", "主题党日", "COMMON")
    live = await in_force(stage, "a1.head", "联系点", own)
    return dead, live, await in_force(stage, "a2x.head", "入户走访")


async def test_the_successor_of_two_townships_has_a_common_part(stage: Any) -> None:
    _, live, village = await townships(stage, own="OWN")
    await done(stage, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    assert stage.rows(DEAD) == []
    await add(stage, "a1.head", live, "民情走访", "COMMON")
    await published(stage, "a1.head", live)
    await stage.done("a1.head", open_period, OpenPeriod(live, QUARTER))
    assert titles(stage, OWED, live) == ["民情走访", "联系点"]
    assert titles(stage, BOUND, village) == ["入户走访", "民情走访"]
    assert faults(stage) == []


async def test_the_successor_owes_what_its_own_list_says(stage: Any) -> None:
    dead, live, village = await townships(stage, own="COMMON")
    for who, one in (("a2.head", dead), ("a2x.head", village)):
        await stage.done(who, open_period, OpenPeriod(one, QUARTER))
    await done(stage, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    assert titles(stage, OWED, dead) == ["主题党日"], "what was opened by then is in hand"
    assert titles(stage, OWED, village) == ["主题党日", "入户走访"]
    await stage.done("a2x.head", open_period, OpenPeriod(village, "2026-Q3"))
    assert titles(stage, OWED, village) == ["主题党日", "入户走访", "入户走访", "联系点"]
    await published(stage, "a1.head", live)
    await stage.done("a1.head", open_period, OpenPeriod(live, QUARTER))
    assert titles(stage, OWED, live) == ["联系点"]
    await stage.done("a1.head", retire_list, RetireList(live, version(stage, live)))
    for catalogue in (True, False):
        given = DraftList(BRANCH, 2026, with_catalogue=catalogue)
        fresh = await stage.done("a1.head", draft_list, given)
        assert titles(stage, BOUND, fresh) == []
        await stage.done("a1.head", retire_list, RetireList(fresh, version(stage, fresh)))


async def test_all_of_it_comes_back(stage: Any) -> None:
    dead, _, village = await townships(stage, own="COMMON")
    for who, one in (("a2.head", dead), ("a2x.head", village)):
        await stage.done(who, open_period, OpenPeriod(one, QUARTER))
    said = stage.one("select id from app.clause where list_id = %s", dead)
    await stage.done("a2.head", amend_clause, AmendClause(said, 2, quarterly("主题党日活动")))
    await published(stage, "a2.head", dead)
    await add(stage, "a2.head", dead, "草稿", "OWN")
    before = all_of(stage)
    merged = await done(stage, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    assert (stage.rows(DEAD), titles(stage, BOUND, village)) == ([], ["入户走访", "联系点"])
    await undone(stage, "a", merged)
    assert all_of(stage) == before
    assert faults(stage) == []


async def test_what_is_handed_down_goes_on_beside_the_lists_of_bodies(stage: Any) -> None:
    """A township's list for its villages, where the other one has a branch of its own."""
    administrators(stage, deputies=True)
    holder, branch = stage.world.tenants["a2"], uuid.uuid4()
    root = stage.one("select root from app.tenant where id = %s", holder)
    held = {"root": root, "holder": holder}
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        named = {"kind": "party_branch", "name": "机关支部", "name_sort": "z", "id": branch}
        put(connection, "body", held | named)
        about = {"actor_type": BRANCH, "body_id": branch, "title": "书记", "id": uuid.uuid4()}
        put(connection, "post", held | about)
    handed_down = await in_force(stage, "a1.head", "主题党日", "COMMON")
    village = await in_force(stage, "a1x.head", "联系点", body=BRANCH_BODY)
    own = await in_force(stage, "a2.head", "联系点", body=branch)
    await done(stage, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    assert titles(stage, BOUND, village) == ["主题党日", "联系点"]
    await add(stage, "a1.head", handed_down, "民情走访", "COMMON")
    await published(stage, "a1.head", handed_down)
    assert titles(stage, BOUND, village) == ["主题党日", "民情走访", "联系点"]
    given = RetireList(handed_down, version(stage, handed_down))
    await stage.done("a1.head", retire_list, given)
    await add(stage, "a1.head", own, "组织生活", "COMMON")
    await published(stage, "a1.head", own)
    assert titles(stage, BOUND, village) == ["组织生活", "联系点"]
    assert faults(stage) == []


def secretaries(stage: Any) -> uuid.UUID:
    """Two secretaries of township a2: one in its branch, which this gives, and one in none."""
    held = dict(
        zip(("root", "holder"), stage.rows(PLACE, stage.world.tenants["a2"])[0], strict=True)
    )
    branch = uuid.uuid4()
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        named = {"kind": "party_branch", "name": "机关支部", "name_sort": "z", "id": branch}
        put(connection, "body", held | named)
        for who, body in (("a2.loose", None), ("a2.branch", branch)):
            put_in_post(connection, held, who)
            about = "update app.post set actor_type = %s, body_id = %s where id = %s"
            connection.execute(about, [BRANCH, body, key_of("post", who)])
    return branch


@pytest.mark.parametrize(
    ("meanwhile", "own_is_bound_by", "signed"),
    [
        ("nothing", ["主题党日", "组织生活", "走访"], [1, 1]),
        ("another clause", ["主题党日", "组织生活", "谈心", "走访"], [1, 0]),
        ("no clause", ["主题党日", "走访"], [0, 0]),
    ],
)
async def test_what_was_signed_counts_again_unless_the_level_above_changed_it(
    stage: Any, meanwhile: str, own_is_bound_by: list[str], signed: list[int]
) -> None:
    administrators(stage, deputies=True)
    branch = secretaries(stage)
    county = await in_force(stage, "a.head", "组织生活", "COMMON")
    await in_force(stage, "a1.head", "联系点")
    dead = await in_force(stage, "a2.head", "主题党日", "COMMON")
    own = await in_force(stage, "a2.head", "走访", body=branch)
    for who, one in (("a2.loose", dead), ("a2.branch", own)):
        await stage.done(who, sign_pledge, SignPledge(one, version(stage, one)))
    merged = await done(stage, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    assert [stage.one(SIGNED, one) for one in (dead, own)] == [1, 0], "it lost a clause"
    if meanwhile == "another clause":
        await add(stage, "a.head", county, "谈心", "COMMON")
        await published(stage, "a.head", county)
    elif meanwhile == "no clause":
        await stage.done("a.head", retire_list, RetireList(county, version(stage, county)))
    await undone(stage, "a", merged)
    assert titles(stage, BOUND, own) == own_is_bound_by
    assert [stage.one(SIGNED, one) for one in (dead, own)] == signed
    assert faults(stage) == []
    if not signed[1]:
        read = stage.one("select edition from app.responsibility_list where id = %s", own)
        refusal = await stage.refused("a2.branch", sign_pledge, SignPledge(own, read - 1))
        assert refusal.code == "list.stale", "what was read in between is not what is signed"
        await stage.done("a2.branch", sign_pledge, SignPledge(own, read))
