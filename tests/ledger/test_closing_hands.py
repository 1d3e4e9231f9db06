"""Two of the three parties are not in one hand: who took the answer of those served does not close."""

from typing import Any

import pytest

from ledger.closing.close_problem import CloseProblem, close_problem
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from tests.ledger.ladder import LESSONS, PARTY, Ladder
from tests.ledger.test_closing import JUDGE, answered, coded, evaluated
from tests.world import key_of

CLOSING = close_problem, CloseProblem, *LESSONS
SAID = record_client_answer, RecordClientAnswer
HAPPY = "SATISFIED", "VISIT", "在其家中", True


async def recorded(ladder: Ladder, stage: Any) -> None:
    """The judge wrote down what those served said."""
    await ladder.do(JUDGE, *SAID, *HAPPY)


async def told_by_code(ladder: Ladder, stage: Any) -> None:
    """Those served answered by a code that the judge opened."""
    assert await answered(stage, await coded(ladder, by=JUDGE), "SATISFIED") is False


@pytest.mark.parametrize("asking", [recorded, told_by_code])
async def test_who_took_the_answer_does_not_close(stage: Any, asking: Any) -> None:
    ladder = await evaluated(stage)
    await asking(ladder, stage)
    refusal = await ladder.refused(JUDGE, *CLOSING, **PARTY)
    assert refusal.code == "closing.by_who_asked"
    assert ladder.now()["state"] == "CLIENT_EVALUATED"
    another = ladder.caller(JUDGE)
    await ladder.do(another, *CLOSING, **PARTY)
    assert stage.one("select closed_by from app.closing") == key_of("person", another)


@pytest.mark.parametrize("asking", [recorded, told_by_code])
async def test_the_database_takes_no_such_closing(
    stage: Any, asking: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ladder = await evaluated(stage)
    await asking(ladder, stage)

    async def unasked(*_: Any) -> None:
        """The act forgets to look."""

    monkeypatch.setattr("ledger.closing.close_problem._by_another", unasked)
    refusal = await ladder.refused(JUDGE, *CLOSING, **PARTY)
    assert refusal.code == "closing.by_who_asked"


async def test_an_answer_of_an_earlier_round_binds_nobody(stage: Any) -> None:
    ladder = await evaluated(stage)
    await answered(stage, await coded(ladder, by=JUDGE), "DISSATISFIED")
    await ladder.rework()
    await ladder.finish()
    await ladder.evaluate_self()
    unused = await coded(ladder, by=JUDGE)
    await ladder.answer("SATISFIED", by=JUDGE)
    assert await answered(stage, unused, "SATISFIED") == "evaluation_code.not_open"
    await ladder.close(by=JUDGE)
    assert ladder.now()["state"] == "CLOSED", "another took it; the code of the judge was withdrawn"
