"""The act that lets an appointment last longer (延长任期)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.appointments.events import AppointmentExtended
from ledger.appointments.grounds import Ground, ended, ranged
from ledger.appointments.holding import altered, held_appointment
from ledger.appointments.refusals import RangeRefused
from ledger.appointments.standings import gathered, locked, weighed
from ledger.effects.thresholds import alone
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ExtendAppointment:
    """The appointment, the version that was read, until when now, and on what ground."""

    appointment: UUID
    expected_version: int
    until: date
    ground: Ground


async def extend_appointment(sitting: Sitting, given: ExtendAppointment) -> UUID:
    """Lets an appointment that ends on a day end on a later one; weighed like an appointment.

    Given:    until, the first day on which it is not held, after the one that was set.
    Gives:    the appointment.
    Refuses:  appointment.not_found, the rules of appointment.appoint, appointment.stale,
              appointment.over, record.text_refused, record.day_refused, grant.range_refused,
              grant.wider, grant.senior,
              change.above_threshold.
    Records:  AppointmentExtended.
    Source:   domain 1.4.
    """
    found = await held_appointment(
        sitting, given.appointment, expected=given.expected_version, action="appointment.appoint"
    )
    _, until = ranged(sitting, sitting.today, given.until)
    if found["relieved_on"] is None or until is None or until <= found["relieved_on"]:
        raise RangeRefused(earliest=found["relieved_on"] or sitting.today)
    why = ended(given.ground)
    await locked(sitting, found["holder"])
    before = await gathered(sitting, people=[found["person_id"]])
    after = altered(before, found.id, relieved_on=until)
    weighed(sitting, before, after)
    await alone(sitting, before, after)
    changed = await sitting.change(found, {"relieved_on": until, **why})
    await sitting.record(AppointmentExtended(changed.id, changed.version, changed["holder"]))
    return changed.id
