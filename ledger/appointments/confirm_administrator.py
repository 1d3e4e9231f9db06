"""The act by which the second of two persons confirms (确认三员)."""

from dataclasses import dataclass
from uuid import UUID

from uuid_utils.compat import uuid7

from ledger.appointments.answering_requests import decided, open_request
from ledger.appointments.ask_administrator import asked_for
from ledger.appointments.events import AdministratorDecided, PersonAppointed, RoleGranted
from ledger.appointments.holding import held_post
from ledger.appointments.standings import locked, weighed
from ledger.appointments.tables import role_grant
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment
from tenants.wording import worded


@dataclass(frozen=True)
class ConfirmAdministrator:
    """The request, the version that was read, and a word on it."""

    request: UUID
    expected_version: int
    text: str = ""


async def confirm_administrator(sitting: Sitting, given: ConfirmAdministrator) -> UUID:
    """Confirms what somebody else asked for; it is weighed by what the asker holds now.

    Gives:    the request, confirmed; the role is given, or the person appointed.
    Refuses:  administrator_request.not_found, the rules of administrator_request.confirm,
              administrator_request.stale, administrator_request.decided, post.not_found,
              post.ended, record.text_refused, grant.wider, grant.senior, grant.own_rights,
              grant.not_together.
    Records:  AdministratorDecided, PersonAppointed, RoleGranted.
    Source:   GB/T 22239 8.1.5; security.md 6.10.
    """
    found = await open_request(sitting, given.request, given.expected_version)
    answer = worded("text", given.text, least=0, most=1000)
    post = await held_post(sitting, found["post_id"])
    await locked(sitting, post["holder"])
    before, after = await asked_for(sitting, found, post)
    weighed(sitting, before, after, asked=(found["asked_by"], found["asked_in"]))
    changed = await decided(sitting, found, "CONFIRMED", answer)
    await sitting.record(AdministratorDecided(changed.id, changed.version, changed["holder"]))
    await _given(sitting, changed, post)
    return changed.id


async def _given(sitting: Sitting, request: Record, post: Record) -> None:
    """Gives what was asked for, in the name of the request."""
    row = {
        "id": uuid7(),
        "holder": post["holder"],
        "post_id": post.id,
        "reason": request["reason"],
        "document_no": request["document_no"],
        "request_id": request.id,
    }
    if request["person_id"] is not None:
        row |= {
            "person_id": request["person_id"],
            "appointed_on": request["given_from"],
            "relieved_on": request["given_until"],
        }
        made = await sitting.insert(appointment, row)
        await sitting.record(PersonAppointed(made.id, 1, post["holder"]))
        return
    row |= {
        "role": request["role"],
        "given_from": request["given_from"],
        "given_until": request["given_until"],
        "given_by": sitting.viewer.person,
        "given_at": sitting.now,
    }
    made = await sitting.insert(role_grant, row)
    await sitting.record(RoleGranted(made.id, 1, post["holder"]))
