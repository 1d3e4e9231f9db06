"""The second act by which a kept form is read: to take it by a committed ticket (调取审批表)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text

from ledger.appointments.events import FormRead
from ledger.appointments.form_refusals import FormNotKept
from ledger.appointments.holding import held_person
from ledger.appointments.keep_form import FORM
from ledger.petitioners.vault import Vault
from tenants.sitting import Sitting, Sittings
from tenants.viewer import Viewer

_REDEEM = text("select * from app.redeem_form(:ticket)")


@dataclass(frozen=True)
class ReadForm:
    """The ticket that asking gave."""

    ticket: UUID


async def read_form(sitting: Sitting, given: ReadForm) -> UUID:
    """Writes into the audit that a form is given to somebody; it is opened after that.

    Gives:    the person.
    Refuses:  form.not_kept, person.not_found, the rules of person.ask_form, viewer.step_up.
    Records:  FormRead.
    Source:   security 3.6 and appendix B.
    """
    kept = await _redeemed(sitting, given.ticket)
    found = await held_person(sitting, kept["person"])
    sitting.decide("person.ask_form", found)
    await sitting.record(FormRead(found.id, 1, found["holder"]))
    return found.id


async def opened(sittings: Sittings, viewer: Viewer, ticket: UUID, *, vault: Vault) -> bytes:
    """Opens a form by a ticket, after the reading of it has been recorded.

    Refuses:  form.not_kept.
    """
    async with sittings.open(viewer, act="read_form") as sitting:
        kept = await _redeemed(sitting, ticket)
    return vault.disclosed(
        kept["kid"], kept["wrapped"], kept["body"], purpose=FORM, record=kept["person"]
    )


async def _redeemed(sitting: Sitting, ticket: UUID) -> Any:
    said = (await sitting.connection.execute(_REDEEM, {"ticket": ticket})).mappings()
    found = said.one_or_none()
    if found is None:
        raise FormNotKept
    return found
