"""The same request sent again is the same request: every act, whatever happens in between."""

import asyncio
import contextlib
import uuid
from datetime import date

import pytest

from ledger.responsibilities.accept_obligation import AcceptObligation, accept_obligation
from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.amend_clause import AmendClause, amend_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.prepare_upload import PrepareUpload, prepare_upload
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.record_entry import RecordEntry, record_entry
from ledger.responsibilities.retire_clause import RetireClause, retire_clause
from ledger.responsibilities.retire_list import RetireList, retire_list
from ledger.responsibilities.return_obligation import ReturnObligation, return_obligation
from ledger.responsibilities.self_check import SelfCheck, self_check
from ledger.responsibilities.sign_pledge import SignPledge, sign_pledge
from ledger.responsibilities.store_upload import StoreUpload, store_upload
from tenants.refusals import DatabaseBusy, KeyMalformed, KeyReused

DRAFT = DraftList("branch_secretary", 2026)
TEXT = ClauseText("走访", cadence="QUARTERLY", due_rule="quarter end")
HEAD, ABOVE, SECRETARY = "a1x.head", "a1.head", "a1x.branch_secretary"
TODAY = date(2026, 4, 15)
ACTS = 14


async def ready(stage, act) -> tuple[str, object]:
    """Brings a list as far as an act needs it; gives who does the act, and its input."""
    done = stage.done
    if act is draft_list:
        return HEAD, DRAFT
    if act in {prepare_upload, store_upload}:
        given = PrepareUpload("x.pdf", 5, "0" * 64, "application/pdf")
        if act is prepare_upload:
            return SECRETARY, given
        return SECRETARY, StoreUpload(await done(SECRETARY, prepare_upload, given))
    owner = await done(HEAD, draft_list, DRAFT)
    if act is add_clause:
        return HEAD, AddClause(owner, TEXT)
    clause = await done(HEAD, add_clause, AddClause(owner, TEXT))
    early = {
        amend_clause: AmendClause(clause, 1, ClauseText("每月走访")),
        retire_clause: RetireClause(clause, 1),
        retire_list: RetireList(owner, 2),
        publish_list: PublishList(owner, 2),
    }
    if act in early:
        return HEAD, early[act]
    await done(HEAD, publish_list, PublishList(owner, 2))
    if act is sign_pledge:
        return SECRETARY, SignPledge(owner, 3)
    period = OpenPeriod(owner, "2026-Q1")
    if act is open_period:
        return HEAD, period
    await done(HEAD, open_period, period)
    key = stage.one("select id from app.obligation")
    entry = RecordEntry(key, "走访10户", TODAY)
    if act is record_entry:
        return SECRETARY, entry
    await done(SECRETARY, record_entry, entry)
    if act is self_check:
        return SECRETARY, SelfCheck(key, 2, "完成")
    await done(SECRETARY, self_check, SelfCheck(key, 2, "完成"))
    if act is accept_obligation:
        return ABOVE, AcceptObligation(key, 3)
    return ABOVE, ReturnObligation(key, 3, "缺照片")


EVERY = (
    draft_list, add_clause, amend_clause, retire_clause, publish_list, retire_list, sign_pledge,
    open_period, record_entry, self_check, accept_obligation, return_obligation, prepare_upload,
    store_upload,
)  # fmt: skip  # columns side by side


async def _persistent(stage, viewer, act, given, key):
    """Sends a request again as long as the database is too busy, which its refusal asks for."""
    for _ in range(4):
        with contextlib.suppress(DatabaseBusy):
            return await stage.perform(viewer, act, given, key=key)
    return await stage.perform(viewer, act, given, key=key)


@pytest.mark.parametrize("act", EVERY, ids=lambda act: act.__name__)
async def test_an_act_sent_eight_times_at_once_and_once_more_is_done_once(stage, act) -> None:
    who, given = await ready(stage, act)
    events = stage.one("select count(*) from app.outbox")
    viewer = await stage.viewer(who)
    key = uuid.uuid4().hex
    together = await asyncio.gather(
        *(_persistent(stage, viewer, act, given, key) for _ in range(8))
    )
    after = stage.everything()
    again = await stage.perform(viewer, act, given, key=key)
    assert len({(one.record, one.version) for one in (*together, again)}) == 1
    assert all(one.refusal is None for one in (*together, again))
    assert sorted(one.replayed for one in together) == [False] + [True] * 7
    assert again.replayed
    assert stage.one("select count(*) from app.outbox") == events + 1
    assert stage.everything() == after


@pytest.mark.parametrize("act", EVERY, ids=lambda act: act.__name__)
async def test_a_key_used_for_another_request_is_refused(stage, act) -> None:
    who, given = await ready(stage, act)
    viewer = await stage.viewer(who)
    key = uuid.uuid4().hex
    other = DraftList("branch_secretary", 2025)
    outcome = await stage.perform(viewer, draft_list, other, key=key)
    assert outcome.record or outcome.refusal
    before = stage.everything()
    with pytest.raises(KeyReused):
        await stage.perform(viewer, act, given, key=key)
    assert stage.everything() == before


async def test_a_refusal_is_told_again_although_it_would_now_be_done(stage) -> None:
    viewer = await stage.viewer(HEAD)
    owner = await stage.done(HEAD, draft_list, DRAFT)
    empty = PublishList(owner, 1)
    first = await stage.perform(viewer, publish_list, empty, key="the-same-key")
    await stage.done(HEAD, add_clause, AddClause(owner, TEXT))
    again = await stage.perform(viewer, publish_list, empty, key="the-same-key")
    assert first.refusal is not None
    assert again.refusal is not None
    assert again.replayed
    assert (first.refusal.code, first.refusal.id) == (again.refusal.code, again.refusal.id)
    assert first.refusal.facts == again.refusal.facts
    written = PublishList(owner, 2)
    assert (await stage.perform(viewer, publish_list, written)).refusal is None


async def test_a_refusal_can_be_found_by_its_id(stage) -> None:
    viewer = await stage.viewer("a1x.handler")
    outcome = await stage.perform(viewer, draft_list, DRAFT)
    act, noun, facts, request = stage.one(
        "select act, noun, facts, request from audit.event where record = %s", outcome.refusal.id
    )
    assert (act, noun, request) == ("draft_list", "refusal", "test")
    assert (facts["code"], facts["rule"]) == ("book.not_allowed", "nothing-allows")


async def test_the_same_key_of_two_people_is_two_keys(stage) -> None:
    one = await stage.perform("a1x.head", draft_list, DRAFT, key="everyones-key")
    other = await stage.perform("a1y.head", draft_list, DRAFT, key="everyones-key")
    assert one.record != other.record
    assert not other.replayed


@pytest.mark.parametrize("key", ["short", "x" * 65, "with space", "schlüssel1", "a\nbcdefgh"])
async def test_a_key_that_cannot_be_one_is_refused(stage, key: str) -> None:
    before = stage.everything()
    with pytest.raises(KeyMalformed):
        await stage.perform(HEAD, draft_list, DRAFT, key=key)
    assert stage.everything() == before


async def test_the_audit_chain_holds_after_acts_at_once(stage) -> None:
    people = [f"{name}.head" for name in ("a", "b", "a1", "a2", "b1", "b2", "city", "bureau")]
    await asyncio.gather(*(stage.done(who, draft_list, DRAFT) for who in people))
    assert stage.rows("select * from audit.verify()") == []
    assert stage.one("select count(*) from audit.event") == len(people)
