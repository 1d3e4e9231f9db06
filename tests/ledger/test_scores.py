"""The control index: a versioned formula over rates that page to their rows."""

import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.rechecks.fail_recheck import FailRecheck, fail_recheck
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from ledger.scores import formula
from ledger.scores.formula import Count
from ledger.scores.freeze_score import FreezeScore, freeze_score
from ledger.scores.periods import period, quarters_of
from ledger.scores.reading import control_index
from tests.ledger.acting import Client
from tests.ledger.asking import tenant_id
from tests.ledger.ladder import Ladder
from tests.ledger.test_rechecks import OTHER, another_judge

JUDGE = "a.organisation_department"
EXAMPLE = {
    "r_discovery": Count(30, 50),
    "r_accept": Count(40, 42),
    "r_on_time": Count(34, 40),
    "r_settle": Count(38, 50),
    "r_satisfy": Count(27, 30, 9),
    "r_recur": Count(6, 120),
}
"""The worked example of domain 9.3."""


def test_the_worked_example_comes_to_what_the_paper_says() -> None:
    one, _ = formula.FORMULAS
    assert one.index(EXAMPLE, {}).value == Decimal("81.2")
    found = one.index(EXAMPLE, {"overdue_30": 2})
    assert (found.value, found.band, found.version) == (Decimal("79.2"), "WATCH", 1)
    values = {part.key: part.value for part in found.parts}
    assert values["r_satisfy"] == Decimal("0.840")
    assert values["r_recur"] == Decimal("0.950")
    assert sum(part.weight for part in found.parts) == 1


def test_what_is_hidden_or_empty_is_left_out_of_the_sum_so_that_no_value_tells_it() -> None:
    one, _ = formula.FORMULAS
    hidden = [
        one.index({**EXAMPLE, "r_satisfy": Count(good, 4, hidden=True)}, {}).value
        for good in range(5)
    ]
    assert len(set(hidden)) == 1
    assert hidden[0] == one.index({**EXAMPLE, "r_satisfy": Count()}, {}).value
    assert one.index({}, {"overdue_30": 3}).value is None
    assert one.index({"r_accept": Count(0, 9)}, {"false_closing": 99}).value == 0


@pytest.mark.parametrize(
    ("name", "begins", "ends", "quarters"),
    [
        ("2026-Q1", date(2026, 1, 1), date(2026, 4, 1), 1),
        ("2026-H2", date(2026, 7, 1), date(2027, 1, 1), 2),
        ("2026", date(2026, 1, 1), date(2027, 1, 1), 4),
    ],
)
def test_periods(name: str, begins: date, ends: date, quarters: int) -> None:
    found = period(name)
    assert found is not None
    assert (found.begins, found.ends, len(quarters_of(found))) == (begins, ends, quarters)
    assert found.over(ends) is None or quarters > 1, "not before its cut-off"
    assert period("2026-Q5") is period("2026-H3") is period("26") is None


async def settled(stage: Any, rating: str = "SATISFIED", *, closing: bool = True) -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer(rating, by=JUDGE)
    if closing:
        await ladder.close(by=JUDGE)
    return ladder


async def counts(stage: Any, who: str, unit: str, name: str) -> dict[str, Any]:
    """The rates of a unit as somebody reads them: numerator and denominator."""
    viewer = await stage.viewer(who)
    found = await control_index(stage.sittings, viewer, tenant_id(unit), name)
    assert found is not None
    parts = {one.key: (one.numerator, one.denominator) for one in found.index.parts}
    return {**parts, "value": found.index.value, "means": (found.closings, dict(found.means))}


async def test_an_index_is_read_with_its_parts_which_page_to_their_rows(client: Client) -> None:
    stage = client.stage
    await settled(stage)
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.triage()
    await ladder.down("a1x")
    query = """query ($unit: ID!, $period: String!) { controlIndex(tenant: $unit, period: $period) {
      value version band closings teamProblemControl chiefDutyBearing cadreWorkDrive
      parts { key weight value numerator denominator hidden inverted ranked }
      deductions { key count points } } }"""
    given = {"unit": tenant_id("a1x"), "period": "2026-Q2"}
    for who in ("a1.head", "a1x.head"):
        told = (await client.ask(who, query, given))["data"]["controlIndex"]
        parts = {one["key"]: (one["numerator"], one["denominator"]) for one in told["parts"]}
        assert parts["R_ACCEPT"] == (1, 2)
        assert parts["R_SETTLE"] == parts["R_ON_TIME"] == (1, 2)
        assert parts["R_SATISFY"] == (None, None), "the quarter is not over, nor are there five"
        assert (told["closings"], told["teamProblemControl"]) == (1, 80)
        assert told["version"] == 1
    for who in ("a.head", "city.head", "b.head", "a1y.head", "city.system_administrator"):
        told = await client.ask(who, query, given)
        assert told["data"]["controlIndex"] is None, f"{who}: own level and the next one, no more"
    for who in ("a1.head", "b.head"):
        for named in ("2026-13", "2026-Q5", "2026-H3", "1926", "2026-q1", ""):
            told = await client.ask(who, query, given | {"period": named})
            assert told["data"]["controlIndex"] is None
            (error,) = told["errors"]
            assert error["extensions"]["code"] == "score.period_unknown", (who, named)
    rows = """query ($filter: RateItemFilter!) { rateItems(filter: $filter) { totalCount
      nodes { inNumerator problem { state } } } }"""
    page = {"tenant": tenant_id("a1x"), "begins": "2026-04-01", "ends": "2026-07-01"}
    for rate, expected in (("R_ACCEPT", {True, False}), ("R_SETTLE", {True, False})):
        found = await client.ask("a1.head", rows, {"filter": {**page, "rate": rate}})
        nodes = found["data"]["rateItems"]["nodes"]
        assert len(nodes) == 2
        assert {one["inNumerator"] for one in nodes} == expected
        assert all(one["problem"] for one in nodes)
        deep = await client.ask("city.head", rows, {"filter": {**page, "rate": rate}})
        assert deep["data"]["rateItems"] == {"totalCount": 0, "nodes": []}


async def test_who_answered_what_is_learned_from_no_page_before_closing(client: Client) -> None:
    stage = client.stage
    ladder = await settled(stage, closing=False)
    rows = """query ($filter: RateItemFilter!) { rateItems(filter: $filter) {
      nodes { inNumerator } } }"""
    page = {"tenant": tenant_id("a1x"), "begins": "2026-04-01", "ends": "2026-07-01"}
    for rate in ("R_SATISFY", "R_SOLVE", "R_PARTICIPATE"):
        asked = {"filter": {**page, "rate": rate}}
        below = await client.ask("a1x.head", rows, asked)
        assert below["data"]["rateItems"]["nodes"] == []
        above = await client.ask("a1.head", rows, asked)
        assert above["data"]["rateItems"]["nodes"] == [{"inNumerator": True}]
    await ladder.close(by=JUDGE)
    below = await client.ask("a1x.head", rows, {"filter": {**page, "rate": "R_SATISFY"}})
    assert below["data"]["rateItems"]["nodes"] == [{"inNumerator": True}]


async def test_pushing_up_what_was_assigned_is_never_rewarded(stage) -> None:
    await settled(stage)
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    measures = "update app.problem set state = 'RECTIFYING' where id = %s"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(measures, [ladder.problem])
    stage.now = datetime(2026, 7, 20, 2, tzinfo=UTC)
    kept = await counts(stage, "a1x.head", "a1x", "2026-Q2")
    given = ("请上级统筹", "beyond_authority")
    await ladder.do("a1x.head", escalate_problem, EscalateProblem, *given)
    await ladder.draw_in()
    assert ladder.now()["holder"] == "a1"
    pushed = await counts(stage, "a1x.head", "a1x", "2026-Q2")
    assert pushed["value"] <= kept["value"]
    for rate in ("r_accept", "r_on_time", "r_settle"):
        assert pushed[rate] == kept[rate], rate


async def test_reporting_more_never_lowers_discovery_and_submitting_up_is_neutral(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    own = await counts(stage, "a1x.head", "a1x", "2026-Q2")
    assert own["r_discovery"] == (1, 1)
    await ladder.submit()
    await ladder.draw_in()
    assert (await counts(stage, "a1x.head", "a1x", "2026-Q2"))["r_discovery"] == (1, 1)
    above = await counts(stage, "a.head", "a1", "2026-Q2")
    assert above["r_discovery"] == (1, 1)


async def test_what_another_system_fed_is_nobodys_own_finding_on_whatever_list(stage) -> None:
    fed = (
        ("SUPERVISION", "HOTLINE_12345", "GD1"),
        ("SUPERVISION", "PETITION", "XF1"),
        ("HOTLINE_12345", "HOTLINE_12345", "GD2"),
        ("AUDIT", "AUDIT", "SJ1"),
        ("AUDIT", "OWN_FINDING", ""),
        ("AUDIT", "PHONE", ""),
        ("PETITION", "OWN_FINDING", ""),
    )
    for n, (listed, channel, number) in enumerate(fed):
        ladder = Ladder(stage)
        said = ("水渠" * (n + 1), "村东水渠堵塞三月", "村东")
        given = ReportProblem(ladder.problem, listed, *said, channel=channel, channel_no=number)
        await stage.done("a1.handler", report_problem, given)
        await ladder.do("a1.handler", register_problem, RegisterProblem)
    found = await counts(stage, "a.head", "a1", "2026-Q2")
    assert found["r_discovery"] == (2, 7), "what it found, and what its own telephone was told"


async def test_overrides_and_silence_stay_counted_as_what_they_are(stage) -> None:
    people = [("SATISFIED", 4), ("DISSATISFIED", 1), ("NO_ANSWER", 5)]
    ladder = await settled(stage)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("delete from app.evaluation where party = 'CLIENT'")
        for rating, times in people:
            for _ in range(times):
                connection.execute(
                    "insert into app.evaluation (root, id, holder, holder_parent, holder_slot, at2,"
                    " at3, at4, at5, open_to, problem_id, round, party, rating, solved, about,"
                    " about_line, author_tenant, author_person, given_at) select root, %s, holder,"
                    " holder_parent, holder_slot, at2, at3, at4, at5, open_to, %s, 1, 'CLIENT', %s,"
                    " %s, holder, array[at1, at2, at3, at4, at5, at6], holder, reported_by,"
                    " reported_at from app.problem where id = %s",
                    [uuid.uuid4(), uuid.uuid4(), rating, rating == "SATISFIED", ladder.problem],
                )
    # A panel that passes over the one dissatisfied answer writes a row of its own and changes none.
    stage.now = datetime(2026, 7, 9, 2, tzinfo=UTC)
    early = await counts(stage, "a1x.head", "a1x", "2026-Q2")
    assert early["r_satisfy"] == (None, None), "before the cut-off"
    stage.now += timedelta(days=1)
    found = await counts(stage, "a1x.head", "a1x", "2026-Q2")
    assert found["r_satisfy"] == found["r_solve"] == (4, 5)
    assert found["r_participate"] == (5, 10)


async def test_a_score_is_frozen_once_with_its_version_and_parts(client: Client) -> None:
    stage = client.stage
    await settled(stage)
    early = await stage.refused(JUDGE, freeze_score, FreezeScore("2026-Q2"))
    assert (early.code, early.facts) == ("score.period_open", {"from_day": "2026-07-10"})
    assert (await stage.refused(JUDGE, freeze_score, FreezeScore("Q2"))).code == (
        "score.period_unknown"
    )
    stage.now = datetime(2026, 7, 10, 2, tzinfo=UTC)
    refused = await stage.refused("a.head", freeze_score, FreezeScore("2026-Q2"))
    assert refused.code == "book.not_allowed"
    told = await client.act(
        JUDGE,
        "freezeScore",
        "score { tenths formulaVersion parts tenant { name } }",
        period="2026-Q2",
    )
    score = told["score"]
    assert (score["formulaVersion"], score["tenant"]["name"]) == (1, "甲县")
    assert '"key":"r_settle"' in score["parts"]
    again = await stage.refused(JUDGE, freeze_score, FreezeScore("2026-Q2"))
    assert again.code == "score.frozen_already"
    seen = await client.ask("city.head", "{ scores { nodes { period tenths } } }")
    assert seen["data"]["scores"]["nodes"] == [{"period": "2026-Q2", "tenths": score["tenths"]}]
    assert (await client.ask("b.head", "{ scores { nodes { period } } }"))["data"]["scores"][
        "nodes"
    ] == []


async def test_one_problem_closed_falsely_twice_is_two_rows_on_two_pages(client: Client) -> None:
    stage = client.stage
    another_judge(stage)
    ladder = await settled(stage)
    for again in (True, False):
        await ladder.do(OTHER, open_recheck, OpenRecheck)
        await ladder.do(OTHER, fail_recheck, FailRecheck, "从未清理", True)
        if again:
            await ladder.rework()
            await ladder.finish()
            await ladder.evaluate_self()
            await ladder.answer("SATISFIED", by=JUDGE)
            await ladder.close(by=JUDGE)
    query = """query ($filter: RateItemFilter!, $after: String) {
      rateItems(first: 1, after: $after, filter: $filter) { totalCount
        pageInfo { hasNextPage endCursor } nodes { problem { id } } } }"""
    page = {"tenant": tenant_id("a1x"), "begins": "2026-04-01", "ends": "2026-07-01"}
    given: dict[str, Any] = {"filter": {**page, "rate": "FALSE_CLOSING"}}
    for number in (1, 2):
        found = (await client.ask("a1x.head", query, given))["data"]["rateItems"]
        assert (found["totalCount"], len(found["nodes"])) == (2, 1), number
        assert found["pageInfo"]["hasNextPage"] == (number == 1)
        given["after"] = found["pageInfo"]["endCursor"]
