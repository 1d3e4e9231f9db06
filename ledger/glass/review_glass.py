"""The act by which the level above reviews a window that is over (复核应急查看)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.glass.events import GlassWindowReviewed
from ledger.glass.holding import clock, kept
from ledger.glass.refusals import GlassStillOpen
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ReviewGlass:
    """The window, the version that was read, what was found, and why."""

    window: UUID
    expected_version: int
    finding: str
    text: str


async def review_glass(sitting: Sitting, given: ReviewGlass) -> UUID:
    """Records whether a window was justified, once it is over.

    Given:    finding, JUSTIFIED or NOT_JUSTIFIED; text, 4 to 1,000 characters.
    Gives:    the window, reviewed: that is said once.
    Refuses:  glass.not_found, the rules of glass_window.review, glass.stale, glass.wrong_state,
              glass.still_open, record.text_refused.
    Records:  GlassWindowReviewed.
    Source:   security.md 6.10.
    """
    found = await kept(
        sitting,
        given.window,
        action="glass_window.review",
        version=given.expected_version,
        states=("OPEN", "CLOSED"),
    )
    if found["state"] == "OPEN" and await clock(sitting) < found["ends_at"]:
        raise GlassStillOpen
    changes = {
        "state": "REVIEWED",
        "finding": given.finding,
        "review": worded("text", given.text, least=4, most=1000),
        "reviewed_by": sitting.viewer.person,
    }
    changed = await sitting.change(found, changes)
    await sitting.record(GlassWindowReviewed(changed.id, changed.version, changed["holder"]))
    return changed.id
