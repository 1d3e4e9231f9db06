"""A text that waits, one that came back, and what the public said are told to those whom they concern."""

from typing import Any

import psycopg

from ledger.notices.digest import letter_of
from ledger.notices.reminding import tell_comments
from tests.ledger.ladder import Ladder
from tests.ledger.publicising import APPROVER, PROBLEM, Publicity, publicity, signed_for
from tests.ledger.test_publicity_comments import CONSENT
from tests.ledger.test_publicity_public import comment, moderated, petitioner

__all__ = ["publicity", "signed_for"]
NOTICES = "{ notices { nodes { id kind problem { id } draft { id state } } } }"
KINDS = ("DRAFT_WAITS", "DRAFT_RETURNED", "COMMENT_RECEIVED")
EVERYBODY = ("a1.head", "a1.task_force", "a1.handler", "a.head", "a.task_force", "a.handler", APPROVER,
             "a1x.head", "a2.head", "b.head", "b.petition_bureau")  # fmt: skip  # names side by side


async def told(publicity: Publicity, who: str) -> list[dict[str, Any]]:
    said = await publicity.client.ask(who, NOTICES)
    assert "errors" not in said, said
    return [one for one in said["data"]["notices"]["nodes"] if one["kind"] in KINDS]


async def reached(publicity: Publicity) -> dict[str, list[str]]:
    """Whom it was told since this was asked last, by kind; all is read afterwards."""
    found = {who: [one["kind"] for one in await told(publicity, who)] for who in EVERYBODY}
    with psycopg.connect(publicity.stage.database.superuser_dsn) as connection:
        connection.execute("delete from app.notice where draft_id is not null")
    return {who: kinds for who, kinds in found.items() if kinds}


async def swept(publicity: Publicity) -> int:
    """Tells as the relay does."""
    dsn, rules = publicity.stage.database.relay_dsn, publicity.stage.reach.enforcer
    async with await psycopg.AsyncConnection.connect(dsn) as connection:
        return await tell_comments(connection, rules)


async def test_each_step_is_told_to_who_takes_the_next_one(publicity: Publicity) -> None:
    draft = (await publicity.propose())["draft"]
    (one,) = await told(publicity, "a1.task_force")
    assert one["draft"] == {"id": draft["id"], "state": "PROPOSED"}
    assert one["problem"] is None
    waits = ["DRAFT_WAITS"]
    assert await reached(publicity) == dict.fromkeys(
        ("a1.task_force", "a.head", "a.task_force"), waits
    )
    draft = (await publicity.step("a1.task_force", "checkPublication", draft))["draft"]
    assert await reached(publicity) == {APPROVER: waits}
    draft = (await publicity.step(APPROVER, "approvePublication", draft))["draft"]
    assert await reached(publicity) == dict.fromkeys(
        ("a1.head", "a1.task_force", "a1.handler"), waits
    )
    await publicity.step("a1.handler", "publishPublication", draft)
    assert await reached(publicity) == {}


async def test_whoever_proposed_is_told_that_it_came_back(publicity: Publicity) -> None:
    draft = (await publicity.propose("a1.handler", "PROGRESS", text="已完成一半。"))["draft"]
    await publicity.step("a1.task_force", "returnPublication", draft, reason="UNCLEAR")
    (one,) = await told(publicity, "a1.handler")
    assert one["draft"] == {"id": draft["id"], "state": "RETURNED"}
    await reached(publicity)
    draft, _ = await publicity.published()
    await reached(publicity)
    await publicity.step(APPROVER, "withdrawPublication", draft, reason="INACCURATE")
    assert await reached(publicity) == {"a1.head": ["DRAFT_RETURNED"]}
    draft = (await publicity.propose())["draft"]
    await reached(publicity)
    await publicity.step("a1.head", "withdrawPublication", draft, reason="NOT_NEEDED")
    assert await reached(publicity) == {}, "they did it themselves"


async def test_also_where_a_consent_took_it_down(publicity: Publicity) -> None:
    who = await petitioner(publicity, "王小明")
    act = publicity.client.act
    await act("a1.handler", "recordConsent", "petitioner { id }", petitioner=who, **CONSENT)
    await publicity.published(aboutClient=True)
    await reached(publicity)
    await act("a1.handler", "withdrawConsent", "petitioner { id }", petitioner=who)
    assert await reached(publicity) == {"a1.head": ["DRAFT_RETURNED"]}


async def test_what_the_public_said_is_told_to_who_moderates_and_again_once_read(
    publicity: Publicity,
) -> None:
    _, made = await publicity.published()
    await reached(publicity)
    assert await swept(publicity) == 0
    await comment(publicity, made["id"])
    assert [await swept(publicity), await swept(publicity)] == [1, 0]
    await comment(publicity, made["id"], "还有一句。")
    assert await swept(publicity) == 0, "one unread of a text is enough"
    (one,) = await told(publicity, APPROVER)
    assert (one["kind"], one["draft"]["state"]) == ("COMMENT_RECEIVED", "PUBLISHED")
    given = {"notice": one["id"]}
    await publicity.client.act(APPROVER, "markNoticesRead", "notice { readAt }", **given)
    await comment(publicity, made["id"], "又来一句。")
    assert await swept(publicity) == 1
    assert await reached(publicity) == {APPROVER: ["COMMENT_RECEIVED"] * 2}


async def test_of_what_was_moderated_or_withdrawn_nobody_is_told(publicity: Publicity) -> None:
    draft, made = await publicity.published()
    await comment(publicity, made["id"])
    await moderated(publicity, APPROVER)
    assert await swept(publicity) == 0
    await comment(publicity, made["id"], "还有一句。")
    await publicity.step(APPROVER, "withdrawPublication", draft, reason="SUPERSEDED")
    assert await swept(publicity) == 0


async def test_nobody_of_an_accused_unit_is_told_and_the_digest_counts_what_may_be_read(
    publicity: Publicity,
) -> None:
    stage = publicity.stage
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        accused = [stage.world.tenants["a1x"]]
        connection.execute("update app.problem set accused = %s", [accused])
    await publicity.propose()
    assert stage.one("select count(*) from app.notice where draft_id is not null") == 3
    against = "select count(*) from app.notice where draft_id is not null and accused <> %s::int[]"
    assert stage.one(against, accused) == 0
    setting = """insert into app.notice_setting (root, id, person_id, email, digest_at, quiet_from,
        quiet_until) select root, gen_random_uuid(), person_id, 'a@b.test', '00:00', '00:00', '00:00'
        from app.notice where draft_id is not null and person_id = %s"""
    now = "clock_timestamp()"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(setting, [stage.world.person("a1.task_force")])
        connection.execute(f"select app.plan_digests({now}, array['MAIL'])")
        claimed = connection.execute(f"select app.claim_digest({now}, array['MAIL'])").fetchone()
    assert claimed is not None
    (said,) = (one for one in claimed[0]["notices"] if one["draft"])
    assert not {"title", "text", "note", "names", "reason"} & set(said["draft"])
    letter = letter_of(claimed[0], stage.reach.enforcer, today=stage.now.date(), link="")
    assert letter is not None
    assert "拟公开件待您审核" in letter.text or "waits for you to check" in letter.text


async def test_those_who_ask_what_the_people_say_are_told_once_a_unit_has_spoken(
    publicity: Publicity,
) -> None:
    ladder = Ladder(publicity.stage, PROBLEM)
    stage = publicity.stage
    roles = "update app.post set roles = array['petition_bureau'] where roles = array['propaganda_approver']"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(roles)
    people = "select person_id from app.notice where kind = 'TO_EVALUATE'"
    await ladder.work()
    assert stage.rows(people) == []
    await ladder.evaluate_self()
    asking = {
        stage.world.person(f"a.{who}") for who in ("organisation_department", "petition_bureau")
    }
    assert {row[0] for row in stage.rows(people)} == asking
