"""An emergency window of somebody whom a change of rights touches is no part of the change."""

from ledger.glass.break_glass import BreakGlass, break_glass
from tests.ledger.giving import giving
from tests.ledger.ladder import Ladder
from tests.ledger.previewing import Previewing
from tests.ledger.test_previews import COUNTY, previewing

__all__ = ["giving", "previewing"]


async def test_a_window_of_whom_a_change_touches_neither_weighs_nor_makes_stale(
    previewing: Previewing,
) -> None:
    """A window ends by itself: what it shows is nothing somebody had, and no right that moved."""
    ladder = Ladder(previewing.stage)
    await ladder.bank("a1x")
    given = previewing.granting("a.head", "handler")
    seen = await previewing.preview(COUNTY, **given)
    before = await previewing.effects(COUNTY, seen)
    window = BreakGlass(None, 30, "山洪致多村失联，须即时掌握各村情况")
    await previewing.stage.done("a.head", break_glass, window)
    under = await previewing.preview(COUNTY, **given)
    assert await previewing.effects(COUNTY, under) == before
    done = await previewing.apply(COUNTY, seen)
    assert done.get("state") == "APPLIED", done
    # The control: a right that moved does make it stale.
    refused = await previewing.apply(COUNTY, under)
    assert refused.get("code") == "change.preview_stale", refused
