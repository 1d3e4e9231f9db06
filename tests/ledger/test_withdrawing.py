"""What binds nobody any more is owed by nobody; what is closed is late no more."""

from datetime import date

from ledger.responsibilities.accept_obligation import AcceptObligation, accept_obligation
from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.amend_clause import AmendClause, amend_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.record_entry import RecordEntry, record_entry
from ledger.responsibilities.retire_clause import RetireClause, retire_clause
from ledger.responsibilities.retire_list import RetireList, retire_list
from ledger.responsibilities.self_check import SelfCheck, self_check
from ledger.responsibilities.sign_pledge import SignPledge, sign_pledge

BRANCH = "branch_secretary"
SECRETARY = "a1x.branch_secretary"
VISITS = ClauseText("入户走访", cadence="QUARTERLY", due_rule="quarter end +10d")
TODAY = date(2026, 4, 15)


def version(stage, owner) -> int:
    return stage.one("select version from app.responsibility_list where id = %s", owner)


def obligations(stage, owner) -> list[tuple[str, bool]]:
    return stage.rows(
        f"select state, open from app.obligation where list_id = '{owner}' order by id"
    )


async def published(stage, head: str, owner, **how: bool) -> None:
    await stage.done(head, publish_list, PublishList(owner, version(stage, owner), **how))


async def handed_down(stage):
    """A county's and a township's lists; the township's clause, said by the county, is owed."""
    upper = await stage.done("a.head", draft_list, DraftList(BRANCH, 2026))
    clause = await stage.done("a.head", add_clause, AddClause(upper, VISITS, part="COMMON"))
    await published(stage, "a.head", upper)
    lower = await stage.done("a1.head", draft_list, DraftList(BRANCH, 2026))
    await published(stage, "a1.head", lower)
    await stage.done("a1.head", open_period, OpenPeriod(lower, "2026-Q1"))
    assert obligations(stage, lower) == [("PLANNED", True)]
    return upper, lower, clause


async def test_a_retired_list_withdraws_what_was_owed_under_it(stage) -> None:
    upper, lower, _ = await handed_down(stage)
    await stage.done("a.head", open_period, OpenPeriod(upper, "2026-Q1"))
    await stage.done("a.head", retire_list, RetireList(upper, version(stage, upper)))
    assert obligations(stage, upper) == [("WITHDRAWN", False)]
    assert obligations(stage, lower) == [("WITHDRAWN", False)]
    told = stage.one("select count(*) from app.outbox where kind = 'ObligationWithdrawn'")
    assert told == 2


async def test_a_retired_clause_withdraws_what_was_owed_under_its_earlier_versions(stage) -> None:
    upper, lower, clause = await handed_down(stage)
    amend = AmendClause(
        clause, 2, ClauseText("入户走访两次", cadence="QUARTERLY", due_rule="quarter end")
    )
    second = await stage.done("a.head", amend_clause, amend)
    await published(stage, "a.head", upper)
    assert obligations(stage, lower) == [("PLANNED", True)], "it goes on under the new version"
    await stage.done("a.head", retire_clause, RetireClause(second, 2))
    assert obligations(stage, lower) == [("WITHDRAWN", False)]


async def test_what_is_handed_on_no_more_is_withdrawn_below(stage) -> None:
    _, lower, _ = await handed_down(stage)
    village = await stage.done("a1x.head", draft_list, DraftList(BRANCH, 2026))
    await published(stage, "a1x.head", village)
    await stage.done("a1x.head", open_period, OpenPeriod(village, "2026-Q1"))
    await published(stage, "a1.head", lower)
    assert obligations(stage, village) == [("PLANNED", True)]
    await published(stage, "a1.head", lower, hand_on=False)
    assert obligations(stage, village) == [("WITHDRAWN", False)]
    assert obligations(stage, lower) == [("PLANNED", True)]


async def test_an_amendment_handed_on_goes_on_with_what_is_owed(stage) -> None:
    upper, lower, clause = await handed_down(stage)
    village = await stage.done("a1x.head", draft_list, DraftList(BRANCH, 2026))
    await published(stage, "a1x.head", village)
    await stage.done("a1x.head", open_period, OpenPeriod(village, "2026-Q1"))
    amend = AmendClause(
        clause, 2, ClauseText("入户走访两次", cadence="QUARTERLY", due_rule="quarter end")
    )
    await stage.done("a.head", amend_clause, amend)
    await published(stage, "a.head", upper)
    await published(stage, "a1.head", lower)
    assert obligations(stage, village) == [("PLANNED", True)]
    again = await stage.refused("a1x.head", open_period, OpenPeriod(village, "2026-Q1"))
    assert again.code == "period.already_open", "the same duty is not owed twice"


async def owed_late(stage):
    """An obligation of a village past its day, swept as overdue."""
    owner = await stage.done("a1x.head", draft_list, DraftList(BRANCH, 2026))
    await stage.done("a1x.head", add_clause, AddClause(owner, VISITS))
    await published(stage, "a1x.head", owner)
    await stage.done("a1x.head", open_period, OpenPeriod(owner, "2026-Q1"))
    stage.rows("select app.sweep_overdue('2026-04-15')")
    return owner, stage.one("select id from app.obligation where list_id = %s", owner)


async def test_accepted_is_overdue_no_more_and_closed_to_those_further_up(stage) -> None:
    _, key = await owed_late(stage)
    facts = "select overdue, open_to from app.obligation"
    assert stage.rows(facts) == [(True, 1)]
    await stage.done(SECRETARY, record_entry, RecordEntry(key, "走访10户", TODAY))
    assert stage.rows(facts) == [(True, 1)]
    await stage.done(SECRETARY, self_check, SelfCheck(key, 2, "完成"))
    assert stage.rows(facts) == [(False, 4)], "what was delivered waits for the superior"
    await stage.done("a1.head", accept_obligation, AcceptObligation(key, 3))
    assert stage.rows(facts) == [(False, 4)]
    assert stage.rows("select distinct open_to from app.entry") == [(4,)]
    assert stage.one("select sum(overdue) from app.obligation_tally") == 0


async def test_withdrawn_is_overdue_no_more(stage) -> None:
    owner, _ = await owed_late(stage)
    await stage.done("a1x.head", retire_list, RetireList(owner, version(stage, owner)))
    assert stage.rows("select state, overdue, open_to from app.obligation") == [
        ("WITHDRAWN", False, 4)
    ]


async def test_everybody_who_ever_recorded_is_remembered(stage) -> None:
    _, key = await owed_late(stage)
    for who in (SECRETARY, "a1x.handler", SECRETARY):
        await stage.done(who, record_entry, RecordEntry(key, "走访", TODAY))
    (recorders,) = stage.rows("select recorders from app.obligation")[0]
    assert recorders == [stage.world.person(SECRETARY), stage.world.person("a1x.handler")]


async def test_a_draft_written_since_it_was_read_makes_the_list_stale(stage) -> None:
    owner = await stage.done("a1x.head", draft_list, DraftList(BRANCH, 2026))
    first = await stage.done("a1x.head", add_clause, AddClause(owner, VISITS))
    read = version(stage, owner)
    changes = (
        (add_clause, AddClause(owner, ClauseText("组织学习"))),
        (amend_clause, AmendClause(first, 1, ClauseText("入户走访三次"))),
    )
    for act, given in changes:
        made = await stage.done("a1x.head", act, given)
        stale = await stage.refused("a1x.head", publish_list, PublishList(owner, read))
        assert (stale.code, stale.facts) == ("list.stale", {"current": str(read + 1)})
        read = version(stage, owner)
    await stage.done("a1x.head", retire_clause, RetireClause(made, 1))
    stale = await stage.refused("a1x.head", publish_list, PublishList(owner, read))
    assert stale.code == "list.stale"
    await stage.done("a1x.head", publish_list, PublishList(owner, read + 1))


async def test_drafts_ask_nobody_to_sign_again_and_stand_against_no_signature(stage) -> None:
    owner = await stage.done("a1x.head", draft_list, DraftList(BRANCH, 2026))
    await stage.done("a1x.head", add_clause, AddClause(owner, VISITS))
    await published(stage, "a1x.head", owner)
    read = version(stage, owner)
    await stage.done("a1x.head", add_clause, AddClause(owner, ClauseText("组织学习")))
    await stage.done(SECRETARY, sign_pledge, SignPledge(owner, read))
    signed = "select p.list_version = l.edition from app.pledge p join app.responsibility_list l on l.id = p.list_id"
    assert stage.one(signed) is True
    await published(stage, "a1x.head", owner)
    assert stage.one(signed) is False
    stale = await stage.refused(SECRETARY, sign_pledge, SignPledge(owner, read))
    assert stale.code == "list.stale"


async def test_a_list_is_drafted_only_for_whom_there_is_in_the_unit_or_below(stage) -> None:
    for who, actor in (
        ("a1x.head", "work_committee"),
        ("a1x.head", "party_group"),
        ("a1.head", "work_committee"),
    ):
        refusal = await stage.refused(who, draft_list, DraftList(actor, 2026))
        assert refusal.code == "list.actor_elsewhere", (who, actor)
    assert await stage.done("a.head", draft_list, DraftList("party_group", 2026))


async def test_days_that_nobody_means_are_refused(stage) -> None:
    owner, key = await owed_late(stage)
    for day in (date(1, 1, 1), date(1949, 9, 30), date(9999, 12, 31)):
        refusal = await stage.refused(SECRETARY, record_entry, RecordEntry(key, "走访", day))
        assert refusal.code == "record.day_refused"
        given = OpenPeriod(owner, "2026-Q2", due_on=day)
        assert (await stage.refused("a1x.head", open_period, given)).code == "record.day_refused"
