"""The act by which somebody is relieved of a post (免职)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.appointments.events import PersonRelieved
from ledger.appointments.grounds import Ground, ended, ranged
from ledger.appointments.holding import altered, held_appointment
from ledger.appointments.standings import gathered, locked, weighed
from tenants.sitting import Sitting


@dataclass(frozen=True)
class RelievePerson:
    """The appointment, the version that was read, from which day on, and on what ground."""

    appointment: UUID
    expected_version: int
    ground: Ground
    relieved_on: date | None = None


async def relieve_person(sitting: Sitting, given: RelievePerson) -> UUID:
    """Relieves somebody of a post; who holds as much as the actor is relieved by the level above.

    Given:    relieved_on, the first day on which it is not held, else today.
    Gives:    the appointment, ended.
    Refuses:  appointment.not_found, the rules of appointment.relieve, appointment.stale,
              appointment.over, record.text_refused, record.day_refused, grant.range_refused,
              grant.senior, grant.unmanaged, handover.not_emptied.
    Records:  PersonRelieved.
    Source:   domain 1.4, 6.3; GLPI 3242.
    """
    found = await held_appointment(
        sitting, given.appointment, expected=given.expected_version, action="appointment.relieve"
    )
    day, _ = ranged(sitting, given.relieved_on, None)
    why = ended(given.ground)
    await locked(sitting, found["holder"])
    before = await gathered(sitting, people=[found["person_id"]], unit=found["holder"])
    # Whoever leaves on a later day is weighed as gone, beside those who manage on that day.
    weighed(sitting, before, altered(before, found.id, relieved_on=sitting.today), on=day)
    changed = await sitting.change(found, {"relieved_on": day, **why})
    await sitting.record(PersonRelieved(changed.id, changed.version, changed["holder"]))
    return changed.id
