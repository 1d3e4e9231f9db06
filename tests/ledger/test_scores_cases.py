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


async def case(publicity: Publicity, unit: str) -> dict[str, Any]:
    """A negative case about a1's problem, published by a unit; its draft."""
    given = {"polarity": "NEGATIVE", "text": "推进迟缓。", "scope": "UNIT"}
    draft = (await publicity.propose(f"{unit}.task_force", "CASE", **given))["draft"]
    draft = (await publicity.step(f"{unit}.head", "checkPublication", draft))["draft"]
    draft = (await publicity.step("a.petition_bureau", "approvePublication", draft))["draft"]
    told = await publicity.step(f"{unit}.handler", "publishPublication", draft)
    assert "publication" in told, told
    found: dict[str, Any] = draft | {"version": draft["version"] + 1}
    return found


async def test_a_case_withdrawn_takes_back_itself_alone_and_one_problem_is_one_case(
    publicity: Publicity,
) -> None:
    client, asked = publicity.client, ("a1.head", "a1", "NEGATIVE_CASE")
    first = await case(publicity, "a")
    own = await case(publicity, "a1")
    assert await rows(client, *asked) == [True], "one problem, one case"
    gone = {"reason": "NOT_NEEDED"}
    await publicity.step("a1.head", "withdrawPublication", own, **gone)
    assert await rows(client, *asked) == [True], "the county's stands"
    again = await case(publicity, "a")
    await publicity.step("a.head", "withdrawPublication", first, **gone)
    assert await rows(client, *asked) == [True], "the other one stands"
    await publicity.step("a.head", "withdrawPublication", again, **gone)
    assert await rows(client, *asked) == []
