"""Whoever petitioned is kept out of what is made public, whatever their petition was merged into."""

from typing import Any

import pytest

from ledger.problems.merge_problem import MergeProblem, merge_problem
from tests.ledger.ladder import Ladder
from tests.ledger.publicising import APPROVER, Publicity, publicity, signed_for
from tests.ledger.test_petitioners_merged import petitioned
from tests.ledger.test_publicity_public import consented

__all__ = ["publicity", "signed_for"]
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
