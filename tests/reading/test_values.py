"""Values in documents and variables: pages, cursors, ids, texts and numbers, on both roads."""

import json

import pytest
import yaml

from ledger.catalogue.keys import ACTOR_TYPES
from ledger.catalogue.loading import SHIPPED
from ledger.shelves import CATALOGUE
from storage.paging import Keyset
from tests.golden.scene import public_id
from tests.reading.conftest import WHO, Roads

VILLAGE = public_id("Tenant", "a1x")
LIST = public_id("ResponsibilityList", "a1x.branch_secretary")
OWED = public_id("Obligation", "a1x.visits.Q1")
CITY = 'tenant(code: "520600000000")'
OBLIGATION = CATALOGUE.shelves["Obligation"]
BY_DUE_ON = Keyset.of("Obligation", OBLIGATION.orders["DUE_ON"], OBLIGATION.key).mark


async def test_pages_of_no_rows(asked: Roads) -> None:
    members = "edges { cursor } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
    for size, more in (("first: 0", (True, False)), ("last: 0", (False, True))):
        query = f"{{ obligations({size}) {{ {members} totalCount totalCountIsExact }} }}"
        page = (await asked(query))["obligations"]
        info = page.pop("pageInfo")
        assert page == {"edges": [], "nodes": [], "totalCount": 4, "totalCountIsExact": True}
        assert (info["startCursor"], info["endCursor"]) == (None, None)
        assert (info["hasNextPage"], info["hasPreviousPage"]) == more
    query = "query ($n: Int) { obligations(first: $n) { nodes { id } } }"
    assert await asked(query, n=0) == {"obligations": {"nodes": []}}


async def test_walking_there_and_back_by_cursor_gives_every_row_once(asked: Roads) -> None:
    query = """query ($first: Int, $after: String, $last: Int, $before: String) {
      obligations(first: $first, after: $after, last: $last, before: $before) {
        nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
    there, after = [], None
    while True:
        page = (await asked(query, first=2, after=after))["obligations"]
        there += [one["id"] for one in page["nodes"]]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(there) == len(set(there)) == 4
    back, before = [], None
    while True:
        page = (await asked(query, last=3, before=before))["obligations"]
        back = [one["id"] for one in page["nodes"]] + back
        before = page["pageInfo"]["startCursor"]
        if not page["pageInfo"]["hasPreviousPage"]:
            break
    assert back == there


@pytest.mark.parametrize(
    "given",
    [
        "first: -1", "first: 201", "last: -1", "first: 1, last: 1", 'after: "x"', 'before: ""',
        'after: "WyJ4IiwieSJd"',
        *(f'after: "{BY_DUE_ON}{key}"' for key in (
            "", "bnVsbA", "WzEsMl0", "WyJ4IiwieSJd", "WyIyMDI2LVcwMS0xIiwgIngiXQ",
            "WyJcdWQ4MDAiLCAiXHVkODAwIl0",
        )),
    ],
)  # fmt: skip  # columns side by side
async def test_what_cannot_be_a_page_is_refused_in_the_same_words(asked: Roads, given: str) -> None:
    (error,) = await asked.errors(f"{{ obligations({given}) {{ nodes {{ id }} }} }}")
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    named = "last" if "last" in given else given.partition(":")[0]
    assert error["extensions"]["argument"] == named


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("first", "Int", 201),
        ("last", "Int", -1),
        ("after", "String", "x"),
        ("before", "String", ""),
    ],
)
async def test_a_page_by_variable_is_refused_by_the_name_of_its_argument(
    asked: Roads, name: str, kind: str, value: object
) -> None:
    query = f"query ($x: {kind}) {{ obligations({name}: $x) {{ nodes {{ id }} }} }}"
    (error,) = await asked.errors(query, x=value)
    assert error["extensions"]["argument"] == name
    assert error["message"].startswith(f"{name} ")


async def test_a_cursor_of_another_order_is_none_of_this_one(asked: Roads) -> None:
    """Its sort key may have the same shape, and would begin at a place that is none."""
    units = "query ($o: TenantOrder!, $a: String) { tenants(orderBy: $o, after: $a, first: 3) {"
    units += " nodes { id } pageInfo { endCursor } } }"
    cursors = {}
    for order in ("CODE", "NAME"):
        page = (await asked(units, o=order))["tenants"]
        cursors[order] = page["pageInfo"]["endCursor"]
        rest = (await asked(units, o=order, a=cursors[order]))["tenants"]["nodes"]
        assert rest
        assert not [one for one in rest if one in page["nodes"]]
    for order, other in (("CODE", "NAME"), ("NAME", "CODE")):
        (error,) = await asked.errors(units, o=order, a=cursors[other])
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert error["extensions"]["argument"] == "after"
    due = (
        "query ($o: ObligationOrder, $a: String) { obligations(orderBy: $o, first: 1, before: $a) {"
    )
    due += " edges { cursor } } }"
    cursor = (await asked(due))["obligations"]["edges"][0]["cursor"]
    assert (await asked(due, a=cursor))["obligations"]["edges"] == []
    for query, given in ((due, {"o": "DUE_ON_DESC"}), (units, {"o": "CODE"})):
        (error,) = await asked.errors(query, a=cursor, **given)
        assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_block_strings_and_escapes_are_read_as_one_value(asked: Roads) -> None:
    for text in ('"甲\\u4e00"', '"""甲一"""', '"\\u7532\\u4e00"'):
        query = f"{{ tenants(filter: {{search: {text}, kind: TOWNSHIP}}) {{ nodes {{ name }} }} }}"
        assert await asked(query) == {"tenants": {"nodes": [{"name": "甲一镇"}]}}
    # Full-width letters, and a blank between the characters, as input methods make them.
    for text in ('"甲 一"', '" 甲　一 "', '"ａ１"', '"Ａ１"'):
        query = f"{{ tenants(filter: {{search: {text}, kind: TOWNSHIP}}) {{ nodes {{ name }} }} }}"
        assert await asked(query) == {"tenants": {"nodes": [{"name": "甲一镇"}]}}, text
    for text in ('"\\u0000"', '"甲\\u0000一"'):
        query = f"{{ tenants(filter: {{search: {text}}}) {{ totalCount }} }}"
        (error,) = await asked.errors(query)
        assert error["extensions"]["code"] == "BAD_USER_INPUT", "what follows would go unread"
    for text in ('"%"', '"_"', '"\';--"', '"\\\\"'):
        query = f"{{ tenants(filter: {{search: {text}}}) {{ totalCount }} }}"
        assert await asked(query) == {"tenants": {"totalCount": 0}}


async def test_ids_of_another_type_find_nothing_and_what_is_no_id_is_refused(asked: Roads) -> None:
    query = "query ($id: ID!) { responsibilityList(id: $id) { id } }"
    assert await asked(query, id=OWED) == {"responsibilityList": None}
    assert await asked(query, id=LIST) == {"responsibilityList": {"id": LIST}}
    for id_ in ("", "x", LIST[:-1], LIST.upper(), f" {LIST}", f"{LIST}\n", 7):
        (error,) = await asked.errors(query, id=id_)
        assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_argument_of_a_plain_list_is_read_from_variable_or_default(asked: Roads) -> None:
    query = """query ($on: ID!, $at: Date = "2026-06-01") {
      workRules(inForceOn: $on, at: $at) { key onDate parameters { name saidBy { name } } } }"""
    found = (await asked(query, on=VILLAGE))["workRules"]
    assert {one["onDate"] for one in found} == {"2026-06-01"}
    quorum = [p for r in found if r["key"] == "pb_members_meeting" for p in r["parameters"]]
    assert {"name": "quorum", "saidBy": {"name": "甲县"}} in quorum
    earlier = (await asked(query, on=VILLAGE, at="2026-04-30"))["workRules"]
    quorum = [p for r in earlier if r["key"] == "pb_members_meeting" for p in r["parameters"]]
    assert {"name": "quorum", "saidBy": None} in quorum


async def test_scalars_are_strict_about_what_they_take(asked: Roads) -> None:
    query = "query ($on: ID!, $at: Date) { workRules(inForceOn: $on, at: $at) { key } }"
    for at in ("2026-02-30", "20260101", "2026-01-01T00:00:00Z", 5, ""):
        (error,) = await asked.errors(query, on=VILLAGE, at=at)
        assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_null_id_variable_and_a_type_under_another_name(asked: Roads) -> None:
    query = "query ($id: ID!) { x: node(id: $id) { t: __typename ... on Obligation { list { t: __typename id } } } }"
    assert await asked(query, id=OWED) == {
        "x": {"t": "Obligation", "list": {"t": "ResponsibilityList", "id": LIST}}
    }
    query = (
        'query ($id: ID, $code: String = "520600000000") { tenant(id: $id, code: $code) { name } }'
    )
    assert await asked(query) == {"tenant": {"name": "测试市"}}
    assert await asked(query, id=None) == {"tenant": {"name": "测试市"}}
    assert await asked(query, id=VILLAGE) == {"tenant": None}
    assert await asked(query, id=VILLAGE, code=None) == {"tenant": {"name": "甲一东村"}}


async def test_an_argument_that_must_be_there_is_asked_for_on_both_roads(asked: Roads) -> None:
    for given in ("id: null", "kind: CITY", "id: null, code: null"):
        (error,) = await asked.errors(f"{{ tenant({given}) {{ name }} }}")
        assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_numbers_beyond_what_a_column_holds_are_refused_or_find_nothing(asked: Roads) -> None:
    query = "query ($year: Int) { responsibilityLists(filter: {year: $year}) { totalCount } }"
    for year in (2**31 - 1, -(2**31), 40_000):
        assert await asked(query, year=year) == {"responsibilityLists": {"totalCount": 0}}
    literal = "{ responsibilityLists(filter: {year: 2147483647}) { totalCount } }"
    assert await asked(literal) == {"responsibilityLists": {"totalCount": 0}}


@pytest.mark.parametrize(
    ("year", "actor", "code"),
    [
        (-1, "branch_secretary", "list.year_refused"),
        (0, "branch_secretary", "list.year_refused"),
        (1999, "branch_secretary", "list.year_refused"),
        (2147483647, "branch_secretary", "list.year_refused"),
        (2026, "nope", "list.actor_type_unknown"),
        (2026, "", "list.actor_type_unknown"),
        (2026, "Branch_Secretary", "list.actor_type_unknown"),
    ],
)
async def test_nobody_is_told_zeros_of_what_cannot_be(
    asked: Roads, year: int, actor: str, code: str
) -> None:
    query = "query ($y: Int!, $a: String!) { coverage(year: $y, actorType: $a) { tenants } }"
    (error,) = await asked.errors(query, y=year, a=actor)
    assert error["extensions"]["code"] == code
    literal = f'{{ coverage(year: {year}, actorType: "{actor}") {{ tenants }} }}'
    (error,) = await asked.errors(literal)
    assert error["extensions"]["code"] == code


@pytest.mark.parametrize("field", ["responsibilityLists", "obligations"])
async def test_no_list_is_empty_for_an_actor_that_there_is_not(asked: Roads, field: str) -> None:
    query = f"query ($a: String) {{ {field}(filter: {{actorType: $a}}) {{ totalCount }} }}"
    for actor in ("nope", "", "Branch_Secretary"):
        literal = f'{{ {field}(filter: {{actorType: "{actor}"}}) {{ totalCount }} }}'
        for (error,) in (await asked.errors(query, a=actor), await asked.errors(literal)):
            assert error["extensions"]["code"] == "list.actor_type_unknown", actor
    whole = await asked(query, a=None)
    assert whole == await asked(f"{{ {field} {{ totalCount }} }}")
    assert await asked(query, a="branch_secretary"), "the control"


def test_the_actor_types_that_can_be_asked_for_are_those_that_are_loaded() -> None:
    loaded = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))["actor_types"]
    assert {one["key"] for one in loaded} == ACTOR_TYPES
    assert len(ACTOR_TYPES) == 8


@pytest.mark.parametrize(
    ("query", "argument"),
    [
        ("query ($v: String) { tenants(filter: {search: $v}) { totalCount } }", "search"),
        ("query ($v: String) { tenant(code: $v) { name } }", "code"),
        ("query ($v: ID!) { obligation(id: $v) { state } }", "id"),
    ],
)
async def test_a_value_that_cannot_be_used_is_told_by_its_own_argument(
    asked: Roads, query: str, argument: str
) -> None:
    (error,) = await asked.errors(query, v="a\x00b")
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["argument"] == argument
    assert error["message"].startswith(f"{argument} ")


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "😀", "%", "x" * 5000, "\u202e", "'"])
async def test_any_text_may_be_searched_for(asked: Roads, text: str) -> None:
    viewer = await asked.people.viewer(asked.ask.engine, WHO, enforcer=asked.ask.reach.enforcer)
    query = "query ($s: String, $c: String) { tenants(filter: {search: $s}) { totalCount } tenant(code: $c) { name } workRule(key: $s) { key } }"
    for walked in (query, query.replace("{ tenants", "{ apiLevel tenants")):
        told = json.loads((await asked.ask.answer(walked, viewer, {"s": text, "c": text})).body)
        codes = {error["extensions"]["code"] for error in told.get("errors", [])}
        assert codes <= {"BAD_USER_INPUT"}, told
