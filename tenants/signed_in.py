"""Signed in freshly and surely enough: what the book asks of some acts beside the rules."""

from datetime import datetime

from policies.book import Action
from tenants.refusals import ViewerStepUp
from tenants.viewer import Viewer

SKEW_SECONDS = 30


def signed_in_for(action: Action, viewer: Viewer, *, now: datetime) -> None:
    """Refuses an act that the book marks to whoever has not signed in for it just now.

    Refuses:  viewer.step_up, saying what to ask the provider for.
    """
    step = action.step_up
    if step is None:
        return
    at = viewer.signed_in_at
    age = None if at is None else now.timestamp() - at
    fresh = age is not None and -SKEW_SECONDS <= age <= step.minutes * 60
    if not fresh or viewer.level < step.level:
        names = [acr for acr, level in viewer.acrs if level >= step.level]
        raise ViewerStepUp(max_age=step.minutes * 60, level=step.level, acr_values=" ".join(names))
