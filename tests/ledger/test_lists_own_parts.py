"""A level's own clause binds that unit alone: whoever stands below hears of it through no door."""

import uuid
from typing import Any

import pytest

from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.amend_clause import AmendClause, amend_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.retire_clause import RetireClause, retire_clause
from ledger.responsibilities.retire_list import RetireList, retire_list
from tenants.viewer import NOBODY, Viewer
from tests.ledger.acting import Client
from tests.ledger.test_lists_common import BOUND, HEAD, branches, version
from tests.ledger.test_lists_handed_on import county, merged
from tests.ledger.test_lists_merged import add, in_force, published, titles
from tests.world import TENANTS

NODE = "query ($id: ID!) { node(id: $id) { id ... on Clause { title part } } }"
WHY = 'query ($id: ID!) { explain(act: "clause.read", id: $id) { allowed } }'
EVENTS = "query ($c: String) { eventsSince(cursor: $c) { cursor events { subject } } }"
CHANGES = "query ($c: String) { changesSince(cursor: $c) { cursor changes { __typename } } }"
LISTS = """{ responsibilityLists(first: 10) { nodes {
  clauses(first: 10) { nodes { id supersedes { id } handedOnFrom { id } } }
  bindings(first: 10) { nodes { clause { id supersedes { id } handedOnFrom { id } } } } } } }"""
NOTICES = "{ notices(first: 10) { nodes { obligation { clause { id } } } } }"
BELOW = {
    "city": ("a.head", "a.task_force", "b.head", "a1.head", "a1x.head", "a1x.branch_secretary",
             "bureau.head", "section.head", "a_bureau.head", "elsewhere.head"),
    "a": ("a1.head", "a1x.branch_secretary", "a_bureau.head", "b.head", "b1.head", "bureau.head",
          "elsewhere.head"),
    "a1": ("a1x.head", "a1x.branch_secretary", "a1y.head", "a2.head", "b.head", "a_bureau.head"),
}  # fmt: skip  # reads as a table
ABOVE = {
    "city": ("city.head", "city.task_force", "city.handler", "city.work_committee"),
    "a": ("a.head", "a.handler", "a.work_committee", "city.task_force"),
    "a1": ("a1.head", "a1.handler", "a.task_force"),
}
"""The unit's own people, and those who hold it to account."""
ELSEWHERE = """select count(*) from app.binding b join app.clause c on c.id = b.clause_id
  where c.part = 'OWN' and c.holder <> b.holder and b.until is null"""


async def said(stage: Any, unit: str) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID]:
    """A published list of a unit, its own clause, and one common to the level below."""
    who = f"{unit}.head"
    made = await in_force(stage, who, "只约束本级")
    common = await add(stage, who, made, "约束下级", "COMMON")
    await published(stage, who, made)
    return made, stage.one("select id from app.clause where part = 'OWN'"), common


async def read(client: Client, who: str | Viewer, clause: uuid.UUID) -> Any:
    told = await client.ask(who, NODE, {"id": f"Clause_{clause}"})
    assert "errors" not in told, told["errors"]
    return told["data"]["node"]


@pytest.mark.parametrize("unit", BELOW)
async def test_an_own_clause_is_read_by_its_unit_and_its_superior_and_by_nobody_below(
    client: Client, unit: str
) -> None:
    _, own, common = await said(client.stage, unit)
    for who in ABOVE[unit]:
        found = await read(client, who, own)
        assert found == {"id": f"Clause_{own}", "title": "只约束本级", "part": "OWN"}, who
    for who in (*BELOW[unit], NOBODY):
        assert await read(client, who, own) is None, who
    # The control: what is common is read on the whole line below, and by no sibling.
    line = under(unit)
    below = [who for who in BELOW[unit] if who.split(".")[0] in line]
    assert below
    for who in below:
        assert (await read(client, who, common))["part"] == "COMMON", who


def under(unit: str) -> set[str]:
    """The units below one."""
    tree = {name: parent for name, _, parent, *_ in TENANTS}
    found: set[str] = set()
    while more := {name for name, parent in tree.items() if parent in {unit, *found}} - found:
        found |= more
    return found


async def test_an_own_clause_that_was_retired_is_no_more_read_below_than_before(
    client: Client,
) -> None:
    stage = client.stage
    made, own, common = await said(stage, "city")
    await stage.done("city.head", retire_list, RetireList(made, version(stage, made)))
    assert stage.one("select state from app.clause where id = %s", own) == "RETIRED"
    assert (await read(client, "city.head", own))["part"] == "OWN"
    assert await read(client, "a.head", own) is None
    assert (await read(client, "a.head", common))["part"] == "COMMON"


@pytest.mark.parametrize("who", ["a.head", "a1x.branch_secretary", "bureau.head"])
async def test_no_other_door_tells_of_it(client: Client, who: str) -> None:
    stage, ask = client.stage, client.ask
    cursors = {
        query: (await ask(who, query))["data"][field]["cursor"]
        for query, field in ((EVENTS, "eventsSince"), (CHANGES, "changesSince"))
    }
    made, own, common = await said(stage, "city")
    text = ClauseText("只约束本级，修订", cadence="QUARTERLY", due_rule="quarter end")
    await stage.done("city.head", amend_clause, AmendClause(own, 2, text))
    await published(stage, "city.head", made)
    keys = [row[0] for row in stage.rows("select id from app.clause where part = 'OWN'")]
    assert len(keys) == 2
    asked = [(NODE, {"id": f"Clause_{key}"}) for key in keys]
    asked += [(WHY, {"id": f"Clause_{key}"}) for key in keys]
    asked += [(LISTS, {}), (NOTICES, {})]
    asked += [(query, {"c": cursor}) for query, cursor in cursors.items()]
    for query, given in asked:
        told = await ask(who, query, given)
        assert "errors" not in told, told
        assert not [key for key in keys if str(key) in str(told)], query
    for key in keys:
        assert (await ask(who, WHY, {"id": f"Clause_{key}"}))["data"] == {"explain": None}
    # The controls: its own unit is told, and what is common is told to those below.
    cursor, mine = cursors[EVENTS], str(await ask("city.head", LISTS))
    assert all(str(key) in mine for key in keys)
    assert str(keys[0]) in str(await ask("city.head", EVENTS, {"c": cursor}))
    assert str(common) in str(await ask(who, EVENTS, {"c": cursor}))
    assert (await ask(who, WHY, {"id": f"Clause_{common}"}))["data"]["explain"]["allowed"]


async def test_whoever_is_below_cannot_act_on_it_as_if_they_had_read_it(stage: Any) -> None:
    _, own, common = await said(stage, "a")
    text = ClauseText("改", cadence="QUARTERLY", due_rule="quarter end")
    for act, given in (
        (amend_clause, AmendClause(own, 2, text)),
        (retire_clause, RetireClause(own, 2)),
    ):
        assert (await stage.refused("a1.head", act, given)).code == "clause.not_found"
    refusal = await stage.refused("a1.head", amend_clause, AmendClause(common, 2, text))
    assert refusal.code == "book.not_allowed", "the control"


async def test_a_clause_that_repeats_the_own_part_of_the_level_above_tells_nothing_of_it(
    stage: Any,
) -> None:
    """The warning of a copied clause names what is like it: of what one may not read it is silent."""
    await said(stage, "a")
    made = await in_force(stage, HEAD, "入户走访")
    await stage.done(HEAD, add_clause, AddClause(made, ClauseText("只约束本级")))


async def test_own_clauses_bind_lists_of_their_own_unit_alone(stage: Any) -> None:
    """Of its one body and not of the other, of no unit below, of no department."""
    first, second = branches(stage)
    one = await in_force(stage, HEAD, "第一支部的", body=first)
    other = await in_force(stage, HEAD, "第二支部的", body=second)
    below = await in_force(stage, "a1x.head", "村里的")
    await in_force(stage, "a.head", "县里的")
    await published(stage, HEAD, one)
    assert titles(stage, BOUND, one) == ["第一支部的"]
    assert titles(stage, BOUND, other) == ["第二支部的"]
    assert titles(stage, BOUND, below) == ["村里的"]
    assert stage.one("select count(*) from app.binding") == 4, "the control"
    assert stage.one(ELSEWHERE) == 0


async def test_after_a_merger_the_own_part_of_both_is_the_successors_alone(client: Client) -> None:
    stage = client.stage
    upper, live, dead, _ = await county(stage)
    await merged(stage)
    for made in (live, dead):
        own = stage.one("select id from app.clause where list_id = %s and part = 'OWN'", made)
        assert (await read(client, "a1.head", own))["part"] == "OWN"
        for who in ("a1x.head", "a2x.head", "b.head"):
            assert await read(client, who, own) is None, who
    handed_on = "select id from app.clause where list_id = %s and handed_on_from is not null"
    copy, said_first = (
        stage.one(handed_on, live),
        stage.one("select id from app.clause where list_id = %s", upper),
    )
    for who in ("a1x.head", "a2x.head"):
        assert (await read(client, who, copy))["part"] == "COMMON", who
        assert (await read(client, who, said_first))["part"] == "COMMON", who
    assert stage.one(ELSEWHERE) == 0
