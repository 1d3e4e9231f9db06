"""What passes by itself: a database that is busy or away, and a viewer who was made too early.

Whoever asked may ask the same again; a subscription goes on by itself.
"""

from psycopg import OperationalError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from storage.reads import Overloaded, ReadFailed
from tenants.refusals import Busy, DatabaseBusy, Refusal
from tenants.sitting import Outdated, refused

__all__ = ["AWAY_SECONDS", "passing", "refusal_in"]

AWAY_SECONDS = 1.0
"""After which a subscription looks again."""
_AWAY = (Outdated, NoConnectionFree, OperationalError, Overloaded)


def refusal_in(error: BaseException | None) -> Refusal | None:
    """The refusal that an error is, or stands for: what changed or waits meanwhile is tried again."""
    if isinstance(error, DBAPIError):
        error = refused(error)
    if isinstance(error, _AWAY) or (isinstance(error, ReadFailed) and error.passing):
        return DatabaseBusy()
    return error if isinstance(error, Refusal) else None


def passing(error: BaseException) -> bool:
    """Whether the same may be asked again a moment later."""
    return isinstance(refusal_in(error), Busy)
