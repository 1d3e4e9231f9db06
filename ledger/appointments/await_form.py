"""The act by which an appointment form is announced (准备收存干部任免审批表)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.appointments.events import FormAwaited
from ledger.appointments.holding import held_person
from tenants.sitting import Sitting


@dataclass(frozen=True)
class AwaitForm:
    """Whose form."""

    person: UUID


async def await_form(sitting: Sitting, given: AwaitForm) -> UUID:
    """Says that a person's form will be sent: the address it is sent to lasts ten minutes.

    Gives:    the person.
    Refuses:  person.not_found, the rules of person.keep_form.
    Records:  FormAwaited.
    """
    found = await held_person(sitting, given.person)
    sitting.decide("person.keep_form", found)
    await sitting.record(FormAwaited(found.id, 1, found["holder"]))
    return found.id
