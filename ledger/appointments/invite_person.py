"""The act that invites a person to sign in (邀请开通账号)."""

import dataclasses
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from uuid_utils.compat import uuid7

from ledger.appointments.events import PersonInvited
from ledger.appointments.holding import held_person
from ledger.appointments.refusals import HasSignInAlready
from ledger.appointments.standings import gathered, weighed
from tenants.sitting import Sitting

_INVITE = text("select app.invite(:person, :digest)")


@dataclass(frozen=True)
class InvitePerson:
    """Whom, and the hash of the code that they will be told, made anew at each attempt."""

    person: UUID
    code_sha256: bytes = dataclasses.field(metadata={"digest": False})


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
