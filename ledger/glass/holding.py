"""What the acts on a window have in common: fetched, decided, at the version that was read."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from ledger.glass.refusals import GlassNotFound, GlassStale, GlassWrongState
from ledger.glass.tables import glass_window
from policies.asked_besides import Window
from tenants.records import Record
from tenants.sitting import Sitting

_NOW = text("select clock_timestamp()")
_ALONE = text("select app.time_alone()")


def limits(sitting: Sitting) -> Window:
    """Gives what the book says of windows."""
    found = sitting.reach.enforcer.book.actions["glass_window.open"].window
    assert found is not None
    return found


async def clock(sitting: Sitting) -> datetime:
    """Gives the time by the database's clock, which is the one that ends windows."""
    found: datetime = (await sitting.connection.execute(_NOW)).scalar_one()
    return found


async def had_alone(sitting: Sitting) -> timedelta:
    """Gives how long the acting person had windows open without a second one, within a day."""
    found: timedelta = (await sitting.connection.execute(_ALONE)).scalar_one()
    return found


async def kept(
    sitting: Sitting, key: UUID, *, action: str, version: int, states: Collection[str]
) -> Record:
    """Fetches a window on which the viewer may do an action, in one of some states.

    Refuses:  glass.not_found, the rules of the action, viewer.step_up, glass.stale,
              glass.wrong_state.
    """
    found = await sitting.fetch(glass_window, key, under="glass_window.read", missing=GlassNotFound)
    sitting.decide(action, found)
    sitting.check_version(found, version, GlassStale)
    if found["state"] not in states:
        raise GlassWrongState(state=found["state"])
    return found
