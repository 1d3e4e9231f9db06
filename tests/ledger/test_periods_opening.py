"""Months, quarters, halves and years open by themselves, once, and as a person would have opened them."""

from datetime import date

import psycopg
import pytest

from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.amend_clause import AmendClause, amend_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.publish_list import PublishList, publish_list
from server.sweeping import open_periods

BRANCH = "branch_secretary"
OWED = (
    ("每月", "MONTHLY", "month end +5d", "2026-04", date(2026, 5, 5)),
    ("每季", "QUARTERLY", "quarter end +10d", "2026-Q2", date(2026, 7, 10)),
    ("每半年", "HALF_YEARLY", "half-year end", "2026-H1", date(2026, 6, 30)),
    ("每年", "YEARLY", "by 31 Jan of next year", "2026", date(2027, 1, 31)),
)
"""A clause of each regular cadence, and what it owes on 15 April 2026."""
NOT_OWED = (
    ("年初", "YEARLY", "by 31 Jan"),  # due before the list was there
    ("每届", "PER_TERM", "term end"),
    ("逢事", "EVENT", "3 days"),
    ("另定", "QUARTERLY", "per case plan"),
)
"""What people open: terms, events, days of another plan; and what was over when it began to bind."""


async def in_force(stage, *, year: int = 2026):
    owner = await stage.done("a1.head", draft_list, DraftList(BRANCH, year))
    for title, cadence, rule, *_ in (*OWED, *NOT_OWED):
        text = ClauseText(title, cadence=cadence, due_rule=rule)
        await stage.done("a1.head", add_clause, AddClause(owner, text, despite_warnings=True))
    version = stage.one("select version from app.responsibility_list where id = %s", owner)
    await stage.done("a1.head", publish_list, PublishList(owner, version))
    return owner


async def opened(stage, day: date = date(2026, 4, 15)) -> int:
    return await open_periods(stage.database.relay_dsn, today=day)


def owed(stage, owner):
    return stage.rows(
        "select c.title, c.cadence, c.due_rule, o.period, o.due_on from app.obligation o"
        " join app.clause c on c.root = o.root and c.id = o.clause_id where o.list_id = %s"
        " order by o.due_on, c.title",
        owner,
    )


async def test_what_is_regular_opens_by_itself_and_once(stage) -> None:
    owner = await in_force(stage)
    assert owed(stage, owner) == []
    assert await opened(stage) == len(OWED)
    assert sorted(owed(stage, owner)) == sorted(OWED)
    before = stage.everything()
    assert await opened(stage) == 0
    assert stage.everything() == before
    assert await opened(stage, date(2026, 5, 1)) == 1, "a new month, and nothing else"


async def test_it_is_recorded_as_nobodys_act_and_told(stage) -> None:
    owner = await in_force(stage)
    await opened(stage)
    assert stage.rows(
        "select tenant, facts ->> 'obligations' from audit.event where act = 'open_period'"
        " and record = %s",
        owner,
    ) == [(None, "4")]
    told = "select holder from app.outbox where kind = 'PeriodOpened' and record_id = %s"
    assert stage.rows(told, owner) == [(stage.world.tenants["a1"],)]


async def test_a_person_would_have_made_the_same(stage) -> None:
    owner = await in_force(stage)
    for period in ("2026-04", "2026-H1"):
        await stage.done("a1.head", open_period, OpenPeriod(owner, period))
    columns = "holder, actor_type, body_id, clause_id, period, starts_on, ends_on, due_on, state,"
    columns += " at1, at2, at3, at4, open, open_to, holder_parent"
    query = (
        f"select {columns} from app.obligation where list_id = '{owner}' order by due_on, period"
    )
    by_hand = stage.rows(query)
    assert await opened(stage) == 2, "the rest; what a person opened stays"
    assert set(by_hand) < set(stage.rows(query))
    with psycopg.connect(stage.database.superuser_dsn) as superuser:
        superuser.execute("delete from app.obligation")
    assert await opened(stage) == 4
    assert set(by_hand) < set(stage.rows(query))


@pytest.mark.parametrize("year", [2025, 2027])
async def test_lists_of_other_years_and_drafts_owe_nothing(stage, year: int) -> None:
    await in_force(stage, year=year)
    draft = await stage.done("a.head", draft_list, DraftList(BRANCH, 2026))
    text = ClauseText("县里的草稿", cadence="MONTHLY", due_rule="month end")
    await stage.done("a.head", add_clause, AddClause(draft, text))
    assert await opened(stage) == 0
    await in_force(stage)
    assert await opened(stage) == len(OWED), "the control"


async def test_a_clause_amended_in_mid_period_goes_on_with_what_is_open(stage) -> None:
    owner = await in_force(stage)
    await opened(stage)
    clause = stage.one("select id from app.clause where title = '每月' and list_id = %s", owner)
    text = ClauseText("每月一次", cadence="MONTHLY", due_rule="month end")
    await stage.done("a1.head", amend_clause, AmendClause(clause, 2, text))
    version = stage.one("select version from app.responsibility_list where id = %s", owner)
    await stage.done("a1.head", publish_list, PublishList(owner, version))
    assert await opened(stage) == 0
    # Amended twice, it is still the one duty of the year, for the sweep and for a person.
    for number in range(2):
        clause = stage.one(
            "select id from app.clause where list_id = %s and cadence = 'YEARLY' and title like '每年%%'"
            " and state = 'PUBLISHED'",
            owner,
        )
        text = ClauseText(f"每年 {number}", cadence="YEARLY", due_rule="by 31 Jan of next year")
        await stage.done("a1.head", amend_clause, AmendClause(clause, 2, text))
        version = stage.one("select version from app.responsibility_list where id = %s", owner)
        await stage.done("a1.head", publish_list, PublishList(owner, version))
    assert await opened(stage) == 0
    amended = stage.one("select id from app.clause where title = '每年 1'")
    given = OpenPeriod(owner, "2026", clause=amended)
    refusal = await stage.refused("a1.head", open_period, given)
    assert refusal.code == "period.already_open"
    assert await opened(stage, date(2026, 5, 1)) == 1


@pytest.mark.parametrize("shut", ["valid_until = '2026-04-01'", "suspended = true"])
async def test_a_unit_that_is_closed_or_suspended_owes_nothing_new(stage, shut: str) -> None:
    await in_force(stage)
    who = "a1" if "valid" in shut else "a"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        number = stage.world.tenants[who]
        connection.execute(f"update app.tenant set {shut} where id = {number}")
    assert await opened(stage) == 0
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update app.tenant set valid_until = null, suspended = false")
    assert await opened(stage) == len(OWED), "the control"
