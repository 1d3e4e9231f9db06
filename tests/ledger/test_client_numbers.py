"""The guards of numbers keep out answers that pass; they lose no answer of somebody who petitions twice."""

from dataclasses import replace
from typing import Any

from ledger.closing.declare_handling_number import DeclareHandlingNumber, declare_handling_number
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from tests.ledger.ladder import Ladder
from tests.ledger.test_closing import JUDGE, NUMBER, answered, coded, evaluated
from tests.ledger.test_petitioners_merged import VAULT, WHO

SAID = record_client_answer, RecordClientAnswer


async def petitions(stage: Any) -> tuple[Ladder, Ladder]:
    """Two petitions at one village, both evaluated; the first is answered from NUMBER."""
    first = await evaluated(stage, list_type="PETITION")
    second = await evaluated(stage, list_type="PETITION")
    await first.do(JUDGE, *SAID, "SATISFIED", "TELEPHONE", "", True, NUMBER)
    return first, second


async def test_a_dissatisfied_answer_is_taken_from_whatever_number_and_device(stage) -> None:
    _, second = await petitions(stage)
    await stage.done("a1.task_force", declare_handling_number, DeclareHandlingNumber("cd" * 32))
    for number in (NUMBER, "cd" * 32):
        before = second.now()["returns"]
        await second.do(JUDGE, *SAID, "DISSATISFIED", "TELEPHONE", "水又断了", False, number)
        assert (second.now()["state"], second.now()["returns"]) == ("RETURNED", before + 1)
        await second.rework()
        await second.finish()
        await second.evaluate_self()
    refusal = await second.refused(JUDGE, *SAID, "SATISFIED", "TELEPHONE", "", True, NUMBER)
    assert refusal.code == "evaluation_code.conflict", "the control"
    assert second.now()["state"] == "SELF_EVALUATED"


async def test_a_code_goes_to_the_same_number_and_returns_what_does_not_satisfy(stage) -> None:
    _, second = await petitions(stage)
    code = await coded(second, number=NUMBER)
    assert await answered(stage, code, "BASICALLY_SATISFIED") == "evaluation_code.conflict"
    assert second.now()["state"] == "SELF_EVALUATED"
    assert await answered(stage, code, "DISSATISFIED") is False
    assert second.now()["state"] == "RETURNED"


async def test_the_number_that_a_petitioner_left_speaks_for_them_each_time(stage) -> None:
    _, second = await petitions(stage)
    sealed = VAULT.sealed(WHO, second.problem)
    mine = replace(sealed, contact=bytes.fromhex(NUMBER))
    given = RegisterPetitioner(
        second.problem, "PERSON", "REQUEST", "VISIT",
        masked_name="王**", masked_contact="******00", sealed=mine,
    )  # fmt: skip  # what is said of one person, side by side
    await stage.done("a1x.handler", register_petitioner, given)
    await second.do(JUDGE, *SAID, "SATISFIED", "TELEPHONE", "", True, NUMBER)
    assert second.now()["state"] == "CLIENT_EVALUATED"
