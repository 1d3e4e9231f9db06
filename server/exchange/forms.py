"""Appointment forms over HTTP: sent by PUT to be sealed, and had by GET on the record.

A form is never on a disk in the open: it is read in memory, sealed, and only then written.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ledger.appointments.form_refusals import FormNotKept, FormTooLarge
from ledger.appointments.keep_form import FORM, KeepForm, keep_form
from ledger.appointments.lrmx import LARGEST_FILE, read_form, written
from ledger.appointments.read_form import ReadForm, opened
from ledger.appointments.read_form import read_form as recorded
from ledger.petitioners.vault import Vault
from server.exchange.errands import HEADERS, Door, Errands

PATH = "/forms"
MEDIA_TYPE = "application/xml"


@dataclass(frozen=True)
class FormDoor(Door):
    """Takes and gives appointment forms for one process."""

    purpose: ClassVar[str] = "forms"

    vault: Vault

    async def take(self, request: Request) -> Response:
        """Takes the form of the person for whom the address was made, and seals it.

        Gives:    204.
        Refuses:  file.not_found, form.too_large, form.unreadable, form.field_refused,
                  form.photo_refused, and what keep_form refuses.
        """
        known = await self.followed(request)
        if "person" not in known.errand.about:
            raise FormNotKept
        person = UUID(known.errand.about["person"])
        given = sealed(await _body(request), person, vault=self.vault)
        outcome = await self.sittings.perform(
            known.viewer, keep_form, given=given, key=uuid.uuid4().hex, request=known.request_id
        )
        if outcome.refusal is not None:
            raise outcome.refusal
        return Response(status_code=204, headers=HEADERS)

    async def give(self, request: Request) -> Response:
        """Gives the form that was asked for, each time on the record.

        Refuses:  file.not_found, form.not_kept, and what read_form refuses.
        """
        known = await self.followed(request)
        if "ticket" not in known.errand.about:
            raise FormNotKept
        ticket = UUID(known.errand.about["ticket"])
        outcome = await self.sittings.perform(
            known.viewer,
            recorded,
            given=ReadForm(ticket),
            key=uuid.uuid4().hex,
            request=known.request_id,
        )
        if outcome.refusal is not None:
            raise outcome.refusal
        content = await opened(self.sittings, known.viewer, ticket, vault=self.vault)
        named = quote(f"{read_form(content).name}.lrmx", safe="")
        shown = {**HEADERS, "content-disposition": f"attachment; filename*=UTF-8''{named}"}
        return Response(content, headers=shown, media_type=MEDIA_TYPE)


def sealed(content: bytes, person: UUID, *, vault: Vault) -> KeepForm:
    """Reads a form and seals it for a person, as it is written here.

    Refuses:  form.too_large, form.unreadable, form.field_refused, form.photo_refused.
    """
    form = read_form(content)
    return KeepForm(person, form.name, vault.closed(written(form), purpose=FORM, record=person))


def routes(door: FormDoor) -> Sequence[BaseRoute]:
    """Gives the routes that the application mounts."""
    return (
        Route(PATH, Errands(door.take), methods=["PUT"]),
        Route(PATH, Errands(door.give), methods=["GET"]),
    )


async def _body(request: Request) -> bytes:
    """Reads what was sent, and no more of it than a form has.

    Refuses:  form.too_large.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FILE:
            raise FormTooLarge(most=LARGEST_FILE)
    return bytes(body)
