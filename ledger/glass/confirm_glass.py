"""The act by which a second person opens a longer window (确认应急查看)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from ledger.glass.events import GlassWindowOpened
from ledger.glass.holding import clock, kept
from ledger.glass.refusals import GlassAskedTooLongAgo
from tenants.sitting import Sitting

WAITS = 60
"""For so many minutes a window that was asked for can be confirmed: it was for an emergency."""


@dataclass(frozen=True)
class ConfirmGlass:
    """The window and the version that was read."""

    window: UUID
    expected_version: int


async def confirm_glass(sitting: Sitting, given: ConfirmGlass) -> UUID:
    """Opens a window that somebody else asked for; its minutes run from now on.

    Gives:    the window, open.
    Refuses:  glass.not_found, the rules of glass_window.confirm, viewer.step_up, glass.stale,
              glass.wrong_state, glass.asked_too_long_ago, glass.asker_gone, glass.open_already,
              glass.nobody_hears.
    Records:  GlassWindowOpened.
    Source:   security.md 6.10: a second person from a threshold on.
    """
    found = await kept(
        sitting,
        given.window,
        action="glass_window.confirm",
        version=given.expected_version,
        states=("ASKED",),
    )
    if await clock(sitting) - found["asked_at"] > timedelta(minutes=WAITS):
        raise GlassAskedTooLongAgo(minutes=WAITS)
    changes = {"state": "OPEN", "confirmed_by": sitting.viewer.person}
    changed = await sitting.change(found, changes)
    await sitting.record(GlassWindowOpened(changed.id, changed.version, changed["holder"]))
    return changed.id
