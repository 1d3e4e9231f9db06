"""What is done and refused in a township or a village has a reader, one level up at the most."""

from typing import Any

from tests.ledger.giving import GROUND, Giving, giving
from tests.ledger.ladder import Ladder

__all__ = ["giving"]

REQUEST = "request { id state version }"
EVENTS = "{ auditEvents(first: 200) { nodes { tenant { name } } } }"
REFUSAL = "query ($id: ID!) { refusal(id: $id) { code } }"


async def asked(giving: Giving, who: str, post: str, role: str) -> dict[str, Any]:
    said = {"post": f"Post_{giving.stage.world.post(post)}", "role": role, **GROUND}
    return await giving.client.act(who, "askAdministrator", REQUEST, **said)


async def confirmed(giving: Giving, who: str, told: dict[str, Any]) -> None:
    said = {"request": told["request"]["id"], "expectedVersion": told["request"]["version"]}
    told = await giving.client.act(who, "confirmAdministrator", REQUEST, **said)
    assert told["request"]["state"] == "CONFIRMED"


async def units_read(giving: Giving, who: str) -> set[str]:
    told = await giving.client.ask(who, EVENTS)
    return {one["tenant"]["name"] for one in told["data"]["auditEvents"]["nodes"]}


async def test_a_township_is_given_who_audits_its_villages(giving: Giving) -> None:
    await Ladder(giving.stage).bank("a1x")
    told = await asked(giving, "city.security_administrator", "a.spare", "security_administrator")
    await confirmed(giving, "city.head", told)
    assert "甲一东村" not in await units_read(giving, "city.audit_administrator")
    # A township has one who audits, and of the three no other.
    told = await asked(giving, "a.spare", "a1.spare", "system_administrator")
    assert told["code"] == "grant.role_not_here"
    told = await asked(giving, "a.spare", "a1.spare", "audit_administrator")
    assert await units_read(giving, "a1.spare") == set(), "asking gives nothing"
    await confirmed(giving, "a.head", told)
    assert "甲一东村" in await units_read(giving, "a1.spare")
    assert "甲县" not in await units_read(giving, "a1.spare")


async def test_every_level_has_an_administrator_who_opens_what_was_refused(
    giving: Giving,
) -> None:
    openers = {
        "a1x.head": {"a1x.administrator", "a1.administrator"},
        "a1.head": {"a1.administrator", "a.administrator"},
        "a.head": {"a.administrator", "city.administrator", "city.security_administrator"},
    }
    every = set().union(*openers.values()) | {"b.administrator", "a1.head", "city.head"}
    for refused, able in openers.items():
        told = await giving.client.act(
            refused, "draftResponsibilityList", "list { id }", actorType="no such", year=2026
        )
        opened = set()
        for who in every:
            found = (await giving.client.ask(who, REFUSAL, {"id": told["id"]}))["data"]["refusal"]
            opened |= {who} if found == {"code": told["code"]} else set()
        assert opened == able, refused
