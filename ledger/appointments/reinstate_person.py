"""The act that lets somebody back into a post they were suspended from (复职)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.appointments.events import PersonReinstated
from ledger.appointments.grounds import Ground, ended
from ledger.appointments.holding import altered, held_appointment
from ledger.appointments.refusals import NotSuspended
from ledger.appointments.standings import gathered, locked, weighed
from ledger.effects.thresholds import alone
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ReinstatePerson:
    """The appointment, the version that was read, and on what ground."""

    appointment: UUID
    expected_version: int
    ground: Ground


async def reinstate_person(sitting: Sitting, given: ReinstatePerson) -> UUID:
    """Lets somebody act in their post again from today on; it is weighed like an appointment.

    Gives:    the appointment.
    Refuses:  appointment.not_found, the rules of appointment.appoint, appointment.stale,
              appointment.over, appointment.not_suspended, record.text_refused, grant.wider,
              grant.senior, grant.not_together, grant.needs_two,
              change.above_threshold.
    Records:  PersonReinstated.
    Source:   公务员法; security.md 2.3, restore.
    """
    found = await held_appointment(
        sitting, given.appointment, expected=given.expected_version, action="appointment.appoint"
    )
    over = found["resumed_on"] is not None and found["resumed_on"] <= sitting.today
    if found["suspended_on"] is None or over:
        raise NotSuspended
    why = ended(given.ground)
    await locked(sitting, found["holder"])
    before = await gathered(sitting, people=[found["person_id"]])
    after = altered(before, found.id, suspended_on=None, resumed_on=None)
    weighed(sitting, before, after)
    await alone(sitting, before, after)
    day = max(sitting.today, found["suspended_on"])
    changed = await sitting.change(found, {"resumed_on": day, **why})
    await sitting.record(PersonReinstated(changed.id, changed.version, changed["holder"]))
    return changed.id
