"""What is to be made public is planned for whoever can do it, with days of their own."""

from datetime import UTC, date, datetime

import psycopg

from ledger.problems.publish_pledge import PublishPledge, publish_pledge
from tests.ledger.conftest import Stage
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.test_settings import setting


def duties(stage: Stage, ladder: Ladder) -> list[tuple[str, date]]:
    query = "select kind, due_on from app.publicity_duty where problem_id = %s and open order by 1"
    return stage.rows(query, ladder.problem)


async def signed_for(stage: Stage) -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.rise_to("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    return ladder


async def test_a_pledge_that_nobody_asks_for_is_owed_once_it_is_signed(stage: Stage) -> None:
    silent, pledged = await signed_for(stage), await signed_for(stage)
    progress = ("PROGRESS", date(2026, 5, 15))
    assert duties(stage, silent) == [progress]
    await silent.start()
    assert duties(stage, silent) == [progress]
    stage.now = datetime(2026, 4, 16, 2, tzinfo=UTC)
    given = ("一月内清淤", DEADLINE, "按期完成清淤")
    await pledged.do("a1.head", publish_pledge, PublishPledge, *given)
    # Five working days from the 16th; the 23rd is a Thursday.
    assert duties(stage, pledged) == [("PLEDGE", date(2026, 4, 23)), progress], "the control"


async def test_whoever_signs_after_another_has_days_of_its_own(stage: Stage) -> None:
    await setting(stage, "city.task_force", pledge_lists=("AUDIT",))
    ladder, late = await signed_for(stage), await signed_for(stage)
    first = [("PLEDGE", date(2026, 4, 22)), ("PROGRESS", date(2026, 5, 15))]
    assert duties(stage, ladder) == first
    stage.now = datetime(2026, 4, 20, 2, tzinfo=UTC)
    await ladder.down("a1x")
    assert duties(stage, ladder) == []
    stage.now = datetime(2026, 4, 21, 2, tzinfo=UTC)
    await ladder.sign()
    assert duties(stage, ladder) == [
        ("PLEDGE", date(2026, 4, 28)),
        ("PROGRESS", date(2026, 5, 21)),
    ]
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("select app.sweep_overdue('2026-04-23')")
    await late.down("a1x")
    await late.sign()
    assert duties(stage, late) == duties(stage, ladder), "days of its own"
    kept = "select kind, due_on, about from app.publicity_duty where problem_id = %s and missed"
    missed = [("PLEDGE", date(2026, 4, 22), stage.world.tenants["a1"])]
    assert stage.rows(kept, late.problem) == missed, "what was missed stays with who missed it"
