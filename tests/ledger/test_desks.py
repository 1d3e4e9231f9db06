"""The three miles, hard cases, and who keeps a list of problems."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from uuid_utils.compat import uuid7

from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.take_up import TakeUp, take_up
from tests.ledger.asking import asked
from tests.ledger.ladder import Ladder

PERIOD = 'begins: "2026-04-01", ends: "2026-07-01"'
MILES = f"""{{ threeMiles({PERIOD}) {{ nodes {{ tenant {{ name }} registered discoveryKnown
  medianLagDays hardCases staged returnedTwice overdueLong acrossUnits closings cameBack
  falseClosings rechecked gradedGood gradedPoor }} }} }}"""
HARD = "{ hardCases(first: 10) { nodes { id } } }"
JUDGE = "a.organisation_department"


async def miles(stage: Any, who: str | None) -> dict[str, dict[str, Any]]:
    """The three miles by the name of each direct subordinate."""
    told = (await asked(stage, who, MILES))["threeMiles"]["nodes"]
    return {one.pop("tenant")["name"]: one for one in told}


async def found(stage: Any, days_ago: int | None, *, at: str = "a1x") -> None:
    """A problem that was found so many days before it is written down and registered."""
    day = None if days_ago is None else stage.now.date() - timedelta(days=days_ago)
    given = ReportProblem(uuid7(), "AUDIT", f"路灯不亮{uuid7()}", "事实", "村口", found_on=day)
    await stage.done(f"{at}.handler", report_problem, given)
    await stage.done(f"{at}.handler", register_problem, RegisterProblem(given.id, 1))


def turned(stage: Any, ladder: Ladder, said: str) -> None:
    """Turns a problem into what it is to be, without an act, and sweeps."""
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        connection.execute(f"update app.problem set {said} where id = %s", [ladder.problem])
        connection.execute("select app.sweep_long_overdue(%s)", [stage.now.date()])


def counted_anew(connection: psycopg.Connection[Any]) -> None:
    """Counts what was written past all triggers."""
    connection.execute("set session_replication_role = origin")
    connection.execute("select app.recount_desks()")


async def test_the_lag_of_discovery_is_a_median_of_five_or_nothing(stage) -> None:
    for days in (1, 2, 3, 40):
        await found(stage, days)
    await found(stage, None)
    first = (await miles(stage, "a.head"))["甲一镇"]
    assert (first["registered"], first["discoveryKnown"]) == (5, 4)
    assert first["medianLagDays"] is None, "four days are known"
    await found(stage, 9)
    first = (await miles(stage, "a.head"))["甲一镇"]
    assert (first["registered"], first["discoveryKnown"], first["medianLagDays"]) == (6, 5, 3)
    below = (await miles(stage, "a1.head"))["甲一东村"]
    assert below["medianLagDays"] == 3, "each level by its own direct subordinates"
    assert (await miles(stage, "city.head"))["甲县"]["medianLagDays"] == 3


async def test_a_median_of_a_quarter_that_is_not_over_is_not_shown(stage) -> None:
    for days in (1, 2, 3, 4, 5):
        await found(stage, days)
    today = datetime.now(UTC).date()
    begins = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    ends = (begins + timedelta(days=95)).replace(day=1)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update app.problem set registered_on = current_date")
        counted_anew(connection)
    query = MILES.replace("2026-04-01", str(begins)).replace("2026-07-01", str(ends))
    told = (await asked(stage, "a.head", query))["threeMiles"]["nodes"]
    mine = [(one["discoveryKnown"], one["medianLagDays"]) for one in told if one["registered"]]
    assert mine == [(5, None)]


async def test_a_day_to_come_is_no_day_of_finding(stage) -> None:
    ahead = stage.now.date() + timedelta(days=2)
    given = ReportProblem(uuid7(), "AUDIT", "路灯不亮", "事实", found_on=ahead)
    assert (await stage.refused("a1x.handler", report_problem, given)).code == "record.day_refused"
    known = ReportProblem(given.id, "AUDIT", "路灯不亮", "事实", found_on=stage.now.date())
    await stage.done("a1x.handler", report_problem, known)
    assert stage.one("select found_on from app.problem") == stage.now.date()


async def test_hard_cases_are_counted_by_kind_and_listed_to_those_who_oversee_them(stage) -> None:
    kinds = {
        "staged": "class = 'STAGED'",
        "returnedTwice": "returns = 2",
        "overdueLong": f"overdue = true, due_on = '{stage.now.date() - timedelta(days=30)}'",
    }
    for said in (*kinds.values(), "returns = 1", "returns = 2, open = false, state = 'ARCHIVED'"):
        ladder = Ladder(stage)
        await ladder.bank("a1")
        turned(stage, ladder, said)
    told = (await miles(stage, "a.head"))["甲一镇"]
    assert told["hardCases"] == 3, "one return, or an ended one, is none"
    assert [told[kind] for kind in kinds] == [1, 1, 1]
    listed = (await asked(stage, "a.head", HARD))["hardCases"]["nodes"]
    assert len(listed) == 3
    deeper = (await asked(stage, "city.head", HARD))["hardCases"]["nodes"]
    assert len(deeper) == 1, "deeper: counts, and what is overdue"
    assert (await miles(stage, "city.head"))["甲县"]["hardCases"] == 3
    assert (await asked(stage, "b.head", HARD))["hardCases"]["nodes"] == []


async def test_what_was_netted_in_across_units_is_a_hard_case(stage) -> None:
    for ground, hard in (("LAGGING", 0), ("CROSS_UNIT_AND_HARD", 1)):
        ladder = Ladder(stage)
        await ladder.bank("a1x")
        await ladder.submit()
        await ladder.do("a1.task_force", take_up, TakeUp, ground, "收网")
        assert (await miles(stage, "a.head"))["甲一镇"]["acrossUnits"] == hard, ground
    told = (await miles(stage, "a.head"))["甲一镇"]
    assert (told["hardCases"], told["acrossUnits"]) == (1, 1)


async def test_the_quality_of_closing_shows_grades_of_five_looks_or_nothing(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.triage("AT_ONCE")
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by=JUDGE)
    await ladder.close(by=JUDGE)
    last = (await miles(stage, "a.head"))["甲一镇"]
    assert (last["closings"], last["cameBack"], last["falseClosings"]) == (1, 0, 0)
    assert (last["rechecked"], last["gradedGood"]) == (0, None), "what lies ahead is not told"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update app.recheck set reason = 'ORDERED'")
        connection.execute("update app.closing set false_closing = true, cancelled_at = closed_at")
        columns = ", ".join(
            one
            for (one,) in connection.execute(
                "select column_name from information_schema.columns where table_schema = 'app'"
                " and table_name = 'recheck' and column_name not in ('id', 'state', 'grade', 'done_at')"
            )
        )
        connection.execute(
            f"insert into app.recheck (id, state, grade, done_at, {columns})"
            " select gen_random_uuid(), 'HELD', case n when 1 then 'POOR' else 'GOOD' end, %s,"
            f" {columns} from generate_series(1, 4) n, (select * from app.recheck limit 1) r",
            [stage.now],
        )
        counted_anew(connection)
    last = (await miles(stage, "a.head"))["甲一镇"]
    assert (last["cameBack"], last["falseClosings"]) == (1, 1)
    assert (last["rechecked"], last["gradedGood"], last["gradedPoor"]) == (4, None, None)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(
            f"insert into app.recheck (id, state, grade, done_at, {columns}) select"
            f" gen_random_uuid(), 'HELD', 'GOOD', %s, {columns} from app.recheck limit 1",
            [stage.now],
        )
        counted_anew(connection)
    last = (await miles(stage, "a.head"))["甲一镇"]
    assert (last["rechecked"], last["gradedGood"], last["gradedPoor"]) == (5, 4, 1)
    # Of free days the difference of two answers would tell of one look: counts alone.
    for begins, ends in (("2026-04-01", "2026-06-30"), ("2026-01-01", "2026-07-01")):
        query = MILES.replace("2026-07-01", ends).replace("2026-04-01", begins)
        free = (await asked(stage, "a.head", query))["threeMiles"]["nodes"]
        mine = [(one["rechecked"], one["gradedGood"]) for one in free if one["closings"]]
        assert mine == [(5, None)], (begins, ends)


async def test_who_counts_no_subtree_is_told_nothing_of_it(stage) -> None:
    await found(stage, 3)
    for stranger in ("a1x.handler", "city.system_administrator", "b.head", None):
        assert await miles(stage, stranger) == {}, stranger


COVERED = f"""query ($has: Boolean) {{ problemListCoverage({PERIOD}, hasList: $has, first: 1) {{
  totalCount pageInfo {{ hasNextPage }} nodes {{ tenant {{ name }} hasList listed units
  unitsWithList }} }} }}"""


async def covered(stage: Any, who: str | None, has: bool | None = None) -> Any:
    query, given = COVERED, {"has": has}
    if has is None:
        query, given = COVERED.replace(", hasList: $has", ""), {}
    return (await asked(stage, who, query, **given))["problemListCoverage"]


async def test_who_keeps_a_list_and_who_does_not_is_counted_and_named(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    none = await covered(stage, "a.head", has=True)
    assert none["totalCount"] == 0, "in the bank, on nobody's list yet"
    await ladder.triage()
    every = await covered(stage, "a.head")
    assert (every["totalCount"], every["pageInfo"]["hasNextPage"]) == (3, True), "paged"
    kept = await covered(stage, "a.head", has=True)
    assert kept["totalCount"] == 1
    (row,) = kept["nodes"]
    assert row == {
        "tenant": {"name": "甲一镇"}, "hasList": True, "listed": 1, "units": 3, "unitsWithList": 1,
    }  # fmt: skip  # reads as a table
    left = await covered(stage, "a.head", has=False)
    assert left["totalCount"] == 2, "the other township and the department"
    assert left["nodes"][0]["tenant"]["name"] in {"甲二镇", "甲县审计局"}
    above = (await covered(stage, "city.head"))["nodes"]
    county = (await covered(stage, "city.head", has=False))["nodes"]
    assert above[0]["unitsWithList"] + county[0]["unitsWithList"] <= 2
    for stranger in ("a1x.handler", "city.system_administrator", None):
        assert (await covered(stage, stranger))["totalCount"] == 0, stranger


async def test_a_list_of_another_period_counts_while_something_on_it_is_open(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.triage()
    later = COVERED.replace("2026-04-01", "2026-05-01")
    given = {"has": True}
    told = (await asked(stage, "a.head", later, **given))["problemListCoverage"]
    assert told["totalCount"] == 1, "listed in April, open since"
    turned(stage, ladder, "open = false, state = 'ARCHIVED'")
    told = (await asked(stage, "a.head", later, **given))["problemListCoverage"]
    assert told["totalCount"] == 0
    assert (await covered(stage, "a.head", has=True))["totalCount"] == 1, "in April it had one"
    before = COVERED.replace("2026-04-01", "2026-01-01").replace("2026-07-01", "2026-04-01")
    told = (await asked(stage, "a.head", before, **given))["problemListCoverage"]
    assert told["totalCount"] == 0, "it came after"


async def test_what_rose_by_rule_is_on_the_list_of_the_superior(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.submit()
    await ladder.back()
    await ladder.submit()
    if ladder.now()["holder"] == "a1x":
        await ladder.back()
        await ladder.submit()
    assert ladder.now()["holder"] == "a1"
    kept = await covered(stage, "a.head", has=True)
    assert [one["tenant"]["name"] for one in kept["nodes"]] == ["甲一镇"]
