"""The act by which a proposed edition is withdrawn (撤回手册版本)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.editions.events import EditionWithdrawn
from ledger.editions.holding import waiting
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class WithdrawEdition:
    """The edition, the version that was read, and why."""

    edition: UUID
    expected_version: int
    reason: str


async def withdraw_edition(sitting: Sitting, given: WithdrawEdition) -> UUID:
    """Withdraws an edition that waits: it never comes into force.

    Gives:    the edition, withdrawn.
    Refuses:  book_edition.not_found, the rules of book_edition.withdraw, book_edition.stale,
              book_edition.decided, record.text_refused.
    Records:  EditionWithdrawn.
    Source:   GB/T 22239 三员分立.
    """
    found = await waiting(
        sitting, given.edition, given.expected_version, action="book_edition.withdraw"
    )
    because = worded("reason", given.reason, most=1000)
    changed = await sitting.change(found, {"state": "WITHDRAWN", "withdrawn_because": because})
    await sitting.record(EditionWithdrawn(changed.id, changed.version, sitting.tenant))
    return changed.id
