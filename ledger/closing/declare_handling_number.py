"""The act by which whoever handles declares their telephone number, so that it answers for nobody."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from ledger.closing.events import HandlingNumberDeclared
from tenants.refusals import RecordNotFound
from tenants.sitting import Sitting
from tenants.tables import person

_STAFF = text("select app.mark_staff(:mark)")


@dataclass(frozen=True)
class DeclareHandlingNumber:
    """The keyed hash of the number, in hex."""

    number: str


async def declare_handling_number(sitting: Sitting, given: DeclareHandlingNumber) -> UUID:
    """Declares a number of the viewer's: no code goes to it and no answer is taken from it, for
    problems that their unit had in hand.

    Gives:    the person.
    Refuses:  record.not_found, the rules of person.read.
    Records:  HandlingNumberDeclared.
    Source:   issue 3.7, conflict guards.
    """
    assert sitting.viewer.person is not None
    found = await sitting.fetch(
        person, sitting.viewer.person, under="person.read", missing=RecordNotFound, lock=False
    )
    sitting.decide("person.read", found)
    await sitting.connection.execute(_STAFF, {"mark": bytes.fromhex(given.number)})
    await sitting.record(HandlingNumberDeclared(found.id, 1, sitting.tenant))
    return found.id
