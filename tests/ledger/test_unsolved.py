"""What those served say is not solved returns, however satisfied they are."""

from typing import Any

import psycopg
import pytest

from ledger.closing.override_refusal import OverrideRefusal, override_refusal
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from tests.ledger.test_answers_in_line import settled_after_rescreening
from tests.ledger.test_closing import BUREAU, JUDGE, answered, coded, evaluated
from tests.ledger.test_second_petitioners import petitioned
from tests.world import key_of

SAID = record_client_answer, RecordClientAnswer
GIVEN = "select rating, solved from app.evaluation where party = 'CLIENT' order by given_at"


@pytest.mark.parametrize("rating", ["SATISFIED", "BASICALLY_SATISFIED"])
async def test_it_returns_by_code_and_by_call_back(stage: Any, rating: str) -> None:
    ladder = await evaluated(stage)
    assert await answered(stage, await coded(ladder), rating, solved=False) is False
    assert (ladder.now()["state"], ladder.now()["returns"]) == ("RETURNED", 1)
    await ladder.rework()
    await ladder.finish()
    await ladder.evaluate_self()
    # It is no answer that passes: nothing has to trace it.
    await ladder.do(JUDGE, *SAID, rating, "PAPER", "", False)
    assert (ladder.now()["state"], ladder.now()["returns"]) == ("RETURNED", 2)
    assert stage.rows(GIVEN) == [(rating, False)] * 2, "it stands as it was given"
    acts = stage.rows("select act from app.happening where after = 'RETURNED'")
    assert acts == [("record_dissatisfaction",)] * 2
    people = tuple(key_of("post", f"a1.{post}") for post in ("head", "task_force", "handler"))
    await ladder.do(JUDGE, override_refusal, OverrideRefusal, "unlawful", "要求于法无据", people)
    await ladder.close(by=JUDGE)
    assert ladder.now()["state"] == "CLOSED", "a panel found otherwise"


async def test_a_spot_solution_is_open_again(stage: Any) -> None:
    ladder = await settled_after_rescreening(stage)
    await ladder.do("a1.task_force", *SAID, "SATISFIED", "VISIT", "", False)
    assert ladder.now()["state"] == "REGISTERED"


async def test_another_petitioner_returns_it_so(stage: Any) -> None:
    ladder, (first, second) = await petitioned(stage, 2)
    await ladder.do(BUREAU, *SAID, "SATISFIED", "VISIT", "在其家中", True, "", first)
    await ladder.do(BUREAU, *SAID, "SATISFIED", "VISIT", "", False, "", second)
    assert ladder.now()["state"] == "RETURNED"


async def test_the_database_closes_nothing_that_is_not_solved(stage: Any) -> None:
    ladder = await evaluated(stage)
    await ladder.answer("SATISFIED", by=JUDGE)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update app.evaluation set solved = false where party = 'CLIENT'")
        connection.execute("set session_replication_role = origin")
        with pytest.raises(psycopg.errors.CheckViolation, match="it is not solved"):
            connection.execute(
                "insert into app.closing (root, id, holder, problem_id, closed_by, root_cause,"
                " party_building_reason, team_problem_control, chief_duty_bearing,"
                " cadre_work_drive, author_tenant, author_person) select root,"
                " gen_random_uuid(), holder, id, %s, 'STYLE', 'x', 1, 1, 1, holder, %s"
                " from app.problem",
                [key_of("person", JUDGE)] * 2,
            )
