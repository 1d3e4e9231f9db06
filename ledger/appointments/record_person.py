"""The act that records a person (登记人员)."""

from dataclasses import dataclass
from uuid import UUID

from uuid_utils.compat import uuid7

from ledger.appointments.events import PersonRecorded
from ledger.appointments.grounds import Ground, stated
from ledger.appointments.places import place_of, unit_named
from tenants.names import person_sort_key
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import person
from tenants.wording import worded


@dataclass(frozen=True)
class RecordPerson:
    """At which unit, the name, and on what ground."""

    tenant: UUID
    name: str
    ground: Ground


async def record_person(sitting: Sitting, given: RecordPerson) -> UUID:
    """Records a person of the level or of the next one; they hold nothing yet.

    Given:    name, 1 to 60 characters.
    Gives:    the person.
    Refuses:  tenant.not_found, the rules of person.manage, record.text_refused.
    Records:  PersonRecorded.
    """
    unit = await unit_named(sitting, given.tenant)
    empty = dict.fromkeys(person.c.keys())
    proposed = Record(person, {**empty, **place_of(sitting, unit), "id": uuid7()})
    sitting.decide("person.manage", proposed)
    name = worded("name", given.name, most=60)
    because = stated(given.ground)
    row = {"id": proposed.id, "holder": unit["id"], "name": name}
    made = await sitting.insert(person, {**row, "name_sort": person_sort_key(name)})
    await sitting.record(PersonRecorded(made.id, 1, unit["id"]), **because)
    return made.id
