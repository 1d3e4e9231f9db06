"""Events go out: signed, in order, at least once, and only to those whose post may see them."""

from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.receiving import housed, receiving

REPORTED = "problem.reported"
STEPS = (REPORTED, "problem.screened", "problem.submitted", "problem.taken_up", "problem.listed")


async def test_a_subscriber_is_told_of_a_real_act_signed_and_thin(client: Client) -> None:
    async with receiving() as receiver, housed(client) as house:
        await house.subscribe(receiver, "a.task_force", *STEPS)
        ladder = Ladder(client.stage)
        await ladder.report("a1")
        assert await house.sent() == 2
        assert receiver.types == [REPORTED, "problem.screened"]
        assert receiver.forged == 0
        said = receiver.taken[0].event
        assert said["data"] == {
            "id": f"Problem_{ladder.problem}",
            "kind": "Problem",
            "version": 1,
        }
        assert "水渠" not in receiver.taken[0].body.decode()
        assert await house.sent() == 0
