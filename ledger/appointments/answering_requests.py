"""How the second of two persons answers a request."""

from uuid import UUID

from ledger.appointments.refusals import RequestDecided, RequestNotFound, RequestStale
from ledger.appointments.tables import administrator_request
from tenants.records import Record
from tenants.sitting import Sitting


async def open_request(sitting: Sitting, key: UUID, expected: int) -> Record:
    """Fetches a request that waits for an answer the actor may give.

    Refuses:  administrator_request.not_found, the rules of administrator_request.confirm,
              administrator_request.stale, administrator_request.decided.
    """
    found = await sitting.fetch(
        administrator_request, key, under="administrator_request.read", missing=RequestNotFound
    )
    sitting.decide("administrator_request.confirm", found)
    sitting.check_version(found, expected, RequestStale)
    if found["state"] != "ASKED":
        raise RequestDecided(state=found["state"])
    return found


async def decided(sitting: Sitting, found: Record, state: str, answer: str) -> Record:
    """Writes the answer of the second person."""
    changes = {
        "state": state,
        "answer": answer,
        "decided_by": sitting.viewer.person,
        "decided_at": sitting.now,
    }
    return await sitting.change(found, changes)
