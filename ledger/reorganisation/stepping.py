"""What the acts on a reorganisation have in common: fetched, decided, checked, then one step on."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.exc import DBAPIError

from ledger.reorganisation.refusals import (
    ReorganisationNotFound,
    ReorganisationNotOpenToThis,
    ReorganisationStale,
)
from ledger.reorganisation.tables import reorganisation
from storage.engine import signed_again
from tenants.records import Record
from tenants.sitting import Sitting, refused

PATIENCE = text(
    "select set_config('statement_timeout', '20min', true),"
    " set_config('lock_timeout', '1min', true),"
    # While it is weighed the database is asked nothing.
    " set_config('idle_in_transaction_session_timeout', '5min', true)"
)
"""A county may have hundreds of thousands of rows. Reading goes on meanwhile; acts are told to wait."""

LONGEST = 20 * 60

FROM: Mapping[str, tuple[str, ...]] = {
    "preview": ("DRAFT", "PREVIEWED"),
    "approve": ("PREVIEWED",),
    "schedule": ("APPROVED", "SCHEDULED"),
    "apply": ("SCHEDULED",),
    "reverse": ("APPLIED",),
    "withdraw": ("DRAFT", "PREVIEWED", "APPROVED", "SCHEDULED"),
}
"""From which states each act starts; the shelf offers by the same table."""


async def opened(sitting: Sitting, key: UUID, act: str, *, version: int) -> Record:
    """Gives a reorganisation on which the viewer may do an act now.

    Refuses:  reorganisation.not_found, the rules of reorganisation.<act>, reorganisation.stale,
              reorganisation.wrong_state.
    """
    found = await sitting.fetch(
        reorganisation, key, under="reorganisation.read", missing=ReorganisationNotFound
    )
    sitting.decide(f"reorganisation.{act}", found)
    sitting.check_version(found, version, ReorganisationStale)
    if found["state"] not in FROM[act]:
        raise ReorganisationNotOpenToThis(state=found["state"])
    return found


async def patient(sitting: Sitting) -> None:
    """Lets the transaction take long: statement, locks, and the context that its gates read."""
    await signed_again(sitting.connection, lambda pid: sitting.token(pid, ttl=LONGEST))
    await sitting.connection.execute(PATIENCE)


async def through_gate(sitting: Sitting, statement: TextClause, given: Mapping[str, Any]) -> Any:
    """Asks a gate of the database; a named constraint that it raises is the refusal that declares it."""
    try:
        return (await sitting.connection.execute(statement, given)).scalar_one()
    except DBAPIError as failed:
        raise refused(failed) from failed
