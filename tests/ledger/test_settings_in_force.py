"""``settingsInForce`` says what holds at a unit and which level said it, to whoever may read its settings."""

from typing import Any

from ledger.problems.stepping import line_rules
from ledger.settings.set_problem_settings import SetProblemSettings, set_problem_settings
from tenants.viewer import NOBODY
from tests.ledger.acting import Client
from tests.ledger.asking import tenant_id

NAMES = ("exchanges", "shown", "atOnce", "setTime", "staged")
ASKED = ("pledgeLists", "pledgeLabels", "evidenceLists", "secondSteps")
QUERY = f"""query ($t: ID!) {{ settingsInForce(tenant: $t) {{
  {" ".join(f"{name} {name}By {{ name }}" for name in NAMES)} {" ".join(ASKED)}
  tenant {{ name }} levels {{ number tenant {{ name }} pledgeLists }} }} }}"""


async def holds(client: Client, who: Any, unit: str) -> Any:
    told = await client.ask(who, QUERY, {"t": tenant_id(unit)})
    assert "errors" not in told, told
    return told["data"]["settingsInForce"]


async def test_where_nobody_has_set_anything_what_ships_is_told_with_nobody_who_said_it(
    client: Client,
) -> None:
    found = await holds(client, "a1.handler", "a1")
    shipped = {"exchanges": 2, "shown": "WHO"}
    colours = {"atOnce": "RED", "setTime": "YELLOW", "staged": "BLUE"}
    assert {name: found[name] for name in NAMES} == shipped | colours
    assert {found[f"{name}By"] for name in NAMES} == {None}
    assert [found[name] for name in ASKED] == [[], [], [], []]
    assert found["levels"] == []


async def test_the_nearest_word_holds_lists_are_joined_and_each_says_whose(client: Client) -> None:
    stage = client.stage
    city = SetProblemSettings(
        0, exchanges=3, shown="ALL", at_once="BLUE", staged="RED", pledge_lists=("AUDIT",)
    )
    county = SetProblemSettings(0, shown="THAT", pledge_lists=("PETITION",), second_steps=("LIST",))
    await stage.done("city.task_force", set_problem_settings, city)
    await stage.done("a.task_force", set_problem_settings, county)
    found = await holds(client, "a1.head", "a1")
    by = {name: found[f"{name}By"] and found[f"{name}By"]["name"] for name in NAMES}
    assert by == {
        "exchanges": "测试市",
        "shown": "甲县",
        "atOnce": "测试市",
        "setTime": None,
        "staged": "测试市",
    }
    async with stage.sittings.open(await stage.viewer("a1.head")) as sitting:
        merged = await line_rules(sitting, stage.world.tenants["a1"])
    names = ("exchanges", "shown", "at_once", "set_time", "staged")
    assert [found[name] for name in NAMES] == [merged[name] for name in names]
    assert found["pledgeLists"] == merged["pledge_lists"] == ["AUDIT", "PETITION"]
    assert found["secondSteps"] == ["LIST"]
    assert [one["tenant"]["name"] for one in found["levels"]] == ["甲县", "测试市"]
    above = await holds(client, "a1.head", "city")
    assert (above["shown"], above["pledgeLists"]) == ("ALL", ["AUDIT"])


async def test_it_is_read_by_whoever_may_read_the_settings_of_the_unit(client: Client) -> None:
    given = SetProblemSettings(0, exchanges=1)
    for who in ("city.task_force", "a.task_force", "a1.task_force", "b.task_force"):
        await client.stage.done(who, set_problem_settings, given)
    seen = "{ problemSettings { tenant { name } } }"
    people = ("city.head", "a.head", "a.handler", "a1.handler", "a1x.head", "b.head", NOBODY)
    for who in people:
        told = (await client.ask(who, seen))["data"]["problemSettings"]
        may = {one["tenant"]["name"] for one in told}
        for unit, name in (("city", "测试市"), ("a", "甲县"), ("a1", "甲一镇"), ("b", "乙县")):
            found = await holds(client, who, unit)
            assert (found is not None) == (name in may), (who, unit)
