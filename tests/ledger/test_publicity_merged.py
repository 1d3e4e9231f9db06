"""Whoever petitioned is kept out of what is made public, whatever their petition was merged into."""

from typing import Any

import psycopg
import pytest

from ledger.problems.merge_problem import MergeProblem, merge_problem
from tests.ledger.ladder import Ladder
from tests.ledger.publicising import APPROVER, Publicity, publicity, signed_for
from tests.ledger.test_petitioners_merged import petitioned
from tests.ledger.test_publicity_public import consented, petitioner

__all__ = ["publicity", "signed_for"]
PROGRESS = {"kind": "PROGRESS", "title": "进度", "text": "已帮助王小明家清理。"}
STEPPERS = ("a1.task_force", APPROVER, "a1.handler")
ENDED = "select state || reason from app.publication_draft"
NAMED = {
    "kind": "CASE",
    "polarity": "POSITIVE",
    "title": "水渠案例",
    "text": "王某反映的水渠已修好。",
}


async def merged(publicity: Publicity, third: Ladder) -> Ladder:
    """The petition goes into another one of the village."""
    second = Ladder(publicity.stage)
    await second.report("a1x", list_type="PETITION")
    await third.do("a1x.task_force", merge_problem, MergeProblem, second.problem)
    return second


async def propose(publicity: Publicity, ladder: Ladder) -> Any:
    return await publicity.propose("a1x.task_force", **NAMED, problem=f"Problem_{ladder.problem}")


async def approved(publicity: Publicity, ladder: Ladder) -> Any:
    draft = (await propose(publicity, ladder))["draft"]
    draft = (await publicity.step("a1x.head", "checkPublication", draft))["draft"]
    return (await publicity.step(APPROVER, "approvePublication", draft))["draft"]


async def test_who_came_by_a_merger_is_not_named_without_consent(publicity: Publicity) -> None:
    third, _ = await petitioned(publicity.stage)
    assert (await propose(publicity, third))["code"] == "publicity.consent_missing"
    second = await merged(publicity, third)
    before = publicity.stage.everything()
    assert (await propose(publicity, second))["code"] == "publicity.consent_missing"
    # Of what was merged it is spoken where it went.
    assert (await propose(publicity, third))["code"] == "publicity.not_yours"
    assert publicity.stage.everything() == before


async def test_what_was_merged_is_published_no_more(publicity: Publicity) -> None:
    third, petitioner = await petitioned(publicity.stage)
    await consented(publicity, petitioner)
    draft = await approved(publicity, third)
    await merged(publicity, third)
    before = publicity.stage.everything()
    told = await publicity.step("a1x.handler", "publishPublication", draft)
    assert told["code"] == "publicity.not_yours"
    assert publicity.stage.everything() == before


@pytest.mark.parametrize("times", [0, 1, 2])
async def test_consent_taken_back_takes_down_what_was_said_before_a_merger(
    publicity: Publicity, times: int
) -> None:
    third, petitioner = await petitioned(publicity.stage)
    await consented(publicity, petitioner)
    draft = await approved(publicity, third)
    await publicity.step("a1x.handler", "publishPublication", draft)
    last = third
    for _ in range(times):
        last = await merged(publicity, last)
    assert len(await publicity.public()) == 1
    told = await publicity.client.act(
        "a1x.handler", "withdrawConsent", "petitioner { id }", petitioner=f"Petitioner_{petitioner}"
    )
    assert told["__typename"] == "WithdrawConsentSuccess"
    assert await publicity.public() == []


async def test_who_is_registered_later_takes_down_what_names_them(publicity: Publicity) -> None:
    _, made = await publicity.published(**PROGRESS)
    assert [one["id"] for one in await publicity.public()] == [made["id"]]
    await petitioner(publicity, "李四光")
    assert len(await publicity.public()) == 1, "the control: somebody else"
    await petitioner(publicity, "王小明")
    assert await publicity.public() == []
    assert publicity.stage.one(ENDED) == "WITHDRAWNCONSENT_MISSING"


async def test_who_comes_by_a_merger_takes_down_what_names_them(publicity: Publicity) -> None:
    third, _ = await petitioned(publicity.stage)
    second = Ladder(publicity.stage)
    await second.report("a1x", list_type="PETITION")
    draft = await approved(publicity, second)
    await publicity.step("a1x.handler", "publishPublication", draft)
    assert len(await publicity.public()) == 1
    await third.do("a1x.task_force", merge_problem, MergeProblem, second.problem)
    assert await publicity.public() == []
    assert publicity.stage.one(ENDED) == "WITHDRAWNCONSENT_MISSING"


async def test_names_are_looked_up_at_every_step(publicity: Publicity) -> None:
    draft = (await publicity.propose(**PROGRESS, who="a1.handler"))["draft"]
    with psycopg.connect(publicity.stage.database.superuser_dsn) as connection:
        # As if nothing had taken it down.
        connection.execute("alter table app.sealed_identity disable trigger unconsented_taken_down")
    await petitioner(publicity, "王小明")
    for who, act, state in (
        ("a1.task_force", "checkPublication", "CHECKED"),
        (APPROVER, "approvePublication", "APPROVED"),
        ("a1.handler", "publishPublication", "PUBLISHED"),
    ):
        told = await publicity.step(who, act, draft)
        assert told["code"] == "publicity.consent_missing", act
        with psycopg.connect(publicity.stage.database.superuser_dsn) as connection:
            connection.execute(
                "update app.publication_draft set state = %s, version = version + 1,"
                " checked_by = coalesce(checked_by, %s), approved_by = coalesce(approved_by, %s),"
                " published_by = %s",
                [state, *(publicity.stage.world.person(one) for one in STEPPERS)],
            )
        draft |= {"version": draft["version"] + 1}
    assert await publicity.public() == []
