"""What a list asks for is signed, planned, recorded, checked and judged by the direct superior."""

import hashlib
import json
import uuid
from datetime import date

import psycopg
import pytest

from ledger.responsibilities.accept_obligation import AcceptObligation, accept_obligation
from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.prepare_upload import PrepareUpload, prepare_upload
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.record_entry import RecordEntry, record_entry
from ledger.responsibilities.return_obligation import ReturnObligation, return_obligation
from ledger.responsibilities.self_check import SelfCheck, self_check
from ledger.responsibilities.sign_pledge import SignPledge, sign_pledge
from tests.world import key_of, put

BRANCH = "branch_secretary"
SECRETARY = "a1x.branch_secretary"
TODAY = date(2026, 4, 15)


async def in_force(stage, tenant: str = "a1x", *clauses: ClauseText) -> uuid.UUID:
    """Publishes a list of a tenant with these clauses, or with one for each quarter."""
    head = f"{tenant}.head"
    owner = await stage.done(head, draft_list, DraftList(BRANCH, 2026))
    quarterly = ClauseText("入户走访", cadence="QUARTERLY", due_rule="quarter end +10d")
    for text in clauses or (quarterly,):
        await stage.done(head, add_clause, AddClause(owner, text))
    await stage.done(head, publish_list, PublishList(owner, 1 + len(clauses or (quarterly,))))
    return owner


async def owed(stage, tenant: str = "a1x") -> uuid.UUID:
    """Plans the first quarter's only obligation of a tenant."""
    owner = await in_force(stage, tenant)
    await stage.done(f"{tenant}.head", open_period, OpenPeriod(owner, "2026-Q1"))
    return stage.one("select id from app.obligation where list_id = %s", owner)


def state(stage, key: uuid.UUID) -> tuple[str, int]:
    return stage.one("select state, version from app.obligation where id = %s", key)


async def checked(stage) -> uuid.UUID:
    key = await owed(stage)
    await stage.done(SECRETARY, record_entry, RecordEntry(key, "走访10户", TODAY))
    await stage.done(SECRETARY, self_check, SelfCheck(key, 2, "已完成"))
    return key


# ------------------------------------------------------------------------------- pledges


async def test_a_pledge_freezes_the_exact_text_of_a_version(stage) -> None:
    owner = await in_force(stage)
    made = await stage.done(SECRETARY, sign_pledge, SignPledge(owner, 3))
    version, person, sha256, frozen = stage.one(
        "select list_version, person_id, sha256, frozen from app.pledge where id = %s", made
    )
    assert (version, person) == (3, stage.world.person(SECRETARY))
    assert hashlib.sha256(frozen.encode()).hexdigest() == sha256
    text = json.loads(frozen)
    assert (text["version"], text["year"]) == (3, 2026)
    assert [(one["title"], one["said_by"]) for one in text["clauses"]] == [("入户走访", "甲一东村")]


async def test_a_new_version_asks_for_a_new_pledge(stage) -> None:
    owner = await in_force(stage)
    await stage.done(SECRETARY, sign_pledge, SignPledge(owner, 3))
    refusal = await stage.refused(SECRETARY, sign_pledge, SignPledge(owner, 3))
    assert refusal.code == "pledge.already_signed"
    await stage.done("a1x.head", publish_list, PublishList(owner, 3))
    refusal = await stage.refused(SECRETARY, sign_pledge, SignPledge(owner, 3))
    assert (refusal.code, refusal.facts) == ("list.stale", {"current": "4"})
    assert await stage.done(SECRETARY, sign_pledge, SignPledge(owner, 4))


async def test_nobody_signs_for_another_or_signs_a_draft(stage) -> None:
    owner = await in_force(stage)
    refusal = await stage.refused("a1x.handler", sign_pledge, SignPledge(owner, 3))
    assert refusal.code == "book.not_allowed"
    draft = await stage.done("a1y.head", draft_list, DraftList(BRANCH, 2026))
    refusal = await stage.refused("a1y.branch_secretary", sign_pledge, SignPledge(draft, 1))
    assert refusal.code == "book.not_allowed"
    refusal = await stage.refused("a1y.branch_secretary", sign_pledge, SignPledge(owner, 3))
    assert refusal.code == "list.not_found"


# ------------------------------------------------------------------------------- periods


async def test_a_period_makes_what_is_due_in_it(stage) -> None:
    owner = await in_force(
        stage,
        "a1x",
        ClauseText("走访", cadence="QUARTERLY", due_rule="quarter end +10d"),
        ClauseText("学习", cadence="MONTHLY", due_rule="month end +5d"),
        ClauseText("述职", cadence="YEARLY", due_rule="by 31 Jan of next year"),
    )
    for key in ("2026-Q1", "2026-03", "2026"):
        await stage.done("a1x.head", open_period, OpenPeriod(owner, key))
    found = stage.rows("select period, due_on, state, open from app.obligation order by due_on")
    assert found == [
        ("2026-03", date(2026, 4, 5), "PLANNED", True),
        ("2026-Q1", date(2026, 4, 10), "PLANNED", True),
        ("2026", date(2027, 1, 31), "PLANNED", True),
    ]


async def test_clauses_from_above_are_owed_too(stage) -> None:
    text = ClauseText("共性", cadence="QUARTERLY", due_rule="quarter end")
    upper = await stage.done("a1.head", draft_list, DraftList(BRANCH, 2026))
    await stage.done("a1.head", add_clause, AddClause(upper, text, part="COMMON"))
    await stage.done("a1.head", publish_list, PublishList(upper, 2))
    owner = await in_force(stage)
    await stage.done("a1x.head", open_period, OpenPeriod(owner, "2026-Q1"))
    assert stage.one("select count(*) from app.obligation where list_id = %s", owner) == 2


async def test_an_event_sets_off_one_clause(stage) -> None:
    event = ClauseText("反馈整改", cadence="EVENT", due_rule="15 working days")
    plan = ClauseText("按方案办理", cadence="EVENT", due_rule="per case plan")
    owner = await in_force(stage, "a1x", event, plan)
    clauses = dict(stage.rows("select title, id from app.clause"))
    given = OpenPeriod(owner, "E2026-04-13", clause=clauses["反馈整改"])
    await stage.done("a1x.head", open_period, given)
    # The 1st to the 5th of May are not worked.
    assert stage.rows("select due_on from app.obligation") == [(date(2026, 5, 7),)]
    given = OpenPeriod(owner, "E2026-04-13", clause=clauses["按方案办理"])
    refusal = await stage.refused("a1x.head", open_period, given)
    assert refusal.code == "period.due_date_missing"
    given = OpenPeriod(owner, "E2026-04-13", clause=given.clause, due_on=date(2026, 6, 1))
    assert await stage.done("a1x.head", open_period, given)


async def test_open_refuses_what_is_no_period_of_the_list(stage) -> None:
    owner = await in_force(stage)
    for key, code in (
        ("2026-Q9", "period.refused"),
        ("2027-Q1", "period.other_year"),
        ("2026-03", "period.nothing_due"),
    ):
        refusal = await stage.refused("a1x.head", open_period, OpenPeriod(owner, key))
        assert refusal.code == code
    await stage.done("a1x.head", open_period, OpenPeriod(owner, "2026-Q1"))
    refusal = await stage.refused("a1x.head", open_period, OpenPeriod(owner, "2026-Q1"))
    assert refusal.code == "period.already_open"
    refusal = await stage.refused(SECRETARY, open_period, OpenPeriod(owner, "2026-Q2"))
    assert refusal.code == "book.not_allowed"
    draft = await stage.done("a1y.head", draft_list, DraftList(BRANCH, 2026))
    refusal = await stage.refused("a1y.head", open_period, OpenPeriod(draft, "2026-Q2"))
    assert refusal.code == "list.wrong_state"


# ------------------------------------------------------------------------------- doing


async def test_fewer_entries_than_the_clause_asks_for_are_said_and_accepted_with_a_reason(
    client,
) -> None:
    stage = client.stage
    text = ClauseText("走访", cadence="QUARTERLY", due_rule="quarter end", min_per_period=3)
    owner = await in_force(stage, "a1x", text)
    await stage.done("a1x.head", open_period, OpenPeriod(owner, "2026-Q1"))
    key = stage.one("select id from app.obligation where list_id = %s", owner)
    query = "{ obligations { nodes { missingEntries clause { minPerPeriod } } } }"

    async def missing() -> list[int]:
        told = [await client.ask(who, query) for who in ("a1x.head", "a1.task_force")]
        return [one["data"]["obligations"]["nodes"][0]["missingEntries"] for one in told]

    assert await missing() == [3, 3]
    for number in (1, 2):
        await stage.done(SECRETARY, record_entry, RecordEntry(key, f"走访{number}户", TODAY))
    assert await missing() == [1, 1]
    await stage.done(SECRETARY, self_check, SelfCheck(key, 3, "已完成"))
    refusal = await stage.refused("a1.head", accept_obligation, AcceptObligation(key, 4))
    assert (refusal.code, refusal.facts["field"]) == ("record.text_refused", "review")
    written = (
        "update app.obligation set state = 'ACCEPTED', open = false, review = %s where id = %s"
    )
    for review in (None, "", " "):
        with pytest.raises(psycopg.errors.CheckViolation) as caught:
            stage.beside.execute(written, [review, key])
        assert caught.value.diag.constraint_name == "obligation_accepted_with_reason"
    await stage.done("a1.head", accept_obligation, AcceptObligation(key, 4, "疫情期间减少一次"))
    assert await missing() == [1, 1]
    with pytest.raises(psycopg.errors.CheckViolation):
        stage.beside.execute("update app.obligation set review = '' where id = %s", [key])


async def test_an_obligation_is_recorded_checked_and_accepted(stage) -> None:
    key = await checked(stage)
    assert state(stage, key) == ("SELF_CHECKED", 3)
    await stage.done("a1.head", accept_obligation, AcceptObligation(key, 3, "认可"))
    assert state(stage, key) == ("ACCEPTED", 4)
    assert stage.one("select open, review from app.obligation where id = %s", key) == (
        False,
        "认可",
    )
    kinds = [kind for (kind,) in stage.rows("select kind from app.outbox order by id")]
    assert kinds[-3:] == ["EntryRecorded", "ObligationSelfChecked", "ObligationAccepted"]


async def test_a_returned_obligation_is_recorded_anew(stage) -> None:
    key = await checked(stage)
    await stage.done("a1.task_force", return_obligation, ReturnObligation(key, 3, "缺少照片"))
    assert state(stage, key) == ("RETURNED", 4)
    await stage.done("a1x.handler", record_entry, RecordEntry(key, "补充照片", TODAY, "村委会"))
    assert state(stage, key) == ("RECORDED", 5)
    assert stage.one("select count(*) from app.entry") == 2


async def test_only_the_direct_superior_judges(stage) -> None:
    key = await checked(stage)
    for who, code in (
        (SECRETARY, "book.not_allowed"),
        ("a1x.head", "book.not_allowed"),
        ("a.head", "obligation.not_found"),
        ("b1.head", "obligation.not_found"),
        ("city.head", "obligation.not_found"),
    ):
        refusal = await stage.refused(who, accept_obligation, AcceptObligation(key, 3))
        assert refusal.code == code
        refusal = await stage.refused(who, return_obligation, ReturnObligation(key, 3, "不行"))
        assert refusal.code == code


WORK = "work_committee"


async def topmost(stage, tenant: str) -> uuid.UUID:
    """An obligation of the work committee of a unit, recorded and checked by that committee."""
    owner = await stage.done(f"{tenant}.head", draft_list, DraftList(WORK, 2026))
    title = {"city": "专题研究", "a": "下乡督导检查"}[tenant]
    text = ClauseText(title, cadence="QUARTERLY", due_rule="quarter end +10d")
    await stage.done(f"{tenant}.head", add_clause, AddClause(owner, text))
    await stage.done(f"{tenant}.head", publish_list, PublishList(owner, 2))
    await stage.done(f"{tenant}.head", open_period, OpenPeriod(owner, "2026-Q1"))
    key = stage.one("select id from app.obligation where list_id = %s", owner)
    await stage.done(f"{tenant}.{WORK}", record_entry, RecordEntry(key, "已研究", TODAY))
    await stage.done(f"{tenant}.{WORK}", self_check, SelfCheck(key, 2, "已完成"))
    return key


async def test_where_nobody_is_above_another_of_the_unit_judges(stage) -> None:
    key = await topmost(stage, "city")
    for who in (f"city.{WORK}", "city.handler", "city.organisation_department"):
        refusal = await stage.refused(who, accept_obligation, AcceptObligation(key, 3))
        assert refusal.code == "book.not_allowed", who
    await stage.done("city.task_force", return_obligation, ReturnObligation(key, 3, "缺少记录"))
    # Whoever recorded does not judge, be it the head.
    await stage.done("city.head", record_entry, RecordEntry(key, "补充记录", TODAY))
    await stage.done(f"city.{WORK}", self_check, SelfCheck(key, 5, "已补充"))
    refusal = await stage.refused("city.head", accept_obligation, AcceptObligation(key, 6))
    assert refusal.code == "book.not_allowed"
    await stage.done("city.task_force", accept_obligation, AcceptObligation(key, 6, "认可"))
    assert state(stage, key) == ("ACCEPTED", 7)
    # The control: where a unit has a superior, its own people judge nothing.
    key = await topmost(stage, "a")
    for who in ("a.head", "a.task_force"):
        refusal = await stage.refused(who, accept_obligation, AcceptObligation(key, 3))
        assert refusal.code == "book.not_allowed", who
    await stage.done("city.head", accept_obligation, AcceptObligation(key, 3))


async def test_nobody_judges_what_they_bear_by_another_post(stage) -> None:
    key = await topmost(stage, "city")
    bears = stage.world.post(f"city.{WORK}")
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        held = {"root": stage.world.tenants["city"], "holder": stage.world.tenants["city"]}
        also = held | {
            "id": key_of("appointment", "also"), "post_id": bears, "leading": False,
            "person_id": stage.world.person("city.head"), "appointed_on": "2026-01-01",
        }  # fmt: skip  # reads as a table
        put(connection, "appointment", also)
    for act, given in (
        (accept_obligation, AcceptObligation(key, 3)),
        (return_obligation, ReturnObligation(key, 3, "不行")),
    ):
        refusal = await stage.refused("city.head", act, given)
        assert refusal.code == "obligation.borne_by_judge"
        assert state(stage, key) == ("SELF_CHECKED", 3)
    await stage.done("city.task_force", accept_obligation, AcceptObligation(key, 3))


async def test_what_was_delivered_is_not_late_while_the_superior_is_silent(stage) -> None:
    key = await checked(stage)
    late = "select overdue, open_to from app.obligation where id = %s"
    sweep = "select app.sweep_overdue('2026-12-31')"
    stage.rows(sweep)
    assert stage.one(late, key) == (False, 4)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.obligation set overdue = true")
    assert stage.one(late, key) == (False, 4), "nor by any statement"
    await stage.done("a1.task_force", return_obligation, ReturnObligation(key, 3, "缺少照片"))
    stage.rows(sweep)
    assert stage.one(late, key) == (True, 1), "returned, it is owed again"
    await stage.done(SECRETARY, record_entry, RecordEntry(key, "补充照片", TODAY))
    assert stage.one(late, key) == (True, 1)
    await stage.done(SECRETARY, self_check, SelfCheck(key, 5, "已完成"))
    assert stage.one(late, key) == (False, 4)


async def test_stale_versions_and_wrong_states_are_refused(stage) -> None:
    key = await checked(stage)
    for act, given, code in (
        (accept_obligation, AcceptObligation(key, 2), "obligation.stale"),
        (return_obligation, ReturnObligation(key, 2, "不行"), "obligation.stale"),
        (return_obligation, ReturnObligation(key, 3, " "), "record.text_refused"),
        (accept_obligation, AcceptObligation(key, 3, "长" * 2001), "record.text_refused"),
    ):
        assert (await stage.refused("a1.head", act, given)).code == code
    assert (await stage.refused(SECRETARY, self_check, SelfCheck(key, 1, "好"))).code == (
        "obligation.stale"
    )
    assert (await stage.refused(SECRETARY, self_check, SelfCheck(key, 3, "好"))).code == (
        "obligation.wrong_state"
    )
    refusal = await stage.refused(SECRETARY, record_entry, RecordEntry(key, "再记", TODAY))
    assert (refusal.code, refusal.facts) == ("obligation.wrong_state", {"state": "SELF_CHECKED"})
    await stage.done("a1.head", accept_obligation, AcceptObligation(key, 3))
    refusal = await stage.refused("a1.head", accept_obligation, AcceptObligation(key, 4))
    assert refusal.code == "obligation.wrong_state"
    refusal = await stage.refused("a1.head", return_obligation, ReturnObligation(key, 4, "不行"))
    assert refusal.code == "obligation.wrong_state"


async def test_what_was_prepared_in_the_quarter_before_is_recorded(stage) -> None:
    key = await owed(stage)
    prepared = RecordEntry(key, "年前摸排", date(2025, 10, 1))
    await stage.done(SECRETARY, record_entry, prepared)
    assert state(stage, key) == ("RECORDED", 2)


async def test_self_check_refuses_who_does_not_bear_it(stage) -> None:
    key = await owed(stage)
    await stage.done("a1x.handler", record_entry, RecordEntry(key, "走访", TODAY))
    refusal = await stage.refused("a1x.handler", self_check, SelfCheck(key, 2, "好"))
    assert refusal.code == "book.not_allowed"
    refusal = await stage.refused("a1y.head", self_check, SelfCheck(key, 2, "好"))
    assert refusal.code == "obligation.not_found"
    refusal = await stage.refused(SECRETARY, self_check, SelfCheck(key, 2, ""))
    assert refusal.code == "record.text_refused"


async def test_record_refuses_the_future_empty_text_and_missing_files(stage) -> None:
    key = await owed(stage)
    for given, code in (
        (RecordEntry(key, "明天走访", date(2026, 4, 16)), "entry.held_in_future"),
        (RecordEntry(key, "解放前走访", date(1949, 9, 30)), "record.day_refused"),
        (RecordEntry(key, "上上季走访", date(2025, 9, 30)), "entry.held_before"),
        (RecordEntry(key, "", TODAY), "record.text_refused"),
        (RecordEntry(key, "走访", TODAY, "长" * 201), "record.text_refused"),
        (RecordEntry(key, "走访", TODAY, files=("0" * 64,)), "file.not_stored"),
        (RecordEntry(uuid.uuid4(), "走访", TODAY), "obligation.not_found"),
    ):
        assert (await stage.refused(SECRETARY, record_entry, given)).code == code
    assert state(stage, key) == ("PLANNED", 1)
    assert stage.one("select count(*) from app.entry") == 0
    refusal = await stage.refused("a1.head", record_entry, RecordEntry(key, "走访", TODAY))
    assert refusal.code == "book.not_allowed"


# ------------------------------------------------------------------------------- files

PDF = PrepareUpload("台账.pdf", 5, hashlib.sha256(b"%PDF-").hexdigest(), "application/pdf")


async def test_an_entry_claims_a_stored_file_by_its_hash(stage) -> None:
    key = await owed(stage)
    made = await stage.done(SECRETARY, prepare_upload, PDF)
    claim = RecordEntry(key, "走访", TODAY, files=(PDF.sha256, PDF.sha256))
    assert (await stage.refused(SECRETARY, record_entry, claim)).code == "file.not_stored"
    stage.store(made)
    assert (await stage.refused("a1x.handler", record_entry, claim)).code == "file.not_stored"
    entry = await stage.done(SECRETARY, record_entry, claim)
    claimed = stage.one("select entry_id, state from app.file where id = %s", made)
    assert claimed == (entry, "CLAIMED")
    assert (await stage.refused(SECRETARY, record_entry, claim)).code == "file.not_stored"
