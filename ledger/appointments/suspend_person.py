"""The act by which somebody is suspended from a post (停职)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.appointments.events import PersonSuspended
from ledger.appointments.grounds import Ground, ended, ranged
from ledger.appointments.holding import altered, held_appointment
from ledger.appointments.refusals import SuspendedAlready
from ledger.appointments.standings import gathered, locked, weighed
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.viewer import is_suspended


@dataclass(frozen=True)
class SuspendPerson:
    """The appointment, the version that was read, for which days, and on what ground."""

    appointment: UUID
    expected_version: int
    ground: Ground
    suspended_on: date | None = None
    resumed_on: date | None = None


async def suspend_person(sitting: Sitting, given: SuspendPerson) -> UUID:
    """Suspends somebody from a post: it is held in name only.

    Given:    suspended_on, the first such day, else today; resumed_on, the first day after, else
              until somebody reinstates them.
    Gives:    the appointment.
    Refuses:  appointment.not_found, the rules of appointment.relieve, appointment.stale,
              appointment.over, appointment.suspended_already, record.text_refused,
              record.day_refused, grant.range_refused, grant.senior, grant.unmanaged.
    Records:  PersonSuspended.
    Source:   公务员法; GLPI 3242.
    """
    found = await held_appointment(
        sitting, given.appointment, expected=given.expected_version, action="appointment.relieve"
    )
    if found["suspended_on"] and is_suspended(_printed(found), sitting.today):
        raise SuspendedAlready(day=found["suspended_on"])
    began, until = ranged(sitting, given.suspended_on, given.resumed_on)
    why = ended(given.ground)
    await locked(sitting, found["holder"])
    before = await gathered(sitting, people=[found["person_id"]], unit=found["holder"])
    after = altered(before, found.id, suspended_on=sitting.today, resumed_on=None)
    weighed(sitting, before, after)
    changed = await sitting.change(found, {"suspended_on": began, "resumed_on": until, **why})
    await sitting.record(PersonSuspended(changed.id, changed.version, changed["holder"]))
    return changed.id


def _printed(found: Record) -> dict[str, str | None]:
    days = {name: found[name] for name in ("suspended_on", "resumed_on")}
    return {name: None if day is None else str(day) for name, day in days.items()}
