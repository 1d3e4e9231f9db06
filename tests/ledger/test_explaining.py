"""Why oneself may or may not: with the post that gave it, and bad input said as such."""

import uuid
from typing import Any

import psycopg
import pytest

from ledger.responsibilities.accept_obligation import AcceptObligation, accept_obligation
from tests import world
from tests.ledger.acting import Client
from tests.ledger.test_doing import checked
from tests.world import key_of

WHY = """query ($act: String!, $id: ID!) { explain(act: $act, id: $id) {
  allowed rule { key } post { postId title acting } } }"""
SEATED = "nobody-judges-a-unit-they-sit-in"


def seated_below(stage: Any, who: str) -> None:
    """Gives somebody of township a1 a second post, in the village below."""
    held = {"root": stage.world.tenants["city"], "holder": stage.world.tenants["a1x"]}
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        world.put_in_post(connection, held, "a1x.too", person=who, leading=False)


async def why(client: Client, who: Any, act: str, record: str) -> dict[str, Any] | None:
    told = await client.ask(who, WHY, {"act": act, "id": record})
    assert "errors" not in told, told["errors"]
    found: dict[str, Any] | None = told["data"]["explain"]
    return found


async def test_a_prohibition_names_the_post_that_brings_it(client: Client) -> None:
    record = f"Obligation_{await checked(client.stage)}"
    judge = "a1.head"
    told = await why(client, judge, "obligation.accept", record)
    assert told is not None
    assert (told["allowed"], told["post"]["title"], told["post"]["acting"]) == (True, judge, True)
    seated_below(client.stage, judge)
    told = await why(client, judge, "obligation.accept", record)
    assert told is not None
    assert (told["allowed"], told["rule"]["key"]) == (False, SEATED)
    assert told["post"] == {
        "postId": f"Post_{key_of('post', 'a1x.too')}",
        "title": "a1x.too",
        "acting": False,
    }


async def test_a_prohibition_by_what_one_did_names_the_acting_post(client: Client) -> None:
    record = f"Obligation_{await checked(client.stage)}"
    told = await why(client, "a1x.branch_secretary", "obligation.accept", record)
    assert told is not None
    assert told["rule"]["key"] == "nobody-judges-what-they-recorded"
    assert (told["post"]["title"], told["post"]["acting"]) == ("a1x.branch_secretary", True)


async def test_what_is_lacking_is_lacking_in_the_acting_post_and_nobody_has_none(
    client: Client,
) -> None:
    record = f"Obligation_{await checked(client.stage)}"
    told = await why(client, "a1x.head", "obligation.accept", record)
    assert told is not None
    assert (told["allowed"], told["post"]["title"]) == (False, "a1x.head")
    tenant = f"Tenant_{key_of('tenant', 'a1')}"
    anybody = await why(client, "nobody at all", "tenant.manage", tenant)
    assert anybody is not None
    assert (anybody["allowed"], anybody["post"]) == (False, None)


@pytest.mark.parametrize("record", ["there", "absent", "no id"])
async def test_an_act_that_the_book_does_not_have_is_bad_input_about_any_record(
    client: Client, record: str
) -> None:
    key = await checked(client.stage) if record == "there" else uuid.uuid4()
    asked = {"act": "nope.read", "id": record if record == "no id" else f"Obligation_{key}"}
    told = await client.ask("a1x.head", WHY, asked)
    (error,) = told["errors"]
    assert (error["extensions"]["code"], error["extensions"]["argument"]) == (
        "BAD_USER_INPUT",
        "act",
    )
    assert error["message"] == "act is no act of the rule book."
    assert told["data"] == {"explain": None}


LACKS = """query ($act: String!, $id: ID!) { explain(act: $act, id: $id) {
  allowed rule { key page } says { en zh } missing { en zh } } }"""


async def test_a_refusal_names_the_rule_and_the_page_that_explain_names(client: Client) -> None:
    key = await checked(client.stage)
    record = {"id": f"Obligation_{key}", "act": "obligation.accept"}
    for who in ("a1x.head", "a.head", "a1.handler"):
        told = (await client.ask(who, LACKS, record))["data"]["explain"]
        refused = await client.act(
            who, "acceptObligation", "obligation { id }", obligation=record["id"], expectedVersion=2
        )
        if told is None:
            assert refused["code"] == "obligation.not_found", "what is not seen has no rule"
            assert (refused["rule"], refused["details"]) == (None, [])
            continue
        assert refused["code"] == "book.not_allowed"
        assert refused["rule"] == told["rule"]["key"] == "the-direct-superior-judges"
        facts = {one["name"]: one["value"] for one in refused["details"]}
        assert facts["missing"] == "; ".join(one["en"] for one in told["missing"])
        assert facts["missing_zh"] == "；".join(one["zh"] for one in told["missing"])
        assert told["says"]["en"].rstrip(".") in refused["message"]
        assert facts["missing"] in refused["message"]
        refusal = await client.stage.refused(who, accept_obligation, AcceptObligation(key, 3, ""))
        assert refusal.rule_page == "/rule-book#the-direct-superior-judges"
