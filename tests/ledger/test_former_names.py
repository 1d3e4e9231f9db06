"""A unit and a body are called otherwise from a day on; days before answer with the name of then."""

from typing import Any

from tests.ledger.giving import GROUND, Giving, giving
from tests.ledger.test_appointments_founding import unit_of

__all__ = ["giving"]

STOOD = """query ($day: Date!, $of: ID!, $code: String) {
  tenantsOn(day: $day, within: $of) { name path }
  coded: tenantsOn(day: $day, code: $code) { name } }"""


async def test_days_before_a_renaming_answer_with_the_name_of_then(giving: Giving) -> None:
    client, stage = giving.client, giving.stage
    bureau = {"tenant": unit_of(giving, "a_bureau"), **GROUND}
    code = stage.one("select code from app.tenant where id = %s", stage.world.tenants["a_bureau"])

    async def called(day: str) -> tuple[str, str, str]:
        given = {"day": day, "of": bureau["tenant"], "code": code}
        told = (await client.ask("a.head", STOOD, given))["data"]
        return told["tenantsOn"][0]["name"], told["tenantsOn"][0]["path"], told["coded"][0]["name"]

    async def rename(name: str, **given: Any) -> dict[str, Any]:
        return await client.act(
            "a.administrator", "renameUnit", "tenant { name }", name=name, **bureau, **given
        )

    old = await called("2026-03-31")
    assert old == ("甲县审计局", "测试市/甲县/甲县审计局", "甲县审计局")
    told = await rename("甲县审计监督局", renamedOn="2026-04-01")
    assert told["tenant"]["name"] == "甲县审计监督局"
    assert await called("2026-03-31") == old
    assert (await called("2026-04-01"))[1] == "测试市/甲县/甲县审计监督局"
    for day in ("2026-03-31", "2026-04-16", "2024-01-01"):
        before = stage.everything()
        assert (await rename("甲县审计局", renamedOn=day))["code"] == "record.day_refused"
        assert stage.everything() == before
    assert (await rename("甲县审计中心"))["tenant"]["name"] == "甲县审计中心"
    assert [(await called(day))[0] for day in ("2026-03-31", "2026-04-14", "2026-04-15")] == [
        "甲县审计局",
        "甲县审计监督局",
        "甲县审计中心",
    ]


async def test_a_body_keeps_the_names_it_had(giving: Giving) -> None:
    act = giving.client.act
    said = {"tenant": unit_of(giving, "a"), "kind": "party_branch", "name": "甲支部", **GROUND}
    made = (await act("a.administrator", "foundBody", "body { id }", **said))["body"]
    shown = "body { name formerNames { name validUntil } }"
    given = {"body": made["id"], "name": "乙支部", **GROUND}
    refused = await act("a.administrator", "renameBody", shown, renamedOn="2026-04-14", **given)
    assert refused["code"] == "record.day_refused", "it did not stand then"
    told = await act("a.administrator", "renameBody", shown, **given)
    assert told["body"] == {
        "name": "乙支部",
        "formerNames": [{"name": "甲支部", "validUntil": "2026-04-15"}],
    }


async def test_nobody_makes_up_a_former_name(giving: Giving) -> None:
    """The gate is asked by the application's own role, for a unit of another county."""
    stage, units = giving.stage, giving.stage.world.tenants
    async with stage.sittings.open(await stage.viewer("a.administrator")) as sitting:
        for name, day in (
            ("bureau", "2026-04-15"),  # another line's
            ("a1", "2026-04-15"),  # a level: by reorganisation only
            ("a_bureau", "2999-01-01"),  # a day to come
            ("a_bureau", "2026-04-15"),
        ):
            await sitting.connection.exec_driver_sql(
                f"select app.keep_former_name({units[name]}, date '{day}')"
            )
        kept = await sitting.connection.exec_driver_sql(
            "select tenant, valid_until::text from app.tenant_former"
        )
        assert list(map(tuple, kept)) == [(units["a_bureau"], "2026-04-15")], "the control: its own"
