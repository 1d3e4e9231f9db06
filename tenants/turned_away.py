"""Refusals that an act never got to say: recorded as any other is, so that they can be opened."""

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from tenants.recording import record_refusal
from tenants.refusals import Refusal
from tenants.sitting import Sittings
from tenants.viewer import Viewer


async def turned_away(
    sittings: Sittings, viewer: Viewer, refusal: Refusal, *, act: str, request: str
) -> Refusal:
    """Gives a refusal its id and puts it into the audit, where it has none.

    Given:  a refusal that came before an act began, as of a key that was used for another one.
    Gives:  the same refusal. It stays without an id when nothing was decided, when nobody's unit
            could open it, and when the database said it at the end of an act: by then it is not
            known any more from whom it is to be kept.
    """
    ended = isinstance(refusal.__cause__, DBAPIError)
    if refusal.id or refusal.retryable or ended or viewer.person is None or viewer.tenant is None:
        return refusal
    try:
        async with sittings.open(viewer, request=request, reads=None) as sitting:
            await record_refusal(sitting.connection, refusal, told=(act, "", request, ()))
    except NoConnectionFree:
        refusal.id = None
    return refusal
