"""A review is offered to whose it is, wherever the petition lies by then."""

from ledger.problems.admit_problem import AdmitProblem, admit_problem
from tests.ledger.acting import Client
from tests.ledger.test_statutory_acts import OFFERS, act, registered


async def test_a_review_is_offered_to_whose_it_is_wherever_the_problem_went(
    client: Client,
) -> None:
    ladder = await registered(client.stage)

    async def offered(who: str) -> bool:
        told = await client.ask(who, OFFERS, {"id": f"Problem_{ladder.problem}"})
        (one,) = (
            one for one in told["data"]["node"]["viewerActions"] if one["act"] == "RECORD_REVIEW"
        )
        assert one["missing"] == (None if one["allowed"] else "RULE")
        return bool(one["allowed"])

    await ladder.do("a1x.head", *act("OPINION_GIVEN"))
    await ladder.do("a1x.task_force", admit_problem, AdmitProblem, "repeated")
    await ladder.rise_to("a")
    await ladder.triage()
    await ladder.down("a2")
    # Of whoever holds it now nobody answered anything; of a1x, whose opinion it is, a1 is above.
    assert [await offered(who) for who in ("a1.head", "a.head", "a2.head")] == [True, False, False]
    refusal = await ladder.refused("a.head", *act("REVIEW_REQUESTED"))
    assert refusal.code == "book.not_allowed"
    await ladder.do("a1.head", *act("REVIEW_REQUESTED"))
    await ladder.do("a1.head", *act("REVIEW_ANSWERED"))
    # What a1 answered, a re-examination is about; a1 may still pass the request on.
    assert [await offered(who) for who in ("a1.head", "a.head", "a2.head")] == [True, True, False]
    await ladder.do("a1.head", *act("RECHECK_REQUESTED"))
    await ladder.do("a.head", *act("RECHECK_ANSWERED"))
    refusal = await ladder.refused("a1.task_force", *act("REVIEW_REQUESTED"))
    assert refusal.code == "book.not_allowed", "the control"
