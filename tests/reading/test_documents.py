"""Unusual but legal documents: both roads read them as the specification says.

Each document is asked twice, once as it stands (compiled) and once beside a field that only the
executor answers; both must give what is written here.
"""

import json
from typing import Any

from tests.golden.scene import public_id
from tests.reading.conftest import WHO, Roads

VILLAGE = public_id("Tenant", "a1x")
LIST = public_id("ResponsibilityList", "a1x.branch_secretary")
OWED = public_id("Obligation", "a1x.visits.Q1")
CITY = 'tenant(code: "520600000000")'


async def test_fragments_on_the_interface_at_the_root_of_node(asked: Roads) -> None:
    query = """query ($id: ID!) { node(id: $id) { ...A ... on Node { again: id } } }
    fragment A on Node { __typename id ... on Obligation { ...B } ... on Tenant { name } }
    fragment B on Obligation { period ... on Node { __typename } }"""
    assert await asked(query, id=OWED) == {
        "node": {"__typename": "Obligation", "id": OWED, "period": "2026-Q1", "again": OWED}
    }
    assert await asked(query, id=VILLAGE) == {
        "node": {"__typename": "Tenant", "id": VILLAGE, "name": "甲一东村", "again": VILLAGE}
    }


async def test_a_node_of_no_known_type_or_of_a_type_that_is_no_record_is_null(asked: Roads) -> None:
    query = "query ($id: ID!) { node(id: $id) { __typename id ... on Tenant { name } } }"
    key = VILLAGE.partition("_")[2]
    for id_ in (f"Nothing_{key}", f"TenantConnection_{key}", f"Query_{key}", f"CoverageInfo_{key}"):
        assert await asked(query, id=id_) == {"node": None}


async def test_a_node_whose_id_stands_in_the_document(asked: Roads) -> None:
    query = (
        f'{{ node(id: "{OWED}") {{ ... on Obligation {{ period }} ... on Clause {{ title }} }} }}'
    )
    assert await asked(query) == {"node": {"period": "2026-Q1"}}


async def test_typename_everywhere(asked: Roads) -> None:
    query = """{ __typename
    obligations(first: 1, orderBy: DUE_ON) { __typename
      edges { __typename cursor node { __typename tenant { __typename }
        entries(first: 1) { __typename nodes { __typename } }
        viewerActions { __typename act } } }
      pageInfo { __typename hasNextPage } }
    actorTypes { __typename duties(first: 1) { nodes { __typename } } } }"""
    found = await asked(query)
    assert found["__typename"] == "Query"
    page = found["obligations"]
    assert page["__typename"] == "ObligationConnection"
    assert page["pageInfo"]["__typename"] == "PageInfo"
    (edge,) = page["edges"]
    assert edge["__typename"] == "ObligationEdge"
    assert edge["node"]["viewerActions"][0]["__typename"] == "ViewerActionInfo"
    assert found["actorTypes"][0]["duties"]["nodes"] == [{"__typename": "Duty"}]


async def test_only_typename(asked: Roads) -> None:
    assert await asked("{ a: __typename b: __typename }") == {"a": "Query", "b": "Query"}
    found = await asked(f"{{ {CITY} {{ __typename children {{ __typename }} }} }}")
    assert found["tenant"] == {
        "__typename": "Tenant",
        "children": {"__typename": "TenantConnection"},
    }


async def test_the_same_connection_twice_under_two_names(asked: Roads) -> None:
    query = f"""{{ {CITY} {{
      counties: children(filter: {{kind: COUNTY}}) {{ nodes {{ name }} }}
      departments: children(filter: {{kind: DEPARTMENT}}) {{ all: nodes {{ n: name }} }} }} }}"""
    found = (await asked(query))["tenant"]
    assert [one["name"] for one in found["counties"]["nodes"]] == ["甲县", "乙县"]
    assert found["departments"] == {"all": [{"n": "测试市审计局"}]}


async def test_merged_fields_and_the_order_of_the_first_occurrence(asked: Roads) -> None:
    query = f"""{{ {CITY} {{ kind children(first: 1) {{ nodes {{ code }} }} name }}
      {CITY} {{ slot children(first: 1) {{ totalCount nodes {{ name parent {{ name }} }} }} kind }} }}"""
    found = (await asked(query))["tenant"]
    assert list(found) == ["kind", "children", "name", "slot"]
    assert list(found["children"]) == ["nodes", "totalCount"]
    assert found["children"]["nodes"] == [
        {"code": "520600-01", "name": "测试市审计局", "parent": {"name": "测试市"}}
    ]


async def test_fields_with_other_arguments_do_not_merge(asked: Roads) -> None:
    query = f"{{ {CITY} {{ children(first: 1) {{ totalCount }} children(first: 2) {{ totalCount }} }} }}"
    (error,) = await asked.errors(query)
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


async def test_variables_with_defaults_given_null_and_left_out(asked: Roads) -> None:
    query = f"""query ($kind: TenantKind = COUNTY, $first: Int = 1) {{
      {CITY} {{ children(first: $first, filter: {{kind: $kind}}) {{ nodes {{ kind }} }} }} }}"""
    kinds = [one["kind"] for one in (await asked(query))["tenant"]["children"]["nodes"]]
    assert kinds == ["COUNTY"]
    found = await asked(query, kind=None, first=None)
    kinds = [one["kind"] for one in found["tenant"]["children"]["nodes"]]
    assert kinds == ["DEPARTMENT", "COUNTY", "COUNTY"]
    found = await asked(query, kind="DEPARTMENT", first=9)
    assert len(found["tenant"]["children"]["nodes"]) == 1


async def test_include_and_skip_on_fields_fragments_and_spreads(asked: Roads) -> None:
    query = f"""query ($yes: Boolean!, $no: Boolean = false) {{ {CITY} {{
      name @include(if: $yes) code @include(if: $no)
      ... @include(if: $no) {{ kind }}
      ... on Tenant @skip(if: $no) {{ slot }}
      ...More @include(if: $yes) @skip(if: $no)
      ...More @include(if: false)
      children @include(if: $no) {{ totalCount }} }} }}
    fragment More on Tenant {{ suspended }}"""
    assert (await asked(query, yes=True))["tenant"] == {
        "name": "测试市", "slot": 2, "suspended": False
    }  # fmt: skip  # reads as a table
    found = await asked(query, yes=False, no=True)
    assert found["tenant"] == {
        "code": "520600000000",
        "kind": "CITY",
        "children": {"totalCount": 3},
    }


async def test_everything_left_out_leaves_an_empty_object(asked: Roads) -> None:
    query = f"query ($no: Boolean!) {{ {CITY} {{ name @include(if: $no) children {{ nodes {{ name @include(if: $no) }} }} }} }}"
    found = await asked(query, no=False)
    assert found["tenant"] == {"children": {"nodes": [{}, {}, {}]}}
    nothing = f"query ($no: Boolean!) {{ {CITY} @include(if: $no) {{ name }} }}"
    assert await asked(nothing, no=False) == {}


async def test_null_filters_and_null_members_filter_nothing(asked: Roads) -> None:
    for given in ("filter: null", "filter: {}", "filter: {kind: null}", "first: null, after: null"):
        query = f"{{ {CITY} {{ children({given}) {{ totalCount }} }} }}"
        assert (await asked(query))["tenant"] == {"children": {"totalCount": 3}}
    query = "query ($f: ListFilter) { responsibilityLists(filter: $f) { totalCount } }"
    for given in ({}, {"f": None}, {"f": {}}, {"f": {"year": None, "state": None}}):
        assert await asked(query, **given) == {"responsibilityLists": {"totalCount": 1}}
    assert await asked(query, f={"year": 1999}) == {"responsibilityLists": {"totalCount": 0}}
    assert await asked(query, f={"state": "DRAFT"}) == {"responsibilityLists": {"totalCount": 0}}


async def test_variables_inside_input_objects(asked: Roads) -> None:
    query = """query ($state: ObligationState, $open: Boolean, $actor: String) {
      obligations(filter: {state: $state, open: $open, actorType: $actor}) { nodes { period state } } }"""
    assert len((await asked(query))["obligations"]["nodes"]) == 4
    found = await asked(query, state="ACCEPTED", open=False, actor="branch_secretary")
    assert found["obligations"]["nodes"] == [{"period": "2026-Q1", "state": "ACCEPTED"}]
    assert (await asked(query, open=True, state="ACCEPTED"))["obligations"]["nodes"] == []
    assert (await asked(query, actor="party_group"))["obligations"]["nodes"] == []


async def test_one_plan_serves_every_shape_of_its_variables(asked: Roads) -> None:
    """A plan is kept by the shape of the variables: another shape must not meet the wrong one."""
    query = """query ($f: ObligationFilter, $o: ObligationOrder, $n: Int, $a: String) {
      obligations(filter: $f, orderBy: $o, first: $n, after: $a) { edges { cursor node { dueOn } } } }"""
    days = ["2026-04-10", "2026-04-10", "2026-07-10", "2026-10-10"]

    async def due(**given: Any) -> list[str]:
        found = (await asked(query, **given))["obligations"]["edges"]
        return [edge["node"]["dueOn"] for edge in found]

    for _ in range(2):
        assert await due() == days
        assert await due(o="DUE_ON_DESC") == days[::-1]
        assert await due(f={"open": True}) == days[1:]
        assert await due(f={"open": False}, n=1) == days[:1]
        assert await due(f={"overdue": True}) == ["2026-07-10"]
        assert await due(f={"overdue": False}) == [*days[:2], days[3]]
    first = (await asked(query, n=1))["obligations"]["edges"][0]["cursor"]
    assert await due(a=first) == days[1:]


async def test_an_operation_is_chosen_by_its_name(asked: Roads) -> None:
    query = f"query A {{ {CITY} {{ name }} }}\nquery B {{ inbox {{ totalCount }} }}"
    viewer = await asked.people.viewer(asked.ask.engine, WHO, enforcer=asked.ask.reach.enforcer)
    told = json.loads((await asked.ask.answer(query, viewer)).body)
    assert told["errors"][0]["extensions"]["code"] == "OPERATION_NOT_FOUND"


async def test_response_keys_are_printed_whatever_they_are_called(asked: Roads) -> None:
    query = f"{{ constructor: {CITY} {{ __proto: name id: kind n: slot _: path uid: code }} }}"
    assert await asked(query) == {
        "constructor": {
            "__proto": "测试市", "id": "CITY", "n": 2, "_": "测试市", "uid": "520600000000",
        }
    }  # fmt: skip  # reads as a table


async def test_many_roots_in_one_statement(asked: Roads) -> None:
    roots = " ".join(
        f"r{at}: {CITY} {{ name children(first: {at}) {{ totalCount }} }}" for at in range(12)
    )
    found = await asked(f"{{ {roots} }}")
    assert list(found) == [f"r{at}" for at in range(12)]
    assert found["r3"]["children"]["totalCount"] == 3


async def test_what_is_made_in_python_and_what_is_compiled_stand_side_by_side(asked: Roads) -> None:
    query = """query ($n: Int = 1, $no: Boolean = false) { ...Mine CITY { n: name }
      __schema { queryType { name } } }
    fragment Mine on Query { viewer { t: __typename name @skip(if: $no) ...Seen } }
    fragment Seen on ViewerInfo {
      tenant { __typename name under: children(first: 0) { totalCount } ... on Node { id } }
      post { title tenant { slot } }
      posts { __typename title
        a: awaiting(first: $n) { edges { cursor node { period } } pageInfo { hasNextPage } }
        b: awaiting(last: 1) { nodes { dueOn clause { title } } totalCount } } }"""
    found = await asked(query.replace("CITY", CITY))
    assert found["viewer"]["t"] == "ViewerInfo"
    assert found["viewer"]["tenant"] == {
        "__typename": "Tenant", "name": "甲一东村", "under": {"totalCount": 0}, "id": VILLAGE
    }  # fmt: skip  # reads as a table
    (post,) = found["viewer"]["posts"]
    assert [edge["node"] for edge in post["a"]["edges"]] == [{"period": "2026-Q2"}]
    assert post["a"]["pageInfo"] == {"hasNextPage": True}
    assert post["b"] == {
        "nodes": [{"dueOn": "2026-10-10", "clause": {"title": "召开支部党员大会"}}], "totalCount": 2
    }  # fmt: skip  # reads as a table
    assert found["tenant"] == {"n": "测试市"}
    assert found["__schema"] == {"queryType": {"name": "Query"}}
