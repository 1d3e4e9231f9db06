"""The one place where a reorganisation asks whether it would give more than its actor may give."""

from ledger.reorganisation.refusals import NotOfYourLine
from tenants.records import Record
from tenants.sitting import Sitting


async def gives_no_more_than_held(sitting: Sitting, found: Record) -> None:
    """Asks whether the viewer may bring about what the tree will be: one of the routes of a grant.

    Moving a unit gives those of the new line sight and command of what lies below it. Whoever acts
    commands both the old and the new parent: they act for the common superior, which holds the
    reorganisation.
    Refuses:  reorganisation.not_of_your_line.
    """
    if sitting.tenant != found["holder"]:
        raise NotOfYourLine
