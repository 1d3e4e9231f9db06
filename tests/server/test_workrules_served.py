"""Work rules over GraphQL: what is in force, who said so, and the acts on supplements."""

import uuid
from datetime import date
from typing import Any

from tests.world import key_of

IN_FORCE = """query ($on: ID!, $at: Date) { workRules(inForceOn: $on, at: $at) {
  key titleZh titleEn textZh level { key titleZh } since onDate viewerMayPublish
  sources { article confidence regulation { key titleZh } }
  rule { id version validFrom validUntil }
  supplements { documentNo text tenant { name kind } }
  parameters { name titleZh type operator value numerator denominator items unit stricter becauseZh
    verified since documentNo saidBy { id name kind } supplement { id } shipped { operator value } }
} }"""
PUBLISH = """mutation ($input: PublishSupplementInput!) { publishSupplement(input: $input) {
  __typename
  ... on PublishSupplementSuccess { replayed supplement { id version value operator state validFrom
    tenant { name } viewerActions { act allowed } } }
  ... on Refusal { code message rule details { name value } } } }"""
RETIRE = """mutation ($input: RetireSupplementInput!) { retireSupplement(input: $input) {
  ... on RetireSupplementSuccess { supplement { version state validUntil } }
  ... on Refusal { code } } }"""


def tenant(name: str) -> str:
    return f"Tenant_{key_of('tenant', name)}"


def posted(served, query: str, headers: Any = None, **variables: Any) -> Any:
    body = {"query": query, "variables": variables}
    return served.post("/graphql", json=body, headers=headers or {}).json()


def data(served, query: str, headers: Any = None, **variables: Any) -> Any:
    found = posted(served, query, headers, **variables)
    assert "errors" not in found, found
    return found["data"]


def published(served, provider, who: str, **said: Any) -> Any:
    given = {
        "key": uuid.uuid4().hex,
        "ruleKey": "pb_members_meeting",
        "documentNo": "甲组〔2026〕7号",
        "validFrom": date.today().isoformat(),
        **said,
    }
    return data(served, PUBLISH, provider.bearer(who), input=given)["publishSupplement"]


def test_a_village_learns_which_level_said_what(served, provider) -> None:
    said = {"tenant": tenant("a"), "parameter": "quorum", "operator": "AT_LEAST", "value": "2/3"}
    done = published(served, provider, "a.head", **said)
    assert done["supplement"]["tenant"] == {"name": "甲县"}
    assert done["supplement"]["viewerActions"] == [{"act": "RETIRE", "allowed": True}]
    headers = provider.bearer("a1x.branch_secretary")
    rules = data(served, IN_FORCE, headers, on=tenant("a1x"))["workRules"]
    assert [rule["level"]["key"] for rule in rules] == ["party_branch"] * 10
    (meeting,) = [rule for rule in rules if rule["key"] == "pb_members_meeting"]
    quorum = meeting["parameters"][1]
    assert (quorum["operator"], quorum["value"], quorum["unit"]) == (
        "AT_LEAST",
        "2/3",
        "voting members",
    )
    assert quorum["saidBy"] == {"id": tenant("a"), "name": "甲县", "kind": "COUNTY"}
    assert quorum["supplement"] == {"id": done["supplement"]["id"]}
    assert quorum["shipped"] == {"operator": "AT_LEAST", "value": "1/2"}
    assert meeting["viewerMayPublish"] is False

    refused = published(
        served, provider, "a1.head", **said | {"tenant": tenant("a1"), "value": "3/5"}
    )
    assert refused["code"] == "supplement.not_stricter"
    facts = {one["name"]: one["value"] for one in refused["details"]}
    assert (facts["level"], facts["bound"]) == ("甲县", "≥ 2/3")
    assert "甲县" in refused["message"]

    ended = {"key": uuid.uuid4().hex, "supplement": done["supplement"]["id"], "expectedVersion": 1}
    gone = data(served, RETIRE, provider.bearer("a.head"), input=ended)["retireSupplement"]
    assert gone["supplement"]["version"] == 2
    again = ended | {"key": uuid.uuid4().hex}
    stale = data(served, RETIRE, provider.bearer("a.head"), input=again)["retireSupplement"]
    assert stale == {"code": "supplement.stale"}


def test_the_same_key_is_done_once(served, provider) -> None:
    said = {"tenant": tenant("b"), "text": "会前三日通知", "key": uuid.uuid4().hex}
    first, second = (published(served, provider, "b.head", **said) for _ in range(2))
    assert (first["replayed"], second["replayed"]) == (False, True)
    assert first["supplement"] == second["supplement"]


def test_another_unit_is_refused_by_the_book_and_changes_nothing(served, provider) -> None:
    refused = published(served, provider, "a.head", tenant=tenant("a1"), text="文")
    assert (refused["code"], refused["rule"]) == ("book.not_allowed", "nothing-allows")


def test_nobody_reads_the_common_text_and_nothing_local(served) -> None:
    query = "{ workRuleTexts { id key parameters { name verified rule { key } } } supplements { totalCount } }"
    found = data(served, query)
    assert len(found["workRuleTexts"]) == 39
    assert found["supplements"] == {"totalCount": 0}
    assert data(served, IN_FORCE, on=tenant("a1")) == {"workRules": []}


def test_a_rule_and_a_parameter_are_nodes(served) -> None:
    rule = data(served, '{ workRule(key: "opc_setup") { id parameters { id } } }')["workRule"]
    query = "query ($id: ID!) { node(id: $id) { __typename id } }"
    for public_id in (rule["id"], rule["parameters"][0]["id"]):
        assert data(served, query, id=public_id)["node"]["id"] == public_id


def test_what_is_no_id_or_no_day_is_bad_input(served, provider) -> None:
    for variables in ({"on": "520602000000"}, {"on": tenant("a"), "at": "yesterday"}):
        found = posted(served, IN_FORCE, provider.bearer("a.head"), **variables)
        assert found["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
