"""What was to be made public stays with whoever missed it, and nobody speaks of what they no longer have."""

from datetime import UTC, date, datetime, timedelta

import psycopg

from ledger.problems.take_over import TakeOver, take_over
from ledger.publicity.rules import month_after
from ledger.rechecks.fail_recheck import FailRecheck, fail_recheck
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder
from tests.ledger.publicising import PROBLEM, Publicity, publicity, signed_for
from tests.ledger.test_publicity_planned import duties
from tests.ledger.test_rechecks import OTHER, another_judge, closed
from tests.ledger.test_scores_timely import rows

__all__ = ["publicity", "signed_for"]


async def handed_on(stage: Stage, ladder: Ladder) -> None:
    """The county takes it from a1 and hands it to a2, which signs for it."""
    await ladder.do("a.task_force", take_over, TakeOver, "deadline_missed")
    await ladder.triage("STAGED")
    await ladder.down("a2", deadline=stage.now.date() + timedelta(days=200))
    await ladder.sign()


async def test_what_one_unit_missed_is_not_the_next_ones(client: Client) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage("STAGED")
    await ladder.down("a1", deadline=stage.now.date() + timedelta(days=200))
    await ladder.sign()
    await ladder.start()
    stage.now = datetime(2026, 5, 20, 2, tzinfo=UTC)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("select app.sweep_overdue('2026-05-20')")
    assert await rows(client, "a.head", "a1", "R_PUBLISH") == [False], "the control"
    await handed_on(stage, ladder)
    assert duties(stage, ladder) == [("PROGRESS", date(2026, 6, 20))]
    assert await rows(client, "a.head", "a1", "R_PUBLISH") == [False]
    # Its own, due in June, is still to come.
    assert await rows(client, "a.head", "a2", "R_PUBLISH") == [False]
    days = "select due_on, about, missed, holder from app.publicity_duty order by due_on"
    a1, a2 = (stage.world.tenants[one] for one in ("a1", "a2"))
    assert stage.rows(days) == [
        (date(2026, 5, 15), a1, True, a2),
        (date(2026, 6, 20), None, False, a2),
    ]


async def test_a_draft_of_whoever_had_it_before_meets_nothing_of_the_next(
    publicity: Publicity,
) -> None:
    stage = publicity.stage
    draft = await publicity.approved(kind="PROGRESS", text="已完成一半。", title="进度")
    ladder = Ladder(stage, PROBLEM)
    await ladder.start()
    await handed_on(stage, ladder)
    before = stage.everything()
    told = await publicity.step("a1.handler", "publishPublication", draft)
    assert told["code"] == "publicity.not_yours"
    assert stage.everything() == before
    assert [kind for kind, _ in duties(stage, ladder)] == ["PROGRESS"]


async def test_progress_falls_due_again_after_a_rebound(stage: Stage) -> None:
    another_judge(stage)
    ladder = await closed(stage, label="SET_TIME")
    assert duties(stage, ladder) == []
    await ladder.do(OTHER, open_recheck, OpenRecheck)
    await ladder.do(OTHER, fail_recheck, FailRecheck, "又堵了", True)
    assert duties(stage, ladder) == []
    await ladder.rework()
    assert duties(stage, ladder) == [("PROGRESS", month_after(stage.now.date()))]
