"""What founding, renaming and closing a body have in common."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ledger.appointments.founding_refusals import BodyUnknown
from ledger.appointments.tables import unit_change
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import body


async def standing_body(sitting: Sitting, key: UUID) -> Record:
    """Fetches a body that stands. Refuses: body.not_found."""
    found = await sitting.fetch(body, key, under="body.read", missing=BodyUnknown)
    if found["valid_until"] is not None and found["valid_until"] <= sitting.today:
        raise BodyUnknown
    return found


async def body_of_mine(sitting: Sitting, key: UUID) -> Record:
    """Fetches a body that the actor keeps. Refuses: body.not_found, the rules of body.manage."""
    found = await standing_body(sitting, key)
    sitting.decide("body.manage", found)
    return found


async def kept_of_body(sitting: Sitting, made: Record, said: Mapping[str, Any]) -> None:
    """Keeps what became of a body, with its ground, beside it."""
    await sitting.insert(unit_change, {"holder": made["holder"], "body_id": made.id, **said})
