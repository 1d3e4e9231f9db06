"""The act that takes a published telephone back (撤下联系卡)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.contacts.events import ContactCardWithdrawn
from ledger.contacts.refusals import CardNotFound, CardStale, CardWithdrawn
from ledger.contacts.tables import contact_card
from tenants.sitting import Sitting


@dataclass(frozen=True)
class WithdrawContactCard:
    """The card, and the version that was read."""

    card: UUID
    expected_version: int


async def withdraw_contact_card(sitting: Sitting, given: WithdrawContactCard) -> UUID:
    """Withdraws a card; from now on only its unit and the level above read that there was one.

    Gives:    the card, withdrawn.
    Refuses:  contact_card.not_found, the rules of contact_card.withdraw, contact_card.stale,
              contact_card.withdrawn.
    Records:  ContactCardWithdrawn.
    Source:   seed 4, 公布引领队员电话.
    """
    found = await sitting.fetch(
        contact_card, given.card, under="contact_card.read", missing=CardNotFound
    )
    sitting.decide("contact_card.withdraw", found)
    sitting.check_version(found, given.expected_version, CardStale)
    if found["state"] != "PUBLISHED":
        raise CardWithdrawn
    changed = await sitting.change(found, {"state": "WITHDRAWN", "withdrawn_at": sitting.now})
    await sitting.record(ContactCardWithdrawn(changed.id, changed.version, changed["holder"]))
    return changed.id
