"""Cases that were made public, as the index counts them."""

from typing import Any

from tests.ledger.publicising import Publicity, publicity, signed_for
from tests.ledger.test_scores_timely import rows

__all__ = ["publicity", "signed_for"]


async def a_case(publicity: Publicity) -> Any:
    """County a makes the township's problem public as a negative case."""
    draft = (await publicity.propose("a.task_force", "CASE", polarity="NEGATIVE", text=""))["draft"]
    draft = (await publicity.step("a.head", "checkPublication", draft))["draft"]
    draft = (await publicity.step("a.petition_bureau", "approvePublication", draft))["draft"]
    made = await publicity.step("a.handler", "publishPublication", draft)
    assert "publication" in made, made
    return draft | {"version": draft["version"] + 1}


async def test_a_case_counts_once_for_as_long_as_one_of_its_publications_stands(
    publicity: Publicity,
) -> None:
    drafts = [await a_case(publicity) for _ in range(3)]
    for one in (*drafts[:1], *drafts[2:]):
        assert await rows(publicity.client, "a.head", "a1", "NEGATIVE_CASE") == [True]
        taken = await publicity.step(
            "a.task_force", "withdrawPublication", one, reason="NOT_NEEDED"
        )
        assert taken["draft"]["state"] == "WITHDRAWN", taken
    assert await rows(publicity.client, "a.head", "a1", "NEGATIVE_CASE") == [True]
    await publicity.step("a.task_force", "withdrawPublication", drafts[1], reason="NOT_NEEDED")
    assert await rows(publicity.client, "a.head", "a1", "NEGATIVE_CASE") == []
