"""Reorganisations: proposed, previewed, approved by somebody else, set to a day, applied at once."""

import pytest

from ledger.reorganisation.planning import Step
from tests.ledger.reorganising import administrators, done, faults, unit
from tests.ledger.ladder import Ladder


@pytest.fixture
def staffed(stage):
    administrators(stage)
    return stage


async def test_a_unit_is_renamed_and_was_called_otherwise_before(staffed) -> None:
    await done(staffed, "a", "RENAME", Step("RENAME", unit("a1"), name="甲一街道"))
    assert staffed.one("select name from app.tenant where uid = %s", unit("a1")) == "甲一街道"
    former = staffed.rows("select name, valid_until::text from app.tenant_former")
    assert former == [("甲一镇", "2026-04-15")]
    assert faults(staffed) == []


async def test_a_township_moves_to_another_county_with_all_that_it_has(staffed) -> None:
    ladder = Ladder(staffed)
    await ladder.bank("a2x")
    await done(staffed, "city", "MOVE", Step("MOVE", unit("a2"), to=unit("b")))
    assert faults(staffed) == []
    at3 = staffed.one("select at3 from app.problem")
    assert at3 == staffed.world.tenants["b"]
