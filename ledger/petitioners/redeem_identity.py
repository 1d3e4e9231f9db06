"""The second act by which a sealed identity is read: to redeem a committed ticket."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text

from ledger.petitioners.events import IdentityRead
from ledger.petitioners.refusals import PetitionerNotFound, TicketRefused
from ledger.petitioners.tables import petitioner
from ledger.petitioners.vault import Identity, Vault
from tenants.sitting import Sitting, Sittings
from tenants.viewer import Viewer

_REDEEM = text("select * from app.redeem_identity(:ticket)")


@dataclass(frozen=True)
class RedeemIdentity:
    """The ticket that asking gave."""

    ticket: UUID


async def redeem_identity(sitting: Sitting, given: RedeemIdentity) -> UUID:
    """Takes a ticket for good, on the record; the identity is then read by :func:`opened`.

    Gives:    the petitioner.
    Refuses:  petitioner.ticket_refused, petitioner.not_found, the rules of petitioner.ask.
    Records:  IdentityRead.
    Source:   security 3.6 and appendix B.
    """
    said = (await sitting.connection.execute(_REDEEM, {"ticket": given.ticket})).mappings()
    found = said.one_or_none()
    if found is None:
        raise TicketRefused
    record = await sitting.fetch(
        petitioner,
        found["petitioner"],
        under="petitioner.read",
        missing=PetitionerNotFound,
        lock=False,
    )
    sitting.decide("petitioner.ask", record)
    await sitting.record(IdentityRead(record.id, 1, record["holder"]))
    return record.id


async def opened(
    sittings: Sittings, viewer: Viewer, ticket: UUID, *, vault: Vault
) -> Identity | None:
    """Opens an identity by a ticket: asked and redeemed on the record, both committed before.

    Gives:    the identity; None when the gate answers nothing, or the rule book no longer allows.
    """
    async with sittings.open(viewer, act="redeem_identity") as sitting:
        said = (await sitting.connection.execute(_REDEEM, {"ticket": ticket})).mappings()
        found = said.one_or_none()
        if found is None:
            return None
        allowed = select(petitioner.c.id).where(
            petitioner.c.root == sitting.root,
            petitioner.c.id == found["petitioner"],
            sitting.readable(petitioner, "petitioner.ask"),
        )
        rows = await sitting.rows(allowed)
    if not rows:
        return None
    return vault.opened(found["kid"], found["wrapped"], found["body"], problem=found["sealed_for"])
