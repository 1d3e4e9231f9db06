"""The act by which the second of two persons refuses (不予确认三员)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.appointments.answering_requests import decided, open_request
from ledger.appointments.events import AdministratorDecided
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class RefuseAdministrator:
    """The request, the version that was read, and why not."""

    request: UUID
    expected_version: int
    text: str


async def refuse_administrator(sitting: Sitting, given: RefuseAdministrator) -> UUID:
    """Refuses what somebody else asked for.

    Given:    text, 1 to 1,000 characters.
    Gives:    the request, refused; nothing is given.
    Refuses:  administrator_request.not_found, the rules of administrator_request.confirm,
              administrator_request.stale, administrator_request.decided, record.text_refused.
    Records:  AdministratorDecided.
    Source:   GB/T 22239 8.1.5.
    """
    found = await open_request(sitting, given.request, given.expected_version)
    answer = worded("text", given.text, most=1000)
    changed = await decided(sitting, found, "REFUSED", answer)
    await sitting.record(AdministratorDecided(changed.id, changed.version, changed["holder"]))
    return changed.id
