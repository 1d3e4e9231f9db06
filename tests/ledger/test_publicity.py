"""Publicity: four steps by three persons, and a public that reads the approved text and no more."""

import hashlib
import uuid
from typing import Any

import psycopg
import pytest

from ledger.problems.take_over import TakeOver, take_over
from policies.enforcer import Decision
from tenants.sitting import Sitting
from tenants.viewer import NOBODY
from tests.ledger.ladder import Ladder
from tests.ledger.publicising import (
    APPROVER,
    PROBLEM,
    SIGNED,
    Publicity,
    publicity,
    signed_for,
)
from tests.ledger.test_problems_guards import as_app

__all__ = ["publicity", "signed_for"]
DUE = "{ publicityDue { nodes { kind dueOn overdue tenant { name } } } }"


async def test_a_pledge_goes_four_steps_and_is_read_by_everybody(publicity: Publicity) -> None:
    client = publicity.client
    (pledge, progress) = (await client.ask("a1.head", DUE))["data"]["publicityDue"]["nodes"]
    assert (pledge["kind"], pledge["dueOn"]) == ("PLEDGE", "2026-04-22")
    assert (progress["kind"], progress["dueOn"]) == ("PROGRESS", "2026-05-15")
    proposed = (await publicity.propose())["draft"]
    assert proposed["state"] == "PROPOSED"
    assert await publicity.public() == []
    checked = (await publicity.step("a1.task_force", "checkPublication", proposed))["draft"]
    approved = (await publicity.step(APPROVER, "approvePublication", checked))["draft"]
    assert (checked["state"], approved["state"]) == ("CHECKED", "APPROVED")
    assert await publicity.public() == []
    told = await publicity.step("a1.handler", "publishPublication", approved)
    made = told["publication"]
    said = "PLEDGE\n-\nPUBLIC\n甲一镇\n整改承诺\n清理水渠，四月底前完成。"
    assert made["sha256"] == hashlib.sha256(said.encode()).hexdigest()
    (seen,) = await publicity.public()
    assert seen["id"] == made["id"]
    assert (seen["text"], seen["unitName"], seen["draft"]) == (made["text"], "甲一镇", None)
    for who in ("b.head", "city.audit_administrator", "a1x.head"):
        assert [one["id"] for one in await publicity.public(who)] == [made["id"]], who
    query = "query ($id: ID!) { problem(id: $id) { state happenings { nodes { act } } } }"
    problem = (await client.ask("a1.head", query, {"id": publicity.problem}))["data"]["problem"]
    assert problem["state"] == "PLEDGED"
    acts = [one["act"] for one in problem["happenings"]["nodes"]]
    assert acts.count("publish_pledge") == 1, "it was signed; publishing takes no step of it"
    left = (await client.ask("a.head", DUE))["data"]["publicityDue"]["nodes"]
    assert [one["kind"] for one in left] == ["PROGRESS"]


async def test_the_public_reads_what_was_frozen_and_not_the_live_problem(
    publicity: Publicity,
) -> None:
    _, made = await publicity.published()
    before = await publicity.public()
    with psycopg.connect(publicity.stage.database.superuser_dsn) as connection:
        # No act rewrites what was reported, and no role can: not even this one.
        connection.execute("set session_replication_role = replica")
        connection.execute("update app.problem set title = '秘密', facts = '秘密'")
        connection.execute("update app.tenant set name = '改名镇' where name = '甲一镇'")
    (after,) = await publicity.public()
    assert after | {"tenant": None} == before[0] | {"tenant": None}
    assert after["tenant"] == {"name": "改名镇"}, (
        "the unit is what it is now; its name then is frozen"
    )
    for query in (
        f'{{ node(id: "{publicity.problem}") {{ id }} }}',
        "{ publicationDrafts { nodes { id } } }",
        "{ publicityDue { nodes { kind } } }",
        "{ commentsToModerate { nodes { id } } }",
    ):
        (answer,) = (await publicity.client.ask(NOBODY, query))["data"].values()
        assert answer in (None, [], {"nodes": []}), query
    assert made["id"] == after["id"]


async def test_progress_falls_due_again_within_a_month_until_the_problem_is_closed(
    publicity: Publicity,
) -> None:
    await publicity.published(who="a1.handler", kind="PROGRESS", text="")
    due = (await publicity.client.ask("a1.head", DUE))["data"]["publicityDue"]["nodes"]
    assert [(one["kind"], one["dueOn"]) for one in due] == [
        ("PLEDGE", "2026-04-22"),
        ("PROGRESS", "2026-05-15"),
    ]
    (seen,) = await publicity.public()
    assert seen["text"] == (
        "甲一镇通报：“信访”问题清单所列1项问题（限时整改），目前已承诺，完成时限2026年04月28日。"
    )
    with psycopg.connect(publicity.stage.database.superuser_dsn) as connection:
        connection.execute("select app.sweep_overdue('2026-06-01')")
        late = connection.execute("select count(*) from app.publicity_duty where overdue and open")
        assert late.fetchone() == (2,)
        connection.execute("update app.problem set state = 'CLOSED', open = false")
    assert (await publicity.client.ask("a1.head", DUE))["data"]["publicityDue"]["nodes"] == []


async def test_a_pledge_is_for_the_head_alone_and_a_case_for_the_task_force(
    publicity: Publicity,
) -> None:
    before = publicity.stage.everything()
    for who, kind, act in (
        ("a1.handler", "PLEDGE", "problem.accept"),
        ("a.head", "PLEDGE", "problem.accept"),
        ("a1.task_force", "PROGRESS", "problem.rectify"),
        ("a1.head", "CASE", "problem.case"),
    ):
        polarity = "NEGATIVE" if kind == "CASE" else None
        told = await publicity.propose(who, kind, polarity=polarity)
        assert (told["__typename"], told["code"]) == ("Refusal", "book.not_allowed")
        assert {"name": "act", "value": act} in told["details"]
    assert publicity.stage.everything() == before


async def test_a_pledge_is_published_in_the_words_that_were_signed_and_never_before(
    publicity: Publicity,
) -> None:
    told = await publicity.propose(text="另一种说法。")
    assert told["code"] == "publicity.pledge_unsigned"
    assert (await publicity.propose(text=""))["draft"]["text"] == SIGNED
    with psycopg.connect(publicity.stage.database.superuser_dsn) as connection:
        connection.execute("delete from app.problem_pledge")
        connection.execute("delete from app.notice where draft_id is not null")
        connection.execute("delete from app.publication_draft")
    before = publicity.stage.everything()
    for text in ("", SIGNED):
        told = await publicity.propose(text=text)
        assert told["code"] == "publicity.pledge_unsigned"
    assert publicity.stage.everything() == before


async def test_a_case_says_whether_it_is_an_example_or_a_warning(publicity: Publicity) -> None:
    told = await publicity.propose("a.task_force", "CASE")
    assert told["code"] == "publicity.polarity_refused"
    told = await publicity.propose(polarity="POSITIVE")
    assert told["code"] == "publicity.polarity_refused"
    told = await publicity.propose("a.task_force", "CASE", polarity="NEGATIVE", text="")
    assert told["draft"]["text"].startswith("甲县通报案例")


async def test_a_case_is_not_made_by_a_unit_through_whose_hands_the_problem_went(
    publicity: Publicity,
) -> None:
    stage = publicity.stage
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.rise_to("city")
    await ladder.triage()
    for unit in ("b", "b1"):
        await ladder.down(unit)
        await ladder.sign()
    given = {"kind": "CASE", "polarity": "NEGATIVE", "text": "推进迟缓。"}
    given |= {"problem": f"Problem_{ladder.problem}", "title": "负面案例"}
    before = stage.everything()
    for who in ("a1.task_force", "a.task_force"):
        told = await publicity.propose(who, **given)
        assert told["code"] == "book.not_allowed", who
        assert {"name": "act", "value": "problem.case"} in told["details"]
    assert stage.everything() == before
    for who in ("b1.task_force", "b.task_force", "city.task_force"):
        told = await publicity.propose(who, **given)
        assert told["__typename"] == "ProposePublicationSuccess", who
    insert = """insert into app.publication_draft (root, id, holder, problem_id, kind, polarity,
        scope, form, planned_on, title, text, proposed_by)
      select root, gen_random_uuid(), ctx.tenant(), id, 'CASE', 'NEGATIVE', 'UNIT', 'PORTAL',
        current_date, '案例', '推进迟缓', ctx.person() from app.problem where id = %s"""
    for who, refused in (("a1.task_force", True), ("b.task_force", False)):
        viewer = await stage.viewer(who)
        if refused:
            with pytest.raises(psycopg.errors.CheckViolation, match="answer for it"):
                as_app(stage, viewer, insert, ladder.problem)
        else:
            as_app(stage, viewer, insert, ladder.problem)


async def test_a_case_is_about_whoever_had_the_problem_when_it_was_proposed(
    publicity: Publicity,
) -> None:
    stage = publicity.stage
    draft = (await publicity.propose("a.task_force", "CASE", polarity="NEGATIVE", text=""))["draft"]
    ladder = Ladder(stage, PROBLEM)
    await ladder.start()
    await ladder.do("a.task_force", take_over, TakeOver, "deadline_missed")
    await ladder.triage()
    await ladder.down("a2")
    draft = (await publicity.step("a.head", "checkPublication", draft))["draft"]
    draft = (await publicity.step(APPROVER, "approvePublication", draft))["draft"]
    await publicity.step("a.handler", "publishPublication", draft)
    about = stage.one("select about from app.happening where act = 'publish_case'")
    assert about == stage.world.tenants["a1"]


async def test_who_proposed_neither_checks_nor_approves_and_who_checked_does_not_approve(
    publicity: Publicity,
) -> None:
    proposed = (await publicity.propose())["draft"]
    before = publicity.stage.everything()
    told = await publicity.step("a1.head", "checkPublication", proposed)
    assert told["rule"] == "nobody-checks-what-they-proposed"
    for who in ("a1.handler", "b.task_force", "a1x.head", APPROVER):
        told = await publicity.step(who, "checkPublication", proposed)
        assert told["__typename"] == "Refusal", who
    assert publicity.stage.everything() == before
    checked = (await publicity.step("a.head", "checkPublication", proposed))["draft"]
    before = publicity.stage.everything()
    for who in ("a1.head", "a.head", "a1.task_force", "b.petition_bureau", "city.head"):
        told = await publicity.step(who, "approvePublication", checked)
        assert told["__typename"] == "Refusal", who
    assert publicity.stage.everything() == before


async def test_the_database_keeps_three_persons_apart_when_the_book_is_silent(
    publicity: Publicity, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always(self: Sitting, action: str, record: Any) -> Decision:
        self._covered.add(record.id)
        return Decision(True, "silenced")

    monkeypatch.setattr(Sitting, "decide", always)
    proposed = (await publicity.propose())["draft"]
    before = publicity.stage.everything()
    told = await publicity.step("a1.head", "checkPublication", proposed)
    assert told["code"] == "publicity.three_persons"
    assert publicity.stage.everything() == before
    checked = (await publicity.step("a1.task_force", "checkPublication", proposed))["draft"]
    for who in ("a1.head", "a1.task_force"):
        told = await publicity.step(who, "approvePublication", checked)
        assert told["code"] == "publicity.three_persons", who


async def test_sql_of_the_application_role_cannot_skip_a_step_or_sign_for_another(
    publicity: Publicity,
) -> None:
    await publicity.propose()
    viewer = await publicity.stage.viewer("a1.task_force")
    other = publicity.stage.world.person("a1.handler")
    for change, why in (
        (f"state = 'APPROVED', approved_by = '{other}'", "step by step"),
        (f"state = 'PUBLISHED', published_by = '{viewer.person}'", "step by step"),
        (f"state = 'CHECKED', checked_by = '{other}'", "step by step"),
        ("text = '改了'", "permission denied"),
    ):
        with pytest.raises(psycopg.Error, match=why):
            as_app(publicity.stage, viewer, f"update app.publication_draft set {change}")


async def test_only_the_approved_text_can_be_written_as_a_publication(
    publicity: Publicity,
) -> None:
    proposed = (await publicity.propose())["draft"]
    viewer = await publicity.stage.viewer("a1.head")
    insert = """insert into app.publication (root, id, holder, draft_id, kind, scope, title, text)
        select root, gen_random_uuid(), holder, id, kind, scope, title, %s
        from app.publication_draft"""
    with pytest.raises(psycopg.errors.CheckViolation, match="approved draft"):
        as_app(publicity.stage, viewer, insert, proposed["text"])
    checked = (await publicity.step("a1.task_force", "checkPublication", proposed))["draft"]
    await publicity.step(APPROVER, "approvePublication", checked)
    with pytest.raises(psycopg.errors.CheckViolation, match="approved draft"):
        as_app(publicity.stage, viewer, insert, "另一段文字")
    assert await publicity.public() == []


async def test_steps_are_refused_out_of_order_and_when_stale(publicity: Publicity) -> None:
    proposed = (await publicity.propose())["draft"]
    before = publicity.stage.everything()
    for who, act, code in (
        (APPROVER, "approvePublication", "publicity.wrong_state"),
        ("a1.handler", "publishPublication", "publicity.wrong_state"),
    ):
        told = await publicity.step(who, act, proposed)
        assert told["code"] == code, act
    told = await publicity.step("a1.task_force", "checkPublication", proposed | {"version": 9})
    assert told["code"] == "publicity.stale"
    absent = {"id": f"PublicationDraft_{uuid.uuid4()}", "version": 1}
    hidden = await publicity.step("b.task_force", "checkPublication", proposed)
    missing = await publicity.step("b.task_force", "checkPublication", absent)
    assert {**hidden, "id": ""} == {**missing, "id": ""}
    assert publicity.stage.everything() == before
    told = await publicity.step(
        "a1.task_force", "returnPublication", proposed, reason="UNCLEAR", note="请写明时限"
    )
    assert told["draft"]["state"] == "RETURNED"
    told = await publicity.step("a1.task_force", "checkPublication", told["draft"])
    assert told["code"] == "publicity.wrong_state"


async def test_a_scope_is_who_reads_it(publicity: Publicity) -> None:
    for scope, readers, strangers in (
        ("UNIT", ("a1.handler", "a.head", APPROVER), ("a1x.head", "b.head", None)),
        ("MEMBERS", ("a1.handler", "a1x.head", "a.head"), ("a2.head", "b.head", None)),
        ("STAFF", ("a1.handler", "b1x.handler", "city.head"), (None,)),
    ):
        _, made = await publicity.published(scope=scope)
        for who in readers:
            assert made["id"] in [one["id"] for one in await publicity.public(who)], (scope, who)
        node = f'{{ node(id: "{made["id"]}") {{ id }} }}'
        for stranger in strangers:
            asked = stranger or NOBODY
            assert made["id"] not in [one["id"] for one in await publicity.public(asked)], stranger
            assert (await publicity.client.ask(asked, node))["data"]["node"] is None


async def test_withdrawing_ends_the_reading_and_leaves_a_trail(publicity: Publicity) -> None:
    draft, made = await publicity.published()
    posted = await publicity.client.act(
        "a1.handler",
        "recordPosting",
        "publication { postings { place form postedOn } }",
        publication=made["id"],
        form="NOTICE_BOARD",
        place="镇政府公示栏",
        postedOn="2026-04-15",
    )
    assert posted["publication"]["postings"][0]["place"] == "镇政府公示栏"
    (told,) = (await publicity.public())[0]["postings"]
    assert told == {"form": "NOTICE_BOARD", "place": None}
    told = await publicity.step(
        APPROVER, "withdrawPublication", draft, reason="INACCURATE", note="数字有误"
    )
    assert told["draft"]["state"] == "WITHDRAWN"
    assert await publicity.public() == []
    query = """query ($id: ID!) { publication(id: $id) { state withdrawnFor text
      postings { place } draft { reason note proposedBy { name } endedBy { name } } } }"""
    given = {"id": made["id"]}
    own = (await publicity.client.ask("a1.head", query, given))["data"]["publication"]
    assert (own["state"], own["withdrawnFor"], own["text"]) == (
        "WITHDRAWN",
        "INACCURATE",
        made["text"],
    )
    assert own["postings"] == [{"place": "镇政府公示栏"}]
    assert own["draft"]["note"] == "数字有误"
    assert (await publicity.client.ask("b.head", query, given))["data"]["publication"] is None
    acts = {row[0] for row in publicity.stage.rows("select act from audit.event")}
    assert {"propose_publication", "withdraw_publication", "record_posting"} <= acts
    told = await publicity.client.act(
        "a1.handler",
        "recordPosting",
        "publication { id }",
        publication=made["id"],
        form="MEDIA",
        place="日报",
        postedOn="2026-04-16",
    )
    assert told["code"] == "publicity.wrong_state"
