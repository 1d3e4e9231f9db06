"""The act by which somebody acts in a post for whoever holds it (代理职务)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.appointments.events import SubstituteAppointed
from ledger.appointments.grounds import Ground, grounded, ranged
from ledger.appointments.holding import held_appointment, held_person, joined, proposed
from ledger.appointments.standings import gathered, locked, weighed
from ledger.effects.thresholds import alone
from tenants.sitting import Sitting
from tenants.tables import appointment


@dataclass(frozen=True)
class AppointSubstitute:
    """For whose appointment, who acts, between which days, and on what ground."""

    appointment: UUID
    expected_version: int
    person: UUID
    until: date
    ground: Ground
    appointed_on: date | None = None


async def appoint_substitute(sitting: Sitting, given: AppointSubstitute) -> UUID:
    """Lets somebody act in a post on behalf of its holder, between two days.

    Given:    until, the first day on which they no longer do: a substitution always ends.
    Gives:    an appointment of its own, which names the one on whose behalf it is.
    Refuses:  appointment.not_found, person.not_found, the rules of appointment.appoint,
              appointment.stale, appointment.over, record.text_refused, record.day_refused,
              grant.range_refused, grant.wider, grant.senior, grant.not_together, grant.needs_two,
              change.above_threshold.
    Records:  SubstituteAppointed.
    Source:   security.md 2.3, to act as somebody else.
    """
    whose = await held_appointment(
        sitting, given.appointment, expected=given.expected_version, action="appointment.appoint"
    )
    person = await held_person(sitting, given.person)
    began, until = ranged(sitting, given.appointed_on, given.until)
    ground = grounded(sitting, given.ground)
    row = {
        "person_id": person.id,
        "post_id": whose["post_id"],
        "leading": False,
        "appointed_on": began,
        "relieved_on": until,
        "kind": "SUBSTITUTE",
        "on_behalf_of": whose.id,
        "reason": ground["reason"],
        "document_no": ground["document_no"],
    }
    sitting.decide("appointment.appoint", wanted := proposed(appointment, whose, row))
    await locked(sitting, whose["holder"])
    before = await gathered(sitting, people=[person.id], posts=[whose["post_id"]])
    after = joined(before, person.id, whose["post_id"], began=began, until=until)
    weighed(sitting, before, after)
    await alone(sitting, before, after)
    made = await sitting.insert(appointment, {**row, "id": wanted.id, "holder": whose["holder"]})
    await sitting.record(SubstituteAppointed(made.id, 1, whose["holder"]))
    return made.id
