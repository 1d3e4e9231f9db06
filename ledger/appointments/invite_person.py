"""The acts that record a person and invite them to sign in (登记人员、邀请开通账号)."""

import dataclasses
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from uuid_utils.compat import uuid7

from ledger.appointments.events import PersonInvited, PersonRecorded
from ledger.appointments.grounds import Ground, ended
from ledger.appointments.holding import held_person
from ledger.appointments.make_post import place_of, unit_named
from ledger.appointments.refusals import HasSignInAlready
from ledger.appointments.standings import gathered, weighed
from tenants.names import person_sort_key
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import person
from tenants.wording import worded

_INVITE = text("select app.invite(:person, :digest)")


@dataclass(frozen=True)
class RecordPerson:
    """At which unit, the name, and on what ground."""

    tenant: UUID
    name: str
    ground: Ground


@dataclass(frozen=True)
class InvitePerson:
    """Whom, and the hash of the code that they will be told, made anew at each attempt."""

    person: UUID
    code_sha256: bytes = dataclasses.field(metadata={"digest": False})


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
    ended(given.ground)
    row = {"id": proposed.id, "holder": unit["id"], "name": name}
    made = await sitting.insert(person, {**row, "name_sort": person_sort_key(name)})
    await sitting.record(PersonRecorded(made.id, 1, unit["id"]))
    return made.id


async def invite_person(sitting: Sitting, given: InvitePerson) -> UUID:
    """Lets a person who has no sign-in yet claim one by a code, once, within seven days.

    Whoever has the code becomes the person: it is weighed as giving all that they hold.
    Gives:    the person; an older code of theirs is void.
    Refuses:  person.not_found, the rules of person.invite, person.has_sign_in, grant.wider.
    Records:  PersonInvited.
    Source:   security.md 2.3, to act as somebody else; Keycloak 50616.
    """
    found = await held_person(sitting, given.person)
    sitting.decide("person.invite", found)
    before = await gathered(sitting, people=[found.id])
    whoever = uuid7()
    weighed(sitting, {**before, whoever: ()}, {**before, whoever: before.get(found.id, ())})
    given_to = {"person": found.id, "digest": given.code_sha256}
    if not (await sitting.connection.execute(_INVITE, given_to)).scalar_one():
        raise HasSignInAlready
    await sitting.record(PersonInvited(found.id, 1, found["holder"]))
    return found.id
