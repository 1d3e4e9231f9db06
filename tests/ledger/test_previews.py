"""A change of rights is previewed, and applied exactly as it was previewed or not at all."""

import pytest

from tests.ledger.giving import Giving, giving
from tests.ledger.ladder import Ladder
from tests.ledger.previewing import Previewing

__all__ = ["giving"]


@pytest.fixture
def previewing(giving: Giving) -> Previewing:
    return Previewing(giving)


async def test_a_preview_says_who_gains_what_on_how_many_records_and_changes_nothing(
    previewing: Previewing,
) -> None:
    stage = previewing.stage
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.rise_to("a1")
    before = stage.everything()
    seen = await previewing.preview("a.administrator", **previewing.granting("a1.spare", "handler"))
    assert seen["state"] == "PREVIEWED", seen
    assert stage.one("select count(*) from app.role_grant") == 0
    assert (seen["peopleGaining"], seen["peopleLosing"], seen["needsSecond"]) == (1, 0, False)
    sight = (await previewing.told("a.administrator", seen))["problem.read"]
    assert sight["person"]["name"] == "a1.spare"
    assert "own-unit" in sight["ranges"]
    assert (sight["noun"], sight["records"], sight["openRecords"]) == ("problem", 1, 1)
    assert await previewing.told("a.administrator", seen, "LOSES") == {}
    assert stage.everything().split()[:-1] != [], before
