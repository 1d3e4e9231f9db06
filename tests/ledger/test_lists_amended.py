"""An amended clause: what has begun goes on, what begins later is owed in the new words alone."""

from datetime import date

import pytest

from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.amend_clause import AmendClause, amend_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.record_entry import RecordEntry, record_entry
from server.sweeping import open_periods

BRANCH = "branch_secretary"
TODAY = date(2026, 4, 15)
OWED = """select o.period, o.state, o.due_on, c.title, c.state from app.obligation o
  join app.clause c on c.id = o.clause_id where o.list_id = %s order by o.period, o.due_on desc"""


async def published(stage, head: str, owner) -> None:
    version = stage.one("select version from app.responsibility_list where id = %s", owner)
    await stage.done(head, publish_list, PublishList(owner, version))


async def handed_down(stage, *clauses: ClauseText):
    """A township's list with common clauses, and a village's that they bind."""
    upper = await stage.done("a1.head", draft_list, DraftList(BRANCH, 2026))
    for text in clauses:
        await stage.done("a1.head", add_clause, AddClause(upper, text, part="COMMON"))
    await published(stage, "a1.head", upper)
    lower = await stage.done("a1x.head", draft_list, DraftList(BRANCH, 2026))
    await published(stage, "a1x.head", lower)
    return upper, lower


async def amended(stage, upper, title: str, text: ClauseText) -> None:
    said = stage.one(
        "select id from app.clause where list_id = %s and title = %s and state = 'PUBLISHED'",
        upper,
        title,
    )
    await stage.done("a1.head", amend_clause, AmendClause(said, 2, text))
    await published(stage, "a1.head", upper)


def monthly(title: str, rule: str) -> ClauseText:
    return ClauseText(title, cadence="MONTHLY", due_rule=rule)


async def opened(stage, owner, *periods: str) -> None:
    for period in periods:
        await stage.done("a1x.head", open_period, OpenPeriod(owner, period))


@pytest.mark.parametrize("by_hand", [True, False])
async def test_what_begins_later_is_owed_in_the_new_words(stage, *, by_hand: bool) -> None:
    upper, lower = await handed_down(stage, monthly("每月走访", "month end +5d"))
    await opened(stage, lower, "2026-04", "2026-05", "2026-06")
    june = stage.one("select id from app.obligation where period = '2026-06'")
    await stage.done("a1x.branch_secretary", record_entry, RecordEntry(june, "已走访", TODAY))
    await amended(stage, upper, "每月走访", monthly("每月走访两次", "month end +1d"))
    stands = [
        ("2026-04", "PLANNED", date(2026, 5, 5), "每月走访", "RETIRED"),
        ("2026-05", "WITHDRAWN", date(2026, 6, 5), "每月走访", "RETIRED"),
        ("2026-06", "RECORDED", date(2026, 7, 5), "每月走访", "RETIRED"),
    ]
    assert stage.rows(OWED, lower) == stands, "begun or recorded goes on"
    assert stage.one("select count(*) from app.outbox where kind = 'ObligationWithdrawn'") == 1
    for period in ("2026-04", "2026-06"):
        again = await stage.refused("a1x.head", open_period, OpenPeriod(lower, period))
        assert again.code == "period.already_open", period
    if by_hand:
        await opened(stage, lower, "2026-05")
    swept = await open_periods(stage.database.relay_dsn, today=date(2026, 5, 1))
    assert swept == (1 if by_hand else 2), "that of the township's own list among them"
    anew = ("2026-05", "PLANNED", date(2026, 6, 1), "每月走访两次", "PUBLISHED")
    assert stage.rows(OWED, lower) == [*stands[:2], anew, stands[2]]
    assert await open_periods(stage.database.relay_dsn, today=date(2026, 5, 1)) == 0
    again = await stage.refused("a1x.head", open_period, OpenPeriod(lower, "2026-05"))
    assert again.code == "period.already_open"


async def test_amended_again_the_last_words_are_owed(stage) -> None:
    upper, lower = await handed_down(stage, monthly("走访", "month end"))
    for number in range(3):
        await opened(stage, lower, "2026-05")
        before = "走访" if number == 0 else f"走访 {number - 1}"
        await amended(stage, upper, before, monthly(f"走访 {number}", "month end +1d"))
    await opened(stage, lower, "2026-05")
    found = [(title, state) for _, state, _, title, _ in stage.rows(OWED, lower)]
    assert sorted(found) == [
        ("走访", "WITHDRAWN"),
        ("走访 0", "WITHDRAWN"),
        ("走访 1", "WITHDRAWN"),
        ("走访 2", "PLANNED"),
    ]


async def test_a_term_and_an_event_stay_for_nothing_would_open_them_again(stage) -> None:
    texts = (
        ClauseText("换届", cadence="PER_TERM", due_rule="term end"),
        ClauseText("逢事", cadence="EVENT", due_rule="3 days"),
    )
    upper, lower = await handed_down(stage, *texts)
    await opened(stage, lower, "T2026-07-01/2031-06-30", "E2026-05-20")
    before = [row[:4] for row in stage.rows(OWED, lower)]
    assert {state for _, state, *_ in before} == {"PLANNED"}
    for text in texts:
        new = ClauseText(f"{text.title} 新", cadence=text.cadence, due_rule=text.due_rule)
        await amended(stage, upper, text.title, new)
    assert [row[:4] for row in stage.rows(OWED, lower)] == before
