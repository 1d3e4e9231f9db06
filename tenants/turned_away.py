"""Refusals that an act never got to say: recorded as any other is, so that they can be opened."""

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from tenants.recording import Outcome, digest_of, keep_outcome, past_outcome, record_refusal
from tenants.refusals import Refusal
from tenants.sitting import BUSY, OUTCOME_KEY, Outdated, Sittings, constraint_of
from tenants.viewer import Viewer


async def turned_away(
    sittings: Sittings, viewer: Viewer, refusal: Refusal, *, key: str, act: str, request: str
) -> Refusal:
    """Gives a refusal its id and puts it into the audit, where it has none.

    Given:  a refusal that came before an act began, as of a key that was used for another one.
    Gives:  the same refusal, with the id it got when the same was refused under the same key. It
            stays without an id when nothing was decided, when nobody's unit could open it, when all
            are busy, and when the database said it at the end of an act: by then it is not known
            any more from whom it is to be kept.
    """
    ended = isinstance(refusal.__cause__, DBAPIError)
    if refusal.id or refusal.retryable or ended or viewer.person is None or viewer.tenant is None:
        return refusal
    try:
        await _recorded(sittings, viewer, refusal, key=key, act=act, request=request)
    except (NoConnectionFree, Outdated):
        refusal.id = None
    except DBAPIError as failed:
        refusal.id = None
        if not isinstance(failed.orig, BUSY) and constraint_of(failed) != OUTCOME_KEY:
            raise
    return refusal


async def _recorded(
    sittings: Sittings, viewer: Viewer, refusal: Refusal, *, key: str, act: str, request: str
) -> None:
    """Records a refusal once, however often the same request is sent."""
    digest = digest_of(act, viewer.post, (key, refusal.code, str(refusal.facts)))
    kept = f"{refusal.code}:{digest}"  # no key of a client's: those have no colon
    async with sittings.open(viewer, request=request, reads=None) as sitting:
        past = await past_outcome(sitting.connection, viewer, kept)
        if past and past[1].refusal:
            refusal.id = past[1].refusal.id
            return
        await record_refusal(sitting.connection, refusal, told=(act, "", request, ()))
        said = Outcome(None, None, refusal)
        await keep_outcome(sitting.connection, viewer, said, key=kept, act=act, digest=digest)
