"""The act by which a window is ended before its time (结束应急查看)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.glass.events import GlassWindowClosed
from ledger.glass.holding import clock, kept
from ledger.glass.refusals import GlassOver
from tenants.sitting import Sitting


@dataclass(frozen=True)
class CloseGlass:
    """The window and the version that was read."""

    window: UUID
    expected_version: int


async def close_glass(sitting: Sitting, given: CloseGlass) -> UUID:
    """Ends a window now; one that waits for a second person is withdrawn.

    Gives:    the window: from the commit on nobody reads anything by it.
    Refuses:  glass.not_found, the rules of glass_window.close, glass.stale, glass.wrong_state,
              glass.over.
    Records:  GlassWindowClosed.
    Source:   security.md 6.10.
    """
    found = await kept(
        sitting,
        given.window,
        action="glass_window.close",
        version=given.expected_version,
        states=("ASKED", "OPEN"),
    )
    if found["state"] == "OPEN" and await clock(sitting) >= found["ends_at"]:
        raise GlassOver
    state = "WITHDRAWN" if found["state"] == "ASKED" else "CLOSED"
    changed = await sitting.change(found, {"state": state, "closed_by": sitting.viewer.person})
    await sitting.record(GlassWindowClosed(changed.id, changed.version, changed["holder"]))
    return changed.id
