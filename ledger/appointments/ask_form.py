"""The first of two acts by which a kept form is read: to ask, on the record (申请调取审批表)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from ledger.appointments.events import FormAsked
from ledger.appointments.form_refusals import FormNotKept
from ledger.appointments.holding import held_person
from tenants.sitting import Sitting
from tenants.wording import worded

_ASK = text("select app.ask_form(:person, :reason, :request)")


@dataclass(frozen=True)
class AskForm:
    """Whose form is needed, and for what."""

    person: UUID
    reason: str


async def ask_form(sitting: Sitting, given: AskForm) -> UUID:
    """Asks for a person's form; the ticket opens it once this act has committed.

    Given:    reason, 4 to 400 characters; it stays in the audit.
    Gives:    the ticket: good for the same person in the same post, for five minutes. The gate
              itself writes an audit row with the reason.
    Refuses:  person.not_found, the rules of person.ask_form, viewer.step_up, record.text_refused,
              form.not_kept.
    Records:  FormAsked.
    Source:   domain 11.4; security appendix B.
    """
    found = await held_person(sitting, given.person)
    sitting.decide("person.ask_form", found)
    reason = worded("reason", given.reason, least=4, most=400)
    asked = {"person": found.id, "reason": reason, "request": sitting.request}
    ticket: UUID | None = (await sitting.connection.execute(_ASK, asked)).scalar_one()
    if ticket is None:
        raise FormNotKept
    await sitting.record(FormAsked(found.id, 1, found["holder"]))
    return ticket
