"""党建统领力、问题管控力、工作推进力: three families of the rates that an index shows."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.scores import families, formula
from ledger.scores.formula import Count
from tests.ledger.acting import Client
from tests.ledger.asking import tenant_id
from tests.ledger.test_scores import EXAMPLE, settled

FAMILIES = """query ($unit: ID!, $period: String!) { controlIndex(tenant: $unit, period: $period) {
  value familiesVersion families { key value rates counted } parts { key value inverted } } }"""


def shown(counts: dict[str, Count]) -> dict[str, families.Family]:
    """The families of an index that is made of these counts."""
    index = formula.FORMULAS[0].index(counts, {})
    found = families.grouping_in_force(date(2026, 1, 1)).families(index.parts)
    return {one.key: one for one in found}


def test_every_rate_is_of_one_family_and_the_page_says_of_which() -> None:
    for one in families.GROUPINGS:
        assert set(one.family_of) == set(formula.RATES)
        assert set(one.family_of.values()) == set(families.FAMILIES)
        assert one.inverted <= set(one.family_of)
    assert len(formula.SAID["families"][0]["rates"]) == len(formula.RATES), "none stands twice"


def test_a_family_is_the_plain_mean_of_what_is_shown() -> None:
    found = shown(EXAMPLE)
    assert found["work_drive"].value == Decimal("90.1"), "of .952 and .850"
    assert found["work_drive"].counted == 2
    assert found["party_leadership"].value == Decimal("60.0")
    # .760 settled, .840 satisfied, and .950, which the index inverted already.
    assert found["problem_control"].value == Decimal("85.0")
    # A rate without weight that is better the smaller it is: one of ten returned is .900.
    returned = shown({"r_return": Count(1, 10)})["problem_control"]
    assert (returned.value, returned.counted) == (Decimal("90.0"), 1)
    assert shown({})["work_drive"].value is None, "nothing over nothing"


def test_what_is_hidden_is_in_no_family() -> None:
    values = {
        shown({**EXAMPLE, "r_satisfy": Count(good, 4, hidden=True)})["problem_control"].value
        for good in range(5)
    }
    without = {key: one for key, one in EXAMPLE.items() if key != "r_satisfy"}
    assert values == {shown(without)["problem_control"].value}
    assert shown(EXAMPLE)["problem_control"].value not in values, "the control: it does count"


def test_families_change_no_weight_of_the_index() -> None:
    one, two = formula.FORMULAS
    assert [version.index(EXAMPLE, {}).value for version in (one, two)] == [Decimal("81.2")] * 2


async def test_each_node_shows_its_families_and_their_parts_add_up(client: Client) -> None:
    stage = client.stage
    ladder = await settled(stage)
    given = {"unit": tenant_id("a1x"), "period": "2026-Q2"}
    told = (await client.ask("a1.head", FAMILIES, given))["data"]["controlIndex"]
    assert told["familiesVersion"] == 1
    found = {one["key"]: one for one in told["families"]}
    assert list(found) == ["PARTY_LEADERSHIP", "PROBLEM_CONTROL", "WORK_DRIVE"]
    parts = {one["key"]: one for one in told["parts"]}
    assert parts["R_PARTY_LINK"]["value"] == "1.000", "the closing named all three"
    drive = [parts[key]["value"] for key in found["WORK_DRIVE"]["rates"] if parts[key]["value"]]
    mean = 100 * sum(map(Decimal, drive)) / len(drive)
    assert Decimal(found["WORK_DRIVE"]["value"]) == mean.quantize(Decimal("0.1"))
    assert found["WORK_DRIVE"]["counted"] == len(drive) > 0
    assert (await client.ask("b.head", FAMILIES, given))["data"]["controlIndex"] is None
    rows = """query ($filter: RateItemFilter!) { rateItems(filter: $filter) {
      nodes { inNumerator problem { id } } } }"""
    page = {"tenant": tenant_id("a1x"), "begins": "2026-04-01", "ends": "2026-07-01"}
    asked = {"filter": {**page, "rate": "R_PARTY_LINK"}}
    items = (await client.ask("a1.head", rows, asked))["data"]["rateItems"]["nodes"]
    assert items == [{"inNumerator": True, "problem": {"id": f"Problem_{ladder.problem}"}}]


async def test_a_frozen_score_keeps_its_families(client: Client) -> None:
    stage = client.stage
    await settled(stage)
    stage.now = stage.now.replace(month=7, day=15)
    frozen = await client.act(
        "a.organisation_department", "freezeScore", "score { parts }", period="2026-Q2"
    )
    kept: dict[str, Any] = json.loads(frozen["score"]["parts"])
    assert kept["families_version"] == 1
    assert [one["key"] for one in kept["families"]] == list(families.FAMILIES)
