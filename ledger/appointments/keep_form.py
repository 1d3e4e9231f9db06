"""The act by which an appointment form is kept, sealed (收存干部任免审批表)."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import text

from ledger.appointments.events import FormKept
from ledger.appointments.form_refusals import FormOfAnother
from ledger.appointments.holding import held_person
from ledger.petitioners.vault import Closed
from tenants.sitting import Sitting

FORM = "appointment form"
"""What the vault binds a form to, besides the person."""
_KEEP = text("select app.keep_form(:person, :kid, :wrapped, :body)")


@dataclass(frozen=True, repr=False)
class KeepForm:
    """Whose form, the name that stands in it, and the form, sealed: no act ever sees it open."""

    person: UUID
    name: str = field(metadata={"digest": False})
    sealed: Closed


async def keep_form(sitting: Sitting, given: KeepForm) -> UUID:
    """Keeps a person's form; the one that was kept before is gone.

    Gives:    the person.
    Refuses:  person.not_found, the rules of person.keep_form, form.of_another.
    Records:  FormKept.
    Source:   domain 11.4: every form is sensitive.
    """
    found = await held_person(sitting, given.person)
    sitting.decide("person.keep_form", found)
    if "".join(given.name.split()) != "".join(str(found["name"]).split()):
        raise FormOfAnother
    sealed = given.sealed
    told = {"kid": sealed.kid, "wrapped": sealed.wrapped, "body": sealed.body}
    await sitting.connection.execute(_KEEP, {"person": found.id, **told})
    await sitting.record(FormKept(found.id, 1, found["holder"]))
    return found.id
