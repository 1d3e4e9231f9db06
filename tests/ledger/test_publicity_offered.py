"""``viewerActions`` offers to make a case of a problem to whoever may, and to nobody else."""

from typing import Any

from tests.ledger.ladder import Ladder
from tests.ledger.publicising import APPROVER, PROBLEM, Publicity, publicity, signed_for
from tests.ledger.test_petitioners_merged import petitioned
from tests.ledger.test_publicity_merged import merged

__all__ = ["publicity", "signed_for"]
OFFERED = "query($id: ID!) { problem(id: $id) { viewerActions { act allowed missing } } }"
CASE = {"kind": "CASE", "polarity": "NEGATIVE", "title": "负面案例", "text": "推进迟缓。"}
PEOPLE = (
    "a1.head", "a1.handler", "a1.task_force", "a.head", "a.task_force", APPROVER,
    "city.task_force",
)  # fmt: skip  # reads as a row


async def offered(publicity: Publicity, who: str, ladder: Ladder) -> Any:
    told = await publicity.client.ask(who, OFFERED, {"id": f"Problem_{ladder.problem}"})
    problem = told["data"]["problem"]
    if problem is None:
        return None
    (found,) = (one for one in problem["viewerActions"] if one["act"] == "PROPOSE_CASE")
    return found["allowed"], found["missing"]


async def test_whoever_is_offered_a_case_may_propose_it(publicity: Publicity) -> None:
    ladder = Ladder(publicity.stage, PROBLEM)
    may = set()
    for who in PEOPLE:
        told = await publicity.propose(who, **CASE, problem=f"Problem_{PROBLEM}")
        said = await offered(publicity, who, ladder)
        if told["__typename"] == "ProposePublicationSuccess":
            may.add(who)
            assert said == (True, None), who
        else:
            assert said in (None, (False, "RULE")), who
            assert told["code"] in ("book.not_allowed", "publicity.problem_not_found"), who
    assert {"a1.task_force", "a.task_force"} <= may < set(PEOPLE)


async def test_of_what_was_merged_no_case_is_offered(publicity: Publicity) -> None:
    third, _ = await petitioned(publicity.stage)
    assert await offered(publicity, "a1x.task_force", third) == (True, None)
    second = await merged(publicity, third)
    assert await offered(publicity, "a1x.task_force", third) == (False, "STATE")
    assert await offered(publicity, "a1x.task_force", second) == (True, None)
