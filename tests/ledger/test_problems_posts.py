"""A problem lies at a post that there is: when it is handed down, and when it opens again."""

from datetime import timedelta

import psycopg
import pytest

from ledger.assignments.giving import Receiver
from ledger.assignments.hand_out import HandOut, hand_out
from ledger.problems.hand_down import HandDown, hand_down
from ledger.rechecks.fail_recheck import FailRecheck, fail_recheck
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.test_problems_guards import silence_the_book
from tests.ledger.test_rechecks import CLOSER, OTHER, another_judge
from tests.world import key_of

WHERE = """select p.title, q.lead_post = p.id, q.state from app.problem q
  join app.post p on p.id = q.holder_post where q.id = %s"""


def abolished(stage, post: str) -> None:
    """Relieves whoever is in a post, and ends it."""
    day = stage.now.date()
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        for said in (
            "update app.appointment set relieved_on = %s where post_id = %s",
            "update app.post set valid_until = %s where id = %s",
        ):
            connection.execute(said, [day, key_of("post", post)])


@pytest.mark.parametrize("book", [True, False])
async def test_nothing_is_handed_down_to_a_post_that_ended(
    stage, monkeypatch: pytest.MonkeyPatch, book: bool
) -> None:
    abolished(stage, "a1.handler")
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage("SET_TIME")
    if not book:
        silence_the_book(monkeypatch)
    before = ladder.now()
    gone, there = key_of("post", "a1.handler"), key_of("post", "a2.head")
    a1, a2 = key_of("tenant", "a1"), key_of("tenant", "a2")
    refusal = await ladder.refused("a.task_force", hand_down, HandDown, a1, gone, DEADLINE)
    assert (refusal.code, ladder.now()) == ("problem.post_not_there", before)
    main, co = Receiver(a2, there, DEADLINE), Receiver(a1, gone, DEADLINE)
    refusal = await ladder.refused("a.task_force", hand_out, HandOut, main, (co,))
    assert (refusal.code, ladder.now()) == ("problem.post_not_there", before)
    assert stage.one("select count(*) from app.assignment") == 0
    await ladder.down("a1")
    assert stage.one(WHERE, ladder.problem) == ("a1.head", True, "ASSIGNED")


async def closed(stage, *, several: bool) -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage("SET_TIME")
    lead = Receiver(key_of("tenant", "a1"), key_of("post", "a1.handler"), DEADLINE)
    if several:
        co = Receiver(key_of("tenant", "a2"), key_of("post", "a2.head"), DEADLINE)
        await ladder.do("a.task_force", hand_out, HandOut, lead, (co,))
        with psycopg.connect(stage.database.superuser_dsn) as connection:
            connection.execute("update app.assignment set state = 'FINISHED' where role = 'CO'")
    else:
        given = (lead.unit, lead.lead_post, DEADLINE)
        await ladder.do("a.task_force", hand_down, HandDown, *given)
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by=CLOSER)
    await ladder.close(by=CLOSER)
    return ladder


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("gone", [True, False])
async def test_what_opens_again_lies_at_a_post_that_there_is(
    stage, gone: bool, several: bool
) -> None:
    another_judge(stage)
    ladder = await closed(stage, several=several)
    if gone:
        abolished(stage, "a1.handler")
    stage.now += timedelta(days=30)
    await ladder.do(OTHER, open_recheck, OpenRecheck)
    await ladder.do(OTHER, fail_recheck, FailRecheck, "又堵了", True)
    at = "a1.head" if gone else "a1.handler"
    assert stage.one(WHERE, ladder.problem) == (at, True, "RETURNED"), "the control: where it was"
    leaders = "select p.title from app.assignment a join app.post p on p.id = a.lead_post"
    found = stage.rows(f"{leaders} where a.role = 'MAIN'")
    assert found == ([(at,)] if several else [])
    hands = "select count(*) from app.hop where problem_id = %s"
    assert stage.one(hands, ladder.problem) == ladder.now()["hops"] == 1, "no hop moved it"
