"""The second persons of the ladder: who signs a claim (t22)."""

from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.finish_measure import FinishMeasure, finish_measure
from ledger.problems.hand_down import HandDown, hand_down
from tests.ledger.ladder import DEADLINE, Ladder
from tests.world import key_of

CLAIM = (claim_completion, ClaimCompletion, "水渠已通")


async def led_by(stage, lead: str) -> Ladder:
    """A problem of township a1, all its measures done, led by a post of the township."""
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    given = (key_of("tenant", "a1"), key_of("post", lead), DEADLINE, "限期整改", "WHO")
    await ladder.do("a.task_force", hand_down, HandDown, *given)
    await ladder.sign()
    await ladder.start()
    key, version = stage.one("select id, version from app.measure")
    await stage.done("a1.handler", finish_measure, FinishMeasure(key, version, "已清淤"))
    return ladder


async def test_a_handler_prepares_and_the_head_claims(stage) -> None:
    ladder = await led_by(stage, "a1.head")
    before = ladder.now()
    for who in ("a1.handler", "a1.task_force"):
        refusal = await ladder.refused(who, *CLAIM)
        assert refusal.code == "book.not_allowed", who
    assert ladder.now() == before
    await ladder.do("a1.head", *CLAIM)
    assert ladder.now()["state"] == "COMPLETION_CLAIMED"
    handled = "select handled_by from app.problem where id = %s"
    assert stage.one(handled, ladder.problem) == stage.world.person("a1.handler"), "who worked"


async def test_the_lead_leader_of_the_order_that_stands_claims(stage) -> None:
    ladder = await led_by(stage, "a1.task_force")
    refusal = await ladder.refused("a1.handler", *CLAIM)
    assert refusal.code == "book.not_allowed", "the control: who does not lead it"
    await ladder.do("a1.task_force", *CLAIM)
    assert ladder.now()["state"] == "COMPLETION_CLAIMED"
