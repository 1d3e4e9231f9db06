"""Acts through GraphQL: each mutation field is one act with one key, and answers in one shape."""

import uuid
from typing import Any

import orjson
import pytest
from graphql import GraphQLInputObjectType, GraphQLNonNull, GraphQLUnionType

from schema.answering import Request
from schema.assembly import build_schema
from tenants.viewer import NOBODY, Viewer
from tests.ledger.acting import REFUSAL, Client

HEAD, ABOVE, SECRETARY = "a1x.head", "a1.head", "a1x.branch_secretary"


def test_every_mutation_takes_one_input_with_a_key_and_gives_a_success_or_the_refusal() -> None:
    mutations = build_schema().mutation_type
    assert mutations is not None
    assert len(mutations.fields) >= 13
    for name, field in mutations.fields.items():
        assert list(field.args) == ["input"], name
        given = field.args["input"].type
        assert isinstance(given, GraphQLNonNull)
        assert isinstance(given.of_type, GraphQLInputObjectType)
        key = given.of_type.fields["key"]
        assert isinstance(key.type, GraphQLNonNull), name
        assert key.type.of_type.name == "ID"
        result = field.type.of_type  # type: ignore[union-attr]  # a non-null type
        assert isinstance(result, GraphQLUnionType), name
        success, refusal = (one.name for one in result.types)
        capital = name[0].upper() + name[1:]
        assert (success, refusal, result.name) == (
            f"{capital}Success",
            "Refusal",
            f"{capital}Result",
        )
        assert "replayed" in result.types[0].fields
        assert field.description
        assert all(member.description for member in given.of_type.fields.values()), name


async def test_a_year_in_the_life_of_a_list(client: Client) -> None:
    act = client.act
    made = await act(
        HEAD,
        "draftResponsibilityList",
        "list { id version state tenant { name } }",
        actorType="branch_secretary",
        year=2026,
    )
    assert made["replayed"] is False
    assert made["list"]["state"] == "DRAFT"
    assert made["list"]["tenant"]["name"] == "甲一东村"
    owner = made["list"]["id"]
    text = {"title": "入户走访", "cadence": "QUARTERLY", "dueRule": "quarter end +10d"}
    added = await act(HEAD, "addClause", "clause { id title part }", list=owner, text=text)
    assert (added["clause"]["title"], added["clause"]["part"]) == ("入户走访", "OWN")
    chosen = "list { state version bindings { nodes { clause { title publisher { name } } } } }"
    told = await act(HEAD, "publishResponsibilityList", chosen, list=owner, expectedVersion=2)
    assert told["list"]["version"] == 3
    (bound,) = told["list"]["bindings"]["nodes"]
    assert bound["clause"] == {"title": "入户走访", "publisher": {"name": "甲一东村"}}
    told = await act(
        SECRETARY,
        "signPledge",
        "pledge { listVersion sha256 person { name } }",
        list=owner,
        expectedVersion=3,
    )
    assert told["pledge"]["person"] == {"name": SECRETARY}
    chosen = "list { obligations { nodes { id version dueOn state } } }"
    told = await act(HEAD, "openPeriod", chosen, list=owner, period="2026-Q1")
    (owed,) = told["list"]["obligations"]["nodes"]
    assert (owed["dueOn"], owed["state"]) == ("2026-04-10", "PLANNED")
    told = await act(
        SECRETARY,
        "recordEntry",
        "entry { text heldOn obligation { state version } }",
        obligation=owed["id"],
        text="走访10户",
        heldOn="2026-04-01",
    )
    assert told["entry"]["obligation"] == {"state": "RECORDED", "version": 2}
    told = await act(
        SECRETARY,
        "selfCheckObligation",
        "obligation { state version }",
        obligation=owed["id"],
        expectedVersion=2,
        finding="完成",
    )
    told = await act(
        ABOVE,
        "returnObligation",
        "obligation { state review }",
        obligation=owed["id"],
        expectedVersion=3,
        review="缺照片",
    )
    assert told["obligation"] == {"state": "RETURNED", "review": "缺照片"}


async def test_the_payload_of_a_replay_is_read_under_the_rights_of_now(client: Client) -> None:
    given = {"actorType": "branch_secretary", "year": 2026, "key": "the-same-key"}
    first = await client.act(HEAD, "draftResponsibilityList", "list { id state }", **given)
    owner = first["list"]["id"]
    await client.act(HEAD, "retireResponsibilityList", "list { id }", list=owner, expectedVersion=1)
    again = await client.act(HEAD, "draftResponsibilityList", "list { id state }", **given)
    assert again["replayed"] is True
    assert again["list"] == {"id": owner, "state": "WITHDRAWN"}
    other = await client.act(
        HEAD, "draftResponsibilityList", "list { id }", **(given | {"year": 2025})
    )
    assert (other["__typename"], other["code"]) == ("Refusal", "idempotency.key_reused")


async def test_a_refusal_says_why_in_the_readers_language_and_names_its_rule(
    client: Client,
) -> None:
    told = await client.act(
        "city.system_administrator",
        "draftResponsibilityList",
        "list { id }",
        actorType="branch_secretary",
        year=2026,
    )
    assert told["code"] == "book.not_allowed"
    assert told["rule"] == "administrators-hold-no-business"
    assert told["retryable"] is False
    assert "administrators" in told["message"]
    assert told["id"].startswith("Refusal_")
    query = f"""mutation {{ draftResponsibilityList(input: {{
        key: "12345678", actorType: "mayor", year: 2026 }}) {{ {REFUSAL} }} }}"""
    told = await client.ask(HEAD, query, language="zh")
    refusal = told["data"]["draftResponsibilityList"]
    assert refusal["message"] == "没有名为 mayor 的责任主体。"
    assert refusal["details"] == [{"name": "actor_type", "value": "mayor"}]


@pytest.mark.parametrize(
    "id_",
    [
        "",
        "x",
        "ResponsibilityList_x",
        "Tenant_00000000-0000-0000-0000-000000000000",
        f"ResponsibilityList_{uuid.UUID(int=7)}",
        "x" * 5000,
        "\x00",
    ],
)
async def test_an_id_of_nothing_is_not_found(client: Client, id_: str) -> None:
    told = await client.act(
        HEAD, "publishResponsibilityList", "list { id }", list=id_, expectedVersion=1
    )
    assert told["code"] == "list.not_found"


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("title", "\x00", "record.text_refused"),
        ("title", "", "record.text_refused"),
        ("minPerPeriod", 100_000, "record.number_refused"),
        ("minPerPeriod", -1, "record.number_refused"),
        ("weight", 2**31 - 1, "record.number_refused"),
        ("evidence", ["x"] * 21, "record.number_refused"),
        ("evidence", ["\x00"], "record.text_refused"),
        ("dueRule", "\x00", "clause.due_rule_refused"),
        ("detail", "x" * 4001, "record.text_refused"),
        ("titleEn", "\x1b[0m", "record.text_refused"),
    ],
)
async def test_bad_input_is_refused_and_nothing_breaks(
    client: Client, member: str, value: Any, code: str
) -> None:
    made = await client.act(
        HEAD, "draftResponsibilityList", "list { id }", actorType="branch_secretary", year=2026
    )
    text = {"title": "走访", "cadence": "MONTHLY", "dueRule": "month end", member: value}
    told = await client.act(HEAD, "addClause", "clause { id }", list=made["list"]["id"], text=text)
    assert told["code"] == code


async def test_other_bad_input_is_refused_and_nothing_breaks(client: Client) -> None:
    for given, code in (
        ({"actorType": "\x00", "year": 2026}, "record.text_refused"),
        ({"actorType": "x" * 300, "year": 2026}, "record.text_refused"),
        ({"actorType": "branch_secretary", "year": 2**31 - 1}, "list.year_refused"),
        ({"actorType": "branch_secretary", "year": 2026, "body": "x"}, "list.body_not_found"),
        (
            {"actorType": "branch_secretary", "year": 2026, "key": "\x00"},
            "idempotency.key_malformed",
        ),
    ):
        told = await client.act(HEAD, "draftResponsibilityList", "list { id }", **given)
        assert told["code"] == code
    for given in ({"name": "\x00.pdf"}, {"type": "\x00"}, {"sha256": "\x00"}, {"size": "-1"}):
        upload = {"name": "x.pdf", "size": "5", "sha256": "0" * 64, "type": "application/pdf"}
        told = await client.act(HEAD, "prepareUpload", "url", **(upload | given))
        assert told["code"] in {"file.refused", "record.text_refused"}


async def test_nobody_is_told_to_sign_in(client: Client) -> None:
    told = await client.act(
        NOBODY, "draftResponsibilityList", "list { id }", actorType="branch_secretary", year=2026
    )
    assert told["code"] == "viewer.nobody"


async def test_a_viewer_with_an_old_standing_is_made_anew_and_the_act_done_once(
    client: Client,
) -> None:
    stage = client.stage
    old = await stage.viewer(HEAD)
    stage.rows(
        "update app.post set title = title || '!' where id = %s returning 1", stage.world.post(HEAD)
    )
    viewers = [old]

    async def renew() -> Viewer:
        viewers.append(await stage.viewer(HEAD))
        return viewers[-1]

    query = """mutation { draftResponsibilityList(input: {
        key: "12345678", actorType: "branch_secretary", year: 2026 }) { __typename } }"""
    request = Request(
        query,
        None,
        None,
        viewer=old,
        language="en",
        allow_mutation=True,
        request_id="t",
        renew=renew,
    )
    told = orjson.loads((await client.answering.answer(request)).body)
    assert told == {
        "data": {"draftResponsibilityList": {"__typename": "DraftResponsibilityListSuccess"}}
    }
    assert len(viewers) == 2


async def test_an_upload_is_announced_and_its_address_given_to_its_viewer(client: Client) -> None:
    told = await client.act(
        SECRETARY,
        "prepareUpload",
        "file { id name sizeBytes state url } url expiresAt",
        name="台账.pdf",
        size="5",
        sha256="0" * 64,
        type="application/pdf",
    )
    assert told["file"]["url"] is None
    assert told["url"].startswith("http://test/files/")
    client.stage.store(uuid.UUID(told["file"]["id"].partition("_")[2]))
    query = "query ($id: ID!) { node(id: $id) { ... on File { url } } }"
    mine = await client.ask(SECRETARY, query, {"id": told["file"]["id"]})
    assert mine["data"]["node"]["url"].startswith("http://test/files/")
    theirs = await client.ask("a1y.head", query, {"id": told["file"]["id"]})
    assert theirs["data"]["node"] is None


async def test_a_refusal_is_opened_by_the_administrator_who_explains_it(client: Client) -> None:
    told = await client.act(
        "a.handler",
        "draftResponsibilityList",
        "list { id }",
        actorType="branch_secretary",
        year=2026,
    )
    query = """query ($id: ID!) { refusal(id: $id) { code act rule requestId details { name }
        tenant { name } person { name } } }"""
    found = {}
    for who in ("city.security_administrator", "city.head", "a.handler", "elsewhere.head", NOBODY):
        answer = await client.ask(who, query, {"id": told["id"]})
        found[who if isinstance(who, str) else None] = answer["data"]["refusal"]
    opened = found.pop("city.security_administrator")
    assert (opened["code"], opened["act"]) == ("book.not_allowed", "draft_list")
    assert opened["rule"] == told["rule"]
    assert opened["tenant"] == {"name": "甲县"}
    assert set(found.values()) == {None}
    # Two levels down is another administrator's affair.
    told = await client.act(
        "a1.handler",
        "draftResponsibilityList",
        "list { id }",
        actorType="branch_secretary",
        year=2026,
    )
    answer = await client.ask("city.security_administrator", query, {"id": told["id"]})
    assert answer["data"]["refusal"] is None
    for id_ in ("", "x", told["id"][:-1], f"Refusal_{uuid.UUID(int=0)}"):
        answer = await client.ask("city.security_administrator", query, {"id": id_})
        assert answer["data"]["refusal"] is None


async def test_an_empty_id_is_a_broken_one_and_not_one_left_out(client: Client) -> None:
    given = {"actorType": "branch_secretary", "year": 2026}
    told = await client.act(HEAD, "draftResponsibilityList", "list { id }", body="", **given)
    assert told["code"] == "list.body_not_found"
    made = await client.act(HEAD, "draftResponsibilityList", "list { id }", body=None, **given)
    text = {"title": "入户走访", "cadence": "QUARTERLY", "dueRule": "quarter end +10d"}
    owner = made["list"]["id"]
    await client.act(HEAD, "addClause", "clause { id }", list=owner, text=text)
    await client.act(
        HEAD, "publishResponsibilityList", "list { id }", list=owner, expectedVersion=2
    )
    told = await client.act(
        HEAD, "openPeriod", "list { id }", list=owner, period="2026-Q1", clause=""
    )
    assert told["code"] == "period.nothing_due"
