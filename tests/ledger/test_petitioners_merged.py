"""A merge costs those who petitioned nothing: neither the way to reach them nor a day they are owed."""

import uuid
from datetime import timedelta

import psycopg
import pytest

from ledger.petitioners.ask_identity import AskIdentity, ask_identity
from ledger.petitioners.redeem_identity import opened
from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from ledger.petitioners.vault import Identity, Vault, VaultRefused
from ledger.problems.merge_problem import MergeProblem, merge_problem
from ledger.problems.record_statutory import RecordStatutory, record_statutory
from tenants.context import KeySet
from tests.ledger.ladder import Ladder
from tests.ledger.replaying import differing

VAULT = Vault(KeySet({"v1": b"a vault key that only tests know."}))
WHO = Identity(name="王某", contact="13800000000", document="", address="", note="")
REASON = "需要入户核实诉求"


async def petitioned(stage) -> tuple[Ladder, uuid.UUID]:
    """A petition of the village with somebody who can be reached."""
    ladder = Ladder(stage)
    await ladder.report("a1x", list_type="PETITION")
    given = RegisterPetitioner(
        ladder.problem, "PERSON", "REQUEST", "VISIT",
        masked_name="王**", masked_contact="******00", sealed=VAULT.sealed(WHO, ladder.problem),
    )  # fmt: skip  # what is said of one person, side by side
    return ladder, await stage.done("a1x.handler", register_petitioner, given)


async def test_an_identity_opens_after_its_problem_was_merged_and_merged_again(stage) -> None:
    first, second = Ladder(stage), Ladder(stage)
    await first.report("a1x", list_type="PETITION")
    await second.report("a1x", list_type="PETITION")
    third, petitioner = await petitioned(stage)
    await third.do("a1x.task_force", merge_problem, MergeProblem, second.problem)
    await second.do("a1x.task_force", merge_problem, MergeProblem, first.problem)
    assert stage.one("select problem_id from app.petitioner") == first.problem
    ticket = await stage.done("a1x.handler", ask_identity, AskIdentity(petitioner, REASON))
    viewer = await stage.viewer("a1x.handler")
    assert await opened(stage.sittings, viewer, ticket, vault=VAULT) == WHO
    # The control: bound to another problem it does not open.
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.sealed_identity set sealed_for = %s", [first.problem])
    with pytest.raises(VaultRefused):
        await opened(stage.sittings, viewer, ticket, vault=VAULT)


async def test_what_is_still_owed_to_a_petitioner_is_not_merged_into_what_was_done(stage) -> None:
    early = Ladder(stage)
    await early.report("a1x", list_type="PETITION")
    told = "已书面告知（告〔2026〕1号）"
    await early.do("a1x.handler", record_statutory, RecordStatutory, "ACCEPTANCE_NOTIFIED", told)
    stage.now += timedelta(days=3)
    late, _ = await petitioned(stage)
    refusal = await late.refused("a1x.task_force", merge_problem, MergeProblem, early.problem)
    assert (refusal.code, refusal.facts) == ("problem.master_unfit", {"fault": "ANSWERED"})
    assert late.now()["state"] == "REGISTERED"
    assert stage.one("select problem_id from app.petitioner") == late.problem
    await late.do("a1x.handler", record_statutory, RecordStatutory, "ACCEPTANCE_NOTIFIED", told)
    await late.do("a1x.task_force", merge_problem, MergeProblem, early.problem)
    assert late.now()["state"] == "MERGED"


@pytest.mark.parametrize("in_the_bank", [True, False])
async def test_a_petition_joins_the_one_that_is_in_the_bank_already(stage, in_the_bank) -> None:
    early = Ladder(stage)
    await (early.bank if in_the_bank else early.report)("a1x", list_type="PETITION")
    stage.now += timedelta(days=3)
    late, _ = await petitioned(stage)
    await late.do("a1x.task_force", merge_problem, MergeProblem, early.problem)
    assert late.now()["state"] == "MERGED"
    assert stage.one("select problem_id from app.petitioner") == early.problem
    assert differing(stage) == []


async def test_what_the_bank_does_not_end_is_still_owed_after_it(stage) -> None:
    early = Ladder(stage)
    await early.bank("a1x", list_type="PETITION")
    told = "已书面告知（告〔2026〕1号）"
    await early.do("a1x.handler", record_statutory, RecordStatutory, "ACCEPTANCE_NOTIFIED", told)
    stage.now += timedelta(days=3)
    late, _ = await petitioned(stage)
    refusal = await late.refused("a1x.task_force", merge_problem, MergeProblem, early.problem)
    assert (refusal.code, refusal.facts) == ("problem.master_unfit", {"fault": "ANSWERED"})
    assert late.now()["state"] == "REGISTERED"
    await late.do("a1x.handler", record_statutory, RecordStatutory, "ACCEPTANCE_NOTIFIED", told)
    await late.do("a1x.task_force", merge_problem, MergeProblem, early.problem)
    assert late.now()["state"] == "MERGED"
