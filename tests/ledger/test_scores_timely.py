"""Rates of what had to be done in time page to their rows; cases and breaches count by decision."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from ledger.problems.confirm_step import ConfirmStep, confirm_step
from ledger.problems.find_breach import FindBreach, find_breach
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.order_rescreening import OrderRescreening, order_rescreening
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.record_statutory import RecordStatutory, record_statutory
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.reject_problem import RejectProblem, reject_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from ledger.problems.revoke_breach import RevokeBreach, revoke_breach
from ledger.problems.take_over import TakeOver, take_over
from ledger.scores import formula
from ledger.scores.formula import Count
from ledger.scores.periods import period
from ledger.scores.rates import EVERY
from schema.scores.types import Rate
from tests.ledger.acting import Client
from tests.ledger.asking import tenant_id
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder
from tests.ledger.publicising import Publicity, publicity, signed_for
from tests.ledger.test_scores import EXAMPLE, counts
from tests.world import checked, key_of

__all__ = ["publicity", "signed_for"]
ROWS = """query ($filter: RateItemFilter!) { rateItems(filter: $filter) { totalCount
  nodes { inNumerator problem { id } } } }"""
PAGE = {"begins": "2026-04-01", "ends": "2026-07-01"}


async def rows(client: Client, who: str, unit: str, rate: str) -> list[bool]:
    """The items of a rate as somebody pages to them: whether each is in the numerator."""
    given = {"tenant": tenant_id(unit), "rate": rate, **PAGE}
    told = await client.ask(who, ROWS, {"filter": given})
    assert "errors" not in told, told
    nodes = told["data"]["rateItems"]["nodes"]
    assert all(one["problem"] for one in nodes)
    return sorted(one["inNumerator"] for one in nodes)


def test_everything_that_an_index_counts_has_a_word_and_pages() -> None:
    assert {one.name for one in Rate} == {key.upper() for key in EVERY}
    assert set(formula.RATES) <= set(EVERY)


def test_the_second_version_takes_off_cases_adds_good_ones_and_is_void_by_decision() -> None:
    first, second = formula.FORMULAS
    assert second.index(EXAMPLE, {}).value == first.index(EXAMPLE, {}).value == Decimal("81.2")
    assert second.index(EXAMPLE, {"negative_case": 2}).value == Decimal("77.2")
    assert second.index(EXAMPLE, {"negative_case": 9}).value == Decimal("75.2"), "six at most"
    found = second.index(EXAMPLE, {"positive_case": 9})
    assert found.value == Decimal("83.2"), "two at most"
    assert [(one.key, one.points) for one in found.bonuses] == [("positive_case", Decimal("2.0"))]
    void = second.index(EXAMPLE, {"breach": 1})
    assert (void.value, void.band, void.void) == (Decimal("0.0"), "WARN", True)
    assert first.index(EXAMPLE, {"breach": 1, "negative_case": 1}).value == Decimal("81.2")
    assert second.index({"r_accept": Count(1, 1)}, {"breach": 1}).value == 0


@pytest.mark.parametrize("name", ["2026-Q3", "2026-Q4", "2026-H2", "2026", "2025-Q1"])
def test_no_period_is_counted_by_a_formula_that_came_after_it_began(name: str) -> None:
    first, second = formula.FORMULAS
    whole = period(name)
    assert whole is not None
    assert formula.in_force(whole.begins) is first
    # Nor may a version come into force within a period: its quarters would mix with their year.
    assert (second.since.month, second.since.day) == (1, 1)
    for later in ("2027-Q1", "2027-H2", "2027"):
        coming = period(later)
        assert coming is not None
        assert formula.in_force(coming.begins) is second


async def taken_in(stage: Stage, list_type: str) -> Ladder:
    ladder = Ladder(stage)
    found = ReportProblem(ladder.problem, list_type, "路灯不亮", "村口路灯不亮", "村口")
    await stage.done("a1x.handler", report_problem, found)
    await ladder.do("a1x.handler", register_problem, RegisterProblem)
    return ladder


async def test_statutory_acts_are_in_time_by_hours_days_and_working_days(client: Client) -> None:
    stage = client.stage
    first, second = await taken_in(stage, "PUBLIC_OPINION"), await taken_in(stage, "SUPERVISION")
    third = await taken_in(stage, "PUBLIC_OPINION")
    stage.now += timedelta(hours=47)
    answered = RecordStatutory, "RESPONSE_PUBLISHED", "已回应"
    await first.do("a1x.head", record_statutory, *answered)
    stage.now += timedelta(hours=2)
    await third.do("a1x.head", record_statutory, *answered)
    assert await rows(client, "a1.head", "a1x", "R_STATUTORY") == [False, False, True]
    # Fifteen days from 15 April end with 30 April.
    stage.now = datetime(2026, 4, 30, 15, tzinfo=UTC)
    await second.do("a1x.head", record_statutory, RecordStatutory, "ITEM_REPORTED", "已报")
    assert await rows(client, "a1.head", "a1x", "R_STATUTORY") == [False, True, True]
    found = await counts(stage, "a1.head", "a1x", "2026-Q2")
    assert found["r_statutory"] == (2, 3)
    assert await rows(client, "b.head", "a1x", "R_STATUTORY") == []


async def test_a_petition_that_was_granted_more_time_is_in_time_until_then(client: Client) -> None:
    stage = client.stage
    ladder = await taken_in(stage, "PETITION")
    assert await rows(client, "a1.head", "a1x", "R_STATUTORY") == [False, False, False]
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "insert into app.extension (root, id, holder, problem_id, clock, days, reason, state,"
            " asked_by, asked_at, decided_by, decided_at, petitioner_told) select root,"
            " gen_random_uuid(), holder, id, 'STATUTORY', 30, '勘察', 'APPROVED', reported_by, %s,"
            " reported_by, %s, '书面告知' from app.problem where id = %s",
            [stage.now, stage.now, ladder.problem],
        )
    # Its ninety days end in July: two clocks of the second quarter are left.
    assert await rows(client, "a1.head", "a1x", "R_STATUTORY") == [False, False]


async def test_the_first_contact_within_a_day_is_the_response_rate(client: Client) -> None:
    stage = client.stage
    for late in (False, True):
        ladder = await taken_in(stage, "HOTLINE_12345")
        with psycopg.connect(stage.database.superuser_dsn) as connection:
            connection.execute(
                "insert into app.happening (root, id, holder, problem_id, act, before, after,"
                " author_tenant, author_person, author_post, author_title, happened_at) select root,"
                " gen_random_uuid(), holder, id, 'hand_down', 'TRIAGED', 'ASSIGNED', holder,"
                " reported_by, holder_post, '', %s from app.problem where id = %s",
                [stage.now, ladder.problem],
            )
        stage.now += timedelta(hours=25 if late else 23)
        contact = RecordStatutory, "FIRST_CONTACT", "电话联系"
        await ladder.do("a1x.handler", record_statutory, *contact)
    assert await rows(client, "a1.head", "a1x", "R_RESPONSE") == [False, True]


@pytest.mark.parametrize("reason", ["objection_upheld", "deadline_missed"])
async def test_an_order_to_the_wrong_unit_is_not_charged_to_it(client: Client, reason: str) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a", list_type="PETITION")
    await ladder.triage()
    await ladder.down("a1", deadline=stage.now.date() + timedelta(days=20))
    stage.now += timedelta(hours=2)
    await ladder.do("a1.head", object_to_assignment, ObjectToAssignment, "not_ours", "不属本镇")
    stage.now += timedelta(hours=2)
    await ladder.do("a.task_force", recall_problem, RecallProblem, reason)
    stage.now += timedelta(days=80)
    # The notice began with the order, and the opinion went along with it.
    wrongly = reason == "objection_upheld"
    assert await rows(client, "a.head", "a1", "R_STATUTORY") == ([] if wrongly else [False] * 2)
    # Whoever sent it answers; what was done before, the bank, is theirs in any case.
    assert await rows(client, "a.head", "a", "R_STATUTORY") == [False, False, True]


async def test_what_rose_by_rule_is_charged_to_the_superior_that_has_it(client: Client) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank()
    for _ in range(2):
        await ladder.submit()
        if ladder.now()["holder"] == "a1x":
            await ladder.back()
    if ladder.now()["holder"] == "a1x":
        await ladder.submit()
    assert ladder.now()["holder"] == "a1"
    stage.now += timedelta(days=70)
    # Sixty days from April: due in June, in nobody's hands below.
    assert await rows(client, "a1.head", "a1x", "R_STATUTORY") == []
    assert await rows(client, "a.head", "a1", "R_STATUTORY") == [False]


async def test_repeated_petitions_are_counted_of_those_registered(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x", list_type="PETITION")
    await taken_in(client.stage, "PETITION")
    await taken_in(client.stage, "AUDIT")
    assert await rows(client, "a1.head", "a1x", "R_REPEAT") == [False, True]
    refused = await taken_in(client.stage, "PETITION")
    given = RejectProblem, "not_met", "不属信访事项"
    await refused.do("a1x.task_force", reject_problem, *given)
    await refused.do("a1x.head", confirm_step, ConfirmStep)
    assert await rows(client, "a1.head", "a1x", "R_REPEAT") == [False, True]
    # Screened anew, it keeps the trace of its refusal, which names every line of the standard.
    await refused.do("a1.task_force", order_rescreening, OrderRescreening, "重新筛查")
    assert "PETITION/repeated;" in client.stage.one(
        "select admission from app.problem where id = %s", refused.problem
    )
    assert await rows(client, "a1.head", "a1x", "R_REPEAT") == [False, False, True]


async def test_what_was_to_be_made_public_and_the_cases_page_to_their_problem(
    publicity: Publicity,
) -> None:
    client = publicity.client
    assert await rows(client, "a.head", "a1", "R_PUBLISH") == [False, False]
    await publicity.published()
    assert await rows(client, "a.head", "a1", "R_PUBLISH") == [False, True]
    draft = (await publicity.propose("a.task_force", "CASE", polarity="NEGATIVE", text=""))["draft"]
    draft = (await publicity.step("a.head", "checkPublication", draft))["draft"]
    draft = (await publicity.step("a.petition_bureau", "approvePublication", draft))["draft"]
    made = await publicity.step("a.handler", "publishPublication", draft)
    assert "publication" in made, made
    # Charged to whoever had it in hand on that day: the step names the unit, and keeps it.
    stage = client.stage
    about = stage.rows("select about, holder from app.happening where act = 'publish_case'")
    assert about == [(stage.world.tenants["a1"],) * 2]
    for rate, expected in (("NEGATIVE_CASE", [True]), ("POSITIVE_CASE", []), ("BREACH", [])):
        for who, unit in (("a.head", "a"), ("a.head", "a1"), ("a1.head", "a1")):
            assert await rows(client, who, unit, rate) == expected, (rate, who)
    draft |= {"version": draft["version"] + 1}
    taken = await publicity.step("a.task_force", "withdrawPublication", draft, reason="NOT_NEEDED")
    assert taken["draft"]["state"] == "WITHDRAWN", taken
    assert await rows(client, "a.head", "a1", "NEGATIVE_CASE") == []


FOUND_BY = "a.organisation_department"


async def in_hand(stage: Stage) -> Ladder:
    """A problem of the county, handed down to the township, in the first quarter of 2027."""
    stage.now = datetime(2027, 1, 11, 2, tzinfo=UTC)
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1", deadline=stage.now.date() + timedelta(days=20))
    await ladder.sign()
    return ladder


def leaked(unit: str) -> tuple[Any, ...]:
    return FindBreach, key_of("tenant", unit), "identity_leak", "组织部决定〔2027〕1号"


async def value(stage: Stage, unit: str, who: str = "") -> Any:
    return (await counts(stage, who or f"{unit}.head", unit, "2027-Q1"))["value"]


@pytest.mark.parametrize(
    ("who", "unit", "code"),
    [
        ("a.task_force", "a1", "book.not_allowed"),
        ("a1.head", "a1", "book.not_allowed"),
        ("b.organisation_department", "a1", "problem.not_found"),
        # Never of one's own unit, and of none that never had it in hand.
        (FOUND_BY, "a", "book.not_allowed"),
        (FOUND_BY, "b", "book.not_allowed"),
        (FOUND_BY, "a1x", "problem.unit_not_found"),
    ],
)
async def test_a_breach_is_found_from_above_of_a_unit_that_had_it(
    stage: Stage, who: str, unit: str, code: str
) -> None:
    ladder = await in_hand(stage)
    before = ladder.now()
    refusal = await ladder.refused(who, find_breach, *leaked(unit))
    assert refusal.code == code
    assert ladder.now() == before


async def test_a_breach_voids_the_index_of_the_unit_that_did_it_alone(client: Client) -> None:
    stage = client.stage
    ladder = await in_hand(stage)
    assert await value(stage, "a1") != 0
    county, city = await value(stage, "a"), await value(stage, "city")
    await ladder.do(FOUND_BY, find_breach, *leaked("a1"))
    assert await value(stage, "a1") == await value(stage, "a1", "a.head") == 0
    # Nobody above answers for it, so that finding it costs the finder nothing; its row is shown.
    assert (await value(stage, "a"), await value(stage, "city")) == (county, city)
    told = stage.rows("select holder from app.outbox where kind = 'BreachFound'")
    assert [one[0] for one in told] == [stage.world.tenants["a"]]
    given = {"tenant": tenant_id("a"), "rate": "BREACH", "begins": "2027-01-01"}
    found = await client.ask("a.head", ROWS, {"filter": given | {"ends": "2027-04-01"}})
    assert found["data"]["rateItems"]["totalCount"] == 1
    # Once in a quarter: in the next one it may be found again.
    again = await ladder.refused(FOUND_BY, find_breach, *leaked("a1"))
    assert again.code == "problem.breach_found_already"
    stage.now = datetime(2027, 4, 1, 2, tzinfo=UTC)
    await ladder.do(FOUND_BY, find_breach, *leaked("a1"))


async def test_a_breach_stays_with_the_unit_wherever_the_problem_goes(client: Client) -> None:
    stage = client.stage
    ladder = await in_hand(stage)
    await ladder.do(FOUND_BY, find_breach, *leaked("a1"))
    county = await value(stage, "a")
    await ladder.start()
    await ladder.do("a.task_force", take_over, TakeOver, "deadline_missed")
    assert ladder.now()["holder"] == "a"
    assert await value(stage, "a1") == await value(stage, "a1", "a.head") == 0
    assert county != 0
    assert await value(stage, "a") != 0


async def test_a_breach_is_found_of_what_was_settled_on_the_spot(client: Client) -> None:
    stage = client.stage
    stage.now = datetime(2027, 1, 11, 2, tzinfo=UTC)
    ladder = Ladder(stage)
    await ladder.report("a1", list_type="PETITION")
    await ladder.do("a1.handler", resolve_on_spot, ResolveOnSpot, "当场办结")
    await ladder.do(FOUND_BY, find_breach, *leaked("a1"))
    assert await value(stage, "a1") == 0


async def test_a_finding_is_taken_back_by_somebody_else_and_both_stay(client: Client) -> None:
    stage = client.stage
    ladder = await in_hand(stage)
    county = await value(stage, "a1")
    taken = RevokeBreach, *leaked("a1")[1:]
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        another = checked(connection, stage.world, "a")
    refusal = await ladder.refused(another, revoke_breach, *taken)
    assert refusal.code == "problem.breach_not_found"
    await ladder.do(FOUND_BY, find_breach, *leaked("a1"))
    for who, code in (
        (FOUND_BY, "problem.breach_by_finder"),
        ("a1.head", "book.not_allowed"),
        ("a.task_force", "book.not_allowed"),
    ):
        assert (await ladder.refused(who, revoke_breach, *taken)).code == code, who
        assert await value(stage, "a1") == 0
    stage.now += timedelta(hours=1)
    await ladder.do(another, revoke_breach, *taken)
    assert await value(stage, "a1") == county != 0
    told = stage.rows("select act from app.happening where about is not null order by id")
    assert told == [("find_breach",), ("revoke_breach",)]
    assert (await ladder.refused(another, revoke_breach, *taken)).code == "problem.breach_not_found"
    # What was taken back may be found again, also in the same quarter.
    stage.now += timedelta(hours=1)
    await ladder.do(FOUND_BY, find_breach, *leaked("a1"))
    assert await value(stage, "a1") == 0


async def test_no_lower_level_takes_back_what_a_higher_one_found(stage: Stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.rise_to("city")
    await ladder.do("city.organisation_department", find_breach, *leaked("a1"))
    taken = RevokeBreach, *leaked("a1")[1:]
    refusal = await ladder.refused(FOUND_BY, revoke_breach, *taken)
    assert refusal.code == "problem.breach_found_above"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        another = checked(connection, stage.world, "city")
    await ladder.do(another, revoke_breach, *taken)
    # The control: what a lower level found a higher one takes back.
    await ladder.do(FOUND_BY, find_breach, *leaked("a1"))
    await ladder.do("city.organisation_department", revoke_breach, *taken)


async def test_a_revocation_takes_back_the_last_finding_alone(client: Client) -> None:
    stage = client.stage
    ladder = await in_hand(stage)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        another = checked(connection, stage.world, "a")
    await ladder.do(FOUND_BY, find_breach, *leaked("a1"))
    stage.now = datetime(2027, 4, 1, 2, tzinfo=UTC)
    await ladder.do(another, find_breach, *leaked("a1"))
    taken = RevokeBreach, *leaked("a1")[1:]
    stage.now += timedelta(hours=1)
    await ladder.do(FOUND_BY, revoke_breach, *taken)
    assert await value(stage, "a1") == 0, "the finding of the first quarter stands"
    given = {"tenant": tenant_id("a"), "rate": "BREACH", "begins": "2027-01-01"}
    found = await client.ask("a.head", ROWS, {"filter": given | {"ends": "2027-07-01"}})
    assert found["data"]["rateItems"]["totalCount"] == 1
    stage.now += timedelta(hours=1)
    await ladder.do(another, revoke_breach, *taken)
    assert await value(stage, "a1") != 0
    assert (await ladder.refused(another, revoke_breach, *taken)).code == "problem.breach_not_found"


STORY = """query ($id: ID!) { node(id: $id) { ... on Problem { happenings(first: 50) { nodes { act text } } } } }"""


async def test_the_unit_reads_what_was_found_of_it_and_whoever_had_it_before_does_not(
    client: Client,
) -> None:
    ladder = await in_hand(client.stage)
    await ladder.do(FOUND_BY, find_breach, *leaked("a1"))

    async def found_by(who: str) -> list[str]:
        told = await client.ask(who, STORY, {"id": f"Problem_{ladder.problem}"})
        steps = told["data"]["node"]["happenings"]["nodes"]
        return [one["text"] for one in steps if one["act"] == "find_breach"]

    assert await found_by("a1.head") == await found_by("a.head") == [leaked("a1")[-1]]
    await ladder.start()
    await ladder.do("a.task_force", take_over, TakeOver, "deadline_missed")
    assert await found_by("a1.head") == [], "kept from those who had it before"
    assert await found_by("a.head") == [leaked("a1")[-1]]
