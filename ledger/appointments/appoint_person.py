"""The act by which somebody is appointed to a post (任职)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.appointments.events import PersonAppointed
from ledger.appointments.grounds import LATE, Ground, grounded, ranged
from ledger.appointments.holding import held_person, held_post, joined, proposed
from ledger.appointments.standings import gathered, locked, weighed
from ledger.effects.thresholds import alone
from tenants.sitting import Sitting
from tenants.tables import appointment


@dataclass(frozen=True)
class AppointPerson:
    """The post, the person, from which day until before which, and on what ground."""

    post: UUID
    person: UUID
    ground: Ground
    appointed_on: date | None = None
    until: date | None = None
    leading: bool = True


async def appoint_person(sitting: Sitting, given: AppointPerson) -> UUID:
    """Appoints a person to a post of the level or of the next one, within what the actor may give.

    Given:    appointed_on, today or up to a year ago, else today; until, the first day after, else
              without end; leading, whether it is the person's main post.
    Gives:    the appointment.
    Refuses:  post.not_found, person.not_found, the rules of appointment.appoint, post.ended,
              grant.needs_two, record.text_refused, record.day_refused, grant.range_refused,
              grant.wider, grant.senior, grant.not_together,
              change.above_threshold.
    Records:  PersonAppointed.
    Source:   domain 1.4; security.md 2.3.
    """
    post = await held_post(sitting, given.post)
    person = await held_person(sitting, given.person)
    began, until = ranged(sitting, given.appointed_on, given.until, late=LATE)
    ground = grounded(sitting, given.ground)
    row = {
        "person_id": person.id,
        "post_id": post.id,
        "leading": given.leading,
        "appointed_on": began,
        "relieved_on": until,
        "reason": ground["reason"],
        "document_no": ground["document_no"],
    }
    sitting.decide("appointment.appoint", wanted := proposed(appointment, post, row))
    await locked(sitting, post["holder"])
    before = await gathered(sitting, people=[person.id], posts=[post.id])
    after = joined(before, person.id, post.id, began=began, until=until)
    weighed(sitting, before, after)
    await alone(sitting, before, after)
    made = await sitting.insert(appointment, {**row, "id": wanted.id, "holder": post["holder"]})
    await sitting.record(PersonAppointed(made.id, 1, post["holder"]))
    return made.id
