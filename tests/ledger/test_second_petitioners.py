"""Of several who petitioned in one matter none is bound by the answer of another."""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from ledger.closing.override_refusal import OverrideRefusal, override_refusal
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from tests.ledger.ladder import Ladder
from tests.ledger.test_closing import BUREAU, JUDGE
from tests.world import key_of

SAID = record_client_answer, RecordClientAnswer
UNHAPPY = ("DISSATISFIED", "VISIT", "水还是不通", False, "")
PANEL = tuple(key_of("post", f"a.{post}") for post in ("head", "task_force", "handler"))


async def petitioned(stage: Any, people: int) -> tuple[Ladder, list[UUID]]:
    """A petition on the county's list, of so many people, that waits for them at a township."""
    ladder = Ladder(stage)
    await ladder.bank("a", list_type="PETITION")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    given = RegisterPetitioner(ladder.problem, "ANONYMOUS", "REQUEST", "LETTER")
    names = [await stage.done("a1.handler", register_petitioner, given) for _ in range(people)]
    return ladder, names


async def test_another_petitioner_returns_what_the_first_was_satisfied_with(stage) -> None:
    ladder, (first, second) = await petitioned(stage, 2)
    _, (stranger,) = await petitioned(stage, 1)
    await ladder.do(BUREAU, *SAID, "SATISFIED", "VISIT", "在其家中", True, "", first)
    version = ladder.now()["version"]
    for said, code in (
        ((*UNHAPPY, first), "problem.answered_already"),
        (UNHAPPY, "problem.answered_already"),
        (("SATISFIED", "VISIT", "在其家中", True, "", second), "problem.answered_already"),
        ((*UNHAPPY, stranger), "petitioner.not_found"),
    ):
        assert (await ladder.refused(BUREAU, *SAID, *said)).code == code
    assert (ladder.now()["state"], ladder.now()["version"]) == ("CLIENT_EVALUATED", version)
    await ladder.do(BUREAU, *SAID, *UNHAPPY, second)
    assert (ladder.now()["state"], ladder.now()["returns"]) == ("RETURNED", 1)
    told = stage.rows("select rating from app.evaluation where party = 'CLIENT' order by 1")
    assert told == [("DISSATISFIED",), ("SATISFIED",)], "both stand and count"
    await ladder.do(JUDGE, override_refusal, OverrideRefusal, "unlawful", "要求于法无据", PANEL)
    refusal = await ladder.refused(BUREAU, *SAID, *UNHAPPY, first)
    assert refusal.code == "problem.answered_already", "a panel has found"


async def test_the_county_calls_back_on_what_a_township_listed(stage) -> None:
    """The problem lies two levels down, on the township's list: who is to be asked is seen, masked."""
    ladder = Ladder(stage)
    await ladder.bank("a1", list_type="PETITION")
    given = RegisterPetitioner(ladder.problem, "ANONYMOUS", "REQUEST", "LETTER")
    first = await stage.done("a1.handler", register_petitioner, given)
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    second = await stage.done("a1x.handler", register_petitioner, given)
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.do(BUREAU, *SAID, "SATISFIED", "VISIT", "在其家中", True, "", first)
    assert ladder.now()["state"] == "CLIENT_EVALUATED"
    await ladder.do(JUDGE, *SAID, *UNHAPPY, second)
    assert (ladder.now()["state"], ladder.now()["returns"]) == ("RETURNED", 1)


async def test_whoever_petitioned_alone_answers_once(stage) -> None:
    ladder, (only,) = await petitioned(stage, 1)
    await ladder.do(BUREAU, *SAID, "SATISFIED", "VISIT", "在其家中", True)
    assert (await ladder.refused(BUREAU, *SAID, *UNHAPPY, only)).code == "problem.answered_already"
    assert ladder.now()["state"] == "CLIENT_EVALUATED"


async def test_the_database_takes_no_second_answer_but_that_of_another(stage) -> None:
    ladder, (first, _) = await petitioned(stage, 2)
    _, (stranger,) = await petitioned(stage, 1)
    await ladder.do(BUREAU, *SAID, "SATISFIED", "VISIT", "在其家中", True, "", first)
    again = """insert into app.evaluation (root, id, holder, problem_id, round, party, rating, about,
        author_tenant, author_person, petitioner_id, channel, text)
      select root, gen_random_uuid(), holder, problem_id, round, party, %s, about, author_tenant,
        author_person, %s, 'VISIT', text from app.evaluation where party = 'CLIENT'"""
    tried = (
        ("SATISFIED", None, psycopg.errors.UniqueViolation),
        ("DISSATISFIED", None, psycopg.errors.UniqueViolation),
        ("DISSATISFIED", first, psycopg.errors.UniqueViolation),
        ("DISSATISFIED", stranger, psycopg.errors.CheckViolation),
    )
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        for rating, who, error in tried:
            connection.execute("savepoint tried")
            with pytest.raises(error):
                connection.execute(again, [rating, who])
            connection.execute("rollback to tried")
