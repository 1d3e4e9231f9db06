"""Administrators appoint, relieve and give roles, and what they give they hold."""

from tests.ledger.acting import Client
from tests.ledger.giving import APPOINTMENT, GROUND, Giving, giving

__all__ = ["giving"]


async def test_a_county_administrator_appoints_in_the_county_and_in_its_townships_only(
    giving: Giving,
) -> None:
    client: Client = giving.client
    for where in ("a.handler", "a1.handler"):
        told = await giving.appoint("a.administrator", where, "a.spare")
        assert told["appointment"]["kind"] == "REGULAR", told
    for where in ("a1x.handler", "b.handler", "b1.handler", "city.handler"):
        told = await giving.appoint("a.administrator", where, "a.spare")
        assert told["code"] == "post.not_found", (where, told)
    assert giving.held_by("a.spare") == ["a.handler", "a.spare", "a1.handler"]
    viewer = await client.stage.viewer("a.spare", post="a1.handler")
    assert ("handler", "*") in viewer.roles


async def test_relieving_ends_it_and_the_rights_with_it(giving: Giving) -> None:
    made = (await giving.appoint("a.administrator", "a1.handler", "a.spare"))["appointment"]
    told = await giving.client.act(
        "a.administrator", "relievePerson", APPOINTMENT,
        appointment=made["id"], expectedVersion=1, **GROUND,
    )  # fmt: skip
    assert told["appointment"]["relievedOn"] == "2026-04-15"
    assert giving.held_by("a.spare") == ["a.spare"]
